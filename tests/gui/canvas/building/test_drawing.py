"""Arrows drawn by mouse: from a port, led elsewhere, cut; and by keyboard."""

from __future__ import annotations

from math import hypot

from PySide6.QtCore import QPoint, Qt

from engine.nodes import EdgeKey
from gui.canvas.building.handle import HandleItem
from gui.canvas.building.reach import ReachItem
from gui.canvas.placing.arrange import COLUMN
from gui.canvas.placing.geometry import sampled
from tests.gui.canvas.building.hand import Hand

KEYS = Qt.Key


def edges(hand: Hand) -> dict[EdgeKey, str | None]:
    return {
        edge.key: edge.weight and edge.weight.name for edge in hand.session.project.network.edges
    }


def port_owner(hand: Hand) -> str | None:
    """The node whose port is seen."""
    return next(
        (item.grip.node for item in hand.scene.items() if isinstance(item, HandleItem)), None
    )


def reaches(hand: Hand) -> list[ReachItem]:
    return [item for item in hand.scene.items() if isinstance(item, ReachItem)]


def test_a_port_appears_at_the_node_under_the_mouse_and_goes_with_it(sheet: Hand) -> None:
    sheet.port("1")
    assert port_owner(sheet) == "1"
    sheet.port("x")
    assert port_owner(sheet) == "x"
    sheet.move(QPoint(5, 5))
    assert port_owner(sheet) is None


def test_no_number_of_a_wire_lies_under_a_port(sheet: Hand) -> None:
    for node in sheet.nodes:
        at = sheet.view.mapToScene(sheet.port(node))
        hit = sheet.scene.hit(at)
        assert hit.spot is None or hit.wire is None


def test_a_node_is_still_dragged_and_its_numbers_are_still_set(sheet: Hand) -> None:
    inside = sheet.at("1") - QPoint(0, round(52 * sheet.view.zoom))
    sheet.drag(inside, inside + QPoint(0, 60))
    assert [step[:4] for step in sheet.steps] == ["Move"]
    sheet.click(sheet.at("y"))
    sheet.answer("-2")
    assert sheet.session.project.samples[0]["y"] == (-2.0,)


def test_a_skip_connection_is_one_drag_and_an_arc(sheet: Hand) -> None:
    sheet.drag(sheet.port("x"), sheet.at("2"))
    assert edges(sheet)["x", "2", None] == "w4"
    assert len(sheet.steps) == 1
    board = sheet.scene.layout.board
    wire = next(i for i, each in enumerate(board.wires) if each.edge.key == ("x", "2", None))
    curve = sheet.scene.layout.curves[wire]
    assert abs(curve[1][1] - curve[0][1]) > 40
    assert sheet.session.view.selection == {("x", "2", None)}


def test_possible_targets_light_up_and_impossible_ones_say_why(sheet: Hand) -> None:
    sheet.press(sheet.port("1"))
    sheet.drag_to(sheet.at("1") + QPoint(30, 60))
    (item,) = reaches(sheet)
    assert item.reach.refused == {"x", "0", "1", "2", "y", "L"}
    for node, reason in (
        ("0", "0 → 1 → 0 is a cycle; a network must not feed back into itself."),
        ("2", '"1" and "2" are connected already.'),
        ("x", 'Nothing can lead into "x": its numbers are given (input).'),
        ("L", '"L" has its prediction already.'),
    ):
        sheet.drag_to(sheet.at(node))
        assert item.reach.over == node
        assert sheet.label("connecting_reason").casefold() == reason.casefold()
    sheet.drag_to(QPoint(10, 10))
    assert sheet.label("connecting_reason") == ""
    sheet.drag_to(sheet.at("0"))
    sheet.release(sheet.at("0"))
    assert len(edges(sheet)) == 6
    assert not reaches(sheet)
    assert sheet.label("connecting_reason") == ""


def test_escape_ends_an_arrow(sheet: Hand) -> None:
    sheet.press(sheet.port("x"))
    sheet.drag_to(sheet.at("2"))
    assert sheet.scene.items()
    sheet.key(KEYS.Key_Escape)
    assert not reaches(sheet)
    sheet.release(sheet.at("2"))
    assert not sheet.steps


def test_an_arrow_ends_with_the_network_it_was_drawn_on(sheet: Hand) -> None:
    sheet.click(sheet.port("2"))
    sheet.answer("tanh")
    sheet.press(sheet.port("3"))
    sheet.drag_to(sheet.at("L"))
    sheet.session.undo()
    assert not reaches(sheet)
    sheet.release(sheet.at("L"))
    assert not sheet.is_asked
    assert "3" not in sheet.nodes


def test_a_question_ends_with_the_network_it_was_asked_about(sheet: Hand) -> None:
    sheet.click(sheet.port("2"))
    sheet.answer("tanh")
    sheet.key(KEYS.Key_C)
    assert sheet.is_asked
    sheet.session.undo()
    assert not sheet.is_asked
    assert not reaches(sheet)


def test_dropped_on_the_board_an_arrow_asks_and_creates_and_connects_in_one_step(
    sheet: Hand,
) -> None:
    sheet.drag(sheet.port("1"), QPoint(500, 560))
    assert sheet.is_asked
    assert not any("Input" in row for row in sheet.rows)
    sheet.answer("sigmoid")
    assert edges(sheet)["1", "3", None] == "w4"
    assert (sheet.at("3") - QPoint(500, 560)).manhattanLength() < 12
    assert sheet.steps == ["Add 3"]


def test_an_arrow_that_was_dropped_near_is_long_enough_for_its_weight(sheet: Hand) -> None:
    port = sheet.port("2")
    sheet.drag(port, port + QPoint(60, 60))
    sheet.answer("relu")
    (x, y), (left, above) = (sheet.scene.layout.positions[node] for node in ("3", "2"))
    assert hypot(x - left, y - above) >= COLUMN - 10
    assert x > left
    assert y > above


def test_a_click_on_a_port_adds_beside_the_node(sheet: Hand) -> None:
    sheet.click(sheet.port("2"))
    assert sheet.is_asked
    sheet.answer("exp")
    assert ("2", "u1", 0) in edges(sheet)
    positions = sheet.scene.layout.positions
    assert positions["u1"][0] == positions["2"][0] + COLUMN
    hulls = {
        node: figure.hull.moved(*positions[node])
        for node, figure in sheet.scene.layout.figures.items()
    }
    new = hulls.pop("u1")
    for hull in hulls.values():
        across = abs(hull.x - new.x) - hull.half_width - new.half_width
        down = abs(hull.y - new.y) - hull.half_height - new.half_height
        assert max(across, down) > 0


def test_operands_are_chosen_by_where_an_arrow_ends(hand: Hand) -> None:
    for at, typed in (
        (QPoint(500, 300), "-"),
        (QPoint(100, 100), "x"),
        (QPoint(100, 500), "v input"),
    ):
        hand.double_click(at)
        hand.answer(typed)
    low = hand.at("u1") + QPoint(0, 25)
    hand.drag(hand.port("x"), low)
    hand.drag(hand.port("v"), hand.at("u1"))
    assert set(edges(hand)) == {("x", "u1", 1), ("v", "u1", 0)}


def end_of(hand: Hand, key: EdgeKey, *, start: bool = False) -> QPoint:
    """Where the handle at an end of an arrow is: a little before its tip, or behind its start."""
    board = hand.scene.layout.board
    wire = next(i for i, each in enumerate(board.wires) if each.edge.key == key)
    path = sampled(hand.scene.layout.curves[wire][None], 101)[0][:: 1 if start else -1]
    near = next(at for at in path if abs(at - path[0]).sum() > 20)
    hand.move(hand.view.mapFromScene(*near))
    handles = [item for item in hand.scene.items() if isinstance(item, HandleItem)]
    return hand.view.mapFromScene(handles[0].pos())


def test_the_head_of_an_arrow_is_led_to_another_node(sheet: Hand) -> None:
    sheet.drag(end_of(sheet, ("0", "2", None)), sheet.at("y") + QPoint(-5, 0))
    assert sheet.steps == []
    sheet.drag(sheet.port("x"), sheet.at("2"))
    end = end_of(sheet, ("x", "2", None))
    sheet.drag(end, sheet.at("1"))
    assert edges(sheet)["x", "1", None] == "w4"
    assert ("x", "2", None) not in edges(sheet)
    assert len(sheet.steps) == 2


def test_the_start_of_a_selected_arrow_is_led_to_another_node(sheet: Hand) -> None:
    key = ("0", "2", None)
    sheet.session.edit("Set w₃", sheet.session.project.with_weight("w3", 7.0))
    sheet.session.look(selection=frozenset({key}))
    sheet.drag(end_of(sheet, key, start=True), sheet.at("x"))
    assert edges(sheet)["x", "2", None] == "w3"
    assert sheet.session.project.parameters.value("w3") == 7.0
    assert sheet.session.view.selection == {("x", "2", None)}


def test_an_arrow_whose_end_is_dragged_off_is_cut(sheet: Hand) -> None:
    end = end_of(sheet, ("1", "2", None))
    sheet.press(end)
    sheet.drag_to(end + QPoint(-20, 80))
    assert sheet.label("connecting_reason") == "Let go here to cut the connection."
    sheet.release(end + QPoint(-20, 80))
    assert ("1", "2", None) not in edges(sheet)
    assert sheet.steps == ["Cut 2 from 1"]
    sheet.session.undo()
    assert edges(sheet)["1", "2", None] == "w2"


def test_back_at_its_node_or_just_clicked_an_arrow_stays(sheet: Hand) -> None:
    key = ("1", "2", None)
    sheet.drag(end_of(sheet, key), sheet.at("2"))
    sheet.click(end_of(sheet, key))
    assert sheet.steps == []
    assert sheet.session.view.selection == {key}


def test_an_end_led_where_it_may_not_stays_too(sheet: Hand) -> None:
    end = end_of(sheet, ("1", "2", None))
    sheet.press(end)
    sheet.drag_to(sheet.at("0"))
    assert "cycle" in sheet.label("connecting_reason")
    sheet.release(sheet.at("0"))
    assert len(edges(sheet)) == 6
    assert sheet.steps == []


def test_connect_by_keyboard_to_an_id(sheet: Hand) -> None:
    sheet.session.look(selection=frozenset({"x"}))
    sheet.key(KEYS.Key_C)
    assert sheet.is_asked
    assert sheet.rows[0].startswith("Unit 1")
    assert any("connected already" in row for row in sheet.rows)
    assert len(reaches(sheet)) == 1
    sheet.type("2")
    assert reaches(sheet)[0].reach.over == "2"
    sheet.key(KEYS.Key_Return)
    assert edges(sheet)["x", "2", None] == "w4"
    assert not reaches(sheet)
    assert sheet.scene.attention.focus == "x"


def test_connect_by_keyboard_says_why_not(sheet: Hand) -> None:
    sheet.session.look(selection=frozenset({"2"}))
    sheet.key(KEYS.Key_C)
    sheet.answer("0")
    assert sheet.is_asked
    assert sheet.label("finder_note").startswith("0 → 2 → 0 is a cycle")
    sheet.key(KEYS.Key_Escape)
    assert not reaches(sheet)
    assert len(edges(sheet)) == 6


def test_connect_by_keyboard_to_either_operand(hand: Hand) -> None:
    for at, typed in ((QPoint(500, 300), "-"), (QPoint(100, 100), "x")):
        hand.double_click(at)
        hand.answer(typed)
    hand.key(KEYS.Key_C)
    assert hand.rows[:2] == ["Operation u1 · as operand 1", "Operation u1 · as operand 2"]
    hand.keys(KEYS.Key_Down, KEYS.Key_Return)
    assert set(edges(hand)) == {("x", "u1", 1)}
