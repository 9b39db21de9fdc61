"""Drawing of a wave: which wires and units it lights, when, and what is written at them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.quantity import value
from gui.canvas.painting.heat import Tint
from gui.canvas.placing.drafting import Figure, chord, column
from gui.canvas.placing.geometry import Box, Cell
from gui.canvas.placing.labelling import place
from gui.canvas.placing.labels import Slot
from gui.canvas.placing.layout import Layout
from gui.canvas.placing.settling import GAP
from gui.canvas.placing.style import HALF_LINE, Style
from gui.canvas.waves.lines import Line, Parts, room
from gui.theme import ColorRole

_ROUND = {1: (0.36, (0.0,)), 2: (0.34, (-0.25, 0.25)), 3: (0.32, (-0.44, 0.0, 0.42))}
_ROUND_WITH_SIGN = {1: (0.34, (0.16,)), 2: (0.29, (-0.06, 0.42))}
"""Size of lines in a circle and their heights, in parts of the radius, by their number."""

_BROKEN = {2: (0.34, (-0.2, 0.18)), 4: (0.31, (-0.62, -0.27, 0.12, 0.46))}
"""The same where each name stands above its number."""

_BOXED = 1.2
"""Size of lines in a box, in parts of the ordinary size, where there is room."""


@dataclass(frozen=True, slots=True)
class Ray:
    """A wire while the wave passes: it enters at level `start` and arrives at `end`.

    `above` the wire stands the factor, `below` what comes out at its end; where there is no room
    for all of it, `brief` says only what comes out.
    """

    wire: int
    start: float
    end: float
    above: Parts
    below: Parts
    brief: Parts
    held: bool = False


@dataclass(frozen=True, slots=True)
class Lamp:
    """A node that lights up at `level`: some of its outlines, with lines in each.

    All is in the node's own coordinates. `loose` lines stand where the node's usual numbers do: at
    the leaf or the bias that is held. `tints` is a heat map.
    """

    node: str
    level: float
    cells: Mapping[int, tuple[Line, ...]]
    loose: tuple[Line, ...] = ()
    tints: tuple[Tint, ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class Drawing:
    """Everything that a wave shows; `levels` is when it has arrived everywhere.

    `labels` are the lines at the wires, in scene coordinates; a wire without room has none.
    """

    role: ColorRole
    rays: tuple[Ray, ...]
    lamps: tuple[Lamp, ...]
    labels: Mapping[int, tuple[Line, ...]]
    levels: float


@dataclass(frozen=True, slots=True)
class At:
    """Where the lines at a wire stand, by their names in `Ray`; `crossed`: on another lit wire."""

    slots: Mapping[str, Slot]
    crossed: bool


Places = Mapping[int, At]
"""By wire."""

_SMALL = 0.8
"""In parts of the ordinary size; where lines in an outline would be smaller they are broken."""

_SMALLEST = 0.5
"""In parts of the ordinary size; smaller lines are left out."""

_MANY = 24
"""Wires from which on no label stands on other wires: it could not be read."""


def places(layout: Layout, rays: Sequence[Ray], style: Style) -> Places:
    """Room for the lines at the wires, so that none overlaps another nor a node.

    What the wave does not pass is veiled, so a label may stand on it.
    """
    lit = [ray.wire for ray in rays]
    curves = layout.curves[lit]
    lengths = np.hypot(*(curves[:, 3] - curves[:, 0]).T)
    wanted = {
        row: _wanted(ray, float(lengths[row]), style) for row, ray in enumerate(rays) if ray.below
    }
    slots = {row: tuple(own.values()) for row, own in wanted.items() if own}
    found = {
        row: At(dict(zip(wanted[row], label.slots, strict=True)), label.crossed)
        for row, label in place(layout.board, curves, slots).items()
        if not (label.crossed and len(lit) >= _MANY)
    }
    least = _SMALLEST * style.number
    return {lit[row]: at for row, at in found.items() if _smallest(rays[row], at.slots) >= least}


def _smallest(ray: Ray, slots: Mapping[str, Slot]) -> float:
    """The size in which the lines of a wire could be written; 0 where there is no room at all."""
    fitted = (
        slot.size * min(1.0, 2 * slot.box.half_width / room(getattr(ray, name), slot.size))
        for name, slot in slots.items()
    )
    return min(fitted, default=0.0)


def _wanted(ray: Ray, length: float, style: Style) -> Mapping[str, Slot]:
    """What is above a wire is placed like a value, what is below like a gradient."""
    above, below = (
        room(parts, style.number) <= length - 2 * GAP for parts in (ray.above, ray.below)
    )
    names: tuple[str, ...] = ("above", "below")
    if ray.brief and not (above and below):
        names = ("above", "brief") if above else ("brief",)
    found = {}
    for name in names:
        parts: Parts = getattr(ray, name)
        if parts:
            box = Box(0, 0, room(parts, style.number) / 2, HALF_LINE * style.number)
            role = ColorRole.FORWARD if name == "above" else ColorRole.GRADIENT
            found[name] = Slot(value(""), "", role, box, style.number)
    return found


def written(rays: Sequence[Ray], where: Places) -> dict[int, tuple[Line, ...]]:
    """The lines at their places."""
    return {
        ray.wire: tuple(
            Line(
                getattr(ray, name),
                slot.box,
                slot.size,
                framed=ray.held and name == "above",
                patched=where[ray.wire].crossed,
            )
            for name, slot in where[ray.wire].slots.items()
        )
        for ray in rays
        if ray.wire in where
    }


def stacked(figure: Figure, cell: Cell, lines: Sequence[Parts], style: Style) -> tuple[Line, ...]:
    """Lines one above the other inside an outline; a sign that stands there keeps its place."""
    if not cell.is_round:
        return _in_box(cell, lines, style)
    rows = _ROUND_WITH_SIGN if figure.signs else _ROUND
    return _in_circle(cell, lines, *rows[len(lines)])


def all_stacked(
    figure: Figure, lines: Mapping[int, Sequence[Parts]], style: Style
) -> dict[int, tuple[Line, ...]]:
    """The same for several outlines of a figure, alike in all.

    Where a line would be too small, names stand above their numbers, unless a sum is written out:
    that is what one came to see.
    """
    found = {i: stacked(figure, figure.cells[i], own, style) for i, own in lines.items()}
    cramped = any(_is_cramped(line) for own in found.values() for line in own)
    every = (parts for own in lines.values() for parts in own)
    written_out = any(len(parts) == 1 and not parts[0].small for parts in every)
    if figure.signs or written_out or not cramped:
        return found
    for index, own in lines.items():
        cell = figure.cells[index]
        broken = [part for parts in own if len(parts) > 1 for part in (parts[:1], parts[1:])]
        if cell.is_round:
            found[index] = _in_circle(cell, broken, *_BROKEN[len(broken)])
        else:
            found[index] = _in_box(cell, broken, style)
    return found


def _in_box(cell: Cell, lines: Sequence[Parts], style: Style) -> tuple[Line, ...]:
    pitch = min(style.row + 2, (2 * cell.half_height - 6) / len(lines))
    size = min(_BOXED * style.number, pitch / 1.1)
    return tuple(
        Line(parts, Box(cell.x, cell.y + y, cell.half_width - 5, HALF_LINE * size), size)
        for parts, y in zip(lines, column(len(lines), pitch), strict=True)
    )


def _in_circle(
    cell: Cell, lines: Sequence[Parts], size: float, heights: Sequence[float]
) -> tuple[Line, ...]:
    r = cell.half_width
    return tuple(
        Line(
            parts,
            Box(cell.x, cell.y + y * r, chord(r, (abs(y) + size / 3) * r), HALF_LINE * size * r),
            size * r,
        )
        for parts, y in zip(lines, heights, strict=True)
    )


def _is_cramped(line: Line) -> bool:
    return 2 * line.box.half_width < _SMALL * room(line.parts, line.size)
