"""The drawing lights up what the current step speaks of, and dims the rest."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from engine.project import Project
from engine.quantity import Quantity, parameter, preactivation, value
from gui.canvas.painting.spotlight import Spotlight
from gui.lights import lights
from gui.theme import ColorRole, Themes
from gui.view import Passes, Way
from gui.walk import jump
from tests.engine.networks import graph
from tests.gui.canvas.board import Board

LOSS = value("L")
GRADIENT = LOSS.derivative(value("0"))
SKIP, TO_1, FROM_1 = ("0", "2", None), ("0", "1", None), ("1", "2", None)


def spotlight(board: Board) -> Spotlight:
    return next(item for item in board.scene.items() if isinstance(item, Spotlight))


def lit(board: Board) -> set[Quantity]:
    """The numbers that stand in the light."""
    of = board.scene.drawn.numbers.inscriptions
    return {of.bundle.quantities[row] for row in spotlight(board).lit_rows.tolist()}


def at_gradient(board: Board, quantity: Quantity) -> QPoint:
    spot = next(each for each in board.scene.spots() if each.slot.quantity == quantity)
    return board.view.mapFromScene(spot.slot.box.x, spot.slot.box.y)


def test_nothing_is_dimmed_while_nobody_walks(board: Board) -> None:
    assert lights(board.session.shown, board.session.view) is None
    assert not spotlight_is_on(board)


def test_a_step_lights_up_exactly_what_it_speaks_of(board: Board) -> None:
    jump(board.session, GRADIENT)
    by_sums = {LOSS.derivative(preactivation(node)) for node in ("1", "2")}
    assert lit(board) == {GRADIENT, *by_sums, parameter("w1"), parameter("w3")}
    found = lights(board.session.shown, board.session.view)
    assert found is not None
    assert {wire.edge: wire.hue for wire in found.wires} == {SKIP: 0, TO_1: 1, FROM_1: 1}
    assert found.results == {GRADIENT}


def test_what_comes_back_is_written_at_its_connection(board: Board) -> None:
    jump(board.session, GRADIENT)
    found = lights(board.session.shown, board.session.view)
    assert found is not None
    told = {message.weight.owner: (message.words, message.hue) for message in found.messages}
    assert told == {"w3": ("1·0.5 = 0.5", 0), "w1": ("0.5·0.5 = 0.25", 1)}


def test_a_guess_is_not_given_away_by_the_drawing(board: Board) -> None:
    board.session.look(reveal=True)
    jump(board.session, GRADIENT)
    board.session.look(uncovered=False)
    found = lights(board.session.shown, board.session.view)
    assert found is not None
    assert found.messages == ()
    reading = next(each.reading for each in board.scene.spots() if each.slot.quantity == GRADIENT)
    assert reading.text == "?"


def test_a_path_that_is_pointed_at_is_lit_alone(board: Board) -> None:
    jump(board.session, GRADIENT)
    board.session.look(way=Way(1, (TO_1, FROM_1), ("1",)))
    assert lit(board) == {GRADIENT, parameter("w1"), parameter("w2")}
    found = lights(board.session.shown, board.session.view)
    assert found is not None
    assert {wire.edge: wire.hue for wire in found.wires} == {TO_1: 1, FROM_1: 1}


def test_a_path_has_its_colour_on_the_drawing(board: Board, themes: Themes) -> None:
    jump(board.session, GRADIENT)
    theme = themes.current
    image = board.view.grab().toImage()
    pixels = {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    }
    assert {theme.path_color(0).name(), theme.path_color(1).name()} <= pixels
    dimmed = QColor(theme.color(ColorRole.LINE))
    assert image.pixelColor(board.at("y")) != dimmed


def test_a_vector_is_lit_with_all_its_elements(
    board_of: Callable[[Project], Board], lesson: Callable[[str], Project]
) -> None:
    board = board_of(lesson("softmax-cross-entropy"))
    jump(board.session, LOSS.derivative(preactivation("s")))
    by = LOSS.derivative(preactivation("s"))
    assert {by.element(each) for each in (1, 2, 3)} <= lit(board)


def test_a_parameter_node_is_lit_by_its_own_address(
    board_of: Callable[[Project], Board],
) -> None:
    board = board_of(graph("multiply", 2.0, 3.0))
    jump(board.session, value("f").derivative(value("a")))
    assert lit(board) >= {value("f").derivative(value("a")), value("b")}


# -- by hand --------------------------------------------------------------------------------------


@pytest.mark.parametrize("quantity", [GRADIENT, LOSS.derivative(parameter("w3"))])
def test_a_click_on_a_gradient_leads_to_its_step(board: Board, quantity: Quantity) -> None:
    board.click(at_gradient(board, quantity))
    place = board.session.view.step
    assert place is not None
    assert place.quantity == quantity
    assert board.session.view.selection


@pytest.mark.parametrize("quantity", [GRADIENT, LOSS.derivative(parameter("w3"))])
def test_a_double_click_on_a_gradient_does_no_more(board: Board, quantity: Quantity) -> None:
    at = at_gradient(board, quantity)
    board.click(at)
    QTest.mouseDClick(board.viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    place = board.session.view.step
    assert place is not None
    assert place.quantity == quantity
    assert board.steps == 0  # no unit was opened
    assert not board.viewport.findChild(QLineEdit, "finder_line").isVisible()


def test_a_unit_can_be_dragged_by_its_gradient(board: Board) -> None:
    board.drag(at_gradient(board, GRADIENT), QPoint(40, 0), QPoint(60, 20))
    assert board.session.view.step is None
    assert board.steps == 1


def test_a_value_is_no_way_into_the_walk(board: Board) -> None:
    board.session.look(passes=Passes.FORWARD)
    spot = next(each for each in board.scene.spots() if each.slot.quantity == value("1"))
    board.click(board.view.mapFromScene(spot.slot.box.x, spot.slot.box.y))
    assert board.session.view.step is None
    assert board.session.view.selection == {"1"}


def test_escape_leaves_the_walk(board: Board) -> None:
    jump(board.session, GRADIENT)
    board.key(Qt.Key.Key_Escape)
    assert board.session.view.step is None
    assert not spotlight_is_on(board)


def spotlight_is_on(board: Board) -> bool:
    return any(isinstance(item, Spotlight) and item.isVisible() for item in board.scene.items())


def test_the_light_follows_another_theme_and_an_edit(board: Board, themes: Themes) -> None:
    jump(board.session, GRADIENT)
    themes.use("dark")
    assert spotlight_is_on(board)
    project = board.session.project
    board.session.edit("Delete", project.with_network(project.network.without_node("1")))
    assert board.session.view.step is not None  # its node is still there
    assert GRADIENT in lit(board)
    project = board.session.project
    board.session.edit("Delete", project.with_network(project.network.without_node("0")))
    assert not spotlight_is_on(board)
