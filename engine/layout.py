"""Layout: which slice of the flat parameter vector belongs to whom."""

from __future__ import annotations

from collections.abc import Iterable
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
    def user(self) -> str:
        """The node that computes with it: of a weight the layer it leads into."""
        return self.owner[1] if isinstance(self.owner, tuple) else self.owner

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
    def names(self) -> tuple[str, ...]:
        """The parameters' names."""
        return tuple(slot.name for slot in self.parameters)

    @cached_property
    def spans(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Where each slot starts in the flat vector, and its length."""
        starts = np.array([slot.start for slot in self.slots], dtype=np.intp)
        return starts, np.diff(starts, append=self.size)

    @cached_property
    def variable(self) -> NDArray[np.bool_]:
        """Mask over the flat vector: what there are derivatives by, constants not."""
        return self._mask(not slot.constant for slot in self.slots)

    @cached_property
    def trainable(self) -> NDArray[np.bool_]:
        """Mask over the flat vector: what an optimizer may change."""
        return self._mask(slot.trainable for slot in self.slots)

    def _mask(self, of_slots: Iterable[bool]) -> NDArray[np.bool_]:
        mask = np.repeat(np.fromiter(of_slots, dtype=np.bool_), self.spans[1])
        mask.flags.writeable = False
        return mask
