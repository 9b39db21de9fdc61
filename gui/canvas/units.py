"""Units: a layer as circles in a column, with their biases."""

from __future__ import annotations

from collections.abc import Iterator

from engine.nodes import Bias, Layer
from engine.quantity import Quantity, parameter, preactivation, value
from gui.canvas.drafting import Draft, Figure, Row, Rule, Stub, chord, column
from gui.canvas.geometry import Box, Cell
from gui.canvas.labels import Slot, typical_width, word
from gui.canvas.style import HALF_LINE
from gui.canvas.words import small
from gui.theme import ColorRole

_ROWS = {4: (0.31, (-0.6, -0.25, 0.13, 0.48)), 2: (0.35, (-0.24, 0.24))}
"""Size of the numbers in a unit, and their heights, in parts of the radius."""

_RULE = -0.06
"""Height of the rule between: gradients have longer names and get the middle."""


def layer(draft: Draft, node: Layer) -> Figure:
    """z and h above a rule, ∂L/∂z and ∂L/∂h below it; a bias enters from below."""
    r = draft.style.radius
    pitch = draft.style.close_pitch if node.bias is None else draft.style.pitch
    cells = tuple(Cell(0, y, r, r, is_round=True) for y in column(node.size, pitch))
    slots: list[Slot] = []
    for index, cell in enumerate(cells, 1):
        slots += _unit(draft, node, cell, (index,) if node.size > 1 else ())
    rules: tuple[Rule, ...] = ()
    if len(draft.rows(value(node.id))) == 2:
        rules = tuple(Rule(0, cell.y + _RULE * r, 0.72 * r) for cell in cells)
    stubs: tuple[Stub, ...] = ()
    if node.bias is not None:
        slots += _biases(draft, node.bias, cells)
        stubs = tuple(_stub(draft, cell) for cell in cells)
    return Figure(cells, tuple(slots), draft.caption(cells), stubs, rules)


def _unit(draft: Draft, node: Layer, cell: Cell, index: tuple[int, ...]) -> Iterator[Slot]:
    """The numbers of one unit, by their letters alone: the caption says which unit it is."""
    named: list[tuple[Row, str]] = []
    for letter, quantity in (("𝑧", preactivation(node.id)), ("ℎ", value(node.id))):
        rows = draft.rows(quantity.element(*index))
        named += ((row, _name(draft, row, letter + small(index))) for row in rows)
    named.sort(key=lambda each: each[0][1] is ColorRole.GRADIENT)  # stable: z before h
    r, (size, heights) = draft.style.radius, _ROWS[len(named)]
    for (row, name), height in zip(named, heights, strict=True):
        # Both rows of a pass have the room of the outer one, and so the same size.
        outer = max(abs(each) for each in heights if each * height > 0)
        box = Box(0, cell.y + height * r, chord(r, (outer + size / 3) * r), HALF_LINE * size * r)
        yield draft.slot(row, box, size * r, name)


def _name(draft: Draft, row: Row, letter: str) -> str:
    quantity, role = row
    if role is ColorRole.FORWARD:
        return letter
    return f"∂{word(draft.network, value(quantity.owner))}/∂{letter}"


def _biases(draft: Draft, bias: Bias, cells: tuple[Cell, ...]) -> Iterator[Slot]:
    """A number at every unit; one that all units share stands below the last."""
    whole = parameter(bias.name)
    if bias.size == 1:
        yield from _bias(draft, whole, cells[-1])
        return
    for index, cell in enumerate(cells, 1):
        yield from _bias(draft, whole.element(index), cell)


def _bias(draft: Draft, bias: Quantity, cell: Cell) -> Iterator[Slot]:
    style = draft.style
    y = cell.y + cell.half_height + style.stub + style.row / 2
    for row in draft.rows(bias):
        slot = draft.slot(row, Box(0, y, 0, HALF_LINE * style.number))
        half = typical_width(slot.name, slot.role, slot.size, locked=slot.locked) / 2
        yield slot.placed(Box(0, y, half, slot.box.half_height), slot.size)
        y += style.row


def _stub(draft: Draft, cell: Cell) -> Stub:
    bottom = cell.y + cell.half_height
    return Stub(cell.x, bottom + draft.style.stub, bottom + 1)
