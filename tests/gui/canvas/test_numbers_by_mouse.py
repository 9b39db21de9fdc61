"""Numbers on the drawing are clicked, typed, dragged and turned."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from engine.network import network
from engine.nodes import Edge, Input, Layer, Weight
from engine.parameters import Parameters
from engine.project import Project, Sample
from engine.quantity import Quantity, parameter, value
from tests.gui.canvas.board import Board, Keys

W1, X, Y = parameter("w1"), value("x"), value("y")


# -- typing -------------------------------------------------------------------------------------


@pytest.mark.parametrize("quantity", [W1, X, Y])
def test_click_opens_the_editor_with_everything_selected(board: Board, quantity: Quantity) -> None:
    board.click(board.at(quantity))
    assert board.editor.isVisible()
    assert board.editor.selectedText() == board.editor.text()


@pytest.mark.parametrize(
    ("typed", "number"),
    [("0.75", 0.75), ("-1,5", -1.5), ("1/4", 0.25), ("−2", -2.0), ("1e-3", 0.001)],
)
def test_enter_commits_what_was_typed(board: Board, typed: str, number: float) -> None:
    board.click(board.at(W1))
    board.type(typed)
    board.key(Qt.Key.Key_Return)
    assert board.number(W1) == number
    assert board.editor.isHidden()
    assert board.view.hasFocus()
    assert board.steps == 1
    assert "w₁" in board.session.undo_stack.undoText()


def test_a_double_click_selects_the_whole_number_too(board: Board) -> None:
    board.click(board.at(W1))
    QTest.mouseDClick(board.editor, Qt.MouseButton.LeftButton)
    board.type("0.75")
    board.key(Qt.Key.Key_Return)
    assert board.number(W1) == 0.75


def test_values_and_gradients_follow_a_typed_number(board: Board) -> None:
    board.click(board.at(W1))
    board.type("2")
    board.key(Qt.Key.Key_Return)
    shown = {spot.slot.quantity: spot.reading.text for spot in board.scene.spots()}
    loss = value("L")
    assert shown[value("1")] == "1"
    assert shown[value("2")] == "0.75"
    assert shown[loss] == "3.75"
    assert shown[loss.derivative(value("0"))] == "1.5"
    assert shown[loss.derivative(parameter("w3"))] == "0.5"


def test_escape_in_the_editor_changes_nothing(board: Board) -> None:
    board.click(board.at(W1))
    board.type("7")
    board.key(Qt.Key.Key_Escape)
    assert board.editor.isHidden()
    assert board.number(W1) == 0.5
    assert board.steps == 0


def test_tab_commits_and_goes_on_to_the_next_number(board: Board) -> None:
    board.click(board.at(parameter("w0")))
    board.type("0.6")
    board.key(Qt.Key.Key_Tab)
    assert board.number(parameter("w0")) == 0.6
    assert board.scene.attention.focus == W1
    assert board.editor.isVisible()
    assert board.editor.text() == "0.5"
    board.key(Qt.Key.Key_Backtab, Keys.ShiftModifier)
    assert board.scene.attention.focus == parameter("w0")
    assert board.editor.text() == "0.6"


def test_pressing_elsewhere_commits(board: Board) -> None:
    board.click(board.at(W1))
    board.type("3")
    board.click(QPoint(5, 5))
    assert board.editor.isHidden()
    assert board.number(W1) == 3


@pytest.mark.parametrize("typed", ["abc", "1/0", "", "1 2", "nan"])
def test_what_is_no_number_stays_with_a_reason(board: Board, typed: str) -> None:
    board.click(board.at(W1))
    board.editor.setText(typed)
    board.editor.textEdited.emit(typed)
    board.key(Qt.Key.Key_Return)
    reason = board.viewport.findChild(QLabel, "number_editor_reason")
    assert isinstance(reason, QLabel)
    assert reason.isVisible()
    assert reason.text()
    assert board.viewport.rect().contains(reason.geometry())
    assert board.editor.isVisible()
    assert board.editor.text() == typed
    assert board.steps == 0
    board.editor.setText("0.1")
    board.key(Qt.Key.Key_Return)
    assert reason.isHidden()
    assert board.number(W1) == 0.1


def test_what_is_no_number_is_not_lost_by_pressing_elsewhere(board: Board) -> None:
    board.click(board.at(W1))
    board.editor.setText("abc")
    board.click(board.at(X))
    board.wheel(board.at(X), 1)
    assert board.editor.isVisible()
    assert board.editor.text() == "abc"
    assert board.scene.attention.focus == W1
    assert board.steps == 0


def test_the_editor_shows_every_digit(
    board_of: Callable[[Project], Board], lesson: Callable[[str], Project]
) -> None:
    board = board_of(lesson("skip-connection").with_weight("w1", 1 / 3))
    board.click(board.at(W1))
    assert board.editor.text() == "0.3333333333333333"
    board.key(Qt.Key.Key_Return)
    assert board.steps == 0


def test_the_editor_follows_its_number_when_the_view_zooms(board: Board) -> None:
    board.click(board.at(X))
    board.wheel(board.at(parameter("w3")), -2, Keys.ControlModifier)
    assert board.editor.isVisible()
    assert board.editor.geometry().contains(board.at(X))


# -- dragging -----------------------------------------------------------------------------------


def test_dragging_sideways_scrubs_as_one_step(board: Board) -> None:
    board.drag(board.at(W1), QPoint(5, 0), QPoint(12, 0), QPoint(25, 3))
    assert board.number(W1) == 0.75
    assert board.steps == 1
    assert board.editor.isHidden()
    board.session.undo()
    assert board.number(W1) == 0.5


def test_a_drag_back_to_its_start_leaves_no_step(board: Board) -> None:
    board.drag(board.at(W1), QPoint(40, 0), QPoint(0, 0))
    assert board.number(W1) == 0.5
    assert board.steps == 0


def test_escape_takes_a_drag_back(board: Board) -> None:
    start = board.at(W1)
    board.press(start)
    board.move(start + QPoint(30, 0))
    assert board.number(W1) == 0.8
    board.key(Qt.Key.Key_Escape)
    assert board.number(W1) == 0.5
    board.release(start + QPoint(30, 0))
    assert board.number(W1) == 0.5
    assert board.steps == 0


@pytest.mark.parametrize(
    ("keys", "number"),
    [(Keys.NoModifier, 0.7), (Keys.ShiftModifier, 2.5), (Keys.AltModifier, 0.52)],
)
def test_shift_drags_faster_and_alt_finer(board: Board, keys: Keys, number: float) -> None:
    board.drag(board.at(W1), QPoint(20, 0), keys=keys)
    assert board.number(W1) == number


def test_an_input_and_a_target_scrub_too(board: Board) -> None:
    board.drag(board.at(X), QPoint(30, 0))
    assert board.number(X) == 1.3
    board.drag(board.at(Y), QPoint(-10, 0))
    assert board.number(Y) == -3.1


def test_nothing_moves_while_a_number_is_dragged(board: Board) -> None:
    before = board.scene.layout
    start = board.at(W1)
    board.press(start)
    for x in range(10, 400, 30):
        board.move(start + QPoint(x, 0))
    assert board.scene.layout is before


def test_computed_numbers_are_not_dragged(board: Board) -> None:
    spot = next(s for s in board.scene.spots() if s.slot.quantity == value("1"))
    at = board.view.mapFromScene(spot.slot.box.x, spot.slot.box.y)
    before = board.session.project.parameters
    board.click(at)
    assert board.editor.isHidden()
    board.drag(at, QPoint(0, 1))
    assert board.session.project.parameters is before


# -- wheel --------------------------------------------------------------------------------------


def test_the_wheel_nudges_the_number_under_it_as_one_step(board: Board) -> None:
    for _ in range(3):
        board.wheel(board.at(W1), 1)
    assert board.number(W1) == 0.8
    board.wheel(board.at(W1), -1, Keys.ShiftModifier)
    assert board.number(W1) == -0.2
    assert board.steps == 1
    board.click(QPoint(5, 5))
    board.wheel(board.at(W1), 1)
    assert board.steps == 2


def test_parts_of_a_turn_add_up(board: Board) -> None:
    for _ in range(4):
        board.wheel(board.at(W1), 0.25)
    assert board.number(W1) == 0.6


def test_the_wheel_over_a_gradient_scrolls(board: Board) -> None:
    by = value("L").derivative(W1)
    spot = next(spot for spot in board.scene.spots() if spot.slot.quantity == by)
    before = board.view.mapFromScene(0.0, 0.0)
    board.wheel(board.view.mapFromScene(spot.slot.box.x, spot.slot.box.y), 1)
    assert board.view.mapFromScene(0.0, 0.0) != before
    assert board.steps == 0


# -- showing that one can -------------------------------------------------------------------------


def test_pointing_at_a_number_shows_that_it_can_be_changed(board: Board) -> None:
    QTest.mouseMove(board.viewport, board.at(W1))
    assert board.scene.attention.hovered == W1
    assert board.viewport.cursor().shape() is Qt.CursorShape.PointingHandCursor
    QTest.mouseMove(board.viewport, QPoint(5, 5))
    assert board.scene.attention.hovered is None
    assert board.viewport.cursor().shape() is not Qt.CursorShape.PointingHandCursor


def test_pressing_a_number_selects_what_it_belongs_to(board: Board) -> None:
    board.click(board.at(W1))
    assert board.session.view.selection == {("0", "1", None)}
    board.key(Qt.Key.Key_Escape)
    board.click(board.at(X))
    assert board.session.view.selection == {"x"}


def test_a_label_without_a_place_shows_where_one_points(
    board_of: Callable[[Project], Board],
) -> None:
    drawn = network((Input("x", 8), Layer("0", 8, "tanh")), (Edge("x", "0", Weight("W", (8, 8))),))
    parameters = Parameters(drawn.layout, np.arange(64) / 8)
    where = {"x": (0.0, 0.0), "0": (150.0, 0.0)}
    board = board_of(Project(drawn, parameters, (Sample((("x", (1.0,) * 8),)),), where))
    layout = board.scene.layout
    wire, label = next(iter(layout.spare.items()))
    weight = label.slots[0].quantity
    assert board.scene.spot(weight) is None
    x, y = layout.curves[wire, 0] + 0.5 * (layout.curves[wire, 3] - layout.curves[wire, 0])
    QTest.mouseMove(board.viewport, board.view.mapFromScene(float(x), float(y)))
    pointed = board.scene.attention.hovered_wire
    assert pointed is not None
    for _ in range(200):
        board.key(Qt.Key.Key_Tab)
        if board.scene.attention.focus == weight:
            break
    board.session.edit("move", board.session.project.with_position("x", 0, 10))
    assert board.scene.spot(weight) is not None
    board.key(Qt.Key.Key_Return)
    board.type("0.25")
    board.key(Qt.Key.Key_Return)
    assert board.number(weight) == 0.25
