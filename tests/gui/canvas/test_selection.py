"""Nodes and edges are selected, framed and moved."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from engine.project import Project
from tests.gui.canvas.board import Board, Button, Keys, line_of

NOWHERE = QPoint(5, 5)


def test_a_click_selects_a_node(board: Board) -> None:
    board.click(board.at("1"))
    assert board.session.view.selection == {"1"}
    board.click(board.at("2"))
    assert board.session.view.selection == {"2"}


def test_a_click_selects_an_edge(board: Board) -> None:
    board.click(line_of(board, "2", "L"))
    assert board.session.view.selection == {("2", "L", "prediction")}


def test_an_arc_is_selected_where_it_runs(board: Board) -> None:
    layout = board.scene.layout
    skip = next(i for i, w in enumerate(layout.board.wires) if w.edge.key[:2] == ("0", "2"))
    t = 0.2
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
    x, y = sum(w * p for w, p in zip(weights, layout.curves[skip], strict=True))
    board.click(board.view.mapFromScene(float(x), float(y)))
    assert board.session.view.selection == {("0", "2", None)}


@pytest.mark.parametrize("keys", [Keys.ShiftModifier, Keys.ControlModifier])
def test_shift_and_ctrl_add_and_remove(board: Board, keys: Keys) -> None:
    board.click(board.at("0"))
    board.click(board.at("1"), keys)
    board.click(line_of(board, "2", "L"), keys)
    assert board.session.view.selection == {"0", "1", ("2", "L", "prediction")}
    board.click(board.at("0"), keys)
    assert board.session.view.selection == {"1", ("2", "L", "prediction")}


def test_a_click_on_the_board_and_escape_clear(board: Board) -> None:
    board.click(board.at("0"))
    board.click(NOWHERE)
    assert not board.session.view.selection
    board.click(board.at("0"))
    board.key(Qt.Key.Key_Escape)
    assert not board.session.view.selection


def test_a_rubber_band_selects_what_it_touches(board: Board) -> None:
    left, right = board.at("0"), board.at("1")
    start = QPoint(left.x() - 40, left.y() - 60)
    board.press(start)
    board.move(QPoint(right.x(), right.y() + 30))
    assert board.session.view.selection == {"0", "1"}
    board.move(QPoint(left.x(), left.y() + 30))
    board.release(QPoint(left.x(), left.y() + 30))
    assert board.session.view.selection == {"0"}


def test_a_rubber_band_beside_a_node_does_not_touch_it(board: Board) -> None:
    rim = board.scene.layout.figures["0"].hull
    right = board.at("0") + QPoint(round(board.view.transform().m11() * rim.half_width) + 8, 0)
    board.press(right + QPoint(0, -60))
    board.move(right + QPoint(12, 60))
    assert not board.session.view.selection
    board.release(right + QPoint(12, 60))


def test_a_rubber_band_with_shift_adds_and_escape_takes_it_back(board: Board) -> None:
    board.click(board.at("L"))
    at = board.at("0")
    start = QPoint(at.x() - 40, at.y() - 60)
    board.press(start, Keys.ShiftModifier)
    board.move(at, Keys.ShiftModifier)
    assert board.session.view.selection == {"L", "0"}
    board.key(Qt.Key.Key_Escape)
    assert board.session.view.selection == {"L"}


def test_a_drag_moves_a_node_once_and_on_the_grid(board: Board) -> None:
    start, first = board.at("1"), board.session.project.positions["1"]
    board.press(start)
    board.move(start + QPoint(23, 41))
    assert board.scene.layout.positions["1"] != first
    assert board.session.project.positions["1"] == first
    board.move(start + QPoint(31, 52))
    board.release(start + QPoint(31, 52))
    x, y = board.session.project.positions["1"]
    assert (x % 10, y % 10) == (0, 0)
    assert abs(x - first[0] - 31 / board.view.zoom) <= 5
    assert abs(y - first[1] - 52 / board.view.zoom) <= 5
    assert board.steps == 1
    assert board.scene.layout.positions["1"] == (x, y)
    board.session.undo()
    assert board.scene.layout.positions["1"] == first


def test_a_drag_moves_all_that_is_selected_as_one_step(board: Board) -> None:
    before = board.session.project.positions
    board.click(board.at("0"))
    board.click(board.at("1"), Keys.ShiftModifier)
    board.drag(board.at("1"), QPoint(0, 30), QPoint(0, 60))
    after = board.session.project.positions
    assert after["0"][1] - before["0"][1] == after["1"][1] - before["1"][1] > 0
    assert after["2"] == before["2"]
    assert board.steps == 1


def test_escape_puts_a_dragged_node_back(board: Board) -> None:
    start, first = board.at("1"), board.scene.layout.positions["1"]
    board.press(start)
    board.move(start + QPoint(0, 90))
    board.key(Qt.Key.Key_Escape)
    board.release(start + QPoint(0, 90))
    assert board.scene.layout.positions["1"] == first
    assert board.steps == 0


def test_a_trembling_click_moves_nothing(board: Board) -> None:
    board.drag(board.at("1"), QPoint(1, 1))
    assert board.steps == 0


def test_a_drag_back_to_the_start_leaves_no_step(board: Board) -> None:
    board.drag(board.at("1"), QPoint(0, 60), QPoint(0, 0))
    assert board.steps == 0


def test_a_click_on_one_of_several_selects_it_alone(board: Board) -> None:
    board.click(board.at("0"))
    board.click(board.at("1"), Keys.ShiftModifier)
    board.click(board.at("1"))
    assert board.session.view.selection == {"1"}


def test_arrows_start_from_the_node_that_was_clicked(board: Board) -> None:
    board.click(board.at("1"))
    board.key(Qt.Key.Key_Right)
    assert board.session.view.selection == {"2"}


def test_a_second_button_does_not_disturb_a_gesture(board: Board) -> None:
    start = board.at("1")
    board.press(start)
    board.press(start, button=Button.MiddleButton)
    board.move(start + QPoint(0, 60))
    board.release(start + QPoint(0, 60), Button.MiddleButton)
    assert board.steps == 0
    board.release(start + QPoint(0, 60))
    assert board.session.project.positions["1"][1] > 0


def test_a_release_that_never_came_does_not_block_the_next_press(board: Board) -> None:
    start = board.at("1")
    board.press(start)
    board.move(start + QPoint(0, 60))
    board.drag(board.at("0"), QPoint(0, 20), QPoint(0, 60))
    assert board.steps == 1
    assert board.session.project.positions["1"][1] == 0


def test_selection_follows_the_session(board: Board) -> None:
    board.session.look(selection=frozenset({"x"}))
    assert board.scene.attention.selected == {"x"}


def test_moving_nodes_without_positions_of_their_own(
    board_of: Callable[[Project], Board], lesson: Callable[[str], Project]
) -> None:
    from dataclasses import replace

    board = board_of(replace(lesson("skip-connection"), positions={}))
    board.drag(board.at("1"), QPoint(0, 30), QPoint(0, 80))
    assert set(board.session.project.positions) == {"1"}
    assert board.scene.layout.positions["1"] == board.session.project.positions["1"]
    QTest.keyClick(board.view, Qt.Key.Key_Escape)
