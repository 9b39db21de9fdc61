"""Names, locks, biases and the objective by one key each."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from engine.nodes import Bias
from engine.quantity import parameter
from gui.app import make_application
from gui.canvas.placing.labels import LOCK
from tests.gui.canvas.building.hand import Hand

KEYS = Qt.Key


@pytest.fixture(scope="module", autouse=True)
def _plural_forms(qapp: QApplication) -> None:
    make_application()


def choose(hand: Hand, *keys: object) -> None:
    hand.session.look(selection=frozenset(keys))


def test_a_node_is_renamed_by_typing(sheet: Hand) -> None:
    choose(sheet, "1")
    sheet.key(KEYS.Key_F2)
    assert sheet.is_asked
    assert sheet.line.selectedText() == "1"
    sheet.answer("out")
    assert "out" in sheet.nodes
    assert sheet.steps == ["Rename 1 to out"]
    assert sheet.scene.attention.focus == "out"
    assert sheet.session.shown.trace.loss == 3.375


def test_a_name_that_is_taken_is_refused_while_it_is_typed(sheet: Hand) -> None:
    choose(sheet, "1")
    sheet.key(KEYS.Key_R)
    sheet.answer("x")
    assert sheet.is_asked
    assert sheet.label("finder_note").startswith('The name "x" is taken')
    sheet.type("?")
    assert "is no id" in sheet.label("finder_note")
    sheet.key(KEYS.Key_Escape)
    assert sheet.steps == []


def test_a_weight_is_renamed_from_its_connection_or_its_number(sheet: Hand) -> None:
    choose(sheet, ("0", "2", None))
    sheet.key(KEYS.Key_R)
    sheet.answer("skip")
    assert sheet.session.project.network.by_key["0", "2", None].weight.name == "skip"
    sheet.click(sheet.view.mapFromScene(*spot(sheet, "w1")))
    sheet.keys(KEYS.Key_Escape)
    sheet.key(KEYS.Key_R)
    sheet.answer("theta_1")
    assert sheet.session.project.network.by_key["0", "1", None].weight.name == "theta_1"


def spot(hand: Hand, name: str) -> tuple[float, float]:
    found = hand.scene.spot(parameter(name))
    assert found is not None
    return found.slot.box.x, found.slot.box.y


def test_a_locked_weight_shows_it_and_training_leaves_it_alone(sheet: Hand) -> None:
    before = sheet.scene.spot(parameter("w3"))
    choose(sheet, ("0", "2", None))
    sheet.key(KEYS.Key_L)
    assert sheet.steps == ["Lock w₃"]
    assert not sheet.session.project.network.layout.by_name["w3"].trainable
    after = sheet.scene.spot(parameter("w3"))
    assert after.slot.locked
    assert not before.slot.locked
    widened = 2 * (after.slot.box.half_width - before.slot.box.half_width)
    assert abs(widened - LOCK * after.slot.size) < 0.5
    sheet.key(KEYS.Key_L)
    assert sheet.session.project.network.layout.by_name["w3"].trainable


def test_several_are_locked_at_once_and_unlocked_when_all_are(sheet: Hand) -> None:
    slots = sheet.session.project.network.layout.by_name
    choose(sheet, ("x", "0", None), ("0", "1", None))
    sheet.keys(KEYS.Key_L)
    choose(sheet, ("x", "0", None), ("0", "2", None))
    sheet.keys(KEYS.Key_L)
    slots = sheet.session.project.network.layout.by_name
    assert [slots[f"w{i}"].trainable for i in range(4)] == [False, False, True, False]
    choose(sheet, ("x", "0", None), ("0", "1", None))
    sheet.keys(KEYS.Key_L)
    slots = sheet.session.project.network.layout.by_name
    assert [slots[f"w{i}"].trainable for i in range(4)] == [True, True, True, False]


def test_a_bias_comes_and_goes(sheet: Hand) -> None:
    choose(sheet, "0", "1", "y")
    sheet.key(KEYS.Key_B)
    network = sheet.session.project.network
    assert [network.by_id[node].bias for node in "01"] == [Bias("b0", 1), Bias("b1", 1)]
    assert sheet.scene.spot(parameter("b1")) is not None
    assert len(sheet.steps) == 1
    sheet.key(KEYS.Key_B)
    assert sheet.session.project.network.by_id["0"].bias is None


def test_what_is_differentiated_is_chosen_and_let_go(sheet: Hand) -> None:
    choose(sheet, "2")
    sheet.key(KEYS.Key_D)
    assert sheet.session.project.network.objective == "2"
    assert sheet.steps == ["Differentiate 2"]
    sheet.key(KEYS.Key_D)
    assert sheet.session.project.network.objective == "L"
    choose(sheet, "y")
    sheet.key(KEYS.Key_D)
    assert sheet.session.project.network.objective == "L"


def test_of_several_losses_the_board_says_how_to_choose_one(sheet: Hand) -> None:
    sheet.click(sheet.at("2"))
    sheet.key(KEYS.Key_A)
    sheet.answer("squared")
    assert "press D" in sheet.label("canvas_notice")
    sheet.click(sheet.at("L"))
    sheet.key(KEYS.Key_D)
    assert sheet.session.project.network.objective == "L"
    assert sheet.label("canvas_notice") == ""


def test_a_layer_that_grows_is_seen_whole(sheet: Hand) -> None:
    choose(sheet, "1")
    sheet.key(KEYS.Key_F)
    sheet.answer("7")
    assert sheet.session.project.network.by_id["1"].size == 7
    assert sheet.view.sight().contains(sheet.scene.outline("1"))


def test_what_a_layer_becomes_is_said_with_its_size(sheet: Hand) -> None:
    choose(sheet, "1")
    sheet.key(KEYS.Key_F)
    assert not any("units" in row for row in sheet.rows)
    sheet.type("3")
    assert sheet.rows
    assert all("3 units" in row for row in sheet.rows)
    sheet.key(KEYS.Key_Escape)


def test_a_unit_is_put_into_the_chosen_arrow_by_keyboard(sheet: Hand) -> None:
    choose(sheet, ("1", "2", None))
    sheet.key(KEYS.Key_I)
    sheet.answer("tanh")
    keys = [edge.key[:2] for edge in sheet.session.project.network.edges]
    assert ("1", "3") in keys
    assert ("3", "2") in keys
    x = [sheet.scene.layout.positions[node][0] for node in ("1", "3", "2")]
    assert x[0] + 150 < x[1] < x[2] - 150


def test_a_layer_opens_into_operations_and_closes_again(sheet: Hand) -> None:
    before = dict(sheet.session.project.positions)
    choose(sheet, "2")
    sheet.key(KEYS.Key_O)
    assert {"w2h1", "w3h0", "z2", "2"} <= set(sheet.nodes)
    assert sheet.session.shown.trace.loss == 3.375
    choose(sheet, "w3")
    sheet.key(KEYS.Key_O)
    assert sheet.steps == ["Open layer 2", "Close layer 2"]
    assert dict(sheet.session.project.positions) == before
    choose(sheet, "x")
    sheet.key(KEYS.Key_O)
    assert len(sheet.steps) == 2
