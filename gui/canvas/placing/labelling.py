"""Placing: where along its wire each label stands, so that no two numerals ever overlap.

Every label has a fixed list of places (`places`). Those that an outline or words take fall away;
the fewer wires run behind one, the cheaper it is. Which of them a label gets is settled in
`settling`, that of thousands in `crowding`; one that gets none is left out (pointing at its wire
shows it).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.arrays import Vector
from gui.canvas.placing.crowding import Offer, settle_many, touched
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
    ALL,
    EVEN,
    FEW,
    FEW_ALONG,
    FINE,
    OTHERS,
    PLAIN,
    SMALL,
    Grid,
    Wanted,
    boxes_at,
    united,
    wanted,
)
from gui.canvas.placing.settling import GAP, Choices, settle
from gui.canvas.placing.wires import Board
from gui.canvas.placing.writings import Label

HEAD = (8.0, 4.0)
"""Half length and half width of the head of an arrow."""

ALL_AT_ONCE = 12
"""Labels up to which each looks at all places at once."""

MANY, VERY_MANY = 64, 450
"""Labels from which on the best places are not sought for what moves, and for what stands."""

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
) -> dict[int, Label]:
    """Labels, by wire, at their places in the scene; those without a place are left out."""
    of = wanted(tuple(labels.items()), curves)
    if not labels:
        return {}
    places = _Places(board, curves, of)
    placed = places.placed(places.well() if len(labels) <= MANY else places.roughly())
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


def place_all(board: Board, curves: Points, of: Wanted) -> Placed:
    """Places for what is wanted at wires."""
    if not len(of.wires):
        return _NOTHING
    found = _Places(board, curves, of)
    if len(of.wires) <= VERY_MANY:
        return found.placed(found.well())
    return found.placed(found.and_the_rest(found.roughly()))


def place_beside(board: Board, curves: Points, of: Wanted, standing: Boxes) -> Placed:
    """Places for what is wanted at wires beside what stands already, roughly and at once."""
    if not len(of.wires):
        return _NOTHING
    found = _Places(board, curves, of, standing)
    return found.placed(found.quickly() if len(of.wires) <= MANY else found.roughly())


def in_the_middle(of: Wanted) -> Boxes:
    """Boxes (n, 2, 5) at full size halfway along the wires, whatever they cover."""
    rows = np.arange(len(of.wires))
    return boxes_at(of, rows, np.zeros_like(rows), FINE)[0]


FREE, _WORTH = 10.0, 1.25
"""Between two labels, where so much costs no more than such a part of their best places."""


class _Places:
    """The places of all labels on a board where other labels may be standing already."""

    def __init__(
        self, board: Board, curves: Points, of: Wanted, standing: Boxes = NO_BOXES
    ) -> None:
        self._of, self._curves, self._standing = of, curves, standing
        self._circles = board.cells[board.is_round]
        self._upright = np.concatenate((board.cells[~board.is_round], board.boxes))
        self._around_circles = of_boxes(self._circles)
        self._around_upright = of_boxes(self._upright)

    def queue(self) -> Rows:
        """Those on short wires choose first: they have few places."""
        paths = self._of.paths
        lengths = np.sqrt((np.diff(paths, axis=1) ** 2).sum(axis=2)).sum(axis=1)
        return np.lexsort((self._of.wires, np.round(lengths, 3)))

    def well(self) -> Rows:
        """Let all of them take plain places, and small ones too where those are too few."""
        everybody, queue = np.arange(len(self._of.wires)), self.queue()
        if len(everybody) <= ALL_AT_ONCE:
            choices = self._choices(everybody, ALL, FINE)
            free, close = (settle(choices, queue, gap=gap) for gap in (FREE, GAP))
            return free if choices.cost(free) <= _WORTH * choices.cost(close) else close
        choices = self._choices(everybody, PLAIN, EVEN)
        chosen = settle(choices, queue)
        left = np.flatnonzero(chosen < 0)
        if 0 < len(left) <= ALL_AT_ONCE:
            choices = choices.joined(self._choices(left, OTHERS, EVEN))
            chosen = settle(choices, queue)
        if np.any(chosen < 0):
            choices = choices.joined(self._choices(everybody, SMALL, EVEN))
            chosen = settle(choices, queue)
        return chosen

    def quickly(self) -> Rows:
        """Let each take the cheapest of a few places that is still free."""
        choices = self._choices(np.arange(len(self._of.wires)), FEW, FINE)
        return settle(choices, self.queue(), quickly=True)

    def roughly(self) -> Rows:
        """Let all of them take one of a few places, whatever passes behind it."""
        return settle_many(self.queue(), len(FEW), self.offer, self._standing)

    def and_the_rest(self, chosen: Rows) -> Rows:
        """Let those that have no place yet take plain ones beside the others, if they are few."""
        left, rows = np.flatnonzero(chosen < 0), np.flatnonzero(chosen >= 0)
        if not 0 < len(left) <= MANY:
            return chosen
        boxes, _ = boxes_at(self._of, rows, chosen[rows], FINE)
        self._standing = np.concatenate((self._standing, boxes[self._of.exists[rows]]))
        queue = self.queue()
        found = settle(self._choices(left, PLAIN, FINE), queue[chosen[queue] < 0])
        return np.where(chosen < 0, found, chosen)

    def _choices(self, labels: Rows, places: Rows, grid: Grid) -> Choices:
        """Some places of labels, as far as they are free beside what stands already."""
        rows, places = np.repeat(labels, len(places)), np.tile(places, len(labels))
        boxes, costs = boxes_at(self._of, rows, places, grid)
        owner, which = np.nonzero(self._of.exists[rows])
        flat = boxes[owner, which]
        free = np.ones(len(rows), dtype=np.bool_)
        free[owner[self._is_taken(flat)]] = False
        free[owner[touched(flat, self._standing)]] = False
        seen = free[owner]
        crossed, heads = self._behind(flat[seen], owner[seen], self._of.wires[rows])
        costs += _CROSSED * crossed + _BEHEADED * heads
        return Choices(rows[free], places[free], boxes[free], costs[free], self._of.exists)

    def offer(self, labels: Rows, nth: Rows) -> Offer:
        """The nth of a few places of some labels, whatever passes behind it.

        Neighbours begin with different ones, or all of them would crowd in the middle.
        """
        places = FEW[(nth + labels) % FEW_ALONG + nth // FEW_ALONG * FEW_ALONG]
        boxes, _ = boxes_at(self._of, labels, places, FINE)
        around = united(boxes, self._of.exists[labels])[:, 0]
        return around, places, ~self._is_taken(around)

    def placed(self, chosen: Rows) -> Placed:
        """Those that got a place, and which of them other wires cross."""
        rows = np.flatnonzero(chosen >= 0)
        boxes, _ = boxes_at(self._of, rows, chosen[rows], FINE)
        owner, which = np.nonzero(self._of.exists[rows])
        crossed, _ = self._behind(boxes[owner, which], owner, self._of.wires[rows])
        return Placed(rows, boxes, FINE.height[chosen[rows]], crossed > 0)

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
