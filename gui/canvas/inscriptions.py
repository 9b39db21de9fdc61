"""Inscriptions: every number of a drawing as a row of arrays, in scene coordinates.

The numbers of the nodes come first, then those of the wires. What paints and what looks for the
number under the pointer works on the arrays; who wants a single one gets its slot.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Vector
from engine.quantity import Quantity
from gui.canvas.geometry import NO_BOXES, Boxes, Mask, Points
from gui.canvas.glyphs import Words, face
from gui.canvas.labels import Slot
from gui.canvas.layout import Layout
from gui.readings import Bundle

NO_WIRE = -1


@dataclass(frozen=True, eq=False)
class Inscriptions:
    """Slots, whose boxes are in the coordinates of their node at `origins`, (n, 2).

    `boxes` (n, 5) are in scene coordinates. A number stands in one of `nodes`, or at one of `wires`
    (n,) and in no node; `spare` ones have no place of their own and show only while attended to.
    """

    slots: tuple[Slot, ...]
    bundle: Bundle
    origins: Points
    boxes: Boxes
    nodes: tuple[str, ...]
    wires: NDArray[np.intp]
    spare: Mask

    def __len__(self) -> int:
        """How many numbers there are."""
        return len(self.slots)

    def slot(self, row: int) -> Slot:
        """One slot, in scene coordinates."""
        slot, (x, y) = self.slots[row], self.origins[row].tolist()
        return slot.placed(slot.box.moved(x, y), slot.size)

    @cached_property
    def rows(self) -> Mapping[Quantity, tuple[int, ...]]:
        """Where each quantity stands."""
        found: dict[Quantity, tuple[int, ...]] = {}
        for row, slot in enumerate(self.slots):
            found[slot.quantity] = (*found.get(slot.quantity, ()), row)
        return found

    # -- for painting -------------------------------------------------------------------------

    @cached_property
    def reach(self) -> Vector:
        """How far each box reaches from its middle."""
        return np.asarray(np.hypot(self.boxes[:, 2], self.boxes[:, 3]))

    @cached_property
    def words(self) -> Words:
        """The names before the numbers."""
        return face().words([slot.name for slot in self.slots])

    @cached_property
    def sizes(self) -> Vector:
        """Of the numbers, in scene units."""
        return np.array([slot.size for slot in self.slots])

    @cached_property
    def is_value(self) -> Mask:
        """Numbers of the forward pass, which have a sign behind their name."""
        return np.array([slot.is_value for slot in self.slots], dtype=np.bool_)

    @cached_property
    def is_locked(self) -> Mask:
        """Numbers that training leaves alone."""
        return np.array([slot.locked for slot in self.slots], dtype=np.bool_)


def inscriptions(layout: Layout, before: Inscriptions | None = None) -> Inscriptions:
    """All numbers of a layout; `before` lends its bundle if these are the same quantities."""
    labels = layout.all_labels
    nodes = [(node, slot) for node, figure in layout.figures.items() for slot in figure.slots]
    at_wires = [(wire, slot) for wire, label in labels.items() for slot in label.slots]
    slots = (*(slot for _, slot in nodes), *(slot for _, slot in at_wires))
    if not slots:
        nothing = np.empty(0)
        return Inscriptions(
            (),
            Bundle(()),
            nothing.reshape(0, 2),
            NO_BOXES,
            (),
            nothing.astype(np.intp),
            nothing > 0,
        )
    origins = np.zeros((len(slots), 2))
    if nodes:
        origins[: len(nodes)] = [layout.positions[node] for node, _ in nodes]
    boxes = np.array([slot.box.row for slot in slots])
    boxes[:, :2] += origins
    wires = np.full(len(slots), NO_WIRE, dtype=np.intp)
    wires[len(nodes) :] = [wire for wire, _ in at_wires]
    spare = np.zeros(len(slots), dtype=np.bool_)
    spare[len(nodes) :] = [wire not in layout.labels for wire, _ in at_wires]
    quantities = tuple(slot.quantity for slot in slots)
    same = before is not None and before.bundle.quantities == quantities
    bundle = before.bundle if before is not None and same else Bundle(quantities)
    names = tuple(node for node, _ in nodes)
    return Inscriptions(slots, bundle, origins, boxes, names, wires, spare)
