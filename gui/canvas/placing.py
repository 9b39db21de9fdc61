"""Placing: where along its wire each label stands, so that no two numerals ever overlap.

A wire's value stands above the line and its gradient below, on the line's own angle. Every label
has a fixed list of places: the nearer to the middle, the larger, and the fewer wires behind it, the
cheaper. Which of them it gets is settled in `settling`; a label that gets none is left out
(pointing at its wire shows it).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gui.canvas.geometry import (
    NO_SEGMENTS,
    Box,
    Boxes,
    Points,
    Segments,
    crossing,
    near_segments,
    sampled,
    segments_of,
    touching,
    touching_circles,
)
from gui.canvas.labels import Slot
from gui.canvas.routing import is_straight
from gui.canvas.settling import GAP, Places, settle
from gui.canvas.wires import Board

LIFT = 0.22
"""Between a line and the digits beside it, in parts of the size."""

HEAD = (8.0, 4.0)
"""Half length and half width of the head of an arrow."""

_ALONG = (0.0, *(side * 0.04 * step for step in range(1, 11) for side in (-1, 1)))
"""How far from the middle of its wire a label may stand, in parts of the wire."""

_APART = (0.0, 0.2, -0.2, 0.4, -0.4)
"""How far value and gradient may part, in parts of the wire."""

_OUTERMOST = 0.42
"""How far from the middle either of them may get."""

_Shape = tuple[float, float, float]

_SHAPES: Sequence[_Shape] = (
    (1.0, 1.0, 0.0),
    (0.86, 1.0, 0.4),
    (0.72, 1.0, 1.1),
    (0.62, 1.0, 2.2),
    (0.62, 0.84, 3.0),
    (0.54, 0.74, 4.8),
    (0.46, 0.64, 7.0),
    (0.38, 0.54, 10.0),
)
"""Room of the text and height, in parts of what a typical number needs, and what that costs."""

MANY = 64
"""Labels from which on only a few places of each are looked at: there is no room anyway."""


def _grid(shapes: Sequence[_Shape], apart: Sequence[float]) -> NDArray[np.float64]:
    """Every place: (middle, distance of value and gradient, room, height, price) by column."""
    places = [
        (0.5 + along, distance, *shape)
        for shape in shapes
        for distance in apart
        for along in _ALONG
        if abs(along) + abs(distance) / 2 <= _OUTERMOST
    ]
    return np.array(places).T


_FINE, _COARSE = _grid(_SHAPES, _APART), _grid(_SHAPES[:3], (0.0,))

_CROSSED = 0.8
"""Cost of every wire behind a label."""

_BEHEADED = 2.5
"""Cost of every head of an arrow that a label covers."""

_BENT = 0.02
"""Cost of every unit by which a bend keeps a label from its wire."""


@dataclass(frozen=True, slots=True)
class Label:
    """The numbers of one wire at their places; `crossed`: another wire passes behind them."""

    slots: tuple[Slot, ...]
    crossed: bool = False


_Raw = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]
"""Boxes (places, slots, 5), costs and heights (places,)."""


@dataclass(frozen=True, eq=False, slots=True)
class _Lines:
    """All wires as segments, whose each one is, and a box around the head of every arrow."""

    segments: Segments
    owners: NDArray[np.int_]
    heads: Boxes


def place(
    board: Board,
    curves: Points,
    labels: Mapping[int, tuple[Slot, ...]],
    *,
    quickly: bool = False,
) -> dict[int, Label]:
    """The labels, by wire, at their places in the scene; those without a place are left out.

    `quickly`: while something is dragged, without looking for the best solution.
    """
    if not labels:
        return {}
    paths = sampled(curves)
    lengths = np.sqrt((np.diff(paths, axis=1) ** 2).sum(axis=2)).sum(axis=1)
    lines = _Lines(*_lines(paths, is_straight(curves)), _heads(curves))
    few = len(labels) <= MANY
    places = {
        wire: _free(_places(paths[wire], slots, _FINE if few else _COARSE), board, lines, wire)
        for wire, slots in labels.items()
    }
    queue = sorted(labels, key=lambda wire: (round(lengths[wire], 3), wire))
    chosen = settle(queue, places, quickly=quickly or not few)
    return {
        wire: _label(labels[wire], places[wire], chosen[wire]) for wire in labels if wire in chosen
    }


def _free(places: _Raw, board: Board, lines: _Lines, wire: int) -> Places:
    """The places of one label on an otherwise unlabelled board, sorted by their cost."""
    boxes, costs, heights = places
    flat = boxes.reshape(-1, 5)
    upright = np.concatenate((board.cells[~board.is_round], board.boxes))
    hit = touching(flat, upright, GAP).any(axis=1)
    hit |= touching_circles(flat, board.cells[board.is_round], GAP).any(axis=1)
    possible = np.flatnonzero(~np.any(hit.reshape(boxes.shape[:2]), axis=1))
    boxes = boxes[possible]
    others = lines.segments[(lines.owners != wire) & near_segments(flat, lines.segments)]
    crossings = crossing(boxes.reshape(-1, 5), others).sum(axis=1)
    crossings = crossings.reshape(boxes.shape[:2]).sum(axis=1)
    heads = touching(boxes.reshape(-1, 5), np.delete(lines.heads, wire, axis=0)).sum(axis=1)
    heads = heads.reshape(boxes.shape[:2]).sum(axis=1)
    costs = costs[possible] + _CROSSED * crossings + _BEHEADED * heads
    order = np.argsort(costs, kind="stable")
    return Places(boxes[order], costs[order], heights[possible][order], crossings[order] > 0)


def in_the_middle(curve: Points, slots: tuple[Slot, ...]) -> Label:
    """A label at full size halfway along its wire, whatever it covers."""
    boxes, costs, heights = _places(sampled(curve[None])[0], slots, _COARSE)
    return _label(slots, Places(boxes, costs, heights, np.ones(1, dtype=np.bool_)), 0)


def _label(slots: tuple[Slot, ...], places: Places, index: int) -> Label:
    boxes, height = places.boxes[index], float(places.heights[index])
    placed = tuple(
        slot.placed(Box(*map(float, row)), height * slot.size)
        for slot, row in zip(slots, boxes, strict=True)
    )
    return Label(placed, bool(places.crossed[index]))


def _lines(paths: Points, straight: NDArray[np.bool_]) -> tuple[Segments, NDArray[np.int_]]:
    """All wires as segments, straight ones as a single one, and whose segment each is."""
    whole = paths[straight][:, [0, -1]].reshape(-1, 4)
    bent = paths[~straight]
    pieces = segments_of(bent) if len(bent) else NO_SEGMENTS
    owners = np.concatenate(
        (np.flatnonzero(straight), np.repeat(np.flatnonzero(~straight), paths.shape[1] - 1))
    )
    return np.concatenate((whole, pieces)), owners


def _heads(curves: Points) -> Boxes:
    back = curves[:, 3] - curves[:, 2]
    angles = np.arctan2(back[:, 1], back[:, 0])
    along = np.stack((np.cos(angles), np.sin(angles)), axis=1)
    middles = curves[:, 3] - HEAD[0] * along
    return np.column_stack((middles, np.broadcast_to(HEAD, middles.shape), angles))


def _places(path: Points, slots: tuple[Slot, ...], grid: NDArray[np.float64]) -> _Raw:
    """Boxes (places, slots, 5), costs and heights (places,); first the middle at full size."""
    along, apart, room, height, price = grid if len(slots) > 1 else grid[:, grid[1] == 0.0]
    shifts = np.linspace(-0.5, 0.5, len(slots)) if len(slots) > 1 else [0.0]
    beside = [
        _beside(path, along + shift * apart, slot, room, height)
        for slot, shift in zip(slots, shifts, strict=True)
    ]
    boxes = np.stack([each for each, _ in beside], axis=1)
    bends = np.sum([bend for _, bend in beside], axis=0)
    costs = price + 4.0 * np.abs(along - 0.5) + 4.0 * np.abs(apart) + _BENT * bends
    return boxes, costs, height


def _frames(path: Points, along: NDArray[np.float64]) -> tuple[Points, NDArray[np.float64], Points]:
    """Point, upright angle and upward normal of the path at every part `along` it."""
    steps = np.diff(path, axis=0)
    travelled = np.concatenate(([0.0], np.cumsum(np.hypot(steps[:, 0], steps[:, 1]))))
    where = along * travelled[-1]
    near = 0.04 * travelled[-1]
    at, ahead, behind = (
        np.stack([np.interp(where + by, travelled, path[:, axis]) for axis in (0, 1)], axis=1)
        for by in (0.0, near, -near)
    )
    angles = np.arctan2(*(ahead - behind).T[::-1])
    angles = np.where(angles > np.pi / 2 + 1e-9, angles - np.pi, angles)
    angles = np.where(angles < -np.pi / 2 - 1e-9, angles + np.pi, angles)
    return at, angles, np.stack((np.sin(angles), -np.cos(angles)), axis=1)


def _beside(
    path: Points,
    along: NDArray[np.float64],
    slot: Slot,
    room: NDArray[np.float64],
    height: NDArray[np.float64],
) -> tuple[Boxes, NDArray[np.float64]]:
    """Boxes above the path for a value, below it for a gradient; how far its bend lifts each."""
    at, angles, normals = _frames(path, along)
    half_width = room * slot.box.half_width
    half_height = height * slot.box.half_height
    side = 1.0 if slot.is_value else -1.0
    # How far the path itself rises towards the label within the label's width.
    offset = path[None] - at[:, None]
    across = np.abs(normals[:, None, 0] * offset[..., 1] - normals[:, None, 1] * offset[..., 0])
    rise = side * (offset * normals[:, None]).sum(axis=2)
    bend = np.where(across <= half_width[:, None], rise, 0.0).max(axis=1)
    lift = bend + LIFT * slot.size + half_height
    center = at + side * lift[:, None] * normals
    return np.column_stack((center, half_width, half_height, angles)), bend
