"""Layout: which slice of the flat parameter vector belongs to whom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.quantity import Quantity, Role

Owner = str | tuple[str, str]
"""What a slice belongs to: a node's id (its bias or own value), or an edge's (source, target)."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One named slice: `vector[start:stop]`, read in `shape`."""

    owner: Owner
    name: str
    shape: tuple[int, ...]
    start: int
    trainable: bool
    constant: bool = False  # numbers of a constant node: in the vector, but no parameter

    @property
    def stop(self) -> int:
        """One past the slice's last entry."""
        return self.start + prod(self.shape)

    def of(self, vector: Array) -> Array:
        """This slice of `vector` in its own shape: a view."""
        return vector[self.start : self.stop].reshape(self.shape)

    def at(self, index: tuple[int, ...] = ()) -> tuple[int, ...]:
        """Where one number stands in the slice; `index` counts from 1, empty for the only one."""
        return tuple(each - 1 for each in index) or (0,) * len(self.shape)

    def place(self, index: tuple[int, ...] = ()) -> int:
        """Where it stands in the vector."""
        return self.start + int(np.ravel_multi_index(self.at(index), self.shape))


@dataclass(frozen=True, eq=False)
class Layout:
    """The slots in the order of the document; compared by identity."""

    slots: tuple[Slot, ...]

    @cached_property
    def size(self) -> int:
        """Length of the flat vector."""
        return self.slots[-1].stop if self.slots else 0

    @cached_property
    def by_owner(self) -> dict[Owner, Slot]:
        """Slot of an edge or node."""
        return {slot.owner: slot for slot in self.slots}

    @cached_property
    def by_name(self) -> dict[str, Slot]:
        """Slot of a parameter's name, of a constant's id."""
        return {slot.name: slot for slot in self.slots}

    def holding(self, quantity: Quantity) -> Slot | None:
        """The slot in which a settable number lives; None for the data of a sample."""
        if quantity.role is Role.PARAMETER:
            return self.by_name[quantity.owner]
        return self.by_owner.get(quantity.owner)

    @cached_property
    def parameters(self) -> tuple[Slot, ...]:
        """The slots that are weights, biases or parameter nodes."""
        return tuple(slot for slot in self.slots if not slot.constant)

    @cached_property
    def trainable(self) -> NDArray[np.bool_]:
        """Mask over the flat vector: what an optimizer may change."""
        mask = np.zeros(self.size, dtype=np.bool_)
        for slot in self.slots:
            mask[slot.start : slot.stop] = slot.trainable
        mask.flags.writeable = False
        return mask
