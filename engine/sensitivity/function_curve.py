"""The curve of a node's own function: h over z, a result over its operand, a loss over ŷ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.arrays import Array
from engine.functions.activations import ACTIVATIONS, Activation
from engine.functions.elementary import ELEMENTARY
from engine.functions.losses import LOSSES
from engine.network import Network
from engine.nodes import Layer, Loss, Node, Operation
from engine.plan.passes import undefined_as_nan
from engine.quantity import Quantity, preactivation, value
from engine.sensitivity.corners import corners
from engine.sensitivity.curve import NOWHERE, POINTS, Curve, Interval
from engine.sensitivity.sides import side
from engine.trace import Trace


def argument(network: Network, node: Node) -> Quantity | None:
    """What a node's function is drawn over: z, the only operand, the prediction; None for none."""
    edges = network.incoming[node.id]
    match node:
        case Layer(id):
            return preactivation(id)
        case Operation(operation=name) if edges and (name in ELEMENTARY or name in ACTIVATIONS):
            return value(edges[0].source)
        case Loss():
            sources = {edge.port: edge.source for edge in edges}
            return value(sources["prediction"]) if "prediction" in sources else None
        case _:
            return None


def target(trace: Trace, node: str, element: int, sample: int) -> tuple[float, ...]:
    """What a loss compares one element (from 1) of its prediction with; empty for other nodes."""
    network = trace.network
    if not isinstance(network.by_id[node], Loss):
        return ()
    aims = _target(trace, node)[:, sample]
    return (float(aims[element - 1 if len(aims) > 1 else 0]),)


def _target(trace: Trace, loss: str) -> Array:
    ports = {edge.port: edge.source for edge in trace.network.incoming[loss]}
    return trace.values[ports["target"]]


def function_curve(
    trace: Trace, node: str, element: int, sample: int, interval: Interval
) -> Curve | None:
    """The function of a node over one element (from 1) of its argument, the others held fixed.

    The result is the same element where there are as many, else the only one. None for a node
    whose function has several operands, or none.
    """
    network = trace.network
    over = argument(network, network.by_id[node])
    if over is None:
        return None
    along = _Along(trace, network.by_id[node], over, element, sample)
    with np.errstate(all="ignore"):
        known = [along.at] if np.isfinite(along.at) else []
        grid = np.union1d(np.linspace(*interval, POINTS), known)
        found = corners(grid, along.codes, along.ask)
        x = np.union1d(grid, [corner.x for corner in found])
        height, slope = (float(each[0]) for each in along.ask(np.array([along.at])))
        return Curve(x, along.ask(x)[0], along.at, height, slope, found)


@dataclass(frozen=True, slots=True)
class _Function:
    """A function of x, (size, N), and Σ upstream·∂value/∂x of an upstream gradient, x and value."""

    value: Callable[[Array], Array]
    pullback: Callable[[Array, Array, Array], Array]


class _Along:
    """A node's function with one element of its argument elsewhere."""

    def __init__(self, trace: Trace, node: Node, over: Quantity, element: int, sample: int) -> None:
        self._node, self._row = node, element - 1
        numbers = trace.read(over, sample)
        assert numbers is not None
        self._start = numbers.reshape(-1, 1)
        self._target: tuple[Array, ...] = ()
        if isinstance(node, Loss):
            self._target = (_target(trace, node.id)[:, [sample]],)
        self._function = _function(node, *self._target)
        self.at = float(self._start[self._row, 0])

    def _spread(self, x: Array) -> Array:
        wide = np.repeat(self._start, len(x), axis=1)
        wide[self._row] = x
        return wide

    def ask(self, x: Array) -> tuple[Array, Array]:
        """The result and its slope at each x."""
        wide = self._spread(x)
        results = self._function.value(wide)
        row = self._row if len(results) > 1 else 0
        upstream = np.zeros_like(results)
        upstream[row] = 1.0
        slopes = self._function.pullback(upstream, wide, results)[self._row]
        return undefined_as_nan(results[row]), undefined_as_nan(slopes)

    def codes(self, x: Array) -> tuple[list[str], Array]:
        """On which side of its kinks each x lies."""
        found = side(self._node, [self._spread(x), *self._target])
        if found is None:
            return [], np.zeros((0, len(x)))
        return [self._node.id] * len(found), np.nan_to_num(found, nan=NOWHERE)


def _function(node: Node, *target: Array) -> _Function:
    match node:
        case Layer(activation=name):
            return _Function(ACTIVATIONS[name].value, ACTIVATIONS[name].pullback)
        case Loss(loss=name):
            loss = LOSSES[name]
            return _Function(
                lambda x: loss.value(x, *target), lambda u, x, _: u * loss.gradient(x, *target)
            )
        case Operation(operation=name):
            function: Activation = ELEMENTARY.get(name) or ACTIVATIONS[name]
            return _Function(function.value, function.pullback)
    raise TypeError(node)
