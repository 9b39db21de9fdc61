"""Settling: which of its places every label gets, so that all of them stand and few are small.

A deterministic search: first everybody takes a place in turn, then those who stand badly may
push others aside where that makes the whole cheaper.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gui.canvas.geometry import extent, touching

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


@dataclass(frozen=True, eq=False, slots=True)
class Places:
    """The places of one label that no outline or word takes, the cheapest first.

    `boxes` (places, slots, 5); `costs`, `heights` in parts of the full one, and `crossed` by
    another wire are (places,).
    """

    boxes: NDArray[np.float64]
    costs: NDArray[np.float64]
    heights: NDArray[np.float64]
    crossed: NDArray[np.bool_]


Chosen = dict[int, int]
"""Row of its places, by label."""


def settle(queue: Sequence[int], places: Mapping[int, Places], *, quickly: bool = False) -> Chosen:
    """A place for as many labels as possible; those at the front of the queue choose first.

    `quickly`, while something is dragged, nobody pushes.
    """
    return _Search(places).settled(queue, pushing=not quickly)


class _Search:
    """The places of all labels, and which of them touch, found out once."""

    def __init__(self, places: Mapping[int, Places]) -> None:
        self._places = places
        self._near = _neighbours(places)
        self._blocked: dict[tuple[int, int, int], NDArray[np.bool_]] = {}

    def settled(self, queue: Sequence[int], *, pushing: bool) -> Chosen:
        """Everybody takes a place, pushes if need be, and moves to where others made room."""
        chosen: Chosen = {}
        for label in queue:
            self._take(label, chosen)
        for _ in range(_ROUNDS if pushing else 0):
            for label in sorted(queue, key=lambda each: -self._cost(each, chosen)):
                if self._cost(label, chosen) >= BAD:
                    chosen = self._pushed(label, chosen)
        for label in queue:
            chosen.pop(label, None)
            self._take(label, chosen)
        return chosen

    def _take(self, label: int, chosen: Chosen) -> None:
        """The cheapest place that is free."""
        taken = np.zeros(len(self._places[label].costs), dtype=np.bool_)
        for other in self._near[label] & chosen.keys():
            taken |= self._blocks(label, other, chosen[other])
        if not taken.all():
            chosen[label] = int(np.argmin(taken))

    def _blocks(self, label: int, other: int, at: int) -> NDArray[np.bool_]:
        """Which places of `label` the place `at` of `other` touches."""
        key = (label, other, at)
        if key not in self._blocked:
            own, there = self._places[label].boxes, self._places[other].boxes[at]
            hit = touching(own.reshape(-1, 5), there, GAP).any(axis=1)
            self._blocked[key] = np.asarray(np.any(hit.reshape(own.shape[:2]), axis=1))
        return self._blocked[key]

    def _pushed(self, label: int, chosen: Chosen) -> Chosen:
        """The cheapest way for `label` to take a better place and those in its way another one."""
        others = {each: at for each, at in chosen.items() if each != label}
        near = self._near[label]
        in_way = {at: self._blocks(label, at, row) for at, row in others.items() if at in near}
        worth = int(np.searchsorted(self._places[label].costs, self._cost(label, chosen)))
        best, lowest = chosen, self._total(chosen.keys() | {label}, chosen)
        for row in range(min(_TRIES, worth)):
            moved = [each for each, hit in in_way.items() if hit[row]]
            tried = {each: at for each, at in others.items() if each not in moved} | {label: row}
            if len(moved) > _MOST_PUSHED or self._total(tried, tried) >= lowest:
                continue
            for each in moved:
                self._take(each, tried)
            total = self._total(chosen.keys() | {label}, tried)
            if total < lowest - 1e-9:
                best, lowest = tried, total
        return best

    def _cost(self, label: int, chosen: Chosen) -> float:
        return float(self._places[label].costs[chosen[label]]) if label in chosen else LEFT_OUT

    def _total(self, labels: Iterable[int], chosen: Chosen) -> float:
        """Squares, so that two fair places are better than a good and a bad one."""
        return sum(self._cost(label, chosen) ** 2 for label in labels)


def _neighbours(places: Mapping[int, Places]) -> dict[int, set[int]]:
    """Labels whose places can come near each other at all."""
    labels = [label for label, own in places.items() if len(own.costs)]
    found: dict[int, set[int]] = {label: set() for label in places}
    if not labels:
        return found
    extents = np.array([extent(places[label].boxes.reshape(-1, 5)) for label in labels])
    low, high = extents[:, :2] - GAP, extents[:, 2:] + GAP
    near = ((low[:, None] < high[None]) & (low[None] < high[:, None])).all(axis=-1)
    for i, j in np.argwhere(near & ~np.eye(len(labels), dtype=np.bool_)):
        found[labels[i]].add(labels[j])
    return found
