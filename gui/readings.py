"""Readings in bulk: the very readings of `reading.read` for thousands of numbers in every frame.

A `Bundle` is what is read together, again and again. Its numbers come from the trace in one call,
their states follow from masks, and only those that are written down become text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.addresses import Addresses, addresses
from engine.arrays import Vector
from engine.network import Network
from engine.numeral_arrays import Numerals, numerals
from engine.partial import is_in
from engine.project import is_settable
from engine.quantity import Quantity, Role
from gui.explained import hidden
from gui.reading import (
    ABSENT,
    HIDDEN,
    UNCHECKED,
    UNDEFINED,
    Reading,
    State,
    number,
)

if TYPE_CHECKING:
    from gui.moment import Shown
    from gui.view import View

STATES = tuple(State)
"""What the codes in `Readings.states` mean."""

_CODES = {state: code for code, state in enumerate(STATES)}
_WORDS = {
    State.ABSENT: ABSENT,
    State.UNDEFINED: UNDEFINED,
    State.UNCHECKED: UNCHECKED,
    State.HIDDEN: HIDDEN,
}

Rows = NDArray[np.intp]


def code(state: State) -> int:
    """The number that stands for a state in `Readings.states`."""
    return _CODES[state]


@dataclass(frozen=True, eq=False, slots=True)
class Readings:
    """Numbers and the codes of their states, (n,), in the order of a bundle."""

    numbers: Vector
    states: NDArray[np.uint8]

    def __getitem__(self, row: int) -> Reading:
        """One of them."""
        state = STATES[self.states[row]]
        word = _WORDS.get(state)
        return number(float(self.numbers[row]), state) if word is None else word

    def written(self, rows: Rows) -> Numerals:
        """The texts of some of them, and which say all."""
        numbers, states = self.numbers[rows], self.states[rows]
        words = np.isin(states, [_CODES[state] for state in _WORDS])
        found = numerals(np.where(words, 0.0, numbers))
        for state in {STATES[each] for each in states[words].tolist()}:
            own = states == _CODES[state]
            found.texts[own], found.exact[own] = _WORDS[state].text, _WORDS[state].exact
        return found

    def same_as(self, other: Readings) -> bool:
        """Whether all of them read alike."""
        same = np.array_equal(self.numbers, other.numbers, equal_nan=True)
        return same and np.array_equal(self.states, other.states)


def nothing_read(count: int) -> Readings:
    """Readings of which all are absent."""
    return Readings(np.full(count, np.nan), np.full(count, code(State.ABSENT), dtype=np.uint8))


class Bundle:
    """Quantities of one number each that are read together."""

    def __init__(self, quantities: tuple[Quantity, ...]) -> None:
        self.quantities = quantities
        self._addresses: Addresses | None = None
        self._beside: tuple[int, ...] = ()

    def addresses(self, part: Network, whole: Network) -> Addresses:
        """Where their numbers stand in a run of `part`; looked up once for each network."""
        if self._addresses is None or self._addresses.network is not part:
            known = [part is whole or is_in(part, whole, each) for each in self.quantities]
            inside = (
                each if is_known else None
                for each, is_known in zip(self.quantities, known, strict=True)
            )
            self._addresses = addresses(part, inside)
            self._beside = tuple(
                row
                for row, is_known in enumerate(known)
                if not is_known and is_settable(whole, self.quantities[row])
            )
        return self._addresses

    @property
    def beside(self) -> tuple[int, ...]:
        """Rows of numbers outside of that part which a person has set."""
        return self._beside

    @cached_property
    def derivatives(self) -> NDArray[np.bool_]:
        """Which of them are derivatives."""
        return np.array([each.by is not None for each in self.quantities], dtype=np.bool_)

    @cached_property
    def wholes(self) -> tuple[Quantity, ...]:
        """The arrays that they are elements of."""
        return tuple(each.element() for each in self.quantities)

    @cached_property
    def rows(self) -> Mapping[Quantity, Sequence[int]]:
        """Where a quantity, or the elements of an array, stand."""
        found: dict[Quantity, list[int]] = {}
        for row, both in enumerate(zip(self.quantities, self.wholes, strict=True)):
            for address in {*both}:
                found.setdefault(address, []).append(row)
        return found

    @cached_property
    def at_unit(self) -> Mapping[tuple[str, int], Rows]:
        """Rows of ∂L/∂z by layer and element, from 1: what a kink concerns."""
        found: dict[tuple[str, int], list[int]] = {}
        for row, quantity in enumerate(self.quantities):
            by = quantity.by
            if by is not None and by.role is Role.PREACTIVATION:
                element = by.index[0] if by.index else 1
                found.setdefault((by.owner, element), []).append(row)
        return {key: np.array(rows) for key, rows in found.items()}


def read_all(shown: Shown, view: View, bundle: Bundle) -> Readings:
    """The readings of a bundle: each says what `read` says of its quantity alone."""
    trace, project = shown.values, shown.project
    if trace is None:
        return nothing_read(len(bundle.quantities))
    where = bundle.addresses(trace.network, project.network)
    numbers = trace.gather(where, view.sample)
    plain = code(State.PREVIEW if shown.preview else State.SHOWN)
    states = np.full(len(numbers), plain, np.uint8)
    for node, elements in trace.kinked[view.sample].items():
        for element in elements:
            states[bundle.at_unit.get((node, element), [])] = code(State.KINK)
    states[np.isnan(numbers)] = code(State.UNDEFINED)
    if not shown.verified:
        states[bundle.derivatives] = code(State.UNCHECKED)
    if view.reveal:
        unknown = hidden(shown, view)
        states[[whole in unknown for whole in bundle.wholes]] = code(State.HIDDEN)
    states[~where.present] = code(State.ABSENT)
    for row in bundle.beside:
        numbers[row] = project.numbers(bundle.quantities[row], view.sample).item()
        states[row] = plain
    return Readings(numbers, states)
