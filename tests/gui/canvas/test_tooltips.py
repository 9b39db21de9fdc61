"""What the drawing explains under the pointer, beside its numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from engine.project import Project
from gui.words import TIP_COLUMNS
from tests.gui.canvas.board import Board, line_of


@pytest.fixture
def tip(monkeypatch: pytest.MonkeyPatch) -> Callable[[Board, QPoint], str]:
    """What is shown when the pointer rests at a place."""
    shown: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text: shown.append(text))

    def rest(board: Board, at: QPoint) -> str:
        event = QHelpEvent(QHelpEvent.Type.ToolTip, at, board.viewport.mapToGlobal(at))
        QApplication.sendEvent(board.viewport, event)
        return shown[-1]

    return rest


def test_a_connection_says_where_it_leads_and_its_weight(
    board: Board, tip: Callable[[Board, QPoint], str]
) -> None:
    board.session.edit("set", board.session.project.with_weight("w1", 2.0))
    assert tip(board, line_of(board, "0", "1")) == "connection from 0 to 1, w₁ = 2"
    assert tip(board, line_of(board, "y", "L")) == "connection from y to L, target"


def test_a_long_label_is_whole_in_the_tooltip(
    board_of: Callable[[Project], Board],
    lesson: Callable[[str], Project],
    tip: Callable[[Board, QPoint], str],
) -> None:
    project, label = lesson("skip-connection"), "a unit that looks for vertical strokes"
    node = replace(project.network.by_id["1"], label=label)
    board = board_of(project.with_network(project.network.with_changed(node)))
    assert tip(board, board.at("1")) == label
    assert tip(board, board.at("2")) == ""


def test_no_line_of_a_tooltip_hides_the_drawing(
    board: Board, tip: Callable[[Board, QPoint], str]
) -> None:
    board.session.edit("set", board.session.project.with_weight("w0", -1.0))
    explained = tip(board, board.at("0"))
    assert "teaches nothing to the weights that lead in." in " ".join(explained.split())
    assert max(map(len, explained.splitlines())) <= TIP_COLUMNS
