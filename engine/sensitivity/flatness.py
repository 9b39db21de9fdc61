"""Flat places of activations: units through which no gradient passes, or hardly any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array, Vector
from engine.functions.activations import ACTIVATIONS
from engine.network import Network
from engine.nodes import Layer, Operation
from engine.plan.places import Places
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
    found = _bending(trace.network, trace.run.places)
    for node in found.softmax:
        yield from _flat_softmax(node, np.ravel(trace.run.value[node][:, sample]))
    numbers = trace.run.numbers[:, sample]
    for activation, units in found.elementwise.items():
        z, h = numbers.take(units.z), numbers.take(units.h)
        slopes = _slopes(activation, z, h)
        for row in np.flatnonzero(dead(activation, z) | saturated(activation, slopes)).tolist():
            node, element = units.at[row]
            yield Flat(node, element, activation, float(slopes[row]))


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


@dataclass(frozen=True, eq=False, slots=True)
class _Units:
    """Node and element, from 1, of units with one activation; rows of its operands and outputs."""

    at: tuple[tuple[str, int], ...]
    z: NDArray[np.intp]
    h: NDArray[np.intp]


@dataclass(frozen=True, eq=False, slots=True)
class _Bending:
    """What of a network can be flat: units by activation, and the nodes that apply a softmax."""

    elementwise: Mapping[str, _Units]
    softmax: tuple[str, ...]


@lru_cache(maxsize=8)
def _bending(network: Network, places: Places) -> _Bending:
    found: dict[str, list[tuple[str, slice, slice]]] = {}
    for node in network.nodes:
        match node:
            case Layer(id, activation=name) if name in _KNOWN:
                operand = places.z[id]
            case Operation(id, name) if name in _KNOWN:
                operand = places.values[network.incoming[id][0].source]
            case _:
                continue
        found.setdefault(name, []).append((id, operand, places.values[id]))
    softmax = tuple(node for node, _, _ in found.pop("softmax", ()))
    return _Bending({name: _units(members) for name, members in found.items()}, softmax)


def _units(members: Sequence[tuple[str, slice, slice]]) -> _Units:
    return _Units(
        tuple((node, i + 1) for node, _, h in members for i in range(h.stop - h.start)),
        np.concatenate([np.arange(z.start, z.stop) for _, z, _ in members]),
        np.concatenate([np.arange(h.start, h.stop) for _, _, h in members]),
    )
