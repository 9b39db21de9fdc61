"""All weights and biases of a network as one flat vector, and the way they survive an edit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.arrays import Vector, frozen
from engine.layout import Layout, Slot

Fill = Callable[[Slot], Vector]
"""Numbers for a slice that no old one feeds, in the slot's shape."""


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
        if before is not None and len(before.shape) == len(slot.shape):
            overlap = tuple(slice(min(a, b)) for a, b in zip(before.shape, slot.shape, strict=True))
            target[overlap] = before.of(vector)[overlap]
    return moved
