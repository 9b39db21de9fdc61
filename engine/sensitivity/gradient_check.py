"""The gradient check on show: analytic, central difference and complex step side by side.

A central difference (L(w + h) − L(w − h))/2h errs by h²·L‴/6 for a large h and by the rounding of L
over h for a small one, and across a kink it mixes two slopes: each finding says which it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from engine.network import Network
from engine.plan.passes import Pass
from engine.quantity import Quantity, parameter
from engine.sensitivity.moving import moved, objectives, own_slopes, slopes
from engine.sensitivity.sides import sides
from engine.trace import Trace

EPS = float(np.finfo(np.float64).eps)

STEP = EPS ** (1 / 3)
"""Where the two errors of a central difference balance, for a number of size 1."""

AGREES = 1e-5
"""Relative error up to which a central difference agrees: it cannot do much better."""

EXACT = 1e-10
"""The same for the complex step."""

ASIDE = 1e-10
"""How far from a number its one-sided slopes are taken, in parts of its size."""


NOTHING = 1e-12
"""A difference so small beside the largest gradient of the sample, any node's, is rounding."""

ROUNDINGS = 16
"""So many roundings of the loss a network may add up."""


class Finding(Enum):
    """What became of the central difference, and why."""

    AGREES = "agrees"
    KINK = "kink"  # the number itself sits on a kink: there are two slopes
    CROSSED = "crossed"  # a kink lies within the step
    ROUNDED = "rounded"  # the step is so small that the loss's last digits decide
    CURVED = "curved"  # the step is so large that the slope changes within it
    UNDEFINED = "undefined"
    WRONG = "wrong"  # not even the complex step agrees


@dataclass(frozen=True, slots=True)
class Derivatives:
    """Of the loss by one number: three ways to it, and the slopes on its two sides."""

    analytic: float
    central: float
    complex_step: float
    before: float
    behind: float


@dataclass(frozen=True, slots=True)
class Check:
    """One parameter number, and what was found; `nodes` change sides within the step h."""

    quantity: Quantity
    step: float
    derivatives: Derivatives
    nodes: tuple[str, ...]
    finding: Finding


def relative_error(a: float, b: float) -> float:
    """|a − b| in parts of the larger of the two; 0 where both are 0."""
    size = max(abs(a), abs(b))
    return abs(a - b) / size if size else abs(a - b)


def numbers(network: Network) -> tuple[Quantity, ...]:
    """Every number of every parameter, in the order of the flat vector."""
    return tuple(
        parameter(slot.name).element(*(int(each) + 1 for each in at))
        if np.prod(slot.shape) > 1
        else parameter(slot.name)
        for slot in network.layout.parameters
        for at in np.ndindex(*slot.shape)
    )


def check(
    trace: Trace, sample: int, asked: Sequence[Quantity], step: float | None = None
) -> tuple[Check, ...]:
    """Check the gradients of one sample's own loss by the parameter numbers `asked`.

    `step` is h; without one it is `STEP` times the size of the number, at least 1. A network
    without objective has no gradients to check.
    """
    if trace.network.objective is None:
        return ()
    slots = trace.network.layout.by_name
    index = np.array([slots[each.owner].place(each.index) for each in asked], dtype=np.int_)
    size = np.maximum(1.0, np.abs(trace.run.theta[index]))
    h = STEP * size if step is None else np.full(len(index), step)
    run = moved(trace, sample, np.tile(index, 2), np.concatenate([-h, h]))
    below, above = objectives(trace, run).reshape(2, len(index))
    aside = np.concatenate([-ASIDE * size, ASIDE * size])
    before, behind = slopes(trace, sample, np.tile(index, 2), aside)[1].reshape(2, len(index))
    exact, switched = own_slopes(trace, sample, index), _switched(trace.network, run, len(index))
    gradient = trace.sample_gradient(sample)
    nothing = NOTHING * _largest(trace, sample)
    found = []
    for each, quantity in enumerate(asked):
        derivatives = Derivatives(
            analytic=float(gradient[index[each]]),
            central=float((above[each] - below[each]) / (2 * h[each])),
            complex_step=float(exact[each]),
            before=float(before[each]),
            behind=float(behind[each]),
        )
        rounding = EPS * max(abs(below[each]), abs(above[each])) / h[each]
        finding = _finding(derivatives, nothing, float(rounding), crossed=bool(switched[each]))
        found.append(Check(quantity, float(h[each]), derivatives, switched[each], finding))
    return tuple(found)


def _largest(trace: Trace, sample: int) -> float:
    """The largest gradient of the sample, by any parameter, value or z."""
    own = [array[:, sample] for array in (*trace.run.grad.values(), *trace.run.dz.values())]
    everything = np.concatenate([trace.sample_gradient(sample), *own])
    return float(np.nanmax(np.abs(everything), initial=0.0))


def _switched(network: Network, run: Pass, count: int) -> list[tuple[str, ...]]:
    """For each number, the nodes on other sides of their kinks in column k than in k + count."""
    nodes: list[dict[str, None]] = [{} for _ in range(count)]
    owners, found = sides(network, run)
    apart = (found[:, :count] != found[:, count:]) & np.isfinite(found[:, :count])
    for kink, each in np.argwhere(apart).tolist():
        nodes[each][owners[kink]] = None
    return [tuple(each) for each in nodes]


def _finding(found: Derivatives, nothing: float, rounding: float, *, crossed: bool) -> Finding:
    """Why the central difference is what it is; `rounding` is that of the losses over h."""

    def apart(a: float, b: float, tolerance: float) -> bool:
        return abs(a - b) > tolerance * max(abs(a), abs(b)) + nothing

    numbers = (found.analytic, found.central, found.complex_step)
    if not np.isfinite(numbers).all():
        return Finding.UNDEFINED
    if apart(found.analytic, found.complex_step, EXACT):
        return Finding.WRONG
    if apart(found.before, found.behind, AGREES):
        return Finding.KINK
    if not apart(found.analytic, found.central, AGREES):
        return Finding.AGREES
    if crossed:
        return Finding.CROSSED
    noisy = abs(found.analytic - found.central) <= ROUNDINGS * rounding
    return Finding.ROUNDED if noisy else Finding.CURVED
