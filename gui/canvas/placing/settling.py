"""Settling: which of its places every label gets, so that all of them stand and few are small.

A deterministic search. All choose in turns, where few others are in the way; if that does not do,
they choose the cheapest place again, pay for those in the way, and the price rises. Those who still
meet dodge, and a place they met at grows dear for good (breakout). At last those who stand badly
push others aside where that makes the whole cheaper.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.arrays import Vector
from gui.canvas.placing.geometry import Boxes, Mask
from gui.canvas.placing.meeting import boxes_touch
from gui.canvas.placing.nearness import Rows, of_boxes

GAP = 3.0
"""Between two labels, and between a label and an outline."""

LEFT_OUT = 40.0
"""Cost of a label without a place."""

_FAIR = 0.7
"""Cost up to which a label does not try to push others aside."""

_RISING = tuple(4.0**power for power in range(6))
"""Prices of standing in another label's way, in squares of costs."""

_SWEEPS = 3
"""Times that all labels choose again at each price, at most."""

_PATIENCE = 200
"""Steps by which labels that still meet dodge, until fewer meet."""

_PUSHES, _MOST_PUSHED, _TRIES = 300, 3, 80
"""Attempts to push others aside, how many of them at once, and places that one label tries."""


@dataclass(frozen=True, eq=False)
class Choices:
    """Places of labels: whose each is, its number, boxes (n, 2, 5) and cost.

    Of the boxes of each label (labels, 2) `exist`.
    """

    owners: Rows
    places: Rows
    boxes: Boxes
    costs: Vector
    exists: Mask

    def cost(self, chosen: Rows) -> float:
        """Of all labels together, in squares: two fair places are better than good and bad."""
        taken = self.places == chosen[self.owners]
        left_out = np.count_nonzero(chosen < 0)
        return float((self.costs[taken] ** 2).sum()) + LEFT_OUT**2 * left_out

    def joined(self, others: Choices) -> Choices:
        """These places and others of the same labels."""
        return Choices(
            np.concatenate((self.owners, others.owners)),
            np.concatenate((self.places, others.places)),
            np.concatenate((self.boxes, others.boxes)),
            np.concatenate((self.costs, others.costs)),
            self.exists,
        )


def settle(choices: Choices, queue: Rows, *, quickly: bool = False, gap: float = GAP) -> Rows:
    """The best place for each of up to a few hundred labels, `gap` apart; −1 for none.

    Where it has to go `quickly`, nobody makes room for those that are left.
    """
    search = _Search(choices, gap)
    if quickly:
        search.take_free(queue.tolist())
    else:
        search.run(queue.tolist())
    return search.chosen


_NOWHERE = -1


class _Search:
    """All places in rows: label by label, the cheapest first. `now` is the row of each label."""

    def __init__(self, choices: Choices, gap: float) -> None:
        self._gap = gap
        order = np.lexsort((choices.costs, choices.owners))
        count = len(choices.exists)
        self._owners, self._places = choices.owners[order], choices.places[order]
        self._prices = choices.costs[order] ** 2
        self._first = np.searchsorted(self._owners, np.arange(count + 1)).tolist()
        exists = choices.exists[self._owners]
        rows, boxes = np.nonzero(exists)[0], choices.boxes[order][exists]
        extents = of_boxes(boxes, gap / 2)
        along = np.argsort(extents[:, 0], kind="stable")  # so that few are compared with each
        self._rows, self._boxes = rows[along], boxes[along]
        self._left, self._top, self._right, self._bottom = extents[along].T.copy()
        self._widest = float((self._right - self._left).max(initial=0.0))
        self._own = np.empty(len(along), dtype=np.intp)
        self._own[along] = np.arange(len(along))
        self._starts = np.searchsorted(rows, np.arange(len(order) + 1)).tolist()
        self._met: dict[int, Rows] = {}
        self._in_way = np.zeros(len(order))
        self._now = np.full(count, _NOWHERE, dtype=np.intp)

    @property
    def chosen(self) -> Rows:
        """The number of the place of each label, −1 for none."""
        stands = self._now != _NOWHERE
        chosen = np.full(len(stands), -1, dtype=np.intp)
        chosen[stands] = self._places[self._now[stands]]
        return chosen

    def run(self, queue: list[int]) -> None:
        """Let everybody take a place."""
        self._choose(queue, LEFT_OUT**2)
        if len(self._meeting()):
            for price in _RISING:
                self._choose(queue, price)
            self._dodge()
        self.take_free(queue)
        self._push(queue)

    def _choose(self, queue: list[int], price: float) -> None:
        for _ in range(_SWEEPS):
            if not self._sweep(queue, price):
                break

    def _meets(self, row: int) -> Rows:
        """Rows of other labels' places that touch this one."""
        if row not in self._met:
            met = np.zeros(len(self._owners), dtype=np.bool_)
            for box in self._own[self._starts[row] : self._starts[row + 1]].tolist():
                met[self._rows[self._touching(box)]] = True
            met[self._first[self._owners[row]] : self._first[self._owners[row] + 1]] = False
            self._met[row] = np.flatnonzero(met)
        return self._met[row]

    def _touching(self, box: int) -> Rows:
        left, right = self._left[box], self._right[box]
        window = slice(*np.searchsorted(self._left, (left - self._widest, right)).tolist())
        near = window.start + np.flatnonzero(
            (self._right[window] > left)
            & (self._top[window] < self._bottom[box])
            & (self._bottom[window] > self._top[box])
        )
        own = np.broadcast_to(self._boxes[box], (len(near), 5))
        return np.asarray(near[boxes_touch(own, self._boxes[near], self._gap)])

    def _move(self, label: int, row: int) -> None:
        before = int(self._now[label])
        if before != _NOWHERE:
            self._in_way[self._meets(before)] -= 1
        if row != _NOWHERE:
            self._in_way[self._meets(row)] += 1
        self._now[label] = row

    def _sweep(self, queue: list[int], price: float) -> bool:
        """Everybody takes what is cheapest now; whether anybody moved."""
        moved = False
        for label in queue:
            first, end = self._first[label], self._first[label + 1]
            if first < end:
                costs = self._prices[first:end] + price * self._in_way[first:end]
                best, now = first + int(np.argmin(costs)), int(self._now[label])
                if now == _NOWHERE or costs[best - first] < costs[now - first] - 1e-9:
                    self._move(label, best)
                    moved = True
        return moved

    def _meeting(self) -> Rows:
        """Labels in the way of others."""
        stands = np.flatnonzero(self._now != _NOWHERE)
        return stands[self._in_way[self._now[stands]] > 0]

    def _dodge(self) -> None:
        """Labels that meet move on in turns; they stay where most of them stood clear."""
        dear, turn = np.zeros(len(self._prices)), np.full(len(self._now), -1, dtype=np.intp)
        fewest, best, step, last = len(self._now) + 1, self._now.copy(), 0, _PATIENCE
        while fewest and step < last:
            meeting = self._meeting()
            if len(meeting) < fewest:
                fewest, best, last = len(meeting), self._now.copy(), step + _PATIENCE
                continue
            step += 1
            label = int(meeting[np.argmin(turn[meeting])])
            turn[label] = step
            first, end, now = self._first[label], self._first[label + 1], int(self._now[label])
            dear[now] += LEFT_OUT**2
            costs = LEFT_OUT**2 * self._in_way[first:end] + self._prices[first:end]
            self._move(label, first + int(np.argmin(costs + dear[first:end])))
        for label in np.flatnonzero(best != self._now).tolist():
            self._move(label, int(best[label]))
        while len(meeting := self._meeting()):
            worst = np.argmax(self._in_way[self._now[meeting]])
            self._move(int(meeting[worst]), _NOWHERE)

    def take_free(self, labels: list[int]) -> bool:
        """Each takes the cheapest place where nobody is in the way; whether all found one."""
        everybody = True
        for label in labels:
            first, end = self._first[label], self._first[label + 1]
            free = np.flatnonzero(self._in_way[first:end] == 0)
            if len(free):
                self._move(label, first + int(free[0]))
            everybody &= len(free) > 0
        return everybody

    def _price(self, label: int) -> float:
        row = int(self._now[label])
        return LEFT_OUT**2 if row == _NOWHERE else float(self._prices[row])

    def _push(self, queue: list[int]) -> None:
        """Those who stand worst first, again and again until it helps nobody."""
        pushes, helped = 0, True
        while helped:
            helped = False
            for label in sorted(queue, key=lambda each: -self._price(each)):
                if self._price(label) <= _FAIR**2 or pushes >= _PUSHES:
                    break
                tried, better = self._pushed(label)
                pushes += tried
                helped |= better

    def _pushed(self, label: int) -> tuple[int, bool]:
        """Let a label take a better place and those in its way another; attempts, and success."""
        first, end = self._first[label], self._first[label + 1]
        worth = first + int(np.searchsorted(self._prices[first:end], self._price(label) - 1e-9))
        rows = first + np.flatnonzero(self._in_way[first:worth] <= _MOST_PUSHED)[:_TRIES]
        tried = 0
        for row in rows.tolist():
            met = self._meets(row)
            others = self._owners[met[self._now[self._owners[met]] == met]].tolist()
            total = self._price(label) + sum(map(self._price, others))
            least = sum(float(self._prices[self._first[each]]) for each in others)
            if self._prices[row] + least < total - 1e-9:
                tried += 1
                before = [(each, int(self._now[each])) for each in (label, *others)]
                for each in others:
                    self._move(each, _NOWHERE)
                self._move(label, row)
                stand = self.take_free(others)
                if stand and sum(self._price(each) for each, _ in before) < total - 1e-9:
                    return tried, True
                for each, _ in before:
                    self._move(each, _NOWHERE)
                for each, at in before:
                    self._move(each, at)
        return tried, False
