"""The largest paths of a gradient, exactly, and how many there are; without looking at the others.

Every number keeps the 50 largest products of the paths that lead on from it. The 50 largest of a
number before it are among those, each times one local derivative.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import Final

import numpy as np

from engine.derivation.definition import Definition, Rule
from engine.derivation.forward import operands
from engine.derivation.table import Level, derive
from engine.explain.sources import reading
from engine.formula.evaluate import evaluate_probes
from engine.network import Network
from engine.nodes import EdgeKey, Layer, Loss, Parameter
from engine.order import levels
from engine.paths.blocks import Block, blocks
from engine.paths.ranking import Ways, merged, single, start, through
from engine.quantity import Quantity, Role, preactivation, value
from engine.trace import Trace

MOST: Final = 50
"""So many paths are shown."""


@dataclass(frozen=True, slots=True)
class Hop:
    """From one number to another that is computed from it, by a connection or an activation."""

    source: Quantity
    target: Quantity
    via: EdgeKey | None


@dataclass(frozen=True, slots=True)
class Path:
    """One way from a number to where the loss takes over; `product` is NaN where undefined.

    `end` is an element of the prediction, whose gradient is L′, or the objective itself.
    """

    hops: tuple[Hop, ...]
    end: Quantity
    product: float


@dataclass(frozen=True, slots=True)
class Paths:
    """∂L/∂(by) = Σ of all `count` paths; `shown` are the largest, the largest first."""

    by: Quantity
    gradient: float
    count: int
    shown: tuple[Path, ...]

    @property
    def rest(self) -> float:
        """What the paths that are not shown add up to."""
        if self.count == len(self.shown):
            return 0.0
        return self.gradient - fsum(path.product for path in self.shown)


def paths(solved: Trace, by: Quantity, sample: int = 0, most: int = MOST) -> Paths:
    """The paths from one number, an element of what is larger, to the objective.

    Raises KeyError where no derivative is taken by it, or where it is no single number.
    """
    if solved.network.objective is None:
        raise KeyError(by)
    table = derive(solved.network, Level.ELEMENT)
    reference = table.scope.gradient(by).quantity
    definition = table[reference]
    assert reference.by is not None
    gradient = float(np.squeeze(np.asarray(solved.read(reference, sample))))
    if definition.rule is Rule.NO_PATH:
        return Paths(reference.by, gradient, 0, ())
    if all(term.upstream is None for term in definition.terms):  # the loss looks at it
        return Paths(reference.by, gradient, 1, (Path((), reference.by, gradient),))
    count, shown = _Search(solved, sample, most).paths(reference.by, definition)
    return Paths(reference.by, gradient, count, shown)


class _Search:
    def __init__(self, solved: Trace, sample: int, most: int) -> None:
        self._solved = solved
        self._sample = sample
        self._most = most
        self._end = end(solved.network)
        self._ways: dict[Quantity, Ways] = {}
        self._blocks: dict[Quantity, Sequence[Block]] = {}

    def paths(self, by: Quantity, definition: Definition) -> tuple[int, tuple[Path, ...]]:
        """How many paths lead on from a number, and the largest of them."""
        whole, row = _split(by)
        if by.role is Role.PARAMETER:
            node = self._parameter_node(by.owner)
            if node is None:
                return self._from(by, self._entry(by, definition), 0)
            whole = value(node)
        elif by.role is Role.PROBABILITY:
            return self._from(by, self._entry(by, definition), 0)
        self._fill(whole)
        return self._from(by, self._ways[whole], row)

    def _parameter_node(self, name: str) -> str | None:
        """The node whose value a parameter is; None for an entry of a matrix, or a bias."""
        owner = self._solved.network.layout.by_name[name].owner
        node = self._solved.network.by_id.get(str(owner))
        return node.id if isinstance(node, Parameter) and not node.is_matrix else None

    def _entry(self, by: Quantity, definition: Definition) -> Ways:
        """Of a weight or bias: one way for each term of its gradient."""
        read = reading(self._solved, self._sample)
        found, targets = [], []
        for index, term in enumerate(definition.terms):
            assert term.upstream is not None
            assert term.upstream.by is not None
            assert term.local is not None
            whole, row = _split(term.upstream.by)
            self._fill(whole)
            factor = evaluate_probes(term.local, read)
            targets.append(Block(whole, term.via, factor, diagonal=False))
            found.append(single(index, float(factor[0]), row, self._ways[whole]))
        self._blocks[by] = targets
        return merged(found, self._most)

    def _fill(self, whole: Quantity) -> None:
        """The ways from a quantity on, and from everything that they pass."""
        network = self._solved.network
        passed = levels(network, whole.owner).keys() & network.behind_objective
        for key in reversed(network.order):
            if key in passed:
                self._fill_one(value(key))
                if isinstance(network.by_id[key], Layer):
                    self._fill_one(preactivation(key))

    def _fill_one(self, quantity: Quantity) -> None:
        if quantity in self._ways:
            return
        if quantity == self._end:
            gradient = self._solved.read(value(self._objective).derivative(quantity), self._sample)
            self._ways[quantity] = start(np.asarray(gradient))
            return
        found = tuple(blocks(self._solved, self._sample, quantity))
        if not found:  # the loss behind the end
            return
        self._blocks[quantity] = found
        ways = [through(i, b, self._ways[b.target], self._most) for i, b in enumerate(found)]
        self._ways[quantity] = merged(ways, self._most)

    @property
    def _objective(self) -> str:
        assert self._solved.network.objective is not None
        return self._solved.network.objective

    # -- from numbers back to paths -----------------------------------------------------------

    def _from(self, by: Quantity, ways: Ways, row: int) -> tuple[int, tuple[Path, ...]]:
        found = (self._path(by, ways, row, rank) for rank in range(ways.product.shape[1]))
        return ways.count[row], tuple(found)

    def _path(self, by: Quantity, ways: Ways, row: int, rank: int) -> Path:
        product = float(ways.product[row, rank])
        hops = []
        whole, at = by if by in self._blocks else _split(by)[0], by
        while whole in self._blocks:
            block = self._blocks[whole][ways.block[row, rank]]
            row, rank = int(ways.element[row, rank]), int(ways.rank[row, rank])
            whole, ways = block.target, self._ways[block.target]
            target = self._element(whole, row)
            hops.append(Hop(at, target, block.via))
            at = target
        return Path(tuple(hops), at, product)

    def _element(self, whole: Quantity, row: int) -> Quantity:
        return whole.element(row + 1) if len(self._ways[whole].product) > 1 else whole


def end(network: Network) -> Quantity:
    """Where paths end: at the prediction of a loss, whose gradient is L′, or at the objective."""
    assert network.objective is not None
    if isinstance(network.by_id[network.objective], Loss):
        return operands(network, network.objective)[0]
    return value(network.objective)


def _split(quantity: Quantity) -> tuple[Quantity, int]:
    """The whole, and the row of the element in it, from 0."""
    return quantity.element(), quantity.index[0] - 1 if quantity.index else 0
