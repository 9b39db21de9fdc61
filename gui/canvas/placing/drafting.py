"""Drafting: what a node's figure is made of, and the tools to make one.

A figure follows from structure, theme and pass alone, so no number ever moves anything. Its
coordinates are the node's own; the middle of its cells is the origin.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from engine.network import Network
from engine.nodes import Constant, Node, Parameter, Target
from engine.project import is_settable
from engine.quantity import Quantity
from gui.canvas.placing.geometry import Box, Cell, hull
from gui.canvas.placing.labels import Caption, Slot, gradient, word
from gui.canvas.placing.style import HALF_LINE, Style, width
from gui.canvas.placing.words import caption
from gui.theme import ColorRole
from gui.view import Passes

Row = tuple[Quantity, ColorRole]
"""One number of a figure: what it is, and the hue of its pass."""


BRACE_GAP, BRACE_WIDTH = 10.0, 14.0
"""From units to the brace that gathers them, and its own width."""


@dataclass(frozen=True, slots=True)
class Stub:
    """The short arrow by which a bias enters a unit from below."""

    x: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin horizontal line that parts values from gradients."""

    x: float
    y: float
    half_width: float


@dataclass(frozen=True)
class Figure:
    """Outlines, places of numbers, words and arrows of one node.

    The cells of a joined column share one outline; `has_brace`: separate cells are led on as one
    vector. `lack` says what the node misses to be computed; `heat` are the columns of a heat map.
    """

    cells: tuple[Cell, ...]
    slots: tuple[Slot, ...] = ()
    caption: Caption | None = None
    stubs: tuple[Stub, ...] = ()
    rules: tuple[Rule, ...] = ()
    signs: tuple[Caption, ...] = ()
    lack: Caption | None = None
    is_joined: bool = False
    has_brace: bool = False
    heat: tuple[Quantity, ...] = ()

    @cached_property
    def hull(self) -> Cell:
        """The outline of the node as a whole."""
        return hull(self.cells)

    @property
    def brace(self) -> Box | None:
        """The room of a brace that gathers separate cells, where they are led on as one."""
        whole = self.hull
        x = whole.x + whole.half_width + BRACE_GAP + BRACE_WIDTH / 2
        height = whole.half_height - 0.3 * self.cells[0].half_height
        return Box(x, whole.y, BRACE_WIDTH / 2, height) if self.has_brace else None

    @property
    def exit(self) -> Cell:
        """Where a connection leaves the node as a whole: its outline, or the brace's tip."""
        brace = self.brace
        return self.hull if brace is None else Cell(brace.x + brace.half_width, brace.y, 0, 0)

    @cached_property
    def boxes(self) -> tuple[Box, ...]:
        """Everything outside of the cells that no other label may cover."""
        found = [words.box for words in (self.caption, self.lack) if words is not None]
        if self.brace is not None:
            found.append(self.brace)
        for stub in self.stubs:
            middle, half = (stub.start + stub.end) / 2, abs(stub.start - stub.end) / 2
            found.append(Box(stub.x, middle, 4, half))
        found += [sign.box for sign in self.signs if not self._is_inside(sign.box)]
        return (*found, *self._numbers_outside)

    @cached_property
    def _numbers_outside(self) -> tuple[Box, ...]:
        return tuple(slot.box for slot in self.slots if not self._is_inside(slot.box))

    @cached_property
    def written_outside(self) -> tuple[Box, ...]:
        """Words and numbers outside of the cells."""
        words = (self.caption, self.lack)
        return (*(each.box for each in words if each is not None), *self._numbers_outside)

    @cached_property
    def extent(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of everything."""
        things: tuple[Cell | Box, ...] = (*self.cells, *self.boxes)
        return (
            min([each.x - each.half_width for each in things]),
            min([each.y - each.half_height for each in things]),
            max([each.x + each.half_width for each in things]),
            max([each.y + each.half_height for each in things]),
        )

    def mark(self, element: int, text: str, size: float) -> Caption:
        """The place of a mark: at the bottom of a unit, else behind the caption."""
        cell = self.cells[min(element, len(self.cells)) - 1]
        if cell.is_round:
            y, r = 0.8 * cell.half_width, cell.half_width
            room = min(chord(r, y + size / 3), width(text, size, math=False) / 2)
            return Caption(text, Box(cell.x, cell.y + y, room, 0.6 * size), size)
        half = width(text, size, math=False) / 2
        if self.caption is None:
            return Caption(text, Box(cell.x, cell.y - cell.half_height - size, half, size), size)
        before = self.caption.box
        x = before.x + before.half_width + half + 0.6 * size
        return Caption(text, Box(x, before.y, half, before.half_height), size)

    def _is_inside(self, box: Box) -> bool:
        return any(cell.contains(box.x, box.y) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Draft:
    """A node to be drawn, and in which way."""

    network: Network
    node: Node
    style: Style
    passes: Passes

    def rows(self, of: Quantity) -> list[Row]:
        """The value `of` and ∂L/∂ of it, as far as they exist and the pass shows them."""
        by = None if isinstance(self.node, Target | Constant) else gradient(self.network, of)
        shown = [(of, ColorRole.FORWARD)] if self.passes.forward or by is None else []
        if by is not None and self.passes.backward:
            shown.append((by, ColorRole.GRADIENT))
        return shown

    def slot(self, row: Row, box: Box, size: float = 0.0, name: str | None = None) -> Slot:
        """The place of a number, by its own name and in the theme's size unless told otherwise."""
        quantity, role = row
        settable = is_settable(self.network, quantity)
        return Slot(
            quantity,
            word(self.network, quantity) if name is None else name,
            role,
            box,
            size or self.style.number,
            settable,
            settable and self.is_locked(quantity),
        )

    def is_locked(self, quantity: Quantity) -> bool:
        """Whether training leaves a number alone that it could change."""
        if quantity.by is not None:
            return False
        if isinstance(self.node, Parameter):
            return not self.node.trainable
        slot = self.network.layout.by_name.get(quantity.owner)
        return slot is not None and not slot.trainable and not slot.constant

    def stacked(self, cell: Cell, rows: list[Row], names: tuple[str | None, ...]) -> Iterator[Slot]:
        """Lines of numbers in the middle of a box."""
        high = self.style.row + 2
        for index, (row, name) in enumerate(zip(rows, names, strict=True)):
            y = cell.y + (index - (len(rows) - 1) / 2) * high
            box = Box(0, y, cell.half_width - 5, HALF_LINE * self.style.number)
            yield self.slot(row, box, name=name)

    def caption(self, cells: tuple[Cell, ...]) -> Caption | None:
        """Above the first cell; of a target below the last, because its loss stands above."""
        text, away = caption(self.network, self.node), 0.95 * self.style.caption
        if isinstance(self.node, Target):
            return self.line(text, cells[-1].y + cells[-1].half_height + away)
        return self.line(text, cells[0].y - cells[0].half_height - away) if text else None

    def line(self, text: str, y: float) -> Caption:
        """Words with their middle at height `y`."""
        size = self.style.caption
        return Caption(text, Box(0, y, width(text, size, math=False) / 2, 0.6 * size), size)

    def sign(self, text: str, x: float, y: float, size: float) -> Caption:
        """A sign in the mathematics face with its middle at (x, y)."""
        return Caption(text, Box(x, y, width(text, size) / 2, HALF_LINE * size), size, math=True)


def column(size: int, pitch: float) -> list[float]:
    """Heights of `size` cells, the middle at 0."""
    return [(index - (size - 1) / 2) * pitch for index in range(size)]


def chord(radius: float, height: float) -> float:
    """Half the room inside a circle at a height above its middle."""
    return float(max(0.0, radius**2 - height**2) ** 0.5) - 0.04 * radius
