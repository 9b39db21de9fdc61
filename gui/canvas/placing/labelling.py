"""Placing: where along its wire each label stands, so that no two numerals ever overlap.

Every label has a fixed list of places (`places`). Those that an outline or words take fall away;
the fewer wires run behind one, the cheaper it is. Which of them a label gets is settled in
`settling`; one that gets none is left out (pointing at its wire shows it).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.arrays import Vector
from gui.canvas.placing.geometry import NO_BOXES, Box, Boxes, Mask, Points, sampled, segments_of
from gui.canvas.placing.labels import Slot
from gui.canvas.placing.meeting import boxes_touch, circles_touch, segments_cross
from gui.canvas.placing.nearness import (
    Extents,
    Rows,
    around,
    of_boxes,
    of_curves,
    overlapping,
    within,
)
from gui.canvas.placing.places import (
    COARSE,
    FEW,
    FEW_SHAPES,
    FINE,
    Grid,
    Wanted,
    boxes_at,
    united,
    wanted,
)
from gui.canvas.placing.settling import GAP, Choices, Offer, settle, settle_many, touched
from gui.canvas.placing.wires import Board
from gui.canvas.placing.writings import Label

HEAD = (8.0, 4.0)
"""Half length and half width of the head of an arrow."""

MANY, VERY_MANY = 64, 250
"""Labels from which on fewer places of each are looked at: there is no room anyway."""

_CROSSED = 0.8
"""Cost of every wire behind a label."""

_BEHEADED = 2.5
"""Cost of every head of an arrow that a label covers."""

_PIECES, _FEW_PIECES = 8, 4
"""Straight pieces of which a wire is made, when it passes behind a label; fewer of thousands."""


def place(
    board: Board,
    curves: Points,
    labels: Mapping[int, tuple[Slot, ...]],
    *,
    quickly: bool = False,
) -> dict[int, Label]:
    """Labels, by wire, at their places in the scene; those without a place are left out.

    `quickly`: while something is dragged, without looking for the best solution.
    """
    of = wanted(tuple(labels.items()), curves)
    placed = place_all(board, curves, of, quickly=quickly)
    found, slots = {}, tuple(labels.values())
    rows = (placed.rows, placed.boxes, placed.heights, placed.crossed)
    for row, boxes, height, crossed in zip(*(each.tolist() for each in rows), strict=True):
        own = zip(slots[row], boxes, strict=False)
        at = tuple(slot.placed(Box(*box), height * slot.size) for slot, box in own)
        found[int(of.wires[row])] = Label(at, crossed)
    return found


@dataclass(frozen=True, eq=False, slots=True)
class Placed:
    """Rows of what was wanted that got a place: boxes (n, 2, 5), of which not all exist.

    `heights` are in parts of the full one; `crossed`: another wire passes behind.
    """

    rows: Rows
    boxes: Boxes
    heights: Vector
    crossed: Mask


_NOTHING = Placed(
    np.empty(0, dtype=np.intp), np.empty((0, 2, 5)), np.empty(0), np.empty(0, dtype=np.bool_)
)


def place_all(board: Board, curves: Points, of: Wanted, *, quickly: bool = False) -> Placed:
    """Places for what is wanted at wires."""
    if not len(of.wires):
        return _NOTHING
    found = _Places(board, curves, of)
    if len(of.wires) <= MANY:
        choices = found.choices(FINE)
        return found.placed(settle(choices, found.queue(), quickly=quickly), FINE)
    if len(of.wires) <= VERY_MANY and not quickly:
        offer = found.choices(COARSE).offer
        return found.placed(settle_many(found.queue(), of.exists, len(COARSE), offer), COARSE)
    return found.placed_roughly(NO_BOXES)


def place_beside(board: Board, curves: Points, of: Wanted, standing: Boxes) -> Placed:
    """Places for what is wanted at wires beside what stands already, roughly and at once."""
    if not len(of.wires):
        return _NOTHING
    found = _Places(board, curves, of)
    if len(of.wires) > MANY:
        return found.placed_roughly(standing)
    return found.placed(settle(found.choices(FEW, standing), found.queue(), quickly=True), FEW)


def in_the_middle(of: Wanted) -> Boxes:
    """Boxes (n, 2, 5) at full size halfway along the wires, whatever they cover."""
    rows = np.arange(len(of.wires))
    return boxes_at(of, rows, np.zeros_like(rows), FINE)[0]


class _Places:
    """The places of all labels on an otherwise unlabelled board."""

    def __init__(self, board: Board, curves: Points, of: Wanted) -> None:
        self._of, self._curves = of, curves
        self._circles = board.cells[board.is_round]
        self._upright = np.concatenate((board.cells[~board.is_round], board.boxes))
        self._around_circles = of_boxes(self._circles)
        self._around_upright = of_boxes(self._upright)

    def queue(self) -> Rows:
        """Those on short wires choose first: they have few places."""
        paths = self._of.paths
        lengths = np.sqrt((np.diff(paths, axis=1) ** 2).sum(axis=2)).sum(axis=1)
        return np.lexsort((self._of.wires, np.round(lengths, 3)))

    def choices(self, grid: Grid, standing: Boxes = NO_BOXES) -> Choices:
        """Boxes and costs of all places that are free beside what stands already."""
        count = len(self._of.wires)
        rows = np.repeat(np.arange(count), len(grid))
        places = np.tile(np.arange(len(grid)), count)
        boxes, costs = boxes_at(self._of, rows, places, grid)
        owner, which = np.nonzero(self._of.exists[rows])
        flat = boxes[owner, which]
        costs[owner[self._is_taken(flat)]] = np.inf
        costs[owner[touched(flat, standing)]] = np.inf
        free = np.isfinite(costs[owner])
        crossed, heads = self._behind(flat[free], owner[free], self._of.wires[rows])
        costs += _CROSSED * crossed + _BEHEADED * heads
        shape = (count, len(grid))
        return Choices(boxes.reshape(*shape, 2, 5), self._of.exists, costs.reshape(shape))

    def offer(self, labels: Rows, nth: Rows) -> Offer:
        """The nth of a few places of some labels, whatever passes behind it.

        Neighbours begin with different ones, or all of them would crowd in the middle.
        """
        along = len(FEW) // FEW_SHAPES
        places = (nth + labels) % along + nth // along * along
        boxes, _ = boxes_at(self._of, labels, places, FEW)
        around = united(boxes, self._of.exists[labels])
        return around, places, ~self._is_taken(around[:, 0])

    def placed_roughly(self, standing: Boxes) -> Placed:
        """Let all of them take one of a few places, whatever passes behind it."""
        as_one = np.ones((len(self._of.wires), 1), dtype=np.bool_)
        tries = len(FEW)
        return self.placed(settle_many(self.queue(), as_one, tries, self.offer, standing), FEW)

    def placed(self, chosen: Rows, grid: Grid) -> Placed:
        """Those that got a place, and which of them other wires cross."""
        rows = np.flatnonzero(chosen >= 0)
        boxes, _ = boxes_at(self._of, rows, chosen[rows], grid)
        owner, which = np.nonzero(self._of.exists[rows])
        crossed, _ = self._behind(boxes[owner, which], owner, self._of.wires[rows])
        return Placed(rows, boxes, grid.height[chosen[rows]], crossed > 0)

    def _is_taken(self, boxes: Boxes) -> Mask:
        """Which boxes touch an outline or words."""
        taken = np.zeros(len(boxes), dtype=np.bool_)
        around = of_boxes(boxes, GAP)
        near, things = overlapping(around, self._around_upright)
        taken[near[boxes_touch(boxes[near], self._upright[things], GAP)]] = True
        near, things = overlapping(around, self._around_circles)
        taken[near[circles_touch(boxes[near], self._circles[things], GAP)]] = True
        return taken

    def _behind(self, boxes: Boxes, owners: Rows, wires: Rows) -> tuple[Rows, Rows]:
        """How many other wires and heads lie behind the boxes of each owner."""
        count = _PIECES if len(self._curves) <= VERY_MANY else _FEW_PIECES
        extents = of_boxes(boxes)
        near = self._near(extents)
        pieces = segments_of(sampled(self._curves[near], count + 1))
        piece, box = overlapping(of_curves(pieces.reshape(-1, 2, 2)), extents)
        other = near[piece // count] != wires[owners[box]]
        piece, box = piece[other], box[other]
        hit = segments_cross(boxes[box], pieces[piece])
        pairs = np.unique(box[hit] * len(self._curves) + piece[hit] // count)
        crossed = np.bincount(owners[pairs // len(self._curves)], minlength=len(wires))
        heads = _heads(self._curves[near])
        head, box = overlapping(of_boxes(heads), extents)
        hit = boxes_touch(boxes[box], heads[head]) & (near[head] != wires[owners[box]])
        return crossed, np.bincount(owners[box[hit]], minlength=len(wires))

    def _near(self, extents: Extents) -> Rows:
        """Wires that may have a piece or the head there: control points enclose their curve."""
        if not len(extents):
            return np.empty(0, dtype=np.intp)
        low, high = self._curves.min(axis=1), self._curves.max(axis=1)
        reach = np.concatenate((low - HEAD[0], high + HEAD[0]), axis=1)
        return within(reach, around(extents))


def _heads(curves: Points) -> Boxes:
    back = curves[:, 3] - curves[:, 2]
    angles = np.arctan2(back[:, 1], back[:, 0])
    along = np.stack((np.cos(angles), np.sin(angles)), axis=1)
    middles = curves[:, 3] - HEAD[0] * along
    return np.column_stack((middles, np.broadcast_to(HEAD, middles.shape), angles))
