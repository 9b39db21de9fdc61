"""Numerals never overlap each other, a word or a node; nothing moves because of a number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from math import cos, hypot, sin

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPolygonF, QTransform

from engine.files.reader import read
from engine.lessons import lessons
from engine.project import Project
from engine.quantity import parameter
from gui.canvas.painting.shapes import draw_number
from gui.canvas.placing.arrange import positions
from gui.canvas.placing.geometry import Box, Cell
from gui.canvas.placing.labels import Slot, text_width
from gui.canvas.placing.layout import Layout, lay_out
from gui.canvas.placing.shifting import shifted
from gui.canvas.placing.style import Style
from gui.reading import Reading, State
from gui.theme import THEMES, ColorRole, theme
from gui.view import Passes
from tests.gui.canvas.board import random_project

pytestmark = pytest.mark.usefixtures("qapp")

LESSONS = [lesson.name for lesson in lessons()]

Shape = QPolygonF
"""Qt's own polygons judge what our arrays decided."""


def layout_of(project: Project, name: str = "light", passes: Passes = Passes.BOTH) -> Layout:
    return lay_out(project.network, positions(project), Style(theme(name)), passes)


def polygon(box: Box) -> Shape:
    wide, high = box.half_width - 0.01, box.half_height - 0.01
    turned = QTransform().translate(box.x, box.y).rotateRadians(box.angle)
    return turned.map(QPolygonF(QRectF(-wide, -high, 2 * wide, 2 * high)))


def outline(cell: Cell) -> Shape:
    rect = QRectF(
        cell.x - cell.half_width,
        cell.y - cell.half_height,
        2 * cell.half_width,
        2 * cell.half_height,
    )
    path = QPainterPath()
    if cell.is_round:
        path.addEllipse(rect)
    else:
        path.addRect(rect)
    return path.toFillPolygon()


def numbers(layout: Layout) -> list[Slot]:
    placed = [slot for label in layout.labels.values() for slot in label.slots]
    for node, figure in layout.figures.items():
        at = layout.positions[node]
        placed += [slot.placed(slot.box.moved(*at), slot.size) for slot in figure.slots]
    return placed


def overlaps(layout: Layout) -> Iterator[str]:
    placed = [(slot.name, polygon(slot.box)) for slot in numbers(layout)]
    for index, (name, own) in enumerate(placed):
        for other, shape in placed[index + 1 :]:
            if own.intersects(shape):
                yield f"{name} and {other}"
    outside = [(s.name, polygon(s.box)) for each in layout.labels.values() for s in each.slots]
    for node, figure in layout.figures.items():
        at = layout.positions[node]
        for cell in figure.cells:
            shape = outline(cell.moved(*at))
            yield from (f"{name} and node {node}" for name, own in outside if own.intersects(shape))
        if figure.caption is not None:
            shape = polygon(figure.caption.box.moved(*at))
            for name, own in own_numbers(layout, node) + outside:
                if own.intersects(shape):
                    yield f"{name} and {figure.caption.text}"


def own_numbers(layout: Layout, node: str) -> list[tuple[str, Shape]]:
    at = layout.positions[node]
    return [(s.name, polygon(s.box.moved(*at))) for s in layout.figures[node].slots]


@pytest.mark.parametrize("passes", Passes)
@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("lesson_name", LESSONS)
def test_nothing_overlaps_in_a_lesson(
    lesson: Callable[[str], Project], lesson_name: str, name: str, passes: Passes
) -> None:
    layout = layout_of(lesson(lesson_name), name, passes)
    assert not list(overlaps(layout))
    assert not layout.spare


@pytest.mark.parametrize("seed", range(40))
def test_nothing_overlaps_in_random_networks(seed: int) -> None:
    layout = layout_of(random_project(seed), THEMES[seed % len(THEMES)])
    assert not list(overlaps(layout))
    assert len(layout.spare) <= 0.2 * len(layout.board.wires)


@pytest.mark.parametrize("seed", range(40, 48))
def test_what_is_dragged_makes_only_its_surroundings_move(seed: int) -> None:
    project = random_project(seed)
    before = layout_of(project)
    x, y = before.positions["0"]
    layout = before
    for step in range(1, 5):
        layout = shifted(layout, {**before.positions, "0": (x + 20 * step, y + 30 * step)})
        assert not list(overlaps(layout))
    own = [w.edge.source == "0" or w.edge.target == "0" for w in layout.board.wires]
    same = (layout.curves == before.curves).all(axis=(1, 2))
    assert (same | own).all()
    assert not same.all()


def test_numbers_stay_inside_of_their_outlines(lesson: Callable[[str], Project]) -> None:
    for name in LESSONS:
        layout = layout_of(lesson(name))
        for figure in layout.figures.values():
            for slot in figure.slots:
                for cell in figure.cells:
                    if cell.contains(slot.box.x, slot.box.y):
                        assert all(inside(cell, x, y) for x, y in ink(slot.box))


def ink(box: Box) -> list[tuple[float, float]]:
    """Corners of what digits cover of a slot: two thirds of its height."""
    wide, high = box.half_width, 0.55 * box.half_height
    return [(box.x + dx * wide, box.y + dy * high) for dx in (-1, 1) for dy in (-1, 1)]


def inside(cell: Cell, x: float, y: float) -> bool:
    if cell.is_round:
        return hypot(x - cell.x, y - cell.y) <= cell.half_width
    return cell.contains(x, y)


@pytest.mark.parametrize("text", ["0.5", "−0.0001235", "−1.235·10⁻¹²", "123456789"])
@pytest.mark.parametrize("angle", [0.0, 0.6])
def test_what_is_drawn_stays_in_its_place(text: str, angle: float) -> None:
    box = Box(150, 150, 45, 11, angle)
    slot = Slot(parameter("w0"), "∂𝐿/∂𝑤₀", ColorRole.GRADIENT, box, 18)
    image = QImage(300, 300, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    reading = Reading(text, State.KINK)
    draw_number(painter, Style(theme("light")), slot, reading, (False, False))
    painter.end()
    white = QColor("white").rgb()
    inked = [(x, y) for x in range(300) for y in range(300) if image.pixel(x, y) != white]
    assert inked
    for x, y in inked:
        dx, dy = x + 0.5 - 150, y + 0.5 - 150
        assert abs(cos(angle) * dx + sin(angle) * dy) <= 45 + 1.5
        assert abs(cos(angle) * dy - sin(angle) * dx) <= 11 + 1.5
    assert text_width(slot, reading) <= 90


def test_no_number_moves_anything(lesson: Callable[[str], Project]) -> None:
    project = lesson("three-units")
    before = layout_of(project)
    after = layout_of(project.with_weight("w1", -123.456789))
    assert before.labels == after.labels
    assert before.figures == after.figures
    assert (before.curves == after.curves).all()


def test_a_layout_is_always_the_same() -> None:
    project = random_project(3)
    first, second = layout_of(project), layout_of(random_project(3))
    assert first.labels == second.labels


def test_every_single_connection_of_two_layers_has_its_own_weight(
    lesson: Callable[[str], Project],
) -> None:
    layout = layout_of(lesson("xor"))
    found = {slot.quantity for slot in numbers(layout)}
    assert {parameter("W1").element(i, j) for i in (1, 2) for j in (1, 2)} <= found
    assert "𝑊1₁₂" in {slot.name for slot in numbers(layout)}


def test_values_stand_above_their_line_and_gradients_below(
    lesson: Callable[[str], Project],
) -> None:
    layout = layout_of(lesson("skip-connection"))
    for label in layout.labels.values():
        forward, backward = label.slots
        assert forward.role is ColorRole.FORWARD
        assert backward.role is ColorRole.GRADIENT
        assert forward.box.y < backward.box.y


@pytest.mark.parametrize(
    ("passes", "roles"),
    [
        (Passes.FORWARD, {ColorRole.FORWARD}),
        (Passes.BACKWARD, {ColorRole.GRADIENT}),
        (Passes.BOTH, {ColorRole.FORWARD, ColorRole.GRADIENT}),
    ],
)
def test_the_pass_decides_what_is_shown(
    lesson: Callable[[str], Project], passes: Passes, roles: set[ColorRole]
) -> None:
    layout = layout_of(lesson("three-units"), passes=passes)
    units = [slot.role for node in ("0", "1", "2") for slot in layout.figures[node].slots]
    assert set(units) == roles
    assert {slot.role for label in layout.labels.values() for slot in label.slots} == roles


def test_in_the_backward_view_arrows_turn_where_a_gradient_returns(
    lesson: Callable[[str], Project],
) -> None:
    layout = layout_of(lesson("skip-connection"), passes=Passes.BACKWARD)
    turned = {
        wire.edge.key[:2]: bool(back)
        for wire, back in zip(layout.board.wires, layout.backward, strict=True)
    }
    assert turned[("0", "1")]
    assert turned[("2", "L")]
    assert not turned[("y", "L")]
    assert not layout_of(lesson("skip-connection")).backward.any()


def test_frozen_parameters_bear_a_lock(lesson: Callable[[str], Project]) -> None:
    project = lesson("skip-connection")
    edges = tuple(
        replace(edge, weight=replace(edge.weight, trainable=False)) if edge.weight else edge
        for edge in project.network.edges
    )
    frozen = project.with_network(replace(project.network, edges=edges).checked())
    settable = [slot for label in layout_of(frozen).labels.values() for slot in label.slots]
    assert all(slot.locked is slot.settable for slot in settable)
    assert not any(s.locked for e in layout_of(project).labels.values() for s in e.slots)


def test_a_bias_that_units_share_is_shown_once(lesson: Callable[[str], Project]) -> None:
    slots = layout_of(lesson("weight-table")).figures["1"].slots
    assert [slot.quantity for slot in slots].count(parameter("b1")) == 1
    stubs = layout_of(lesson("weight-table")).figures["1"].stubs
    assert len(stubs) == 2


def test_lessons_come_from_files() -> None:
    for lesson in lessons():
        project = read(lesson.path)
        assert layout_of(project).figures.keys() == project.network.by_id.keys()
