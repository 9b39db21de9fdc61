"""Figures: what each kind of node looks like, before anything is painted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from engine.network import Network
from engine.nodes import Input, Layer, Loss, Node, Operation, Parameter
from engine.partial import part_of
from engine.quantity import Quantity, value
from gui.canvas.placing.drafting import Draft, Figure, Row, Rule, chord, column
from gui.canvas.placing.geometry import Box, Cell
from gui.canvas.placing.labels import Caption, Slot, gradient, word
from gui.canvas.placing.style import HALF_LINE, Style
from gui.canvas.placing.units import layer
from gui.canvas.placing.words import MOST_CELLS, missing, sign
from gui.theme import ColorRole
from gui.view import Passes

_PREDICTION = "𝑦\u0302"

_PADDING = 9.0
"""Between the outline of a box and its numbers."""


def figure(network: Network, node: Node, style: Style, passes: Passes) -> Figure:
    """The figure of `node`."""
    draft = Draft(network, node, style, passes)
    drawn = _drawn(draft, node)
    if len(drawn.cells) > 1 and not drawn.is_joined:
        leads_on = any(edge.weight is None for edge in network.outgoing[node.id])
        drawn = replace(drawn, has_brace=leads_on)
    if node.id not in part_of(network).by_id:
        drawn = replace(drawn, rules=())  # it has no numbers yet that a rule would part
    lack = next((missing(each) for each in network.missing if each.node == node.id), None)
    if lack is None:
        return drawn
    bottoms = [box.y + box.half_height for box in drawn.boxes]
    lowest = max([drawn.hull.y + drawn.hull.half_height, *bottoms])
    return replace(drawn, lack=draft.line(lack, lowest + style.caption))


def _drawn(draft: Draft, node: Node) -> Figure:
    size = draft.network.sizes[node.id] or 1
    is_matrix = isinstance(node, Parameter) and node.is_matrix
    if max(node.shape if isinstance(node, Parameter) else (size,)) > MOST_CELLS:
        return _heat_map(draft, size)
    match node:
        case Layer():
            return layer(draft, node)
        case Loss():
            return _loss(draft, node)
        case Operation() if size == 1:
            return _operation(draft, node)
        case Parameter() if is_matrix:
            return _matrix(draft, node)
        case _:
            return _column(draft, size)


def _column(draft: Draft, size: int) -> Figure:
    """A box for every number of an input, target, constant, parameter or vector operation.

    Numbers that feed units stand apart like these, all others share one outline.
    """
    style, of = draft.style, value(draft.node.id)
    feeds_units = any(edge.weight for edge in draft.network.outgoing[draft.node.id])
    joined = not (isinstance(draft.node, Input) and feeds_units)
    count = len(draft.rows(of))
    height = count * style.row + _PADDING
    ys = column(size, height if joined else style.pitch)
    cells = tuple(Cell(0, y, 0.94 * style.radius, height / 2) for y in ys)
    slots: list[Slot] = []
    for index, cell in enumerate(cells, 1):
        rows = draft.rows(of.element(index) if size > 1 else of)
        slots += draft.stacked(cell, rows, (None,) * count)
    caption, rules = draft.caption(cells), _rules(cells, count)
    return Figure(cells, tuple(slots), caption, rules=rules, is_joined=joined)


def _operation(draft: Draft, node: Operation) -> Figure:
    """A circle with the operation's sign above its number and gradient."""
    r = 0.86 * draft.style.radius
    cell = Cell(0, 0, r, r, is_round=True)
    size = 0.36 * r
    rows = draft.rows(value(node.id))
    heights = (-0.5 * r, 0.04 * r, 0.5 * r) if len(rows) == 2 else (-0.34 * r, 0.3 * r)
    over = draft.sign(sign(node), 0, heights[0], size)
    slots = tuple(
        draft.slot(row, Box(0, y, chord(r, abs(y) + size / 3), HALF_LINE * size), size)
        for row, y in zip(rows, heights[1:], strict=True)
    )
    return Figure((cell,), slots, draft.caption((cell,)), signs=(over,))


def _loss(draft: Draft, node: Loss) -> Figure:
    """A box with the loss, which every pass shows, and the first upstream gradient."""
    rows: list[Row] = [(value(node.id), ColorRole.FORWARD)]
    names: list[str | None] = [None]
    by = _upstream(draft, node)
    if by is not None and draft.passes.backward:
        rows.append((by, ColorRole.GRADIENT))
        objective = word(draft.network, value(by.owner))
        names.append(None if by.owner != node.id else f"∂{objective}/∂{_PREDICTION}")
    half_height = len(rows) * draft.style.row / 2 + _PADDING
    cells = (Cell(0, 0, 1.06 * draft.style.radius, half_height),)
    slots = tuple(draft.stacked(cells[0], rows, tuple(names)))
    return Figure(cells, slots, draft.caption(cells), rules=_rules(cells, len(rows)))


def _upstream(draft: Draft, node: Loss) -> Quantity | None:
    """∂L/∂ŷ, where ŷ is one number; the gradient by a loss that is not the objective."""
    network = draft.network
    if network.objective != node.id:
        return gradient(network, value(node.id))
    for edge in network.incoming[node.id]:
        if edge.port == "prediction" and network.sizes[edge.source] == 1:
            return gradient(network, value(edge.source))
    return None


def _matrix(draft: Draft, node: Parameter) -> Figure:
    """The numbers of a matrix in rows and columns, those of its gradient below."""
    wide, high = 1.24 * draft.style.radius, draft.style.row
    parts = draft.rows(value(node.id))
    lines, columns = node.shape
    half_height = len(parts) * (lines + 1) * high / 2 + _PADDING
    cell = Cell(0, 0, columns * wide / 2 + _PADDING, half_height)
    slots: list[Slot] = []
    signs: list[Caption] = []
    top = _PADDING - half_height + high / 2
    for part in parts:
        signs.append(draft.sign(word(draft.network, part[0]), 0, top, draft.style.number))
        slots += _grid(draft, part, node.shape, Box(0, top + high, wide / 2, high / 2))
        top += (lines + 1) * high
    return Figure((cell,), tuple(slots), draft.caption((cell,)), signs=tuple(signs))


def _grid(draft: Draft, part: Row, shape: tuple[int, ...], first: Box) -> Iterator[Slot]:
    """A number a cell, without names; `first` is the middle cell of the first line."""
    quantity, role = part
    for i in range(shape[0]):
        for j in range(shape[1]):
            x = (2 * j - shape[1] + 1) * first.half_width
            y = first.y + 2 * i * first.half_height
            box = Box(x, y, first.half_width - 3, first.half_height - 1)
            yield draft.slot((quantity.element(i + 1, j + 1), role), box, name="")


def _heat_map(draft: Draft, size: int) -> Figure:
    """One box whose rows are tinted; the numbers are read by pointing at them."""
    r, high = draft.style.radius, draft.style.row
    cell = Cell(0, 0, 0.8 * r, min(3.4 * r, 7.0 * size))
    parts = draft.rows(value(draft.node.id))
    y = cell.half_height + 0.7 * high
    signs = tuple(
        draft.sign(word(draft.network, part), x, y, 0.7 * high)
        for (part, _), x in zip(parts, column(len(parts), 0.9 * r), strict=True)
    )
    heat = tuple(part for part, _ in parts)
    return Figure((cell,), (), draft.caption((cell,)), signs=signs, heat=heat)


def _rules(cells: tuple[Cell, ...], rows: int) -> tuple[Rule, ...]:
    return tuple(Rule(0, cell.y, 0.7 * cell.half_width) for cell in cells) if rows == 2 else ()
