"""All weights and biases of a network as one flat vector, and the way they survive an edit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import prod
from typing import Final

import numpy as np

from engine.arrays import Vector, frozen
from engine.layout import Layout, Slot

Fill = Callable[[Slot], Vector]
"""Numbers for a slice that no old one feeds, in the slot's shape."""

_GOLDEN: Final = (5**0.5 - 1) / 2

_FEW: Final = 8
"""Columns up to which one decimal is enough."""


@dataclass(frozen=True, eq=False)
class Parameters:
    """The flat float64 vector and the layout that names its slices; read-only."""

    layout: Layout
    vector: Vector

    def __post_init__(self) -> None:
        """Freeze the numbers, also those that came from another process."""
        if self.vector.flags.writeable:
            object.__setattr__(self, "vector", frozen(self.vector))

    def __reduce__(self) -> tuple[type[Parameters], tuple[Layout, Vector]]:
        """Rebuild through the constructor: unpickled arrays would be writeable."""
        return Parameters, (self.layout, self.vector)

    def value(self, name: str) -> Vector:
        """The numbers of the parameter called `name` in its own shape; raises KeyError."""
        return self.layout.by_name[name].of(self.vector)

    def with_value(self, name: str, value: object) -> Parameters:
        """Replace one parameter's numbers; `value` spreads to its shape. Raises KeyError."""
        vector = self.vector.copy()
        self.layout.by_name[name].of(vector)[...] = value
        return Parameters(self.layout, vector)

    def with_element(self, name: str, index: tuple[int, ...], number: float) -> Parameters:
        """Replace one number; `index` counts from 0. Raises KeyError, IndexError."""
        vector = self.vector.copy()
        self.layout.by_name[name].of(vector)[index] = number
        return Parameters(self.layout, vector)


def zeros(slot: Slot) -> Vector:
    """Fill with 0."""
    return np.zeros(slot.shape)


def same_names(parameters: Parameters) -> Fill:
    """Fill with the numbers of the parameter of that name, wherever they lived."""
    return lambda slot: parameters.value(slot.name).reshape(slot.shape)


def first_weights(slot: Slot) -> Vector:
    """Fill with small numbers that are easy to read, none of them 0; biases and leaves with 0.

    A single weight is 0.5. Those of a matrix differ, or its units would stay alike for ever: they
    are multiples of the golden ratio, modulo 1, and smaller the more of them meet in a unit.
    """
    if not isinstance(slot.owner, tuple):
        return np.zeros(slot.shape)
    columns = slot.shape[-1]
    if slot.shape == (1, 1):
        return np.full(slot.shape, 0.5)
    spread = 2 * (np.arange(1, prod(slot.shape) + 1) * _GOLDEN % 1) - 1
    decimals = 1 if columns <= _FEW else 2
    numbers = np.round(spread / np.sqrt(columns), decimals)
    return np.where(numbers == 0, 10.0**-decimals, numbers).reshape(slot.shape)


def kept_names(parameters: Parameters, otherwise: Fill) -> Fill:
    """Fill with what overlaps of the parameter of that name; `otherwise` gives the rest."""

    def fill(slot: Slot) -> Vector:
        numbers = otherwise(slot)
        before = parameters.layout.by_name.get(slot.name)
        if before is not None:
            _overlap(numbers, before.of(parameters.vector))
        return numbers

    return fill


def carry(old: Layout, new: Layout, vector: Vector, fill: Fill = zeros) -> Vector:
    """Move numbers across a structure edit: the only code that does.

    A slice belongs to its edge or node, so renaming keeps it; of a resized one the overlap stays
    and `fill` gives the rest.
    """
    moved = np.empty(new.size)
    for slot in new.slots:
        target = slot.of(moved)
        before = old.by_owner.get(slot.owner)
        if before is not None and before.shape == slot.shape:
            target[...] = before.of(vector)
            continue
        target[...] = fill(slot)
        if before is not None:
            _overlap(target, before.of(vector))
    return moved


def _overlap(target: Vector, numbers: Vector) -> None:
    """Write into `target` what both have room for; nothing between a vector and a matrix."""
    if target.ndim == numbers.ndim:
        both = tuple(slice(min(a, b)) for a, b in zip(target.shape, numbers.shape, strict=True))
        target[both] = numbers[both]
