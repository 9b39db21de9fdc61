"""The kinks that a network must report, read from the conventions of the format."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.network import Network
from engine.nodes import Layer, Loss, Operation
from tests.engine.exactness.formulas import Array

Operands = Sequence[Array]


@dataclass(frozen=True, slots=True, order=True)
class Met:
    """One element of one sample at a kink; samples count from 0, elements from 1."""

    sample: int
    node: str
    element: int
    low: float
    high: float
    chosen: float


def _extreme(pick: Callable[..., Array]) -> Callable[[Operands], tuple[Array | float, ...]]:
    def ties(operands: Operands) -> tuple[Array | float, ...]:
        stacked = np.stack(np.broadcast_arrays(*operands))
        count = (stacked == pick(stacked, axis=0)).sum(axis=0)
        return count > 1, 0.0, 1.0, 1 / np.maximum(count, 1)

    return ties


def _hinge(operands: Operands) -> tuple[Array | float, ...]:
    prediction, y = operands
    return 1 - y * prediction == 0, np.minimum(-y, 0), np.maximum(-y, 0), 0.0


def _mean_error(operands: Operands) -> tuple[Array | float, ...]:
    slope = 1 / operands[0].shape[1]
    return operands[0] == operands[1], -slope, slope, 0.0


KINKS: dict[str, Callable[[Operands], tuple[Array | float, ...]]] = {
    "relu": lambda z: (z[0] == 0, 0.0, 1.0, 0.0),
    "leaky_relu": lambda z: (z[0] == 0, 0.01, 1.0, 0.01),
    "abs": lambda a: (a[0] == 0, -1.0, 1.0, 0.0),
    "maximum": _extreme(np.max),
    "minimum": _extreme(np.min),
    "l1": lambda operands: (operands[0] == operands[1], -1.0, 1.0, 0.0),
    "mae": _mean_error,
    "hinge": _hinge,
}
"""(where, low, high, chosen) from z of a layer, or from the operands."""


def expected_kinks(
    network: Network,
    values: Mapping[str, Array],
    z: Mapping[str, Array],
    behind: Collection[str],
) -> list[Met]:
    """The kinks met by nodes `behind` the objective; arrays are (samples, size, 1)."""
    found: list[Met] = []
    for key in behind:
        node = network.by_id[key]
        operands = [values[edge.source] for edge in network.incoming[key]]
        match node:
            case Layer(activation=name):
                operands = [z[key]]
            case Operation(operation=name) | Loss(loss=name):
                pass
            case _:
                continue
        if name in KINKS:
            found += _met(key, *KINKS[name](operands))
    return found


def _met(key: str, where: Array, *bounds: Array | float) -> list[Met]:
    low, high, chosen = (np.broadcast_to(bound, where.shape) for bound in bounds)
    return [
        Met(int(s), key, int(e) + 1, low[s, e, 0], high[s, e, 0], chosen[s, e, 0])
        for s, e in zip(*np.nonzero(where[:, :, 0]), strict=True)
    ]
