"""Where the numbers of quantities stand: one at a time for `Trace.read`, many for `Trace.gather`.

A canvas reads thousands of numbers in every frame, always the same ones in the same order. It
looks them up once per structure and gathers them once per frame, with one NumPy call:

    shown = addresses(network, quantities)      # when the drawing is laid out
    numbers = trace.gather(shown, sample)       # in every frame; numbers[i] is quantities[i]
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.layout import Slot
from engine.network import Network
from engine.nodes import Parameter
from engine.plan.compile import compile_plan
from engine.plan.places import Places
from engine.quantity import Quantity, Role


class Shelf(Enum):
    """The arrays of a trace that one sample's numbers stand in."""

    NUMBERS = 0  # values and z, by the plan's places
    PARAMETERS = 1
    GRADIENTS = 2  # by values and z
    PARAMETER_GRADIENTS = 3  # of the sample's own objective


class Address(NamedTuple):
    """The numbers of one shelf from `start` to `stop`, read in `shape`."""

    shelf: Shelf
    start: int
    stop: int
    shape: tuple[int, ...]


def address(quantity: Quantity, network: Network, places: Places) -> Address | None:
    """Where the whole array of a quantity stands, whichever element it names.

    None when there is no such number: a derivative by a constant, in a network without objective,
    or of something else than the objective. Raises KeyError for an unknown owner.
    """
    by = quantity.by
    if by is None:
        return _of_number(quantity, network, places)
    if quantity.owner != network.objective or quantity.role is not Role.VALUE:
        return None
    return _of_derivative(by, network, places)


def _of_number(quantity: Quantity, network: Network, places: Places) -> Address | None:
    layout = network.layout
    match quantity.role:
        case Role.VALUE if _is_matrix(network, quantity.owner):
            return _in_slot(layout.by_owner[quantity.owner], Shelf.PARAMETERS)
        case Role.VALUE:
            return _in_rows(places.values[quantity.owner], Shelf.NUMBERS)
        case Role.PREACTIVATION:
            return _in_rows(places.z[quantity.owner], Shelf.NUMBERS)
        case Role.PARAMETER:
            return _in_slot(layout.by_name[quantity.owner], Shelf.PARAMETERS)
        case _:
            return None


def _of_derivative(by: Quantity, network: Network, places: Places) -> Address | None:
    layout = network.layout
    match by.role:
        case Role.PARAMETER:
            slot = layout.by_name[by.owner]
            return None if slot.constant else _in_slot(slot, Shelf.PARAMETER_GRADIENTS)
        case Role.VALUE if _is_matrix(network, by.owner):
            return _in_slot(layout.by_owner[by.owner], Shelf.PARAMETER_GRADIENTS)
        case Role.VALUE:
            rows = places.grad.get(by.owner)
            return None if rows is None else _in_rows(rows, Shelf.GRADIENTS)
        case Role.PREACTIVATION:
            return _in_rows(places.dz[by.owner], Shelf.GRADIENTS)
        case _:
            return None


def _is_matrix(network: Network, key: str) -> bool:
    node = network.by_id[key]
    return isinstance(node, Parameter) and node.is_matrix


def _in_rows(rows: slice, shelf: Shelf) -> Address:
    return Address(shelf, rows.start, rows.stop, (rows.stop - rows.start,))


def _in_slot(slot: Slot, shelf: Shelf) -> Address:
    return Address(shelf, slot.start, slot.stop, slot.shape)


@dataclass(frozen=True, eq=False, slots=True)
class Addresses:
    """Many single numbers at once: positions behind one another in all shelves, 0 of none."""

    network: Network
    quantities: tuple[Quantity | None, ...]
    positions: NDArray[np.intp]

    @property
    def present(self) -> NDArray[np.bool_]:
        """Mask over the quantities: which of them there are."""
        return np.asarray(self.positions > 0)


def addresses(network: Network, quantities: Iterable[Quantity | None]) -> Addresses:
    """Look up quantities of one number each, for all traces of this very network; None is absent.

    Raises `NetworkError` for an incomplete network, ValueError for an array without an index,
    KeyError and IndexError for what the network does not have.
    """
    places = compile_plan(network).places
    sizes = [1, places.height, network.layout.size, places.height]  # a NaN before the shelves
    starts = np.cumsum(sizes).tolist()
    wanted = tuple(quantities)
    positions = np.zeros(len(wanted), dtype=np.intp)
    for index, quantity in enumerate(wanted):
        found = None if quantity is None else address(quantity, network, places)
        if quantity is not None and found is not None:
            positions[index] = starts[found.shelf.value] + _place(found, quantity)
    return Addresses(network, wanted, positions)


def _place(found: Address, quantity: Quantity) -> int:
    """The place of the one number on its shelf."""
    index = (quantity if quantity.by is None else quantity.by).index
    if not index and found.stop == found.start + 1:
        return found.start
    if len(index) != len(found.shape):
        raise ValueError(f"not one number: {quantity}")
    offset = 0
    for at, size in zip(index, found.shape, strict=True):
        if not 1 <= at <= size:
            raise IndexError(f"{quantity} beyond {found.shape}")
        offset = offset * size + at - 1
    return found.start + offset
