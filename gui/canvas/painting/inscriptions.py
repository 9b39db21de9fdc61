"""Inscriptions: every number of a drawing as a row of arrays, in scene coordinates.

The numbers of the nodes come first, then those of the wires. What is written is made once; where it
stands changes while nodes are dragged. What paints and what looks for the number under the pointer
works on the arrays; who wants a single one gets its slot.
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
from gui.canvas.placing.writings import Writings
from gui.readings import Bundle
from gui.theme import ColorRole

NO_WIRE = -1


@dataclass(frozen=True, eq=False)
class Script:
    """All numbers of a drawing: those `in_nodes` (node, slot), then those `at_wires`."""

    in_nodes: tuple[tuple[str, Slot], ...]
    at_wires: Writings
    bundle: Bundle

    @cached_property
    def boxes(self) -> Boxes:
        """Of the numbers in nodes, in the coordinates of these."""
        return np.array([slot.box.row for _, slot in self.in_nodes]).reshape(-1, 5)

    @cached_property
    def wires(self) -> NDArray[np.intp]:
        """The wire that each number stands at, or `NO_WIRE`."""
        nowhere = np.full(len(self.in_nodes), NO_WIRE, dtype=np.intp)
        return np.concatenate((nowhere, np.repeat(self.at_wires.wires, len(self.at_wires.roles))))

    @cached_property
    def rows(self) -> Mapping[Quantity, tuple[int, ...]]:
        """Where each quantity stands."""
        found: dict[Quantity, tuple[int, ...]] = {}
        for row, quantity in enumerate(self.bundle.quantities):
            found[quantity] = (*found.get(quantity, ()), row)
        return found

    @cached_property
    def words(self) -> Words:
        """The names before the numbers."""
        of = self.at_wires
        names = [slot.name for _, slot in self.in_nodes]
        return face().words(names + [of.name(i, role) for i in range(len(of)) for role in of.roles])

    @cached_property
    def is_value(self) -> Mask:
        """Numbers of the forward pass, which have a sign behind their name."""
        return self._each([slot.is_value for _, slot in self.in_nodes], np.ones(len(self.at_wires)))

    @cached_property
    def is_locked(self) -> Mask:
        """Numbers that training leaves alone."""
        return self._each([slot.locked for _, slot in self.in_nodes], self.at_wires.locked)

    def _each(self, nodes: list[bool], weights: Vector | Mask) -> Mask:
        """A mask over all numbers; derivatives by weights are left out."""
        values = [role is ColorRole.FORWARD for role in self.at_wires.roles]
        at_wires = np.outer(weights, values).ravel() > 0
        return np.concatenate((np.array(nodes, dtype=np.bool_), at_wires))


@dataclass(frozen=True, eq=False)
class Inscriptions:
    """The numbers of a layout.

    `boxes` (n, 5) and `sizes` (n,) are those in the scene; `spare` ones have no place of their own
    and show only while attended to.
    """

    layout: Layout
    script: Script
    boxes: Boxes
    sizes: Vector
    spare: Mask

    def __len__(self) -> int:
        """How many numbers there are."""
        return len(self.boxes)

    @property
    def in_nodes(self) -> tuple[tuple[str, Slot], ...]:
        """Node and slot of the numbers that stand in nodes; they come first."""
        return self.script.in_nodes

    @property
    def bundle(self) -> Bundle:
        """What is written."""
        return self.script.bundle

    @property
    def wires(self) -> NDArray[np.intp]:
        """The wire that each number stands at, or `NO_WIRE`."""
        return self.script.wires

    @property
    def rows(self) -> Mapping[Quantity, tuple[int, ...]]:
        """Where each quantity stands."""
        return self.script.rows

    def slot(self, row: int) -> Slot:
        """One slot, in scene coordinates."""
        if row < len(self.in_nodes):
            node, slot = self.in_nodes[row]
            return slot.placed(slot.box.moved(*self.layout.positions[node]), slot.size)
        labels = self.layout.spare if self.spare[row] else self.layout.labels
        slots = labels[int(self.wires[row])].slots
        return slots[(row - len(self.in_nodes)) % len(slots)]

    def from_back(self, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """Some rows as they lie upon each other: spare ones above all others."""
        return rows[np.argsort(self.spare[rows], kind="stable")]

    # -- for painting -------------------------------------------------------------------------

    @cached_property
    def reach(self) -> Vector:
        """How far each box reaches from its middle."""
        return np.asarray(np.hypot(self.boxes[:, 2], self.boxes[:, 3]))

    @cached_property
    def turned_reach(self) -> float:
        """Half the width of the widest number that stands at an angle."""
        return float(self.boxes[self.boxes[:, 4] != 0.0, 2].max(initial=0.0))

    @property
    def words(self) -> Words:
        """The names before the numbers."""
        return self.script.words

    @property
    def is_value(self) -> Mask:
        """Numbers of the forward pass, which have a sign behind their name."""
        return self.script.is_value

    @property
    def is_locked(self) -> Mask:
        """Numbers that training leaves alone."""
        return self.script.is_locked


def inscriptions(layout: Layout, before: Inscriptions | None = None) -> Inscriptions:
    """All numbers of a layout; `before` lends what is the same."""
    script = _script(layout, before)
    of, count = script.at_wires, len(script.at_wires.roles)
    boxes, heights = np.empty((len(of), count, 5)), np.empty(len(of))
    spare = np.zeros(len(of), dtype=np.bool_)
    for labels in (layout.labels, layout.spare):
        boxes[labels.rows], heights[labels.rows] = labels.boxes, labels.heights
    spare[layout.spare.rows] = True
    in_nodes, where = script.boxes.copy(), [layout.positions[node] for node, _ in script.in_nodes]
    in_nodes[:, :2] += np.array(where).reshape(-1, 2)
    sizes = [slot.size for _, slot in script.in_nodes]
    return Inscriptions(
        layout,
        script,
        np.concatenate((in_nodes, boxes.reshape(-1, 5))),
        np.concatenate((sizes, np.repeat(of.size * heights, count))),
        np.concatenate((np.zeros(len(sizes), dtype=np.bool_), np.repeat(spare, count))),
    )


def _script(layout: Layout, before: Inscriptions | None) -> Script:
    at_wires = layout.labels.of
    if before is not None and before.layout.labels.of is at_wires:
        return before.script
    in_nodes = tuple(
        (node, slot) for node, figure in layout.figures.items() for slot in figure.slots
    )
    quantities = (*(slot.quantity for _, slot in in_nodes), *at_wires.quantities)
    same = before is not None and before.bundle.quantities == quantities
    bundle = before.bundle if before is not None and same else Bundle(quantities)
    return Script(in_nodes, at_wires, bundle)
