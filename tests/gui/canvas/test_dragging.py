"""While nodes are dragged little is done anew, and the drawing is what all of it would be."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QImage, QPainter

from engine.nodes import Layer
from engine.project import Project
from gui.canvas.painting.backdrop import Part
from gui.canvas.painting.connections import Connections
from gui.canvas.painting.inscriptions import inscriptions
from gui.canvas.placing.arrange import positions
from gui.canvas.placing.layout import Layout, lay_out
from gui.canvas.placing.shifting import shifted
from gui.canvas.placing.style import Style
from gui.theme import theme
from gui.view import Passes
from tests.benchmarks.networks import units
from tests.gui.canvas.board import Board, random_project

LESSONS = ["skip-connection", "xor", "softmax", "weight-table"]
WAY = QPoint(30, 12), QPoint(60, 55), QPoint(90, 110)


def unit(board: Board) -> str:
    """What is dragged."""
    return next(node.id for node in board.session.project.network.nodes if isinstance(node, Layer))


@pytest.fixture(params=LESSONS)
def held(
    request: pytest.FixtureRequest,
    board_of: Callable[[Project], Board],
    lesson: Callable[[str], Project],
) -> Board:
    """A board on which a node was dragged, and still is."""
    board = board_of(lesson(request.param))
    start = board.at(unit(board))
    board.press(start)
    for offset in WAY:
        board.move(start + offset)
    assert board.scene.layout.positions != board.session.project.positions
    return board


def drawn(parts: Iterable[Part], area: QRectF) -> bytes:
    """The pixels of these parts of the drawing."""
    image = QImage(900, 500, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    with QPainter(image) as painter:
        painter.setWindow(area.toAlignedRect())
        for part in parts:
            part(painter)
    return bytes(image.constBits())


def test_wires_look_as_if_all_of_them_were_drawn_anew(held: Board) -> None:
    scene = held.scene
    anew = Connections(scene.layout, scene.look)
    anew.show_widths(scene.widths)
    anew.show_attention(scene.attention)
    area = anew.extent
    assert drawn(scene.drawn.connections.parts(area), area) == drawn(anew.parts(area), area)
    assert scene.drawn.connections.extent == anew.extent


def test_numbers_stand_as_if_all_of_them_were_placed_anew(held: Board) -> None:
    numbers = held.scene.drawn.numbers
    now, anew = numbers.inscriptions, inscriptions(held.scene.layout)
    assert now.bundle.quantities == anew.bundle.quantities
    for name in ("boxes", "sizes", "spare", "wires", "is_value", "is_locked"):
        assert np.array_equal(getattr(now, name), getattr(anew, name)), name
    assert [spot.slot for spot in numbers.spots()] == [
        anew.slot(row) for row in np.flatnonzero(~anew.spare).tolist()
    ]


def test_what_is_dropped_is_laid_out_as_if_it_had_always_stood_there(
    held: Board, board_of: Callable[[Project], Board]
) -> None:
    held.release(held.at(unit(held)))
    project, layout = held.session.project, held.scene.layout
    anew = lay_out(project.network, positions(project), held.scene.look, Passes.BOTH)
    assert held.steps == 1
    assert layout.labels == anew.labels
    assert layout.spare == anew.spare
    assert np.array_equal(layout.curves, anew.curves)
    assert np.array_equal(layout.board.cells, anew.board.cells)
    fresh = board_of(project).scene
    held.session.look(selection=frozenset())
    mine, other = held.scene.drawn.connections, fresh.drawn.connections
    area = other.extent
    assert drawn(mine.parts(area), area) == drawn(other.parts(area), area)


def test_a_picture_that_is_half_painted_is_finished_as_it_was_begun(
    board_of: Callable[[Project], Board],
) -> None:
    board = board_of(units(60, 300, 6))
    scene = board.scene
    area = scene.drawn.connections.extent
    parts = list(scene.drawn.connections.parts(area))
    before = drawn(parts, area)
    for step in range(1, 20):
        x, y = scene.layout.positions["20"]
        scene.drag({"20": (x + 10 * step, y + 6 * step)})
    assert drawn(parts, area) == before


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("seed", range(30))
def test_labels_that_nothing_comes_near_stay_where_they_are(seed: int) -> None:
    project = random_project(seed)
    style = Style(theme("light"))
    before = layout = lay_out(project.network, positions(project), style, Passes.BOTH)
    x, y = before.positions["0"]
    for step in range(1, 4):
        layout = shifted(layout, {**before.positions, "0": (x, y - 10 * step)})
    far = [wire for wire in before.labels if is_far(before, wire, "0")]
    assert {wire: layout.labels.get(wire) for wire in far} == {
        wire: before.labels[wire] for wire in far
    }


def is_far(layout: Layout, wire: int, node: str) -> bool:
    """Whether a label is at no wire of a node and well away from it."""
    edge, (x, y) = layout.board.wires[wire].edge, layout.positions[node]
    left, top, right, bottom = layout.figures[node].extent
    away = 100.0
    boxes = [slot.box for slot in layout.labels[wire].slots]
    return node not in (edge.source, edge.target) and all(
        not (
            x + left - away <= box.x <= x + right + away
            and y + top - away <= box.y <= y + bottom + away
        )
        for box in boxes
    )
