"""Routing: the way of every wire. Straight where nothing is in between, else an arc around it.

All wires that are still looking for a way try the next one at the same time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Vector
from gui.canvas.placing.geometry import SAMPLES, Cell, Mask, Points
from gui.canvas.placing.nearness import Rows
from gui.canvas.placing.obstacles import HARD, Obstacles
from gui.canvas.placing.wires import Board, Positions, Wire

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

VERY_MANY = 700
"""Wires from which on words that they cross do not count."""

MANY = 60
"""Wires in search of a way from which on they try few ways, judged by few pieces."""

_FEW_PIECES, _LINE_PIECES = 8, 4


def route(board: Board, wires: Sequence[Wire], *, quickly: bool = False) -> Points:
    """Cubic Bézier curves, (wires, 4, 2), from outline to outline; `quickly` tries fewer ways."""
    if not wires:
        return np.empty((0, 4, 2))
    ends, obstacles = _Ends.of(wires, board.positions), Obstacles(board, wires)
    curves = ends.lines()
    turns = np.array([wire.turn for wire in wires])
    words = len(curves) <= VERY_MANY
    costs = obstacles.cost(curves, np.arange(len(curves)), _LINE_PIECES, words=words)
    bent = np.flatnonzero(turns)
    curves[bent] = ends[bent].bent(turns[bent])
    over_words = np.flatnonzero((costs > 0) & (costs < HARD) & (turns == 0))
    _beside_words(curves, costs, over_words, ends, obstacles)
    around = np.flatnonzero((costs >= HARD) & (turns == 0))
    curves[around] = _around(ends[around], around, obstacles, many=quickly or len(around) > MANY)
    return curves


def _beside_words(
    curves: Points, costs: Vector, wires: Rows, ends: _Ends, obstacles: Obstacles
) -> None:
    """Lines over words start or end at the side of an outline where that is better."""
    wires = wires[ends[wires].stand_beside()]
    ways = ends[wires].from_sides()
    flat, owners = ways.reshape(-1, 4, 2), np.repeat(wires, ways.shape[1])
    found = obstacles.cost(flat, owners, _LINE_PIECES).reshape(-1, ways.shape[1])
    best = np.argmin(found, axis=1)
    better = found[np.arange(len(wires)), best] < costs[wires]
    curves[wires[better]] = ways[better, best[better]]


def is_straight(curves: Points) -> Mask:
    """Which curves are lines."""
    start, end = curves[:, 0], curves[:, 3]
    middle = (curves[:, 1] + curves[:, 2]) / 2
    return np.asarray(np.abs(middle - (start + end) / 2).max(axis=1) < 1e-6, dtype=np.bool_)


def _around(ends: _Ends, wires: Rows, obstacles: Obstacles, *, many: bool) -> Points:
    """For each wire the first clean way past what blocks its line, else the one that hits least."""
    best, lowest = np.empty((len(wires), 4, 2)), np.full(len(wires), np.inf)
    pieces = _FEW_PIECES if many else SAMPLES - 1
    searching = np.arange(len(wires))
    for exists, way, price in _ways(coarsely=many):
        trying = searching[exists(ends[searching])]
        ways = way(ends[trying])
        count = ways.shape[1]
        owners = np.repeat(wires[trying], count)
        flat = ways.reshape(-1, 4, 2)
        hits = obstacles.cost(flat, owners, pieces, words=not many).reshape(-1, count)
        costs = hits + price
        first = np.argmin(costs, axis=1)
        cost = np.take_along_axis(costs, first[:, None], axis=1)[:, 0]
        better = cost < lowest[trying]
        chosen = trying[better]
        best[chosen] = ways[better, first[better]]
        lowest[chosen] = cost[better]
        searching = np.setdiff1d(searching, trying[np.any(hits == 0, axis=1)])
        if not len(searching):
            break
    return best


_Ways = tuple[Callable[["_Ends"], Mask], Callable[["_Ends"], Points], Vector]
"""Which of n pairs of ends have such ways, k of them for each, (n, k, 4, 2), and their price."""


def _ways(*, coarsely: bool) -> Iterator[_Ways]:
    """Ways in the order in which a draftsman would try them: sides, then ever higher arcs.

    One that is tried later costs more, but less than anything in the way. Few and coarse arcs are
    all tried at once.
    """
    yield _Ends.stand_beside, _Ends.from_sides, np.zeros(3)
    lifts, spreads = (_LIFTS[:7:2], _SPREADS[:1]) if coarsely else (_LIFTS, _SPREADS)
    arcs = np.array([side * lift for lift in lifts for side in (-1, 1)])
    for order in (np.arange(len(arcs)),) if coarsely else np.arange(len(arcs))[:, None]:
        way = partial(_Ends.arcs, lifts=arcs[order].tolist(), spreads=spreads)
        yield _Ends.exist, way, np.repeat(1.0 + order, len(spreads))


@dataclass(frozen=True, eq=False, slots=True)
class _Cells:
    """Outlines of one end of many wires: middles and halves (n, 2)."""

    middle: Points
    half: Points
    is_round: Mask

    @classmethod
    def of(cls, cells: list[Cell], at: list[tuple[float, float]]) -> _Cells:
        different = {id(cell): cell for cell in cells}  # most are ends of several wires
        index = {key: row for row, key in enumerate(different)}
        rows = np.array([cell.row for cell in different.values()]).reshape(-1, 5)
        is_round = np.array([cell.is_round for cell in different.values()], dtype=np.bool_)
        of = np.array([index[id(cell)] for cell in cells], dtype=np.intp)
        return cls(rows[of, :2] + np.array(at), rows[of, 2:4], is_round[of])

    def __getitem__(self, rows: Rows) -> _Cells:
        return _Cells(self.middle[rows], self.half[rows], self.is_round[rows])

    def boundary(self, towards: Points, gap: float = 0.0) -> Points:
        """As `Cell.boundary`: where the ray from the middle leaves the outline."""
        ray = towards - self.middle
        length = np.hypot(ray[:, 0], ray[:, 1])
        ray = ray / np.where(length > 0, length, 1.0)[:, None]
        with np.errstate(divide="ignore", invalid="ignore"):
            reach = np.where(ray != 0, self.half / np.abs(ray), np.inf).min(axis=1)
        reach = np.where(self.is_round, self.half[:, 0], np.where(np.isinf(reach), 0.0, reach))
        return self.middle + ray * (reach + gap)[:, None]

    def side(self, facing: _Cells, gap: float = 0.0) -> Points:
        """The middle of the side that faces another outline."""
        forth = np.where(facing.middle[:, 0] >= self.middle[:, 0], 1.0, -1.0)
        across = forth * (self.half[:, 0] + gap)
        return self.middle + np.stack((across, np.zeros_like(across)), axis=1)


@dataclass(frozen=True, eq=False, slots=True)
class _Ends:
    """Where wires start and end; `from_side`: its source is one of a joined column."""

    source: _Cells
    target: _Cells
    from_side: Mask

    @classmethod
    def of(cls, wires: Sequence[Wire], positions: Positions) -> _Ends:
        starts = [positions[wire.edge.source] for wire in wires]
        tips = [positions[wire.edge.target] for wire in wires]
        source = _Cells.of([wire.source for wire in wires], starts)
        target = _Cells.of([wire.target for wire in wires], tips)
        return cls(source, target, np.array([wire.from_side for wire in wires], dtype=np.bool_))

    def __getitem__(self, rows: Rows) -> _Ends:
        return _Ends(self.source[rows], self.target[rows], self.from_side[rows])

    def exist(self) -> Mask:
        """All of them."""
        return np.ones(len(self.from_side), dtype=np.bool_)

    def stand_beside(self) -> Mask:
        """One wholly to the right of the other."""
        away = np.abs(self.target.middle[:, 0] - self.source.middle[:, 0])
        return np.asarray(away > self.source.half[:, 0] + self.target.half[:, 0], dtype=np.bool_)

    def lines(self) -> Points:
        """Straight, from the side or on the line between the two middles."""
        sideways = (self.from_side & self.stand_beside())[:, None]
        start = self.source.boundary(self.target.middle)
        start = np.where(sideways, self.source.side(self.target), start)
        aim = np.where(self.from_side[:, None], start, self.source.middle)
        return _straight(start, self.target.boundary(aim, TIP_GAP))

    def bent(self, turns: NDArray[np.int64]) -> Points:
        """A slight bow for the second, third … wire between the same two nodes."""
        away = self.target.middle - self.source.middle
        length = np.hypot(away[:, 0], away[:, 1])
        side = (
            np.stack((away[:, 1], -away[:, 0]), axis=1) / np.where(length > 0, length, 1)[:, None]
        )
        side *= (_TWIN * ((turns + 1) // 2) * np.where(turns % 2, 1, -1))[:, None]
        middle = self.source.middle + away / 2 + 2 * side
        start, end = self.source.boundary(middle), self.target.boundary(middle, TIP_GAP)
        bows = (start + (middle - start) * 2 / 3, end + (middle - end) * 2 / 3)
        return np.stack((start, *bows, end), axis=1)

    def from_sides(self) -> Points:
        """Straight from side to boundary, from boundary to side, from side to side."""
        start, end = self.source.side(self.target), self.target.side(self.source, TIP_GAP)
        ways = (
            _straight(start, self.target.boundary(start, TIP_GAP)),
            _straight(self.source.boundary(end), end),
            _straight(start, end),
        )
        return np.stack(ways, axis=1)

    def arcs(self, lifts: Sequence[float], spreads: Sequence[float]) -> Points:
        """Arcs whose control points stand `lifts` times as high beyond the outer one of both ends.

        They leave and enter at the shoulder of the outline.
        """
        count = len(self.from_side)
        ends, lift = self[np.repeat(np.arange(count), len(lifts))], np.tile(lifts, count)
        source, target = ends.source.middle, ends.target.middle
        width = target[:, 0] - source[:, 0]
        forth = np.where(width >= 0, 1.0, -1.0)
        shoulder = np.stack((forth, np.where(lift > 0, _SHOULDER, -_SHOULDER)), axis=1)
        low, high = np.sort((source[:, 1], target[:, 1]), axis=0)
        outer = np.where(lift > 0, high, low) + lift * (40 + 8 * np.abs(width) ** 0.5)
        start = ends.source.boundary(source + shoulder)
        end = ends.target.boundary(target + shoulder * (-1, 1), TIP_GAP)
        first = [np.stack((source[:, 0] + s * width, outer), axis=1) for s in spreads]
        second = [np.stack((target[:, 0] - s * width, outer), axis=1) for s in spreads]
        ways = [np.stack((start, *bows, end), 1) for bows in zip(first, second, strict=True)]
        return np.stack(ways, axis=1).reshape(count, len(lifts) * len(spreads), 4, 2)


def _straight(start: Points, end: Points) -> Points:
    step = (end - start) / 3
    return np.stack((start, start + step, end - step, end), axis=1)
