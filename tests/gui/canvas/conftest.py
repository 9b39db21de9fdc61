from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from engine.project import Project
from gui.actions import make_actions
from gui.canvas.view import NetworkView
from gui.session import Session
from gui.theme import Themes
from tests.gui.canvas.board import Board


@pytest.fixture
def board_of(qtbot: QtBot, themes: Themes) -> Iterator[Callable[[Project], Board]]:
    """A shown view of a project, 1000 × 640."""
    boards: list[Board] = []  # kept, or a view would be collected while it still has events

    def make(project: Project) -> Board:
        session = Session(project)
        view = NetworkView(session, themes)
        qtbot.addWidget(view)
        view.resize(1000, 640)
        with qtbot.waitExposed(view):
            view.show()
        view.activateWindow()
        qtbot.waitUntil(view.isActiveWindow)
        view.setFocus()
        boards.append(Board(view, session))
        return boards[-1]

    yield make
    for board in boards:
        board.session.close()


@pytest.fixture
def desk_of(board_of: Callable[[Project], Board]) -> Callable[[Project], Board]:
    """A board with the actions of the window that concern the drawing, but nothing around it."""

    def make(project: Project) -> Board:
        board = board_of(project)
        actions = make_actions(board.view)
        session = board.session
        handlers = {**board.view.handlers(), "undo": session.undo, "redo": session.redo}
        for name, handler in handlers.items():
            actions[name].triggered.connect(handler)
        board.view.adopt(actions)
        return board

    return make


@pytest.fixture
def board(board_of: Callable[[Project], Board], lesson: Callable[[str], Project]) -> Board:
    """The sheet's skip connection on a board."""
    return board_of(lesson("skip-connection"))
