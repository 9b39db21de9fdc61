"""The scene is kept in step with the session, by ids, and explains what it shows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGraphicsItem, QLabel, QToolTip

from engine.network import network
from engine.nodes import Edge, Input, Layer, Weight
from engine.parameters import Parameters
from engine.project import Project, Sample, empty
from engine.quantity import Quantity, parameter, preactivation, value
from engine.trace import Trace
from engine.verify import Verification
from gui.canvas.attention import Spot
from gui.canvas.painting.items import NodeItem
from gui.reading import State
from gui.theme import ColorRole, Themes
from gui.trainer import Trainer
from gui.view import Passes
from tests.gui.canvas.board import Board

LOSS = value("L")

# A tooltip is a window of its own, which the offscreen platform cannot put in front.
pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support raise\(\)")


def nodes(board: Board) -> dict[str, QGraphicsItem]:
    return {item.node: item for item in board.scene.items() if isinstance(item, NodeItem)}


def spot_of(board: Board, quantity: Quantity) -> Spot:
    return next(spot for spot in board.scene.spots() if spot.slot.quantity == quantity)


def tip_at(board: Board, x: float, y: float) -> str:
    at = board.view.mapFromScene(QPointF(x, y))
    event = QHelpEvent(QHelpEvent.Type.ToolTip, at, board.viewport.mapToGlobal(at))
    QApplication.sendEvent(board.viewport, event)
    return QToolTip.text()


def tip(board: Board, quantity: Quantity) -> str:
    box = spot_of(board, quantity).slot.box
    return tip_at(board, box.x, box.y)


# -- in step --------------------------------------------------------------------------------------


def test_there_is_one_item_for_each_node_one_for_all_numbers_and_one_for_all_marks(
    board: Board,
) -> None:
    assert nodes(board).keys() == {"x", "0", "1", "2", "y", "L"}
    assert len(board.scene.items()) == 6 + 2


def test_editing_a_number_keeps_every_item_and_every_place(board: Board) -> None:
    items, layout = nodes(board), board.scene.layout
    board.session.edit("set", board.session.project.with_weight("w1", 2.0))
    assert nodes(board) == items
    assert board.scene.layout is layout
    assert spot_of(board, parameter("w1")).reading.text == "2"


def test_the_connection_under_the_pointer_may_vanish(board: Board) -> None:
    QTest.mouseMove(board.viewport, board.at(parameter("w3")))
    assert board.scene.attention.hovered_wire is not None
    board.session.open(empty())
    assert not nodes(board)
    assert board.scene.attention.hovered_wire is None


def test_adding_and_removing_touches_only_what_differs(board: Board) -> None:
    before = nodes(board)
    drawn = board.session.project.network
    drawn = drawn.with_node(Layer("3", 1, "tanh"))
    drawn = drawn.with_edge(Edge("0", "3", Weight("w4", (1, 1))))
    board.session.edit("add", board.session.project.with_network(drawn))
    after = nodes(board)
    assert after.keys() - before.keys() == {"3"}
    assert all(after[node] is before[node] for node in before)
    board.session.edit("remove", board.session.project.with_network(drawn.without_node("1")))
    assert nodes(board).keys() == after.keys() - {"1"}
    board.session.undo()
    board.session.undo()
    assert nodes(board).keys() == before.keys()


def test_another_document_replaces_all(board: Board, lesson: Callable[[str], Project]) -> None:
    board.session.open(lesson("xor"))
    assert nodes(board).keys() == set(board.session.project.network.by_id)


def test_previews_of_training_are_drawn(board: Board) -> None:
    trainer = Trainer(board.session)
    trainer.start(1)
    assert spot_of(board, parameter("w0")).reading.text == "−0.25"
    assert board.steps == 1


def test_a_number_set_while_training_runs_starts_from_where_training_is(board: Board) -> None:
    trainer = Trainer(board.session)
    trainer.start()
    start = board.at(value("x"))
    board.drag(start, QPoint(20, 0))
    assert not trainer.running
    assert board.number(value("x")) == 1.2
    assert board.number(parameter("w0")) != 0.5


def test_the_shown_sample_is_drawn(
    board_of: Callable[[Project], Board], lesson: Callable[[str], Project]
) -> None:
    board = board_of(lesson("xor"))
    x1 = value("x").element(1)
    shown = set()
    for sample in range(4):
        board.session.look(sample=sample)
        shown.add((spot_of(board, x1).reading.text, spot_of(board, value("y")).reading.text))
        assert board.number(x1) == float(spot_of(board, x1).reading.text)
    assert len(shown) == 4


def test_every_gradient_on_the_board_is_the_sample_s_own(
    board_of: Callable[[Project], Board], lesson: Callable[[str], Project]
) -> None:
    board = board_of(lesson("xor"))
    board.session.look(sample=2)
    trace = board.session.shown.trace
    assert trace is not None
    for spot in board.scene.spots():
        array = trace.read(spot.slot.quantity, 2)
        shown = spot.reading.full.replace("−", "-")
        assert float(shown) == pytest.approx(float(np.ravel(array)[0]), rel=1e-12)


def test_thickness_follows_the_weight_and_in_the_backward_view_its_gradient(board: Board) -> None:
    def width(name: str) -> float:
        wires = board.scene.layout.board.wires
        index = next(i for i, w in enumerate(wires) if w.weight == parameter(name))
        return float(board.scene.widths[index])

    assert width("w0") == width("w1")
    board.session.edit("set", board.session.project.with_weight("w1", 2.0))
    assert width("w1") > width("w0")
    board.session.look(passes=Passes.BACKWARD)
    assert width("w0") > width("w1")


def test_a_theme_repaints_by_its_roles(board: Board, themes: Themes) -> None:
    for name in ("dark", "projector", "light"):
        themes.use(name)
        image = board.view.grab().toImage()
        assert image.pixelColor(3, 3) == themes.current.color(ColorRole.CANVAS)
        found = {image.pixelColor(x, y).name() for x in range(1000) for y in range(0, 640, 4)}
        for role in (ColorRole.LINE, ColorRole.FORWARD, ColorRole.GRADIENT):
            assert themes.current.color(role).name() in found


# -- what is missing ------------------------------------------------------------------------


def test_an_empty_board_says_so(board_of: Callable[[Project], Board]) -> None:
    empty = network((), ())
    board = board_of(Project(empty, Parameters(empty.layout, np.zeros(0))))
    notice = board.viewport.findChild(QLabel, "canvas_notice")
    assert isinstance(notice, QLabel)
    assert notice.isVisible()
    assert notice.text()
    drawn = network((Input("x", 1),), ())
    board.session.edit(
        "add", Project(drawn, Parameters(drawn.layout, np.zeros(0)), (Sample((("x", (1.0,)),)),))
    )
    assert not notice.isVisible()


def test_an_incomplete_network_says_what_is_missing_where(board: Board) -> None:
    drawn = board.session.project.network.without_node("y").without_node("x")
    board.session.edit("cut", board.session.project.with_network(drawn))
    figures = board.scene.layout.figures
    assert {node for node, figure in figures.items() if figure.lack} == {"0", "L"}
    lack = figures["L"].lack
    assert lack is not None
    assert "target" in lack.text
    board.click(board.at(parameter("w1")))
    board.type("2")
    board.key(Qt.Key.Key_Return)
    assert spot_of(board, parameter("w1")).reading.text == "2"


def test_what_has_no_numbers_yet_is_empty(board: Board) -> None:
    project = board.session.project
    more = project.network.with_node(Layer("9", 1, "relu"))
    board.session.edit("add", project.with_network(more))
    figures = board.scene.layout.figures
    assert figures["0"].rules
    assert not figures["9"].rules


# -- what is special ------------------------------------------------------------------------


def test_dead_units_and_kinks_are_marked_and_explained(board: Board) -> None:
    Trainer(board.session).start(0)
    project = board.session.project
    board.session.edit("set", project.with_weight("w0", -0.25).with_weight("w1", 0.25))
    layout, size = board.scene.layout, 13.0
    x, y = layout.positions["0"]
    box = layout.figures["0"].mark(1, "dead", size).box
    assert "z < 0" in tip_at(board, x + box.x, y + box.y)
    x, y = layout.positions["1"]
    box = layout.figures["1"].mark(1, "kink", size).box
    explained = tip_at(board, x + box.x, y + box.y)
    assert "from 0 to 1" in explained
    assert "0 was chosen" in explained
    by_z = LOSS.derivative(preactivation("1"))
    assert spot_of(board, by_z).reading.state is State.KINK
    assert "*" in tip(board, by_z)


def test_undefined_numbers_say_so(
    board_of: Callable[[Project], Board], lesson: Callable[[str], Project]
) -> None:
    project = lesson("skip-connection").with_weight("w0", 1e200).with_weight("w3", 1e200)
    board = board_of(project.with_data(0, "x", 0, 1e200))
    spot = spot_of(board, value("0"))
    assert spot.reading.text == "undefined"
    assert "finite" in tip(board, value("0"))


def test_unchecked_gradients_are_not_shown(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(trace: Trace) -> Verification:
        del trace
        return Verification(False, 1.0)

    monkeypatch.setattr("gui.moment.verify", fails)
    board.session.edit("set", board.session.project.with_weight("w1", 0.25))
    for spot in board.scene.spots():
        is_gradient = spot.slot.role is ColorRole.GRADIENT
        assert (spot.reading.state is State.UNCHECKED) is is_gradient
    assert "check" in tip(board, LOSS.derivative(parameter("w1")))


def test_tooltips_give_every_digit_and_say_what_a_number_is(board: Board) -> None:
    third = 1 / 3
    board.session.edit("set", board.session.project.with_weight("w1", third))
    assert "w₁ = 0.3333333333333333" in tip(board, parameter("w1"))
    assert "Drag" in tip(board, parameter("w1"))
    explained = tip(board, LOSS.derivative(parameter("w2")))
    assert explained.startswith("∂L/∂w₂ = ")
    assert "Drag" not in explained


# -- long vectors ---------------------------------------------------------------------------


def test_a_long_layer_is_a_heat_map_read_by_pointing(board_of: Callable[[Project], Board]) -> None:
    layer = Layer("0", 20, "tanh")
    drawn = network((Input("x", 12), layer), (Edge("x", "0", Weight("W", (20, 12))),))
    generator = np.random.default_rng(1)
    parameters = Parameters(drawn.layout, generator.normal(size=240))
    board = board_of(Project(drawn, parameters, (Sample((("x", (0.5,) * 12),)),)))
    assert len(board.scene.layout.board.wires) == 1
    assert not board.scene.layout.figures["0"].slots
    trace = board.session.shown.trace
    assert trace is not None
    h = trace.read(value("0"))
    assert h is not None
    x, y = board.scene.layout.positions["0"]
    cell = board.scene.layout.figures["0"].cells[0]
    first = tip_at(board, x, y - cell.half_height + 8)
    last = tip_at(board, x, y + cell.half_height - 8)
    assert first.startswith("h0₁ = ")
    assert repr(float(h[0])).replace("-", "−") in first
    assert last.startswith("h0₂₀ = ")
    image = board.view.grab().toImage()
    assert not image.isNull()
