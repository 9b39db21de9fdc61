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
from gui.canvas.painting.glyphs import Words, face
from gui.canvas.placing.geometry import Boxes, Mask
from gui.canvas.placing.labels import Slot
from gui.canvas.placing.layout import Layout
from gui.readings import Bundle
from gui.theme import ColorRole

NO_WIRE = -1


@dataclass(frozen=True, eq=False)
class Inscriptions:
    """All numbers of a layout: those of `in_nodes` (node, slot), then those of its labels.

    `boxes` (n, 5) are in scene coordinates; `wires` (n,) is the wire that a number stands at, or
    `NO_WIRE`; `spare` ones have no place of their own and show only while attended to.
    """

    layout: Layout
    in_nodes: tuple[tuple[str, Slot], ...]
    bundle: Bundle
    boxes: Boxes
    wires: NDArray[np.intp]
    spare: Mask

    def __len__(self) -> int:
        """How many numbers there are."""
        return len(self.boxes)

    def slot(self, row: int) -> Slot:
        """One slot, in scene coordinates."""
        if row < len(self.in_nodes):
            node, slot = self.in_nodes[row]
            return slot.placed(slot.box.moved(*self.layout.positions[node]), slot.size)
        labels = self.layout.spare if self.spare[row] else self.layout.labels
        wire = int(self.wires[row])
        slots = labels[wire].slots
        return next(slot for slot in slots if slot.quantity == self.bundle.quantities[row])

    @cached_property
    def rows(self) -> Mapping[Quantity, tuple[int, ...]]:
        """Where each quantity stands."""
        found: dict[Quantity, tuple[int, ...]] = {}
        for row, quantity in enumerate(self.bundle.quantities):
            found[quantity] = (*found.get(quantity, ()), row)
        return found

    # -- for painting -------------------------------------------------------------------------

    @cached_property
    def reach(self) -> Vector:
        """How far each box reaches from its middle."""
        return np.asarray(np.hypot(self.boxes[:, 2], self.boxes[:, 3]))

    @cached_property
    def turned_reach(self) -> float:
        """Half the width of the widest number that stands at an angle."""
        return float(self.boxes[self.boxes[:, 4] != 0.0, 2].max(initial=0.0))

    @cached_property
    def words(self) -> Words:
        """The names before the numbers."""
        names = [slot.name for _, slot in self.in_nodes]
        for labels in (self.layout.labels, self.layout.spare):
            names += [
                labels.of.name(i, role) for i in labels.rows.tolist() for role in labels.of.roles
            ]
        return face().words(names)

    @cached_property
    def sizes(self) -> Vector:
        """Of the numbers, in scene units."""
        nodes = [slot.size for _, slot in self.in_nodes]
        labels = (self.layout.labels, self.layout.spare)
        at_wires = (np.repeat(each.of.size * each.heights, len(each.of.roles)) for each in labels)
        return np.concatenate((nodes, *at_wires))

    @cached_property
    def is_value(self) -> Mask:
        """Numbers of the forward pass, which have a sign behind their name."""
        nodes = [slot.is_value for _, slot in self.in_nodes]
        labels = (self.layout.labels, self.layout.spare)
        roles = [role is ColorRole.FORWARD for role in labels[0].of.roles]
        return np.array([*nodes, *roles * sum(map(len, labels))], dtype=np.bool_)

    @cached_property
    def is_locked(self) -> Mask:
        """Numbers that training leaves alone."""
        nodes = np.array([slot.locked for _, slot in self.in_nodes], dtype=np.bool_)
        at_wires = [
            np.outer(
                each.of.locked[each.rows], [role is ColorRole.FORWARD for role in each.of.roles]
            )
            for each in (self.layout.labels, self.layout.spare)
        ]
        return np.concatenate((nodes, *(each.ravel() for each in at_wires)))


def inscriptions(layout: Layout, before: Inscriptions | None = None) -> Inscriptions:
    """All numbers of a layout; `before` lends its bundle if these are the same quantities."""
    in_nodes = tuple(
        (node, slot) for node, figure in layout.figures.items() for slot in figure.slots
    )
    labels, roles = (layout.labels, layout.spare), len(layout.labels.of.roles)
    boxes = np.array([slot.box.row for _, slot in in_nodes]).reshape(-1, 5)
    boxes[:, :2] += np.array([layout.positions[node] for node, _ in in_nodes]).reshape(-1, 2)
    boxes = np.concatenate((boxes, *(each.boxes.reshape(-1, 5) for each in labels)))
    nowhere = np.full(len(in_nodes), NO_WIRE, dtype=np.intp)
    wires = np.concatenate((nowhere, *(np.repeat(each.wires, roles) for each in labels)))
    spare = np.arange(len(boxes)) >= len(boxes) - roles * len(layout.spare)
    quantities = tuple(slot.quantity for _, slot in in_nodes)
    quantities += tuple(quantity for each in labels for quantity in each.quantities)
    same = before is not None and before.bundle.quantities == quantities
    bundle = before.bundle if before is not None and same else Bundle(quantities)
    return Inscriptions(layout, in_nodes, bundle, boxes, wires, spare)
