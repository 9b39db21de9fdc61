"""Obstacles: how many outlines curves pass too near, and how many words and numbers they cross."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.arrays import Vector
from gui.canvas.placing.geometry import Boxes, Points, Segments, sampled, segments_of
from gui.canvas.placing.meeting import distances, segments_cross
from gui.canvas.placing.nearness import Extents, Rows, of_boxes, of_curves, overlapping
from gui.canvas.placing.wires import Board, Wire

CLEARANCE = 7.0
"""From an outline that a wire passes."""

_WORDS_CLEARANCE = 3.0

HARD, SOFT = 1000.0, 4.0
"""Cost of an outline and of words in the way."""


class Obstacles:
    """Everything on a board that is in the way of `wires`, judged by straight pieces of curves.

    These are arrays (n, pieces, 4).
    """

    def __init__(self, board: Board, wires: Sequence[Wire]) -> None:
        self._cells, self._is_round, self._words = board.cells, board.is_round, board.boxes
        self._cell_extents = of_boxes(board.cells, CLEARANCE)
        self._word_extents = of_boxes(board.boxes, _WORDS_CLEARANCE)
        owners = [wire for wire, each in enumerate(wires) for _ in each.own]
        rows = [row for each in wires for row in each.own]
        self._own = np.unique(self._key(np.array(owners, np.intp), np.array(rows, np.intp)))

    def _key(self, wires: Rows, cells: Rows) -> Rows:
        return wires * max(1, len(self._cells)) + cells

    def cost(self, curves: Points, wires: Rows, pieces: int, *, words: bool = True) -> Vector:
        """What stands in the way of curves, (n, 4, 2), that `wires` may take."""
        segments = segments_of(sampled(curves, pieces + 1)).reshape(len(curves), pieces, 4)
        crossed = self._crossed(segments) if words else np.zeros(len(curves), dtype=np.intp)
        return np.asarray(HARD * self.blocked(segments, wires) + SOFT * crossed)

    def blocked(self, segments: Points, wires: Rows) -> Rows:
        """How many outlines each curve passes too near; those at its own ends do not count."""
        curves, pieces, cells = _near(segments, self._cell_extents)
        foreign = ~np.isin(self._key(wires[curves], cells), self._own)
        curves, pieces, cells = curves[foreign], pieces[foreign], cells[foreign]
        boxes, is_round = self._cells[cells], self._is_round[cells]
        away = distances(pieces[is_round], boxes[is_round, :2])
        hit = np.zeros(len(curves), dtype=np.bool_)
        hit[is_round] = away < boxes[is_round, 2] + CLEARANCE
        hit[~is_round] = segments_cross(boxes[~is_round], pieces[~is_round], CLEARANCE)
        return _count(curves[hit], cells[hit], segments, self._cells)

    def _crossed(self, segments: Points) -> Rows:
        curves, pieces, words = _near(segments, self._word_extents)
        hit = segments_cross(self._words[words], pieces, _WORDS_CLEARANCE)
        return _count(curves[hit], words[hit], segments, self._words)


def _near(segments: Points, extents: Extents) -> tuple[Rows, Segments, Rows]:
    """Curve, piece of it and rectangle of all pieces and rectangles that are near each other."""
    pieces = segments.reshape(-1, 4)
    near, things = overlapping(of_curves(pieces.reshape(-1, 2, 2)), extents)
    return near // segments.shape[1], pieces[near], things


def _count(curves: Rows, things: Rows, segments: Points, of: Boxes) -> Rows:
    """By how many different things each curve is hit."""
    pairs = np.unique(curves * max(1, len(of)) + things)
    return np.bincount(pairs // max(1, len(of)), minlength=len(segments))
