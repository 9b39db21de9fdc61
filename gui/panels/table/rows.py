"""Rows: one for each number of each thing, found by counting, so that size costs nothing."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar

import numpy as np

Key = TypeVar("Key", bound=Hashable)


class Rows(Generic[Key]):
    """Things by their keys, each with as many rows as it has numbers, but at least one."""

    def __init__(self, keys: Sequence[Key], counts: Sequence[int]) -> None:
        self._keys = tuple(keys)
        self._counts = tuple(counts)
        self._places = {key: place for place, key in enumerate(self._keys)}
        self._ends = np.cumsum([max(1, count) for count in counts], dtype=np.int64)

    def __len__(self) -> int:
        return int(self._ends[-1]) if len(self._ends) else 0

    def at(self, row: int) -> tuple[Key, int]:
        """The thing in a row, and which of its numbers, from 0."""
        place = int(np.searchsorted(self._ends, row, side="right"))
        return self._keys[place], row - self._start(place)

    def first(self, key: Key) -> int | None:
        """The first row of a thing."""
        place = self._places.get(key)
        return None if place is None else self._start(place)

    def of(self, key: Key) -> range:
        """All rows of a thing."""
        place = self._places.get(key)
        return range(0) if place is None else range(self._start(place), int(self._ends[place]))

    def same_as(self, other: Rows[Key]) -> bool:
        """Whether the same things have the same rows."""
        return self._keys == other._keys and self._counts == other._counts

    def _start(self, place: int) -> int:
        return int(self._ends[place - 1]) if place else 0
