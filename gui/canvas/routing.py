"""Routing: the way of every wire. Straight where nothing is in between, else an arc around it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from gui.canvas.geometry import (
    Boxes,
    Cell,
    Points,
    crossing,
    distances,
    sampled,
    segments_of,
)
from gui.canvas.wires import Board, Wire

CLEARANCE = 7.0
"""From an outline that a wire passes."""

TIP_GAP = 1.5
"""From the tip of an arrow to the outline it points at."""

_LIFTS = (1.0, 1.2, 1.45, 1.75, 2.1, 2.5, 3.0, 3.6, 4.4, 5.5, 7.0)
"""Heights of the arcs to try, in parts of the first."""

_SPREADS = (0.25, 0.34, 0.18)
"""Where the control points of an arc stand, in parts of its width."""

_SHOULDER = 0.72
"""Slope at which an arc leaves the middle of its outline: beside the words above it."""

_TWIN = 26.0
"""How far apart two wires between the same nodes are bent."""


def route(board: Board) -> Points:
    """Cubic Bézier curves, (wires, 4, 2), from outline to outline."""
    if not board.wires:
        return np.empty((0, 4, 2))
    curves = np.array([_line(wire) for wire in board.wires])
    blocked = _hard_hits(curves[:, [0, 3]], board, board.wires)
    for index, wire in enumerate(board.wires):
        if wire.turn:
            curves[index] = _bent(wire)
        elif blocked[index]:
            curves[index] = _around(wire, board)
    return curves


def is_straight(curves: Points) -> NDArray[np.bool_]:
    """Which curves are lines."""
    start, end = curves[:, 0], curves[:, 3]
    middle = (curves[:, 1] + curves[:, 2]) / 2
    return np.asarray(np.abs(middle - (start + end) / 2).max(axis=1) < 1e-6, dtype=np.bool_)


def _line(wire: Wire) -> Points:
    """Straight, from the side or on the line between the two middles."""
    source, target = wire.source, wire.target
    if wire.from_side and abs(target.x - source.x) > source.half_width + target.half_width:
        start = _side(source, target)
    else:
        start = np.array(source.boundary(target.x, target.y))
    x, y = start if wire.from_side else (source.x, source.y)
    end = target.boundary(x, y, TIP_GAP)
    return _straight(start, np.array(end))


def _side(cell: Cell, other: Cell, gap: float = 0.0) -> Points:
    """The middle of the side of `cell` that faces `other`."""
    forth = 1 if other.x >= cell.x else -1
    return np.array([cell.x + forth * (cell.half_width + gap), cell.y])


def _straight(start: Points, end: Points) -> Points:
    return np.array([start, start + (end - start) / 3, end - (end - start) / 3, end])


def _bent(wire: Wire) -> Points:
    """A slight bow for the second, third … wire between the same two nodes."""
    away = np.array([wire.target.x - wire.source.x, wire.target.y - wire.source.y])
    side = np.array([away[1], -away[0]]) / (np.hypot(*away) or 1.0)
    side *= _TWIN * ((wire.turn + 1) // 2) * (1 if wire.turn % 2 else -1)
    middle = np.array([wire.source.x, wire.source.y]) + away / 2 + 2 * side
    start = np.array(wire.source.boundary(middle[0], middle[1]))
    end = np.array(wire.target.boundary(middle[0], middle[1], TIP_GAP))
    return np.array([start, start + (middle - start) * 2 / 3, end + (middle - end) * 2 / 3, end])


def _around(wire: Wire, board: Board) -> Points:
    """The first clean way past what blocks the line, else the one that passes least."""
    best, lowest = np.empty((4, 2)), np.inf
    for order, ways in enumerate(_ways(wire)):
        candidates = np.array(ways)
        middles = sampled(candidates)
        hits = 1000.0 * _hard_hits(middles, board, (wire,) * len(ways))
        hits += 4.0 * _soft_hits(middles, board.boxes)
        first = int(np.argmin(hits))
        if hits[first] + order < lowest:
            best, lowest = candidates[first], hits[first] + order
        if hits[first] == 0:
            break
    return best


def _ways(wire: Wire) -> Iterator[list[Points]]:
    """Ways in the order in which a draftsman would try them: sides, then ever higher arcs."""
    source, target = wire.source, wire.target
    if abs(target.x - source.x) > source.half_width + target.half_width:
        start, end = _side(source, target), _side(target, source, TIP_GAP)
        yield [
            _straight(start, np.array(target.boundary(start[0], start[1], TIP_GAP))),
            _straight(np.array(source.boundary(end[0], end[1])), end),
            _straight(start, end),
        ]
    first = 40 + 8 * abs(target.x - source.x) ** 0.5
    for lift in _LIFTS:
        for side in (-1, 1):
            yield [_arc(source, target, spread, side * lift * first) for spread in _SPREADS]


def _arc(source: Cell, target: Cell, spread: float, height: float) -> Points:
    """An arc whose control points stand `height` beyond the outer one of its two ends.

    It leaves and enters at the shoulder of the outline.
    """
    dx = target.x - source.x
    forth = 1 if dx >= 0 else -1
    down = _SHOULDER if height > 0 else -_SHOULDER
    outer = (min if height < 0 else max)(source.y, target.y) + height
    return np.array(
        [
            source.boundary(source.x + forth, source.y + down),
            (source.x + spread * dx, outer),
            (target.x - spread * dx, outer),
            target.boundary(target.x - forth, target.y + down, TIP_GAP),
        ]
    )


def _hard_hits(curves: Points, board: Board, wires: tuple[Wire, ...]) -> NDArray[np.int_]:
    """How many outlines each curve, (n, points, 2), passes too near; its own ends do not count."""
    count, steps = len(curves), curves.shape[1] - 1
    near = _near_rows(board.cells, curves)
    cells, is_round = board.cells[near], board.is_round[near]
    segments = segments_of(curves)
    hits = np.zeros((count * steps, len(cells)), dtype=np.bool_)
    circles, boxes = cells[is_round], cells[~is_round]
    hits[:, is_round] = distances(segments, circles[:, :2]) < circles[:, 2] + CLEARANCE
    hits[:, ~is_round] = crossing(boxes, segments, CLEARANCE).T
    per_curve = np.asarray(np.any(hits.reshape(count, steps, -1), axis=1))
    row_of = {int(row): column for column, row in enumerate(near)}
    for index, wire in enumerate(wires):
        per_curve[index, [row_of[row] for row in wire.own if row in row_of]] = False
    return np.asarray(per_curve.sum(axis=1))


def _soft_hits(curves: Points, boxes: Boxes) -> NDArray[np.int_]:
    """How many words and numbers each curve crosses."""
    near = boxes[_near_rows(boxes, curves)]
    hits = crossing(near, segments_of(curves), 3.0)
    per_curve = hits.reshape(len(near), len(curves), curves.shape[1] - 1)
    return np.asarray(np.any(per_curve, axis=2).sum(axis=0))


def _near_rows(boxes: Boxes, curves: Points) -> NDArray[np.int_]:
    """Rows of the boxes that any of the curves can meet."""
    low = curves.min(axis=(0, 1)) - CLEARANCE
    high = curves.max(axis=(0, 1)) + CLEARANCE
    inside = (boxes[:, :2] + boxes[:, 2:4] >= low) & (boxes[:, :2] - boxes[:, 2:4] <= high)
    return np.flatnonzero(inside.all(axis=1))
