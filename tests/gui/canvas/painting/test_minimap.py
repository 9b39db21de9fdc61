"""The overview shows where one is, and leads elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.project import Project
from gui.canvas.painting.minimap import Minimap
from gui.theme import THEMES, Themes
from tests.gui.canvas.board import Board, Keys


def overview(board: Board) -> Minimap:
    found = board.viewport.findChild(Minimap, "minimap")
    assert isinstance(found, Minimap)
    return found


def middle(board: Board) -> QPointF:
    return board.view.sight().center()


@pytest.fixture
def near(board: Board) -> Board:
    """So near that not everything is in sight."""
    for _ in range(6):
        board.view.zoom_in()
    return board


def test_it_is_seen_only_while_something_is_out_of_sight(board: Board) -> None:
    assert not overview(board).isVisible()
    board.view.zoom_in()
    board.view.zoom_in()
    assert overview(board).isVisible()
    board.view.fit()
    assert not overview(board).isVisible()
    board.view.pan(QPoint(600, 0))
    assert overview(board).isVisible()


def test_it_stays_in_its_corner_and_leaves_room(near: Board) -> None:
    for width, height in ((1000, 640), (420, 300)):
        near.view.resize(width, height)
        frame, board = overview(near).geometry(), near.viewport.rect()
        assert board.contains(frame)
        assert board.right() - frame.right() == board.bottom() - frame.bottom()
        assert frame.width() <= board.width() / 3
        assert frame.height() <= board.height() / 3


def test_a_press_goes_there_and_a_drag_follows(near: Board) -> None:
    small = overview(near)
    left = QPoint(12, small.height() // 2)
    QTest.mousePress(small, Qt.MouseButton.LeftButton, Keys.NoModifier, left)
    first = middle(near)
    assert first.x() < near.view.content().center().x()
    QTest.mouseRelease(small, Qt.MouseButton.LeftButton, Keys.NoModifier, left)
    right = QPoint(small.width() - 12, small.height() // 2)
    QTest.mouseClick(small, Qt.MouseButton.LeftButton, Keys.NoModifier, right)
    assert middle(near).x() > near.view.content().center().x()
    assert near.steps == 0
    assert not near.session.view.selection


def test_a_press_on_it_is_none_on_the_board(near: Board) -> None:
    near.session.look(selection=frozenset({"1"}))
    QTest.mouseClick(overview(near), Qt.MouseButton.LeftButton)
    assert near.session.view.selection == {"1"}


@pytest.mark.parametrize("name", THEMES)
def test_it_is_painted_in_every_theme_and_follows_the_drawing(
    near: Board, themes: Themes, name: str
) -> None:
    themes.use(name)
    before = overview(near).grab().toImage()
    project = near.session.project
    near.session.edit("Move", project.with_position("1", 460, 80))
    assert overview(near).grab().toImage() != before


def test_an_empty_board_has_none(board_of: Callable[[Project], Board], near: Board) -> None:
    near.session.edit(
        "Delete", near.session.project.with_network(near.session.project.network.__class__())
    )
    QApplication.processEvents()
    assert not overview(near).isVisible()
