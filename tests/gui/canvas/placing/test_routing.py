"""Wires run straight where they can, and in an arc around what lies between."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from engine.network import network
from engine.nodes import Constant, Edge, Input, Layer, Operation, Weight
from engine.project import Project
from gui.canvas.placing.arrange import positions
from gui.canvas.placing.geometry import Cell, sampled, segments_of
from gui.canvas.placing.layout import Layout, lay_out
from gui.canvas.placing.meeting import distances
from gui.canvas.placing.routing import is_straight
from gui.canvas.placing.style import Style
from gui.theme import theme
from gui.view import Passes
from tests.gui.canvas.board import random_project

pytestmark = pytest.mark.usefixtures("qapp")


def layout_of(project: Project) -> Layout:
    return lay_out(project.network, positions(project), Style(theme("light")), Passes.BOTH)


def wire(layout: Layout, source: str, target: str) -> int:
    keys = [each.edge.key[:2] for each in layout.board.wires]
    return keys.index((source, target))


def test_neighbours_are_joined_straight_and_a_skip_by_an_arc(
    lesson: Callable[[str], Project],
) -> None:
    layout = layout_of(lesson("three-units"))
    straight = is_straight(layout.curves)
    assert not straight[wire(layout, "0", "2")]
    assert straight.sum() == len(straight) - 1


def test_an_arc_passes_above_what_lies_between(lesson: Callable[[str], Project]) -> None:
    layout = layout_of(lesson("three-units"))
    arc = sampled(layout.curves[[wire(layout, "0", "2")]])[0]
    unit = layout.figures["1"].cells[0].moved(*layout.positions["1"])
    over = arc[np.abs(arc[:, 0] - unit.x) < unit.half_width]
    assert (over[:, 1] < unit.y - unit.half_height - 10).all()


def test_wires_run_from_outline_to_outline(lesson: Callable[[str], Project]) -> None:
    for name in ("three-units", "xor", "softmax", "weight-table"):
        layout = layout_of(lesson(name))
        for each, curve in zip(layout.board.wires, layout.curves, strict=True):
            source = each.source.moved(*layout.positions[each.edge.source])
            target = each.target.moved(*layout.positions[each.edge.target])
            for cell, (x, y) in ((source, curve[0]), (target, curve[3])):
                inner = Cell(
                    cell.x, cell.y, cell.half_width - 2, cell.half_height - 2, cell.is_round
                )
                outer = Cell(
                    cell.x, cell.y, cell.half_width + 2, cell.half_height + 2, cell.is_round
                )
                assert outer.contains(x, y)
                assert not inner.contains(x, y)


@pytest.mark.parametrize("seed", range(12))
def test_no_wire_runs_through_a_unit(seed: int) -> None:
    layout = layout_of(random_project(seed))
    board = layout.board
    for each, curve in zip(board.wires, layout.curves, strict=True):
        segments = segments_of(sampled(curve[None]))
        others = [row for row in range(len(board.cells)) if row not in each.own]
        circles = board.cells[[row for row in others if board.is_round[row]]]
        for x, y, radius, *_ in circles:
            away = distances(segments, np.broadcast_to((x, y), (len(segments), 2)))
            assert (away > radius).all()


def test_two_wires_between_the_same_nodes_stand_apart() -> None:
    drawn = network(
        (Constant("a", 1), Operation("m", "multiply")),
        (Edge("a", "m", None, 0), Edge("a", "m", None, 1)),
    )
    layout = lay_out(drawn, {"a": (0, 0), "m": (200, 0)}, Style(theme("light")), Passes.FORWARD)
    first, second = sampled(layout.curves)
    assert np.hypot(*(first[12] - second[12])) > 10


def test_wires_of_a_joined_column_leave_at_its_side() -> None:
    drawn = network(
        (Input("x", 3), Operation("p", "softmax"), Layer("0", 1, "identity")),
        (Edge("x", "p", None, 0), Edge("p", "0", Weight("w", (1, 3)))),
    )
    where = {"x": (0.0, 0.0), "p": (200.0, 0.0), "0": (400.0, 0.0)}
    layout = lay_out(drawn, where, Style(theme("light")), Passes.FORWARD)
    assert layout.figures["p"].is_joined
    starts = {round(float(c[0, 0])) for c in layout.curves[1:]}
    right = 200 + layout.figures["p"].hull.half_width
    assert starts == {round(right)}


def test_separate_units_led_on_as_one_are_gathered_by_a_brace(
    lesson: Callable[[str], Project],
) -> None:
    layout = layout_of(lesson("softmax-cross-entropy"))
    brace = layout.figures["s"].brace
    assert brace is not None
    x, y = layout.positions["s"]
    start = layout.curves[wire(layout, "s", "L")][0]
    assert start == pytest.approx([x + brace.x + brace.half_width, y])
    assert layout_of(lesson("xor")).figures["1"].brace is None
