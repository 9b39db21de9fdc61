"""What the engine says of a project, beside what the oracles say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TypeVar

import mpmath as mp
import numpy as np

from engine.nodes import Constant, Target
from engine.quantity import Quantity, Role, value
from engine.trace import Trace, trace
from engine.verify import verify
from tests.engine.exactness.directions import Forward
from tests.engine.exactness.formulas import Array
from tests.engine.exactness.kinks import Met
from tests.engine.exactness.networks import kind_of, random_project
from tests.engine.exactness.oracle import Oracle, Place

T = TypeVar("T")

RELATIVE, ABSOLUTE = 1e-12, 1e-13
"""|Δ| ≤ 1e-12·S + 1e-13, with S the sum of |path products|."""


def all_disagreements(seed: int) -> list[str]:
    """Everything that is wrong with the random network of `seed`: nothing, one hopes."""
    oracle = Oracle(random_project(seed))
    solved = trace(oracle.project)
    found = [*disagreements(oracle, solved), *exact_disagreements(oracle, solved, seed)]
    found += other_way(solved)
    verdict = verify(solved)
    if not verdict.passed:
        found.append(f"a false alarm: {verdict}")
    if kind_of(seed) == "kinks" and not oracle.kinks:
        found.append("no kink")
    return found


def other_way(solved: Trace) -> Iterator[str]:
    """Where the layers way, the oracle of all others, says something else."""
    run, layers = solved.run, solved.plan.layers
    if layers is not solved.plan:
        other = layers.run(run.theta, run.count, run.inputs)
        for what, one, two in (
            ("numbers", run.numbers, other.numbers),
            ("gradients", run.gradients, other.gradients),
            ("mean gradient", solved.gradient, layers.gradient(other)),
        ):
            tolerance = RELATIVE * np.nanmax(np.abs(two), initial=0.0) + ABSOLUTE
            if not np.allclose(one, two, RELATIVE, tolerance, equal_nan=True):
                yield f"{what} the layers way: {two} for {one}"


def disagreements(oracle: Oracle, solved: Trace) -> Iterator[str]:
    """Where a trace is not what HIPS autograd and the conventions say; one sentence each."""
    yield from _values(oracle, solved)
    yield from _losses(oracle, solved)
    yield from _gradients(oracle, solved)
    yield from _mean_gradients(oracle, solved)
    yield from _remarks(oracle, solved)


def exact_disagreements(oracle: Oracle, solved: Trace, seed: int) -> Iterator[str]:
    """Where it is not what mpmath says: values, and gradients weighed by two random directions."""
    random = np.random.default_rng(seed)
    directions = {
        quantity: random.integers(-8, 9, (*oracle.values[quantity].shape[1:], 2)) / 4.0
        for quantity in oracle.quantities
    }
    for sample in np.flatnonzero(~np.isnan(oracle.values[oracle.objective].ravel())).tolist():
        yield from _exact(oracle, solved, sample, directions)


# -- values and gradients ---------------------------------------------------------------------


def _values(oracle: Oracle, solved: Trace) -> Iterator[str]:
    for quantity, expected in oracle.values.items():
        if quantity.role is not Role.PARAMETER:
            tolerance = RELATIVE * (1 + np.abs(expected))
            yield from _compare(quantity, _read(solved, quantity, expected), expected, tolerance)


def _losses(oracle: Oracle, solved: Trace) -> Iterator[str]:
    own = oracle.values[oracle.objective].ravel()
    tolerance = RELATIVE * (1 + np.abs(own))
    yield from _compare(oracle.objective, solved.losses, own, tolerance)
    mean = np.atleast_1d(own.mean())
    yield from _compare(oracle.objective, np.atleast_1d(solved.loss), mean, tolerance.mean())


def _gradients(oracle: Oracle, solved: Trace) -> Iterator[str]:
    for quantity in oracle.quantities:
        derivative = oracle.objective.derivative(quantity)
        expected = oracle.gradient(quantity)
        tolerance = RELATIVE * oracle.size(quantity) + ABSOLUTE
        yield from _compare(derivative, _read(solved, derivative, expected), expected, tolerance)
    for node in oracle.network.nodes:
        fixed = isinstance(node, Constant | Target)
        if fixed and solved.read(oracle.objective.derivative(value(node.id))) is not None:
            yield f"{node} has a gradient"


def _mean_gradients(oracle: Oracle, solved: Trace) -> Iterator[str]:
    layout = oracle.network.layout
    for quantity in oracle.quantities[: len(layout.parameters)]:
        actual = layout.by_name[quantity.owner].of(solved.gradient)
        expected = oracle.gradient(quantity).mean(axis=0)
        tolerance = RELATIVE * oracle.size(quantity).mean(axis=0) + ABSOLUTE
        yield from _compare(quantity, actual.reshape(expected.shape), expected, tolerance)


def _read(solved: Trace, quantity: Quantity, like: Array) -> Array:
    """A number of the trace for all samples, in the shape of the oracle's."""
    rows = [solved.read(quantity, sample) for sample in range(solved.count)]
    return np.array(rows, dtype=np.float64).reshape(like.shape)


def _compare(quantity: Quantity, actual: Array, expected: Array, tolerance: Array) -> Iterator[str]:
    undefined = np.isnan(expected)
    wrong = np.where(undefined, ~np.isnan(actual), ~(np.abs(actual - expected) <= tolerance))
    if wrong.any():
        at = tuple(np.argwhere(wrong)[0].tolist())
        yield f"{quantity} at {at}: {actual[at]!r} for {expected[at]!r}"


# -- remarks ----------------------------------------------------------------------------------


def _remarks(oracle: Oracle, solved: Trace) -> Iterator[str]:
    kinks: list[Met] = []
    places: dict[str, list[Place]] = {"not_finite": [], "slope_not_finite": []}
    for sample, remarks in enumerate(solved.remarks):
        for remark in remarks:
            if remark.kind == "kink":
                bounds = (*remark.interval, remark.chosen)
                kinks.append(Met(sample, remark.node, remark.element, *bounds))
            else:
                places[remark.code].append((sample, remark.node, remark.element))
    yield from _same("kinks", kinks, oracle.kinks)
    yield from _same("first undefined", places["not_finite"], oracle.first_undefined)
    yield from _same("lost slopes", places["slope_not_finite"], oracle.lost_slopes)


def _same(what: str, actual: list[T], expected: list[T]) -> Iterator[str]:
    if Counter(actual) != Counter(expected):
        yield f"{what}: {actual} for {expected}"


# -- many digits ------------------------------------------------------------------------------


def _exact(
    oracle: Oracle, solved: Trace, sample: int, directions: Mapping[Quantity, Array]
) -> Iterator[str]:
    moving: dict[Quantity, Array] = {}
    slopes, sizes = np.zeros(2), np.zeros(2)
    for quantity, direction in directions.items():
        size = oracle.size(quantity)[sample]
        defined = ~np.isnan(oracle.gradient(quantity)[sample])
        gradient = solved.read(oracle.objective.derivative(quantity), sample).reshape(size.shape)
        along = moving[quantity] = np.where(defined[:, :, None], direction, 0.0)
        slopes += gradient[defined] @ along[defined]
        sizes += size[defined] @ np.abs(along[defined])
    forward = Forward(oracle.project, sample, moving)
    for actual, expected, size in zip(slopes, forward.slopes, sizes, strict=True):
        if not abs(actual - expected) <= RELATIVE * size + ABSOLUTE:
            yield f"along a direction in sample {sample}: {actual!r} for {mp.nstr(expected, 20)}"
    for quantity, numbers in forward.values.items():
        expected = np.array([float(number.x) for number in numbers])
        actual = np.ravel(solved.read(quantity, sample))
        yield from _compare(quantity, actual, expected, RELATIVE * (1 + np.abs(expected)))
