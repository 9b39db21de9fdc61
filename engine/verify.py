"""The independent check of a trace: one complex step of the forward tables.

Along a random direction d over all parameters, and an addition to every z and every h,
Im L(θ + iε·d)/ε must equal Σ gradient·d (Squire and Trapp 1998): the forward tables and the
backward pass share no line. Only if that fails, each quantity is asked on its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from engine.arrays import Array
from engine.plan.passes import Pass
from engine.quantity import Quantity, parameter, preactivation, value
from engine.trace import Trace

EPSILON = 1e-100
"""No rounding depends on it: nothing is subtracted."""

TOLERANCE = 1e-10
"""Largest accepted difference, relative to Σ|gradient·d|."""


@dataclass(frozen=True, slots=True)
class Verification:
    """Verdict on a trace: `difference` is relative to Σ|gradient·d|; `culprit` where it fails."""

    passed: bool
    difference: float
    culprit: Quantity | None = None


@dataclass(eq=False, slots=True)
class _Direction:
    """A direction: on the flat parameters, and on z and h of every node for each sample."""

    parameters: Array
    nodes: dict[Quantity, Array] = field(default_factory=dict)


def verify(trace: Trace, seed: int = 0) -> Verification:
    """Check every gradient of `trace` at once. A network without objective has none to check."""
    if trace.losses is None or np.isnan(trace.losses).all():
        return Verification(True, 0.0)
    direction = _direction(trace, np.random.default_rng(seed))
    difference, scale = _compare(trace, direction)
    if _agree(difference, scale):
        return Verification(True, difference / scale if scale else 0.0)
    return Verification(False, difference / scale if scale else np.inf, _culprit(trace, direction))


def _agree(difference: float, scale: float) -> bool:
    return difference <= TOLERANCE * scale + float(np.finfo(float).tiny)


def _direction(trace: Trace, random: np.random.Generator) -> _Direction:
    """Random ±[0.5, 1.5], and 0 where a gradient is undefined."""
    direction = _Direction(_draw(random, _mean_gradient(trace)))
    for quantity, gradient in _node_gradients(trace):
        direction.nodes[quantity] = _draw(random, gradient)
    return direction


def _draw(random: np.random.Generator, gradient: Array) -> Array:
    drawn = random.uniform(0.5, 1.5, gradient.shape) * random.choice((-1.0, 1.0), gradient.shape)
    return np.where(np.isnan(gradient), 0.0, drawn)


def _node_gradients(trace: Trace) -> Iterator[tuple[Quantity, Array]]:
    yield from ((value(node), grad) for node, grad in trace.run.grad.items())
    yield from ((preactivation(node), dz) for node, dz in trace.run.dz.items())


def _defined(trace: Trace) -> Array:
    """Samples whose objective is defined: only these have gradients."""
    assert trace.losses is not None
    return np.flatnonzero(~np.isnan(trace.losses))


def _mean_gradient(trace: Trace) -> Array:
    """Of the parameters, over the defined samples."""
    return trace.plan.gradient(trace.run, _defined(trace))


def _compare(trace: Trace, direction: _Direction) -> tuple[float, float]:
    """|Im L/ε − Σ gradient·d| and Σ|gradient·d|, for the mean objective."""
    samples = _defined(trace)
    products = [_mean_gradient(trace) * direction.parameters]
    for quantity, gradient in _node_gradients(trace):
        if quantity in direction.nodes:
            terms = (gradient * direction.nodes[quantity])[:, samples]
            products.append(terms.ravel() / samples.size)
    terms = np.concatenate(products)
    expected = float(np.nansum(terms))
    return abs(_complex_step(trace, direction) - expected), float(np.nansum(np.abs(terms)))


def _complex_step(trace: Trace, direction: _Direction) -> float:
    """Im L/ε of the mean over the defined samples."""
    run = trace.run
    nudge = {key: EPSILON * along for key, along in direction.nodes.items()}
    theta = run.theta + 1j * EPSILON * direction.parameters
    stepped = trace.plan.forward(Pass(theta, run.count, run.inputs, run, nudge))
    objective = trace.network.objective
    assert objective is not None
    return float(np.mean(stepped.value[objective][0, _defined(trace)].imag)) / EPSILON


def _culprit(trace: Trace, direction: _Direction) -> Quantity | None:
    """The first quantity, from the objective backwards, whose own gradient disagrees."""
    nothing = np.zeros_like(direction.parameters)
    position = {node: index for index, node in enumerate(trace.network.order)}
    nodes = sorted(direction.nodes, key=lambda q: (-position[q.owner], q.role.value != "value"))
    for quantity in nodes:
        alone = _Direction(nothing, {quantity: direction.nodes[quantity]})
        if not _agree(*_compare(trace, alone)):
            return quantity
    for slot in trace.network.layout.parameters:
        alone = _Direction(nothing.copy())
        slot.of(alone.parameters)[...] = slot.of(direction.parameters)
        if not _agree(*_compare(trace, alone)):
            return parameter(slot.name)
    return None
