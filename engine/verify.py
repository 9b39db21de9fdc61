"""The independent check of a trace: one complex step of the forward tables.

Along a random direction d over all parameters, and an addition to every z and every h,
Im L(θ + iε·d)/ε must equal Σ gradient·d in every sample: the forward tables and the backward pass
share no line. One pass checks all that is defined; what is undefined must have a reason
(`engine.undefined`). Only if that fails, each quantity is asked on its own.

A gradient whose share is less than 1e-10 of Σ|gradient·d| escapes the check.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import inf, isnan

import numpy as np

from engine.arrays import Array, frozen
from engine.complex_step import Stepping, reach
from engine.network import Network
from engine.nodes import Constant, Layer, Parameter, Target
from engine.plan.places import Places
from engine.quantity import Quantity, parameter, preactivation, value
from engine.trace import Trace
from engine.undefined import falsely_undefined

TOLERANCE = 1e-10
"""Largest accepted difference, relative to Σ|gradient·d|."""

UNSEEN = 1e-285
"""An absolute difference that a complex step cannot tell from nothing: ε times it is no float."""

MOST_SAMPLES = 4
"""So many samples have their own parameter gradients checked, of more some are drawn; all samples
count in the gradients of nodes and of the mean."""


@dataclass(frozen=True, slots=True)
class Verification:
    """Verdict on a trace: `difference` is relative to Σ|gradient·d|; `culprit` where it fails."""

    passed: bool
    difference: float
    culprit: Quantity | None = None


@dataclass(frozen=True, eq=False, slots=True)
class _Direction:
    """A direction: on the flat parameters, and on z and h of all nodes, stacked, (numbers, N).

    What is compared along it: the slopes of `samples`, and of their mean where `mean` says so.
    """

    parameters: Array
    nodes: Array
    samples: Sequence[int]
    mean: bool


def verify(trace: Trace, seed: int = 0) -> Verification:
    """Check every gradient of `trace` at once. A network without objective has none to check."""
    if trace.losses is None:
        return Verification(True, 0.0)
    return _Check(trace, seed).verdict()


@lru_cache(maxsize=16)
def _misplaced(network: Network, places: Places) -> tuple[Quantity, ...]:
    """Gradients that are lacking, or are none: a matter of structure, not of a run."""
    found = []
    for node in network.nodes:
        matrix = isinstance(node, Parameter) and node.is_matrix
        fixed = matrix or isinstance(node, Constant | Target)
        if fixed == (node.id in places.grad):
            found.append(value(node.id))
        if isinstance(node, Layer) != (node.id in places.dz):
            found.append(preactivation(node.id))
    return tuple(found)


@lru_cache(maxsize=2)
def _drawn(seed: int, size: int, shape: tuple[int, int]) -> tuple[Array, Array]:
    """Components ±[0.5, 1.5] for `size` parameters and for stacked numbers; read-only.

    Every frame of a drag asks for the same.
    """
    random = np.random.default_rng(seed)
    drawn = [random.uniform(-1.0, 1.0, each) for each in (size, shape)]
    parameters, nodes = (frozen(each + np.copysign(0.5, each)) for each in drawn)
    return parameters, nodes


class _Check:
    """A trace, ready to be stepped, and the samples whose own gradients are checked."""

    def __init__(self, trace: Trace, seed: int) -> None:
        assert trace.losses is not None
        self.trace = trace
        self.seed = seed
        self.stepping = Stepping(trace)
        self.defined = ~np.isnan(trace.losses)
        samples = np.flatnonzero(self.defined)
        if len(samples) > MOST_SAMPLES:
            samples = np.random.default_rng(seed).choice(samples, MOST_SAMPLES, replace=False)
        self.samples: list[int] = samples.tolist()

    def verdict(self) -> Verification:
        """On what can be no gradient, on those that are defined, on those that are not."""
        worst = 0.0
        for quantity in self._impossible():
            return Verification(False, inf, quantity)
        for direction in self._directions():
            difference = self._difference(direction)
            if difference > TOLERANCE:
                return Verification(False, difference, self._culprit(direction))
            worst = max(worst, difference)
        if np.isnan(self.stepping.gradients).any() or np.isnan(self.trace.gradient).any():
            for quantity in falsely_undefined(self.stepping, self.samples):
                return Verification(False, inf, quantity)
        return Verification(True, worst)

    def _impossible(self) -> Iterator[Quantity]:
        """A gradient where there is none, or none where there is one; one that is infinite."""
        trace = self.trace
        yield from _misplaced(trace.network, trace.run.places)
        infinite = np.isinf(self.stepping.gradients)
        for quantity, rows in self.stepping.rows.items() if infinite.any() else ():
            if infinite[rows].any():
                yield quantity
        shown = [trace.gradient, *map(trace.sample_gradient, self.samples)]
        infinite = np.any([np.isinf(gradient) for gradient in shown], axis=0)
        for slot in trace.network.layout.parameters if infinite.any() else ():
            if slot.of(infinite).any():
                yield parameter(slot.name)

    def _directions(self) -> Iterator[_Direction]:
        """One for all samples, and one for each that has gradients which others lack.

        Components are ±[0.5, 1.5], less for tiny numbers. Nothing moves where a gradient is
        undefined: there L has no slope.
        """
        trace, stepping = self.trace, self.stepping
        drawn = _drawn(self.seed, trace.network.layout.size, stepping.gradients.shape)
        parameters = drawn[0] * reach(trace.run.theta)
        parameters[~trace.network.layout.variable] = 0.0  # constants do not move
        nodes = drawn[1] * stepping.reach
        nodes[np.isnan(stepping.gradients)] = 0.0
        lacking = np.isnan(trace.gradient)
        everywhere = np.where(lacking, 0.0, parameters)
        yield _Direction(everywhere, nodes, self.samples, bool(self.defined.all()))
        for sample in self.samples if lacking.any() else ():
            own = lacking & ~np.isnan(trace.sample_gradient(sample))
            if own.any():
                yield _Direction(np.where(own, parameters, 0.0), nodes, [sample], False)

    def _difference(self, direction: _Direction) -> float:
        """The largest |Im L/ε − Σ gradient·d| relative to Σ|gradient·d|; ∞ of what is undefined."""
        worst = 0.0
        for error, size in self._errors(direction):
            relative = 0.0 if error <= UNSEEN else error / size if size > 0.0 else inf
            worst = max(worst, inf if isnan(relative) else relative)
        return float(worst)

    def _errors(self, direction: _Direction) -> Iterator[tuple[float, float]]:
        """(|Im L/ε − Σ gradient·d|, Σ|gradient·d|) of each sample, then of the mean."""
        moved = np.flatnonzero(direction.parameters)
        along = direction.parameters[moved]
        terms = np.where(direction.nodes == 0.0, 0.0, self.stepping.gradients * direction.nodes)
        sizes = np.abs(terms).sum(axis=0)
        slopes = self.stepping.slopes(direction.parameters, direction.nodes)
        rest = slopes - terms.sum(axis=0)  # what the parameters must give
        for sample in direction.samples:
            own = self.trace.sample_gradient(sample)[moved] * along
            yield abs(rest[sample] - own.sum()), sizes[sample] + np.abs(own).sum()
        if direction.mean:
            own = self.trace.gradient[moved] * along
            yield abs(rest.mean() - own.sum()), sizes.mean() + np.abs(own).sum()

    # -- who is wrong -------------------------------------------------------------------------

    def _culprit(self, direction: _Direction) -> Quantity | None:
        """The first quantity, from the objective backwards, whose own gradient disagrees."""
        smallest = min(size for _, size in self._errors(direction))
        parts = len(self.stepping.rows) + len(self.trace.network.layout.slots)
        for quantity, alone in self._alone(direction):
            if not all(error <= TOLERANCE * smallest / parts for error, _ in self._errors(alone)):
                return quantity
        return None

    def _alone(self, direction: _Direction) -> Iterator[tuple[Quantity, _Direction]]:
        """The direction taken apart, from the objective backwards."""
        position = {node: index for index, node in enumerate(self.trace.network.order)}
        nothing = replace(
            direction,
            parameters=np.zeros_like(direction.parameters),
            nodes=np.zeros_like(direction.nodes),
        )
        rows = self.stepping.rows
        for quantity in sorted(rows, key=lambda q: (-position[q.owner], q.role.value != "value")):
            own = nothing.nodes.copy()
            own[rows[quantity]] = direction.nodes[rows[quantity]]
            yield quantity, replace(nothing, nodes=own)
        for slot in self.trace.network.layout.parameters:
            own = nothing.parameters.copy()
            own[slot.start : slot.stop] = direction.parameters[slot.start : slot.stop]
            yield parameter(slot.name), replace(nothing, parameters=own)
