"""Wires: every single arrow of the drawing, and what stands in its way.

An edge between two layers of n and m units is n·m wires, each with its own weight; any other edge
is one wire.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.network import Network
from engine.nodes import Edge
from engine.quantity import Quantity, parameter
from gui.canvas.placing.drafting import Figure
from gui.canvas.placing.geometry import Box, Boxes, Cell, Mask, rows

Positions = Mapping[str, tuple[float, float]]
"""Where the middle of each node stands."""


@dataclass(frozen=True, slots=True)
class Wire:
    """One arrow; `own` are the rows of `Board.cells` at its two ends, `turn` tells twins apart.

    `from_side`: its source is one of a joined column, so it can leave at the side alone.
    """

    edge: Edge
    source: Cell
    target: Cell
    own: tuple[int, ...]
    weight: Quantity | None = None
    turn: int = 0
    from_side: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class Board:
    """Everything that stands on the board: outlines, and the words and numbers beside them.

    `places` are the wires' weights in the flat parameter vector, −1 for a wire without one.
    """

    wires: tuple[Wire, ...]
    places: NDArray[np.int_]
    cells: Boxes
    is_round: Mask
    boxes: Boxes


Anchor = tuple[Cell, tuple[int, ...], int]
"""Where a wire ends: an outline, its rows, and the element from 1; 0 is the node as a whole."""


@dataclass(frozen=True)
class _Standing:
    """A figure at its place; `first` is the row of its first cell."""

    figure: Figure
    x: float
    y: float
    first: int

    def anchors(self, *, single: bool, leaving: bool) -> tuple[Anchor, ...]:
        """Where wires end: at every cell, or at the node as a whole."""
        if single and not self.figure.heat:
            return self._cells
        return self._exit if leaving else self._hull

    @cached_property
    def _rows(self) -> tuple[int, ...]:
        return tuple(range(self.first, self.first + len(self.figure.cells)))

    @cached_property
    def _hull(self) -> tuple[Anchor, ...]:
        return ((self.figure.hull.moved(self.x, self.y), self._rows, 0),)

    @cached_property
    def _exit(self) -> tuple[Anchor, ...]:
        return ((self.figure.exit.moved(self.x, self.y), self._rows, 0),)

    @cached_property
    def _cells(self) -> tuple[Anchor, ...]:
        rows = self._rows
        return tuple(
            (
                cell.moved(self.x, self.y),
                rows if self.figure.is_joined else rows[index : index + 1],
                index + 1,
            )
            for index, cell in enumerate(self.figure.cells)
        )


def board(network: Network, figures: Mapping[str, Figure], positions: Positions) -> Board:
    """The board of a network whose nodes stand at `positions`."""
    cells: list[Cell] = []
    boxes: list[Box] = []
    standing: dict[str, _Standing] = {}
    for node, figure in figures.items():
        x, y = positions[node]
        standing[node] = _Standing(figure, x, y, len(cells))
        cells += (cell.moved(x, y) for cell in figure.cells)
        boxes += (box.moved(x, y) for box in figure.boxes)
    wires = tuple(_wires(network, standing))
    places = np.array([_place(network, wire) for wire in wires], dtype=np.int_)
    is_round = np.array([cell.is_round for cell in cells], dtype=np.bool_)
    return Board(wires, places, rows(cells), is_round, rows(boxes))


def _wires(network: Network, standing: Mapping[str, _Standing]) -> Iterator[Wire]:
    twins: dict[tuple[str, str], int] = {}
    for edge in network.edges:
        ends = (edge.source, edge.target)
        turn = twins[ends] = twins.get(ends, -1) + 1
        source, target = (standing[end] for end in ends)
        single = edge.weight is not None
        from_side = single and source.figure.is_joined
        for start, start_rows, column in source.anchors(single=single, leaving=True):
            for end, end_rows, row in target.anchors(single=single, leaving=False):
                weight = _weight(edge, row, column)
                yield Wire(edge, start, end, start_rows + end_rows, weight, turn, from_side)


def _weight(edge: Edge, row: int, column: int) -> Quantity | None:
    """The weight of one wire: an element of the edge's matrix, unless that is one number."""
    if edge.weight is None or not (row and column):
        return None
    whole = parameter(edge.weight.name)
    return whole if edge.weight.shape == (1, 1) else whole.element(row, column)


def _place(network: Network, wire: Wire) -> int:
    if wire.weight is None or wire.edge.weight is None:
        return -1
    row, column = wire.weight.index or (1, 1)
    slot = network.layout.by_name[wire.edge.weight.name]
    return slot.start + (row - 1) * wire.edge.weight.shape[1] + column - 1
