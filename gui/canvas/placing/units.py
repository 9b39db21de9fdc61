"""Units: a layer as circles in a column, with their biases."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from engine.nodes import Bias, Layer
from engine.quantity import Quantity, parameter, preactivation, value
from engine.vocabulary import subscripts
from gui.canvas.placing.drafting import Draft, Figure, Row, Rule, Stub, chord, column
from gui.canvas.placing.geometry import Box, Cell
from gui.canvas.placing.labels import Slot, typical_width, word
from gui.canvas.placing.style import HALF_LINE
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
    suffix = subscripts(index)
    for letter, quantity in (("𝑧", preactivation(node.id)), ("ℎ", value(node.id))):
        rows = draft.rows(quantity.element(*index) if index else quantity)
        named += [(row, _name(draft, row, letter + suffix)) for row in rows]
    named.sort(key=lambda each: each[0][1] is ColorRole.GRADIENT)  # stable: z before h
    r = draft.style.radius
    size, places = _heights(len(named), r)
    for (row, name), (height, half_width) in zip(named, places, strict=True):
        yield draft.slot(row, Box(0, cell.y + height, half_width, HALF_LINE * size), size, name)


@lru_cache(maxsize=16)
def _heights(count: int, r: float) -> tuple[float, tuple[tuple[float, float], ...]]:
    """Size of the numbers in a circle, and height and half the room of each."""
    size, heights = _ROWS[count]
    # Both rows of a pass have the room of the outer one, and so the same size.
    outer = [max(abs(each) for each in heights if each * height > 0) for height in heights]
    rooms = [chord(r, (each + size / 3) * r) for each in outer]
    places = tuple((height * r, room) for height, room in zip(heights, rooms, strict=True))
    return size * r, places


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
    y, size = cell.y + cell.half_height + style.stub + style.row / 2, style.number
    for row in draft.rows(bias):
        name, locked = word(draft.network, row[0]), draft.is_locked(row[0])
        half = typical_width(name, row[1], size, locked=locked) / 2
        yield draft.slot(row, Box(0, y, half, HALF_LINE * size), size, name)
        y += style.row


def _stub(draft: Draft, cell: Cell) -> Stub:
    bottom = cell.y + cell.half_height
    return Stub(cell.x, bottom + draft.style.stub, bottom + 1)
