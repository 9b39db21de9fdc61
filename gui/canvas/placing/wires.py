"""Wires: every single arrow of the drawing, and what stands in its way.

An edge between two layers of n and m units is n·m wires, each with its own weight; any other edge
is one wire. What a drawing is made of follows from structure and is made once; a board has it where
the nodes stand, which is all that changes while some are dragged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.network import Network
from engine.nodes import Edge, EdgeKey
from engine.quantity import Quantity, parameter
from gui.canvas.placing.drafting import Figure
from gui.canvas.placing.geometry import Box, Boxes, Cell, Mask, rows
from gui.canvas.placing.nearness import Rows

Positions = Mapping[str, tuple[float, float]]
"""Where the middle of each node stands."""


@dataclass(frozen=True, slots=True)
class Wire:
    """One arrow between two outlines, each in the coordinates of its node.

    `own` are the rows of `Board.cells` at its two ends, `turn` tells twins apart. `from_side`: its
    source is one of a joined column, so it can leave at the side alone.
    """

    edge: Edge
    source: Cell
    target: Cell
    own: tuple[int, ...]
    weight: Quantity | None = None
    turn: int = 0
    from_side: bool = False


@dataclass(frozen=True, eq=False)
class Pieces:
    """What a drawing is made of: wires, outlines, and the words and numbers beside these.

    `places` are the wires' weights in the flat parameter vector, −1 for a wire without one. Cells
    and boxes are in the coordinates of their nodes; `of_cells` and `of_boxes` are rows of `nodes`.
    """

    nodes: tuple[str, ...]
    wires: tuple[Wire, ...]
    places: NDArray[np.int_]
    cells: Boxes
    is_round: Mask
    of_cells: Rows
    boxes: Boxes
    of_boxes: Rows

    @cached_property
    def of_edge(self) -> Mapping[EdgeKey, list[int]]:
        """The wires of each edge."""
        found: dict[EdgeKey, list[int]] = {}
        for index, wire in enumerate(self.wires):
            found.setdefault(wire.edge.key, []).append(index)
        return found

    def at(self, positions: Positions) -> Board:
        """The board on which the nodes stand at `positions`."""
        where = np.array([positions[node] for node in self.nodes], dtype=np.float64).reshape(-1, 2)
        cells, boxes = self.cells.copy(), self.boxes.copy()
        cells[:, :2] += where[self.of_cells]
        boxes[:, :2] += where[self.of_boxes]
        return Board(self, positions, cells, boxes)


@dataclass(frozen=True, eq=False, slots=True)
class Board:
    """Everything that stands on the board, in the scene."""

    pieces: Pieces
    positions: Positions
    cells: Boxes
    boxes: Boxes

    @property
    def wires(self) -> tuple[Wire, ...]:
        """All arrows."""
        return self.pieces.wires

    @property
    def is_round(self) -> Mask:
        """Which outlines are circles."""
        return self.pieces.is_round


Anchor = tuple[Cell, tuple[int, ...], int]
"""Where a wire ends: an outline, its rows, and the element from 1; 0 is the node as a whole."""


@dataclass(frozen=True)
class _Joints:
    """Where wires end at a figure; `first` is the row of its first cell."""

    figure: Figure
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
        return ((self.figure.hull, self._rows, 0),)

    @cached_property
    def _exit(self) -> tuple[Anchor, ...]:
        return ((self.figure.exit, self._rows, 0),)

    @cached_property
    def _cells(self) -> tuple[Anchor, ...]:
        rows = self._rows
        return tuple(
            (cell, rows if self.figure.is_joined else rows[index : index + 1], index + 1)
            for index, cell in enumerate(self.figure.cells)
        )


def pieces(network: Network, figures: Mapping[str, Figure]) -> Pieces:
    """What the drawing of a network is made of."""
    cells: list[Cell] = []
    boxes: list[Box] = []
    joints: dict[str, _Joints] = {}
    for node, figure in figures.items():
        joints[node] = _Joints(figure, len(cells))
        cells += figure.cells
        boxes += figure.boxes
    wires = tuple(_wires(network, joints))
    places = np.array([_place(network, wire) for wire in wires], dtype=np.int_)
    is_round = np.array([cell.is_round for cell in cells], dtype=np.bool_)
    of_cells = _owners([len(figure.cells) for figure in figures.values()])
    of_boxes = _owners([len(figure.boxes) for figure in figures.values()])
    return Pieces(
        tuple(figures), wires, places, rows(cells), is_round, of_cells, rows(boxes), of_boxes
    )


def _owners(counts: list[int]) -> Rows:
    return np.repeat(np.arange(len(counts)), counts)


def _wires(network: Network, joints: Mapping[str, _Joints]) -> Iterator[Wire]:
    twins: dict[tuple[str, str], int] = {}
    for edge in network.edges:
        ends = (edge.source, edge.target)
        turn = twins[ends] = twins.get(ends, -1) + 1
        source, target = (joints[end] for end in ends)
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
