"""The function that one node applies, on one sample: pushed forward and pulled back.

Forward it takes a complex step of the forward tables (Squire and Trapp 1998), backward it asks the
tables of slopes; these share no line, so each is the other's check.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from engine.arrays import Array
from engine.functions.losses import LOSSES
from engine.functions.operations import OPERATIONS
from engine.nodes import Edge, Layer, Loss, Operation
from engine.plan.passes import undefined_as_nan
from engine.quantity import preactivation, value
from engine.trace import Trace

STEP = 1e-20
"""Of the complex step, in parts of the smallest number that it leaves from."""

SMALLEST = 1e-250
"""Numbers below count as this small: so the step itself does not vanish."""

TOLERANCE = 1e-10
"""Largest accepted difference between the two ways, relative to the terms that are compared."""

ROUNDING = 1e-12
"""Of sums, in parts of the largest number that moves."""

CANCELLED = 4 * float(np.finfo(np.float64).eps)
"""A sum that is no larger, in parts of Σ|terms|, is rounding."""

NOTHING = 1e-270
"""What is smaller may be lost by a complex step."""


@dataclass(frozen=True, eq=False, slots=True)
class Local:
    """result = value(operands); an operand is (size, 1), the matrix of a `matmul` (m, n).

    `pullback(upstream, port)` is the share of an operand's gradient, as in
    `engine.functions.operations.Operation`.
    """

    operands: tuple[Array, ...]
    result: Array
    value: Callable[[Sequence[Array]], Array]
    pullback: Callable[[Array, int], Array]
    elementwise: bool
    is_product: bool = False  # of a matrix and a vector

    def push(self, port: int, along: Array) -> tuple[Array, bool]:
        """Derivative of the result when one operand moves `along`, and whether both ways agree.

        NaN where there is no derivative.
        """
        with np.errstate(all="ignore"):
            stepped = self._stepped(port, along)
            if self.is_product and port == 0:  # ∂A·x: nothing to differentiate
                return stepped, True
            terms, rounding = self._terms(port, along)
            slopes = undefined_as_nan(total(terms)[:, None])
            found = np.where(np.isfinite(stepped), slopes, np.nan)
            error, size = np.abs(found - stepped), np.abs(terms).sum(axis=0)[:, None]
            agree = error <= TOLERANCE * size + rounding + NOTHING
            return found, bool((agree | np.isnan(found)).all())

    def _terms(self, port: int, along: Array) -> tuple[Array, float]:
        """∂result/∂operand · along by the tables of slopes: (terms, size); what steps may round.

        A step of a function of all elements, softmax, say, cannot be more exact than its sums.
        """
        if self.elementwise:
            slopes = self.pullback(np.ones(self.result.shape), port)
            return np.where(along == 0.0, 0.0, slopes * along).T, 0.0
        rows = self.pullback(np.eye(len(self.result)), port)  # every element's own gradient
        rounding = ROUNDING * float(np.fmax.reduce(np.abs(along), axis=None))
        return np.where(along == 0.0, 0.0, rows * along), rounding

    def pull(self, port: int, upstream: Array) -> Array:
        """The share of ∂L/∂operand that one operand gets by this use, in the operand's shape."""
        with np.errstate(all="ignore"):
            share = self.pullback(upstream, port)
            if len(self.operands[port]) < len(share):  # a size-1 operand was spread
                share = share.sum(axis=0, keepdims=True)
            return undefined_as_nan(share)

    def _stepped(self, port: int, along: Array) -> Array:
        """Im value(operands + iε·along)/ε, the direction scaled so that nothing overflows."""
        undefined = np.isnan(along)
        size = float(np.max(np.abs(along), initial=0.0, where=~undefined)) or 1.0
        start = self.operands[port]
        sizes = np.where((start == 0.0) | np.isnan(start), 1.0, np.abs(start))
        step = STEP * np.clip(sizes if self.elementwise else sizes.min(), SMALLEST, 1.0)
        moved = start + 1j * step * np.where(undefined, 0.0, along / size)
        operands = [moved if index == port else x for index, x in enumerate(self.operands)]
        found = np.asarray(self.value(operands), dtype=np.complex128)
        slopes = np.where(np.isfinite(found), found.imag / step * size, np.nan)
        lost = undefined if self.elementwise else undefined.any()  # NaN stays NaN
        return undefined_as_nan(np.where(lost, np.nan, slopes))


def local(trace: Trace, key: str, sample: int) -> Local | None:
    """What a node computes from its operands; None of a leaf. Of a layer: h from z."""
    node = trace.network.by_id[key]
    result = column(trace, key, sample)
    operands = tuple(column(trace, edge.source, sample) for edge in trace.network.incoming[key])
    match node:
        case Layer(activation=name):
            operands = (np.asarray(trace.read(preactivation(key), sample))[:, None],)
        case Operation(operation=name):
            pass
        case Loss(loss=name):
            loss = LOSSES[name]
            return Local(
                operands,
                result,
                value=lambda x: loss.value(x[0], x[1]),
                pullback=lambda u, _port: u * loss.gradient(operands[0], operands[1]),
                elementwise=False,
            )
        case _:
            return None
    function = OPERATIONS[name]
    return Local(
        operands,
        result,
        function.value,
        pullback=lambda u, port: function.pullback(u, operands, result, port),
        elementwise=function.elementwise,
        is_product=name == "matmul",
    )


def column(trace: Trace, key: str, sample: int) -> Array:
    """The output of a node on one sample, (size, 1); of a matrix the matrix itself."""
    numbers = np.asarray(trace.read(value(key), sample))
    return numbers if numbers.ndim == 2 else numbers[:, None]


def total(terms: Array) -> Array:
    """Sum over the first axis; 0 where that is all that the rounding of the terms leaves of it."""
    found, size = terms.sum(axis=0), np.abs(terms).sum(axis=0)
    return np.where(np.abs(found) <= CANCELLED * size, 0.0, found)


def upstream_of(trace: Trace, key: str, sample: int) -> Array:
    """The gradient by what the edges into a node bring: ∂L/∂z of a layer, else ∂L/∂value."""
    gradients = trace.run.dz if key in trace.run.dz else trace.run.grad
    return gradients[key][:, sample : sample + 1]


def factor(trace: Trace, edge: Edge, sample: int) -> float | None:
    """∂target/∂source along an edge without a weight, between two single numbers."""
    network = trace.network
    function = None if edge.weight else local(trace, edge.target, sample)
    single = (network.sizes[edge.source], network.sizes[edge.target]) == (1, 1)
    if function is None or function.is_product or not single:
        return None
    port = network.incoming[edge.target].index(edge)
    return float(function.pull(port, np.ones((1, 1))).item())
