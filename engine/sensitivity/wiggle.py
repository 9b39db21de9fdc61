"""Wiggle: how fast every number changes with one of them, and by which way that comes.

A wave of derivatives runs forward from one weight, bias or input. What arrives at a node through
each of its edges adds up to the node's own rate of change, and at the objective to exactly the
number that the backward pass gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil, isfinite, log10, nan, prod

import numpy as np

from engine.arrays import Array
from engine.network import Network
from engine.nodes import Constant, Edge, EdgeKey, Layer, Target
from engine.order import levels
from engine.plan.passes import Pass, undefined_as_nan
from engine.project import Project, is_settable
from engine.quantity import Quantity, Role, preactivation, value
from engine.sensitivity.influence import Mask, entry, influenced
from engine.sensitivity.local import NOTHING, TOLERANCE, Local, column, local, total, upstream_of
from engine.trace import Trace


@dataclass(frozen=True, eq=False, slots=True)
class Wave:
    """Derivatives by `quantity` on one sample, of all that depends on it; NaN is *undefined*.

    `rates` are those of z and h (or the value) of a node, in its size. `shares` are what arrives
    through an edge: into a layer a matrix (units, numbers of the source), one term for each weight;
    else in the size of the target. `moved` tells which elements of a node depend on the quantity
    at all; `level` counts edges from the quantity, by the longest way.

    `checked`: every rate agrees with the tables of slopes, and that of the objective with the
    gradient of the backward pass, which is `slope`. What is not checked must not be shown.
    """

    quantity: Quantity
    sample: int
    rates: Mapping[Quantity, Array]
    shares: Mapping[EdgeKey, Array]
    moved: Mapping[str, Mask]
    level: Mapping[str, int]
    slope: float | None
    checked: bool


@dataclass(frozen=True, slots=True)
class Nudge:
    """What moving the number by `step` does to the objective; NaN is *undefined*.

    `predicted` = gradient·step. `actual` = L(number + step) − L(number), without the digits that
    rounding inside the network may have changed.
    """

    step: float
    predicted: float
    actual: float


def can_wiggle(network: Network, quantity: Quantity) -> bool:
    """Whether this is one number of `network` that a person may set and L is differentiated by."""
    known = network.layout.by_name if quantity.role is Role.PARAMETER else network.by_id
    if quantity.owner not in known or not is_settable(network, quantity):
        return False
    node = network.by_id.get(quantity.owner) if quantity.role is Role.VALUE else None
    slot = network.layout.holding(quantity)
    if isinstance(node, Constant | Target) or (slot is not None and slot.constant):
        return False
    shape = (network.sizes[quantity.owner] or 1,) if slot is None else slot.shape
    if not quantity.index:
        return prod(shape) == 1
    inside = (1 <= each <= size for each, size in zip(quantity.index, shape, strict=False))
    return len(quantity.index) == len(shape) and all(inside)


def wave(trace: Trace, quantity: Quantity, sample: int = 0) -> Wave:
    """The wave of a number for which `can_wiggle`; `sample` counts from 0."""
    spread = _Spread(trace, quantity, sample)
    with np.errstate(all="ignore"):
        for key in trace.network.order:
            if key in spread.level:
                spread.reach(key)
    return spread.wave()


def nudged(project: Project, trace: Trace, wave: Wave, step: float) -> Nudge | None:
    """Prediction and truth for a step of the number; None in a network without objective."""
    objective = trace.network.objective
    if objective is None or wave.slope is None:
        return None
    before = float(trace.run.value[objective][0, wave.sample])
    number = project.numbers(wave.quantity, wave.sample).item()
    moved = project.with_number(wave.quantity, number + step, wave.sample)
    row = moved.samples[wave.sample]
    inputs = {key: np.array(row[key])[:, None] for key in row}
    run = trace.plan.forward(Pass(moved.parameters.vector, 1, inputs, trace.run.places))
    actual = float(run.value[objective][0, 0]) - before
    predicted = wave.slope * step
    return Nudge(
        step,
        predicted if isfinite(predicted) else nan,
        _without_noise(actual, _noise(trace, wave.sample)),
    )


def _without_noise(number: float, noise: float) -> float:
    """Rounded to the decimal place above `noise`."""
    if not (isfinite(number) and noise > 0.0):
        return number
    return round(number, -ceil(log10(noise)))


def _noise(trace: Trace, sample: int) -> float:
    """About how much of L is rounding: each number's own, times the gradient by it."""
    terms = [np.abs(trace.losses[sample])] if trace.losses is not None else []
    run = trace.run
    terms += [np.nansum(np.abs(run.grad[key] * run.value[key])[:, sample]) for key in run.grad]
    terms += [np.nansum(np.abs(run.dz[key] * run.z[key])[:, sample]) for key in run.dz]
    terms.append(np.nansum(np.abs(trace.sample_gradient(sample) * trace.parameters.vector)))
    return float(2.0 * np.finfo(np.float64).eps * np.sum(terms))


class _Spread:
    """A wave while it spreads: derivatives as columns, (size, 1); of a matrix (m, n)."""

    def __init__(self, trace: Trace, quantity: Quantity, sample: int) -> None:
        self.trace, self.quantity, self.sample = trace, quantity, sample
        self.network = trace.network
        self.slot = self.network.layout.holding(quantity)
        start, mask = entry(self.network, quantity)
        self.moved = influenced(self.network, start, mask)
        enters = isinstance(self.network.by_id[start], Layer)  # a leaf is the number itself
        self.level = {key: level + enters for key, level in levels(self.network, start).items()}
        self.own = None if enters else value(start)
        self.rates: dict[Quantity, Array] = {}
        self.shares: dict[EdgeKey, Array] = {}
        self.mixed: list[tuple[str, Array]] = []  # what a function of all elements adds up
        self.checked = True

    def reach(self, key: str) -> None:
        """Derivatives of one node, whose operands have been reached."""
        function = local(self.trace, key, self.sample)
        if function is None:
            self.rates[value(key)] = self._unit(column(self.trace, key, self.sample).shape)
            return
        if isinstance(self.network.by_id[key], Layer):
            self.rates[preactivation(key)] = along = self._of_z(key)
            arriving = [self._pushed(key, function, 0, along)]
        else:
            arriving = []
            for port, edge in enumerate(self.network.incoming[key]):
                if value(edge.source) in self.rates:
                    share = self._pushed(key, function, port, self.rates[value(edge.source)])
                    self.shares[edge.key] = share
                    arriving.append(share)
        self.rates[value(key)] = undefined_as_nan(total(np.array(arriving)))

    def _of_z(self, key: str) -> Array:
        """∂z/∂quantity of a layer, from what its connections and its bias bring."""
        z = np.zeros((1, self.network.sizes[key] or 0))
        if self.slot is not None and self.slot.owner == key:
            z = z + self._unit(self.slot.shape)  # a shared bias moves all units
        arriving = [z]
        for edge in self.network.incoming[key]:
            share = self._through(edge)
            if share is not None:
                self.shares[edge.key] = share
                arriving.append(share.T)
        return undefined_as_nan(total(np.concatenate(arriving))[:, None])

    def _through(self, edge: Edge) -> Array | None:
        """∂W·h or W·∂h term by term, (units, numbers of the source); None if nothing comes so."""
        slot = self.network.layout.by_owner[edge.source, edge.target]
        along = self.rates.get(value(edge.source))
        if slot is self.slot:
            h = column(self.trace, edge.source, self.sample)
            return undefined_as_nan(self._unit(slot.shape) * h.T)
        if along is None:
            return None
        return undefined_as_nan(slot.of(self.trace.parameters.vector) * along.T)

    def _pushed(self, key: str, function: Local, port: int, along: Array) -> Array:
        pushed, agree = function.push(port, along)
        if not function.elementwise and np.isfinite(along).all():
            self.mixed.append((key, along))
        self.checked = self.checked and agree
        return pushed

    def _unit(self, shape: tuple[int, ...]) -> Array:
        """1 at the number itself, else 0."""
        unit = np.zeros(shape)
        at = tuple(each - 1 for each in self.quantity.index)
        unit[at + (0,) * (len(shape) - len(at))] = 1.0
        return unit

    def wave(self) -> Wave:
        """The finished wave."""
        objective = self.network.objective
        slope = None if objective is None else self._slope(value(objective))
        return Wave(
            self.quantity,
            self.sample,
            {key: rate[:, 0] for key, rate in self.rates.items() if key != self.own},
            {
                key: share if isinstance(self.network.by_id[key[1]], Layer) else share[:, 0]
                for key, share in self.shares.items()
            },
            self.moved,
            self.level,
            slope,
            self.checked,
        )

    def _slope(self, objective: Quantity) -> float:
        """∂L/∂quantity of the backward pass, with which the wave must arrive; it keeps that number.

        What is undefined on either way is so.
        """
        arrived = self.rates.get(objective, np.zeros((1, 1)))
        gradient = self.trace.read(objective.derivative(self.quantity), self.sample)
        assert gradient is not None
        slope = float(gradient.item()) if np.isfinite(arrived).all() else np.nan
        if not np.isnan(slope):
            error = abs(float(arrived.item()) - slope)
            size = abs(slope) + sum(self._sizes())
            self.checked = self.checked and error <= TOLERANCE * size + NOTHING
        if objective in self.rates:
            self.rates[objective] = np.array([[slope]])
        return slope

    def _sizes(self) -> Iterator[float]:
        """What the sums that lead to the slope consist of: rounding is in proportion to these."""
        run, at = self.trace.run, slice(self.sample, self.sample + 1)
        for (_, target, _), share in self.shares.items():
            upstream = upstream_of(self.trace, target, self.sample)
            yield float(np.nansum(np.abs(share * upstream)))
        for quantity, rate in self.rates.items():
            gradients = run.dz if quantity.role is Role.PREACTIVATION else run.grad
            if quantity.owner in gradients:
                yield float(np.nansum(np.abs(rate * gradients[quantity.owner][:, at])))
        for key, along in self.mixed:
            yield float(np.abs(along).max() * np.nansum(np.abs(run.grad[key][:, at])))
