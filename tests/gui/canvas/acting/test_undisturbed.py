"""Keys and shortcuts while the mouse has something in hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt

from engine.project import Project
from engine.quantity import parameter
from tests.gui.canvas.board import Board, Keys

Key = Qt.Key

WAY = QPoint(30, 40)


@pytest.fixture
def desk(desk_of: Callable[[Project], Board], lesson: Callable[[str], Project]) -> Board:
    desk = desk_of(lesson("skip-connection"))
    desk.session.edit("Set w1", desk.session.project.with_weight("w1", 0.75))
    return desk


@pytest.mark.parametrize(
    ("key", "keys"), [(Key.Key_Z, Keys.ControlModifier), (Key.Key_Delete, Keys.NoModifier)]
)
def test_a_node_in_the_hand_is_not_taken_away(desk: Board, key: Key, keys: Keys) -> None:
    start = desk.at("1")
    desk.press(start)
    desk.move(start + WAY)
    desk.key(key, keys)
    desk.move(start + 2 * WAY)
    desk.release(start + 2 * WAY)
    assert desk.session.undo_stack.count() == 2
    assert "1" in desk.session.project.network.by_id
    desk.key(Key.Key_Z, Keys.ControlModifier)
    desk.key(Key.Key_Z, Keys.ControlModifier)
    assert desk.session.undo_stack.index() == 0


def test_escape_puts_down_what_is_in_the_hand(desk: Board) -> None:
    start = desk.at("1")
    desk.press(start)
    desk.move(start + WAY)
    desk.key(Key.Key_Escape)
    desk.release(start + WAY)
    assert desk.session.undo_stack.count() == 1


def test_a_number_that_is_dragged_is_not_undone_meanwhile(desk: Board) -> None:
    start = desk.at(parameter("w1"))
    desk.press(start)
    desk.move(start + QPoint(20, 0))
    desk.key(Key.Key_Z, Keys.ControlModifier)
    desk.move(start + QPoint(30, 0))
    desk.release(start + QPoint(30, 0))
    assert desk.number(parameter("w1")) == pytest.approx(1.05)


def test_dragging_a_node_that_a_click_with_ctrl_let_go_moves_nothing(desk: Board) -> None:
    start = desk.at("1")
    desk.click(start)
    desk.press(start, keys=Keys.ControlModifier)
    for step in range(1, 4):
        desk.move(start + step * WAY, Keys.ControlModifier)
    desk.release(start + 3 * WAY)
    assert desk.session.undo_stack.count() == 1
