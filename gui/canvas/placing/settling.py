"""Settling: which of its places every label gets, so that all of them stand and few are small.

Two deterministic searches. A few labels take places one after the other, then those who stand badly
push others aside where that makes the whole cheaper. Of many labels all that are left ask for their
cheapest place at once; who is first in the queue gets it, the others ask for the next.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.arrays import Vector
from gui.canvas.placing.geometry import NO_BOXES, Boxes, Mask
from gui.canvas.placing.meeting import boxes_touch, touching
from gui.canvas.placing.nearness import Rows, of_boxes, overlapping

GAP = 3.0
"""Between two labels, and between a label and an outline."""

LEFT_OUT = 40.0
"""Cost of a label without a place."""

BAD = 1.5
"""Cost from which on a label tries to push others aside."""

_TRIES = 80
"""Places that such a label tries, at most."""

_MOST_PUSHED = 2
"""Labels that it may push aside at once."""

_ROUNDS = 2

_BLOCK = 24
"""Places that are looked at together; one of the first of them is mostly free."""


@dataclass(frozen=True, eq=False)
class Choices:
    """The places of all labels: boxes (labels, places, 2, 5), of which (labels, 2) exist.

    `costs`, (labels, places), are infinite for what is taken by an outline or by words.
    """

    boxes: Boxes
    exists: Mask
    costs: Vector

    @cached_property
    def order(self) -> Rows:
        """The places of each label, the cheapest first."""
        return np.argsort(self.costs, axis=1, kind="stable")

    def offer(self, labels: Rows, nth: Rows) -> Offer:
        """The nth cheapest place of each label."""
        places = self.order[labels, nth]
        return self.boxes[labels, places], places, np.isfinite(self.costs[labels, places])


Offer = tuple[Boxes, Rows, Mask]
"""A place for some labels: boxes (n, k, 5), the place's number, and whether nothing is there."""


def settle_many(
    queue: Rows,
    exists: Mask,
    tries: int,
    offer: Callable[[Rows, Rows], Offer],
    standing: Boxes = NO_BOXES,
) -> Rows:
    """The place of each label, −1 for none; `offer` gives their first, second … one to some labels.

    Of the boxes of a label (labels, k) `exist`; those that are `standing` stay where they are.
    """
    rank = np.empty(len(queue), dtype=np.intp)
    rank[queue] = np.arange(len(queue))
    chosen = np.full(len(queue), -1, dtype=np.intp)
    asking = queue
    for nth in range(tries):
        offered, places, free = offer(asking, np.full(len(asking), nth))
        owner, which = np.nonzero(exists[asking])
        boxes = offered[owner, which]
        free[owner[touched(boxes, standing)]] = False
        takes = _first_come(boxes, owner, rank[asking], free)
        chosen[asking[takes]] = places[takes]
        standing = np.concatenate((standing, boxes[takes[owner]]))
        asking = asking[~takes]
        if not len(asking):
            break
    return chosen


def _first_come(boxes: Boxes, owner: Rows, rank: Rows, free: Mask) -> Mask:
    """Who gets what he asks for: nobody before him in the queue gets what it would touch."""
    own, other = overlapping(of_boxes(boxes, GAP), of_boxes(boxes))
    later = rank[owner[own]] > rank[owner[other]]
    own, other = own[later], other[later]
    hit = boxes_touch(boxes[own], boxes[other], GAP)
    own, other = owner[own[hit]], owner[other[hit]]
    takes, undecided = np.zeros(len(rank), dtype=np.bool_), free.copy()
    while undecided.any():
        open_pairs = undecided[own] & undecided[other]
        own, other = own[open_pairs], other[open_pairs]
        first = undecided.copy()
        first[own] = False
        takes |= first
        undecided &= ~first
        undecided[own[first[other]]] = False
    return takes


def touched(boxes: Boxes, standing: Boxes) -> Rows:
    """Rows of the boxes that touch what stands already."""
    own, other = overlapping(of_boxes(boxes, GAP), of_boxes(standing))
    return own[boxes_touch(boxes[own], standing[other], GAP)]


def settle(choices: Choices, queue: Rows, *, quickly: bool = False) -> Rows:
    """The best places for a few labels, −1 for none; nobody pushes where it has to go `quickly`."""
    search = _Search(choices)
    rows = search.settled(queue.tolist(), pushing=not quickly).rows
    return np.where(rows < 0, -1, search.order[np.arange(len(queue)), rows])


@dataclass(frozen=True, eq=False, slots=True)
class _Standing:
    """Which of its places each label has, −1 for none, what it costs, and its boxes (labels, 2, 5).

    A box that does not stand anywhere is NaN, so that nothing touches it.
    """

    rows: Rows
    costs: Vector
    boxes: Boxes

    @classmethod
    def nobody(cls, count: int) -> _Standing:
        boxes = np.full((count, 2, 5), np.nan)
        return cls(np.full(count, -1, dtype=np.intp), np.full(count, LEFT_OUT), boxes)

    def copy(self) -> _Standing:
        return _Standing(self.rows.copy(), self.costs.copy(), self.boxes.copy())

    def remove(self, label: int) -> None:
        self.rows[label], self.costs[label], self.boxes[label] = -1, LEFT_OUT, np.nan

    @property
    def total(self) -> float:
        """Squares, so that two fair places are better than a good and a bad one."""
        return float((self.costs**2).sum())


class _Search:
    """The places of a few labels, the cheapest first."""

    def __init__(self, choices: Choices) -> None:
        self.order = choices.order
        labels = np.arange(len(self.order))[:, None]
        self._costs = choices.costs[labels, self.order]
        self._counts = np.isfinite(self._costs).sum(axis=1)
        self._boxes = choices.boxes[labels, self.order]
        self._boxes[~np.broadcast_to(choices.exists[:, None], self._boxes.shape[:3])] = np.nan

    def settled(self, queue: list[int], *, pushing: bool) -> _Standing:
        """Everybody takes a place, pushes if need be, and moves to where others made room."""
        now = _Standing.nobody(len(queue))
        for label in queue:
            self._take(label, now)
        for _ in range(_ROUNDS if pushing else 0):
            for label in sorted(queue, key=lambda each: -now.costs[each]):
                if now.costs[label] >= BAD:
                    now = self._pushed(label, now)
        for label in queue:
            now.remove(label)
            self._take(label, now)
        return now

    def _take(self, label: int, now: _Standing, dearest: float = np.inf) -> bool:
        """The cheapest place that is free, if it costs less than `dearest`."""
        standing = now.boxes[~np.isnan(now.boxes[..., 0])]
        count = min(int(self._counts[label]), int(np.searchsorted(self._costs[label], dearest)))
        start, block = 0, _BLOCK
        while start < count:
            boxes = self._boxes[label, start : min(start + block, count)]
            hit = touching(boxes.reshape(-1, 5), standing, GAP).any(axis=1)
            free = np.asarray(~np.any(hit.reshape(-1, 2), axis=1))
            if free.any():
                self._put(label, start + int(np.argmax(free)), now)
                return True
            start, block = start + block, 4 * block
        return False

    def _put(self, label: int, row: int, now: _Standing) -> None:
        now.rows[label], now.costs[label] = row, self._costs[label, row]
        now.boxes[label] = self._boxes[label, row]

    def _pushed(self, label: int, now: _Standing) -> _Standing:
        """The cheapest way for `label` to take a better place and those in its way another one."""
        worth = int(np.searchsorted(self._costs[label], now.costs[label]))
        worth = min(_TRIES, worth, int(self._counts[label]))
        boxes = self._boxes[label, :worth].reshape(-1, 5)
        hit = touching(boxes, now.boxes.reshape(-1, 5), GAP)
        in_way = np.asarray(np.any(hit.reshape(worth, 2, len(now.rows), 2), axis=(1, 3)))
        in_way[:, label] = False
        cheapest = np.where(self._counts > 0, self._costs[:, 0], LEFT_OUT) ** 2
        rest = now.total - now.costs[label] ** 2
        at_best = rest + self._costs[label, :worth] ** 2 - in_way @ (now.costs**2 - cheapest)
        best, lowest = now, now.total
        for row in np.flatnonzero(in_way.sum(axis=1) <= _MOST_PUSHED).tolist():
            if at_best[row] >= lowest:
                continue
            tried = now.copy()
            moved = np.flatnonzero(in_way[row]).tolist()
            for each in moved:
                tried.remove(each)
            self._put(label, row, tried)
            # Each may cost what is left when the others get the cheapest place they have.
            left = lowest - at_best[row]
            stand = all(self._take(each, tried, (cheapest[each] + left) ** 0.5) for each in moved)
            if stand and tried.total < lowest - 1e-9:
                best, lowest = tried, tried.total
        return best
