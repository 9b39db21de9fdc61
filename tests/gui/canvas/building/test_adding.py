"""New nodes: asked for on the empty board, beside a node, into an arrow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from engine.nodes import Layer
from engine.project import Project
from gui.canvas.placing.arrange import COLUMN, CROWDED, apart
from tests.gui.canvas.building.hand import Hand

KEYS = Qt.Key
MIDDLE = QPoint(500, 300)


def test_an_empty_board_says_how_to_begin(hand: Hand) -> None:
    said = hand.label("canvas_notice")
    assert "Double click" in said
    assert "Tab" in said


def test_what_it_says_does_not_look_out_from_behind_the_question(hand: Hand) -> None:
    hand.double_click(MIDDLE)
    assert hand.label("canvas_notice") == ""
    hand.key(KEYS.Key_Escape)
    assert hand.label("canvas_notice")
    hand.double_click(MIDDLE)
    hand.answer("relu")
    assert hand.label("canvas_notice") == ""


def test_a_double_click_asks_and_enter_creates_at_the_pointer(hand: Hand) -> None:
    hand.double_click(MIDDLE)
    assert hand.is_asked
    assert hand.rows[0] == "Input · Input x"
    hand.answer("3 tanh")
    assert not hand.is_asked
    assert hand.session.project.network.by_id == {"0": Layer("0", 3, "tanh")}
    assert (hand.at("0") - MIDDLE).manhattanLength() < 12
    assert hand.steps == ["Add 0"]
    assert hand.scene.attention.focus == "0"
    assert hand.session.view.selection == {"0"}
    assert QApplication.focusWidget() is hand.view


def test_what_has_no_room_at_the_pointer_stands_beside_what_is_there(hand: Hand) -> None:
    hand.double_click(MIDDLE)
    hand.answer("3 tanh")
    hand.double_click(hand.at("0") + QPoint(70, 0))
    hand.answer("12 relu")
    (there, y), (here, beside) = (hand.scene.layout.positions[node] for node in "01")
    assert here - there >= 130
    assert beside == y


def test_the_line_to_type_in_stays_where_it_opened(hand: Hand) -> None:
    hand.double_click(QPoint(MIDDLE.x(), hand.viewport.height() - 20))
    opened = hand.line.mapTo(hand.viewport, QPoint())
    hand.type("squ")
    assert hand.line.mapTo(hand.viewport, QPoint()) == opened


def test_arrows_and_tab_choose_and_escape_closes(hand: Hand) -> None:
    hand.double_click(MIDDLE)
    hand.type("loss")
    hand.keys(KEYS.Key_Down, KEYS.Key_Tab, KEYS.Key_Up, KEYS.Key_Return)
    assert hand.session.project.network.by_id["L"].loss == "squared"
    hand.double_click(QPoint(100, 100))
    hand.type("relu")
    hand.key(KEYS.Key_Escape)
    assert not hand.is_asked
    assert hand.nodes == ["L"]
    assert QApplication.focusWidget() is hand.view


def test_a_click_on_a_row_chooses_it_and_one_elsewhere_closes(hand: Hand) -> None:
    hand.double_click(MIDDLE)
    assert hand.is_asked
    hand.click(QPoint(20, 20))
    assert not hand.is_asked
    assert hand.nodes == []


def test_what_is_not_known_is_said(hand: Hand) -> None:
    hand.double_click(MIDDLE)
    hand.answer("flurb")
    assert hand.is_asked
    assert hand.label("finder_note") == "Nothing here is called “flurb”."
    assert hand.nodes == []


def test_a_size_that_cannot_be_is_explained(hand: Hand) -> None:
    hand.double_click(MIDDLE)
    hand.answer("5000 relu")
    assert hand.is_asked
    assert "from 1 to 1000" in hand.label("finder_note")


def test_tab_asks_on_an_empty_board_but_does_not_hold_the_keyboard(hand: Hand) -> None:
    hand.key(KEYS.Key_Tab)
    assert hand.is_asked
    hand.keys(KEYS.Key_Escape, KEYS.Key_Tab)
    assert not hand.is_asked
    hand.key(KEYS.Key_Tab)
    assert hand.is_asked


def test_letters_typed_into_the_finder_are_no_commands(hand: Hand) -> None:
    hand.double_click(MIDDLE)
    hand.type("ac")
    assert hand.line.text() == "ac"


def test_a_new_node_stands_clear_of_all_others(hand: Hand) -> None:
    hand.double_click(MIDDLE)
    hand.answer("x")
    for _ in range(3):
        hand.keys(KEYS.Key_A)
        hand.answer("relu")
        hand.keys(KEYS.Key_Escape)
        hand.click(hand.at("x") + QPoint(40, 0) * hand.view.zoom)
    outlines = [hand.scene.outline(node) for node in hand.nodes]
    for index, one in enumerate(outlines):
        assert not any(one.intersects(other) for other in outlines[index + 1 :])


@pytest.mark.parametrize(
    ("beside", "typed", "edge"),
    [
        ("2", "tanh", ("2", "3", None)),
        ("2", "squared", ("2", "L2", "prediction")),
        ("0", "v input", ("v", "0", None)),
        ("x", "+", ("x", "u1", 0)),
        ("0", "constant 2", ("c", "0", None)),
    ],
)
def test_what_is_added_beside_a_node_is_joined_as_it_fits(
    sheet: Hand, beside: str, typed: str, edge: tuple[str, str, object]
) -> None:
    sheet.session.look(selection=frozenset({beside}))
    sheet.key(KEYS.Key_A)
    sheet.answer(typed)
    assert edge in [each.key for each in sheet.session.project.network.edges]
    assert len(sheet.steps) == 1
    sheet.session.undo()
    assert len(sheet.session.project.network.edges) == 6


def test_large_layers_stand_further_apart_so_that_their_wires_have_room(hand: Hand) -> None:
    hand.double_click(MIDDLE)
    for typed in ("2 tanh", "8 tanh", "relu"):
        hand.answer(typed)
        hand.key(KEYS.Key_A)
    hand.key(KEYS.Key_Escape)
    layout = hand.scene.layout
    x = [layout.positions[node][0] for node in ("0", "1", "2")]
    assert x[2] - x[1] == round(COLUMN + 7 * CROWDED, -1)
    assert x[1] - x[0] == apart(layout.network, "0", "1") > x[2] - x[1]
    assert not layout.spare


def test_what_fits_nowhere_stands_alone(sheet: Hand) -> None:
    sheet.session.look(selection=frozenset({"0"}))
    sheet.key(KEYS.Key_A)
    sheet.answer("target")
    assert "y2" in sheet.nodes
    assert len(sheet.session.project.network.edges) == 6


def test_a_target_has_the_size_of_its_loss(hand: Hand) -> None:
    hand.double_click(MIDDLE)
    for typed in ("3 linear", "softmax cross entropy", "y"):
        hand.answer(typed)
        hand.key(KEYS.Key_A)
    hand.key(KEYS.Key_Escape)
    assert hand.session.project.network.by_id["y"].size == 3
    assert [each.node for each in hand.session.project.network.missing] == ["0"]


def test_a_unit_is_put_into_an_arrow_and_what_is_behind_makes_room(sheet: Hand) -> None:
    before = dict(sheet.scene.layout.positions)
    sheet.double_click((sheet.at("1") + sheet.at("2")) / 2)
    assert all("Input" not in row and "Loss" not in row for row in sheet.rows)
    sheet.answer("tanh")
    edges = {edge.key[:2]: edge.weight for edge in sheet.session.project.network.edges}
    assert edges["3", "2"].name == "w2"
    assert edges["1", "3"].name == "w4"
    assert len(sheet.steps) == 1
    after = sheet.scene.layout.positions
    assert after["1"] == before["1"]
    assert after["1"][0] + 150 < after["3"][0] < after["2"][0] - 150
    assert after["L"][0] - after["2"][0] == before["L"][0] - before["2"][0]


def test_what_makes_room_for_a_new_unit_stays_in_sight(sheet: Hand) -> None:
    sheet.view.zoom_in()
    sheet.view.show_area(sheet.scene.content())  # as a person looks at it, not fitted
    start, end = sheet.at("2"), sheet.at("L")
    sheet.double_click((start + end) / 2)
    sheet.answer("relu")
    assert len(sheet.nodes) == 7
    assert sheet.view.sight().contains(sheet.scene.content())


def test_another_function_and_size_by_typing(sheet: Hand) -> None:
    sheet.session.look(selection=frozenset({"1"}))
    sheet.key(KEYS.Key_F)
    sheet.answer("2 tanh")
    assert sheet.session.project.network.by_id["1"] == Layer("1", 2, "tanh")
    assert sheet.session.project.parameters.value("w1")[0, 0] == 0.5
    assert sheet.steps == ["Change 1"]
    sheet.session.look(selection=frozenset({"2"}))
    sheet.key(KEYS.Key_F)
    sheet.answer("2 tanh")
    assert sheet.is_asked
    assert sheet.label("finder_note") == "The prediction has 2 numbers, the target 1."


def test_a_network_of_a_file_without_positions_stays_where_it_is_drawn(
    hand_on: Callable[[Project], Hand], lesson: Callable[[str], Project]
) -> None:
    hand = hand_on(replace(lesson("skip-connection"), positions={}))
    before = dict(hand.scene.layout.positions)
    hand.double_click(QPoint(40, 40))
    hand.answer("constant")
    after = dict(hand.scene.layout.positions)
    assert {node: after[node] for node in before} == before
