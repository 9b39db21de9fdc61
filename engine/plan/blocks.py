"""The blocks way: the units of one level, which do not need each other, are one NumPy step.

Their z are one sparse product: take the numbers of all sources, multiply by the weights, add up
(`engine.plan.products`). Gradients go back by the transposed product, and the slopes of all units
with one activation are one call. What is no unit runs between the blocks, as in the layers way.

Blocks do not look for numbers that are not finite. The plan looks at all of them at once when a
pass is done; if there is one, the layers way runs instead, and says where it arises.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

import numpy as np

from engine.arrays import Array, Vector
from engine.functions.activations import ACTIVATIONS, Activation
from engine.network import Network
from engine.plan.grouping import Group, activation
from engine.plan.layers import DataStep, LayersPlan, Step
from engine.plan.passes import Pass, undefined_as_nan
from engine.plan.places import Places, places
from engine.plan.products import Indices, Product, Term, alike, product
from engine.plan.units import Units, terms_of


@dataclass(frozen=True, eq=False, slots=True)
class Block:
    """Units whose rows follow one another, both their values and their z."""

    values: slice
    z: slice
    sums: Product
    biases: Indices  # in the flat vector; the 0 at its end of a unit without
    functions: tuple[tuple[Activation, slice, slice], ...]  # rows of values, rows of z
    shares: tuple[Product, ...]  # what the rows of the sources get from these z

    def forward(self, run: Pass, weights: Array) -> None:
        """Compute z and the values."""
        z = self.sums.of(weights, run.numbers) + weights.take(self.biases)[:, None]
        run.put_rows(self.z, z)
        for function, values, rows in self.functions:
            run.put_rows(values, function.value(run.numbers[rows]))

    def backward(self, run: Pass, weights: Array, slopes: Array) -> None:
        """Compute ∂L/∂z, and hand it on to the sources; `slopes` as in `Units.slopes`."""
        gradients = run.gradients
        np.multiply(gradients[self.values], slopes[self.z], out=gradients[self.z])
        for share in self.shares:
            gradients[share.targets] += share.of(weights, gradients)


class BlocksPlan:
    """A network compiled to blocks and, for the rest, the steps of its layers plan."""

    def __init__(self, network: Network, groups: Sequence[Group]) -> None:
        """Compile a complete network, whose nodes `groups` bring into an order."""
        self.network = network
        self.places = places(network, chain.from_iterable(group.nodes for group in groups))
        self.layers = LayersPlan(network, self.places)
        step = {each.node: each for each in self.layers.steps}
        self._stages: list[Block | Step] = []
        for group in groups:
            if group.is_block:
                self._stages.append(_block(network, self.places, group.nodes))
            else:
                steps = [step[key] for key in group.nodes]
                self._stages += [each for each in steps if not isinstance(each, DataStep)]
        blocks = (group.nodes for group in groups if group.is_block)
        self._units = Units(network, self.places, chain.from_iterable(blocks))

    def run(self, theta: Vector, count: int, inputs: Mapping[str, Array]) -> Pass:
        """Forward and backward pass of `count` samples; `inputs` as in `Pass`."""
        return self.backward(self.forward(Pass(theta, count, inputs, self.places)))

    def forward(self, run: Pass) -> Pass:
        """Fill in the values; a value that is not finite becomes NaN, as does what needs it."""
        if run.around is None or run.around.is_finite:
            weights = np.append(run.theta, 0.0)
            run.put_data()
            with np.errstate(all="ignore"):
                for stage in self._stages:
                    if isinstance(stage, Block):
                        stage.forward(run, weights)
                    else:
                        stage.forward(run)
            run.is_finite = bool(np.isfinite(run.numbers).all())
        return run if run.is_finite else self.layers.forward(run)

    def backward(self, run: Pass) -> Pass:
        """Fill in ∂L/∂value and ∂L/∂z of every node, zero where L does not depend on it."""
        if run.is_finite and self.network.objective is not None:
            weights = np.append(run.theta, 0.0)
            self.layers.begin_gradients(run)
            with np.errstate(all="ignore"):
                slopes = self._units.slopes(run)
                for stage in reversed(self._stages):
                    if isinstance(stage, Block):
                        stage.backward(run, weights, slopes)
                    else:
                        self.layers.hand_back(run, stage)
            run.is_finite = bool(np.isfinite(run.gradients).all())
        return run if run.is_finite else self.layers.backward(run)

    def gradient(self, run: Pass, columns: Array | slice = slice(None)) -> Array:
        """Flat mean gradient of all parameters over the samples `columns` of a finished run.

        It is 0 where the objective does not depend on a parameter, also beside undefined values.
        """
        if not run.is_finite:
            return self.layers.gradient(run, columns)
        flat = np.zeros(self.network.layout.size)
        with np.errstate(all="ignore"):
            self._units.add_up(run, columns, flat)
            self.layers.add_up(run, columns, flat, self._units.other_slots)
        return undefined_as_nan(flat)


def _block(network: Network, places: Places, nodes: Sequence[str]) -> Block:
    """The block of units whose places follow one another."""
    zero, slots = network.layout.size, network.layout.by_owner
    into: dict[int, list[Term]] = defaultdict(list)
    back: dict[int, list[Term]] = defaultdict(list)
    for edge in (edge for key in nodes for edge in network.incoming[key]):
        z = places.z[edge.target].start
        for weight, source in terms_of(network, places, edge):
            into[z].append((weight, source))
            if edge.source in places.grad:
                back[source].append((weight, z))
    functions = [
        (ACTIVATIONS[name], _span(places.values, keys), _span(places.z, keys))
        for name, group in groupby(nodes, lambda key: activation(network, key))
        for keys in [list(group)]
    ]
    shares = [
        product({source: back[source] for source in sorted(group)}, zero)
        for group in alike(back, lambda source: len(back[source]))
    ]
    biases = [slots[key].start if key in slots else zero for key in nodes]
    return Block(
        _span(places.values, nodes),
        _span(places.z, nodes),
        product(into, zero),
        np.array(biases, dtype=np.intp),
        tuple(functions),
        tuple(shares),
    )


def _span(rows: Mapping[str, slice], nodes: Sequence[str]) -> slice:
    return slice(rows[nodes[0]].start, rows[nodes[-1]].stop)
