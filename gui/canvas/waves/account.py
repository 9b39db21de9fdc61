"""Account: what the drawings of a wave and of a message have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from PySide6.QtCore import QCoreApplication

from engine.arrays import Array
from engine.nodes import Edge, EdgeKey, Layer
from engine.quantity import Quantity, value
from engine.sensitivity.influence import Mask
from engine.sensitivity.local import factor
from engine.trace import Trace
from engine.vocabulary import subscripts
from gui.canvas.painting.heat import Tint
from gui.canvas.placing.drafting import Figure
from gui.canvas.placing.labels import word
from gui.canvas.placing.layout import Layout
from gui.canvas.placing.style import Style
from gui.canvas.waves.drawing import Ray, all_stacked
from gui.canvas.waves.lines import Line, Part, Parts, equation, number, product, total
from gui.reading import Reading
from gui.session import Session
from gui.theme import ColorRole

MOST_TERMS = 3
"""A sum of more is told by the number of its branches."""

MOST_OF_EDGE, MOST = 16, 64
"""Wires of one edge, and of all others, up to which they have labels."""

MOST_NUMBERS = 3
"""A longer vector is not written at a wire."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A wire that is passed; `entry` is its row and column in the edge's matrix, from 0.

    A wire that stands for its edge as a whole has neither entry nor weight.
    """

    wire: int
    edge: Edge
    entry: tuple[int, int] | None = None
    weight: Quantity | None = None

    @property
    def row(self) -> int:
        """Element of the target."""
        return self.entry[0] if self.entry else 0

    @property
    def column(self) -> int:
        """Element of the source."""
        return self.entry[1] if self.entry else 0


@dataclass(frozen=True, eq=False)
class Account:
    """A trace, where its network is drawn, and the shares of one wave or message through it.

    `held` is the number that a wave comes from.
    """

    session: Session
    trace: Trace
    layout: Layout
    style: Style
    shares: Mapping[EdgeKey, Array]
    moved: Mapping[str, Mask]
    checked: bool
    role: ColorRole
    held: Quantity | None = None

    @property
    def sample(self) -> int:
        """The shown one."""
        return self.session.view.sample

    def reading(self, numbers: Array | float) -> Reading:
        """Of what was computed with the wave."""
        return self.session.reading_of(numbers, checked=self.checked)

    # -- wires --------------------------------------------------------------------------------

    @cached_property
    def wires(self) -> tuple[Passed, ...]:
        """Wires that the wave passes."""
        return tuple(self._passed())

    def _passed(self) -> Iterator[Passed]:
        for index, wire in enumerate(self.layout.board.wires):
            edge = wire.edge
            if edge.key not in self.shares:
                continue
            if wire.weight is None:
                yield Passed(index, edge)
                continue
            row, column = wire.weight.index or (1, 1)
            source = self.moved.get(edge.source)
            comes = wire.weight == self.held if source is None else source[column - 1]
            if comes and self.moved[edge.target][row - 1]:
                yield Passed(index, edge, (row - 1, column - 1), wire.weight)

    def has_label(self, wire: Passed) -> bool:
        """Whether anybody could read numbers at a wire among so many others."""
        return self._counts[wire.edge.key] <= MOST_OF_EDGE and len(self.wires) - self._dense <= MOST

    @cached_property
    def _counts(self) -> Counter[EdgeKey]:
        return Counter(wire.edge.key for wire in self.wires)

    @cached_property
    def _dense(self) -> int:
        """Wires of edges that have too many."""
        return sum(count for count in self._counts.values() if count > MOST_OF_EDGE)

    def share(self, wire: Passed) -> Array:
        """What runs along a wire: one number of a weight's, else all that take part."""
        share = self.shares[wire.edge.key]
        if wire.entry is not None:
            return np.asarray(share[wire.entry])
        for end in (wire.edge.source, wire.edge.target):
            mask = self.moved.get(end)
            if mask is not None and mask.shape == share.shape:
                return share[mask]
        return share

    def _factor(self, wire: Passed) -> Parts:
        """What stands above a wire: its weight, or ∂target/∂source between single numbers."""
        network, edge = self.trace.network, wire.edge
        if wire.weight is not None:
            return self.weight(wire.weight)
        slope = factor(self.trace, edge, self.sample)
        if slope is None:
            return ()
        name = f"∂{word(network, value(edge.target))}/∂{word(network, value(edge.source))}"
        return equation(name, self.reading(slope), ColorRole.TEXT)

    def weight(self, weight: Quantity) -> Parts:
        """𝑤₃ = 0.5."""
        name = word(self.trace.network, weight)
        return equation(name, self.session.reading(weight), ColorRole.FORWARD)

    def ray(self, wire: Passed, start: float, end: float, incoming: Reading) -> Ray:
        """A wire with its factor, times what comes in, equals what goes out."""
        if not self.has_label(wire):
            return Ray(wire.wire, start, end, (), (), ())
        share = self.share(wire)
        result = self.reading(share)
        above = self._factor(wire)
        brief = (number(result, self.role),) if share.size <= MOST_NUMBERS else ()
        below = product(incoming, result, self.role) if above else brief
        return Ray(wire.wire, start, end, above, below, brief)

    # -- nodes --------------------------------------------------------------------------------

    def lit(self, node: str) -> Iterator[int]:
        """Outlines of a node that light up."""
        figure = self.layout.figures[node]
        mask = self.moved[node]
        if len(figure.cells) != len(mask):
            yield from range(len(figure.cells))
        else:
            yield from np.flatnonzero(mask).tolist()

    def cells(
        self, node: str, lines: Callable[[str, int], list[Parts]]
    ) -> dict[int, tuple[Line, ...]]:
        """The lines of every outline that lights up."""
        written = {index: lines(node, index) for index in self.lit(node)}
        return all_stacked(self.layout.figures[node], written, self.style)

    def sum_at(self, node: str, index: int, *, arriving: bool) -> Iterator[Parts]:
        """The branches that meet at one element: wires that arrive there, or leave it."""
        ends = self._arriving if arriving else self._leaving
        terms = [self._term(wire, index) for wire in ends.get((node, index), ())]
        if len(terms) > MOST_TERMS:
            text = QCoreApplication.translate("canvas", "sum of %n branch(es)", "", len(terms))
            yield (Part(text, self.role, small=True),)
        elif len(terms) > 1:
            yield (total(terms, self.role),)

    def _term(self, wire: Passed, index: int) -> Reading:
        share = self.shares[wire.edge.key]
        entry = (index if share.size > 1 else 0,) if wire.entry is None else wire.entry
        return self.reading(share[entry])

    @cached_property
    def _arriving(self) -> Mapping[tuple[str, int], list[Passed]]:
        return self._gathered(arriving=True)

    @cached_property
    def _leaving(self) -> Mapping[tuple[str, int], list[Passed]]:
        return self._gathered(arriving=False)

    def _gathered(self, *, arriving: bool) -> Mapping[tuple[str, int], list[Passed]]:
        """Wires by the element at one of their ends."""
        found: dict[tuple[str, int], list[Passed]] = {}
        for wire in self.wires:
            node = wire.edge.target if arriving else wire.edge.source
            own = wire.row if arriving else wire.column
            size = self.trace.network.sizes[node] or 1
            for index in range(size) if wire.entry is None else (own,):
                found.setdefault((node, index), []).append(wire)
        return found

    def rate(self, name: str, reading: Reading) -> Parts:
        """One derivative, with its name."""
        return equation(name, reading, self.role, small=True)

    def letter(self, node: str, role_letter: str, element: int) -> str:
        """𝑧₂ of a unit, the name of any other node's value."""
        network = self.trace.network
        single = network.sizes[node] == 1
        if isinstance(network.by_id[node], Layer):
            return role_letter if single else role_letter + subscripts((element + 1,))
        whole = value(node)
        return word(network, whole if single else whole.element(element + 1))

    def tints(self, figure: Figure, numbers: Array) -> tuple[Tint, ...]:
        """A heat map's column of derivatives."""
        if not figure.heat or not self.checked:
            return ()
        whole = replace(figure.heat[0], by=None)
        return (Tint(whole, numbers, self.style.colors[self.role]),)
