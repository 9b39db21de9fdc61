"""Attention: what the drawing brings out; never part of the document."""

from __future__ import annotations

from dataclasses import dataclass

from engine.nodes import EdgeKey
from engine.quantity import Quantity
from gui.canvas.placing.labels import Slot
from gui.reading import Reading
from gui.view import ItemKey

Stop = str | EdgeKey | Quantity
"""What the keyboard can be at: a node by its id, a connection, or a number that can be set."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A number that stands somewhere: its slot in scene coordinates, and what it reads."""

    slot: Slot
    reading: Reading


@dataclass(frozen=True, slots=True)
class Attention:
    """What is selected, what has the keyboard, and what the pointer is at.

    `hushed`: another drawing stands above this one, so that no wire shows its numbers.
    """

    selected: frozenset[ItemKey] = frozenset()
    focus: Stop | None = None
    hovered: Quantity | None = None
    hovered_wire: int | None = None
    hushed: bool = False

    def of_number(self, quantity: Quantity) -> tuple[bool, bool]:
        """Whether a number has the keyboard, and whether the pointer is at it."""
        return quantity == self.focus, quantity == self.hovered
