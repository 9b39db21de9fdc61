"""Flat places of activations: units through which no gradient passes, or hardly any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from engine.arrays import Array, Vector
from engine.functions.activations import ACTIVATIONS
from engine.network import Network
from engine.nodes import Layer, Operation
from engine.quantity import Quantity, preactivation, value
from engine.sensitivity.influence import Mask
from engine.trace import Trace

FLAT: Final = 0.01
"""An activation is saturated where its slope is this small, in parts of its largest."""

STEEPEST: Final[Mapping[str, float]] = {"sigmoid": 0.25, "tanh": 1.0, "softmax": 0.25}
"""The largest slope of the activations that saturate; of softmax that of h by its own z."""

_KNOWN = (*STEEPEST, "relu")


@dataclass(frozen=True, slots=True)
class Flat:
    """An element, from 1, of a node that is flat at its operand: `slope` is 0 where it is dead."""

    node: str
    element: int
    activation: str
    slope: float

    @property
    def is_dead(self) -> bool:
        """Whether nothing at all gets through."""
        return self.activation == "relu"


def dead(activation: str, z: Array) -> Mask:
    """Where a ReLU is switched off; not at its kink."""
    return np.asarray(z < 0.0) if activation == "relu" else np.zeros(np.shape(z), dtype=np.bool_)


def saturated(activation: str, slopes: Array) -> Mask:
    """Where the slope of an activation that saturates is small."""
    steepest = STEEPEST.get(activation)
    if steepest is None:
        return np.zeros(np.shape(slopes), dtype=np.bool_)
    return np.asarray(np.abs(slopes) <= FLAT * steepest)


def flat_units(trace: Trace, sample: int) -> Iterator[Flat]:
    """The flat elements of one sample, by activation; `sample` counts from 0."""
    for activation, members in _members(trace.network).items():
        if activation == "softmax":
            for node, _ in members:
                yield from _flat_softmax(node, np.ravel(trace.run.value[node][:, sample]))
            continue
        z = np.concatenate([_column(trace, operand, sample) for _, operand in members])
        h = np.concatenate([trace.run.value[node][:, sample] for node, _ in members])
        slopes = _slopes(activation, z, h)
        found = np.flatnonzero(dead(activation, z) | saturated(activation, slopes))
        if not len(found):
            continue
        starts = np.cumsum([0, *(len(trace.run.value[node]) for node, _ in members)])
        owners = np.searchsorted(starts, found, side="right") - 1
        for at, owner in zip(found.tolist(), owners.tolist(), strict=True):
            element = at - int(starts[owner]) + 1
            yield Flat(members[owner][0], element, activation, float(slopes[at]))


def _flat_softmax(node: str, h: Vector) -> Iterator[Flat]:
    """The element that has nearly all: no entry of the Jacobian is larger than its h·(1 − h)."""
    top = int(h.argmax()) if not np.isnan(h).any() else 0
    others = np.delete(h, top).sum()  # 1 − h cancels
    slope = float(h[top] * others)
    if len(h) > 1 and saturated("softmax", np.array(slope)):
        yield Flat(node, top + 1, "softmax", slope)


def _slopes(activation: str, z: Vector, h: Vector) -> Vector:
    function = ACTIVATIONS[activation].slope
    assert function is not None
    with np.errstate(all="ignore"):
        return np.asarray(function(z, h))


@lru_cache(maxsize=8)
def _members(network: Network) -> Mapping[str, list[tuple[str, Quantity]]]:
    """The nodes that apply each activation that can be flat, and what they apply it to."""
    found: dict[str, list[tuple[str, Quantity]]] = {}
    for node in network.nodes:
        match node:
            case Layer(id, activation=name) if name in _KNOWN:
                found.setdefault(name, []).append((id, preactivation(id)))
            case Operation(id, name) if name in _KNOWN:
                operand = network.incoming[id][0].source
                found.setdefault(name, []).append((id, value(operand)))
    return found


def _column(trace: Trace, operand: Quantity, sample: int) -> Vector:
    numbers = trace.read(operand, sample)
    assert numbers is not None
    return np.atleast_1d(numbers)
