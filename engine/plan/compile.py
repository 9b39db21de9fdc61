"""From a network to the way it is run.

Time goes into calls of NumPy, not into numbers. Forward, backward and gradient together, a layer
costs some 15 µs and 12 µs more for each connection; a block costs some 13 µs, however many units of
one level it holds (`tests/benchmarks/solve.py` measures both). So all units run in blocks, even one
alone. Larger layers stay what they are, one matrix product for each connection: there numbers are
what counts, and nothing multiplies them faster. A network without units runs the layers way.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import Protocol

from engine.arrays import Array, Vector
from engine.errors import NetworkError
from engine.network import Network
from engine.plan.blocks import BlocksPlan
from engine.plan.grouping import groups
from engine.plan.layers import LayersPlan
from engine.plan.passes import Pass
from engine.plan.places import Places

_CACHED = 64
_plans: OrderedDict[Hashable, Plan] = OrderedDict()


class Plan(Protocol):
    """A way to run a network; it holds structure only, so any numbers can be run through it."""

    network: Network
    places: Places

    @property
    def layers(self) -> LayersPlan:
        """The layers way with the same places; it runs also what other ways cannot."""

    def run(self, theta: Vector, count: int, inputs: Mapping[str, Array]) -> Pass:
        """Forward and backward pass of `count` samples; `inputs` as in `Pass`."""

    def forward(self, run: Pass) -> Pass:
        """Fill in the values; a value that is not finite becomes NaN, as does what needs it."""

    def backward(self, run: Pass) -> Pass:
        """Fill in ∂L/∂value and ∂L/∂z of every node, zero where L does not depend on it."""

    def gradient(self, run: Pass, columns: Array | slice = slice(None)) -> Array:
        """Flat mean gradient of all parameters over the samples `columns` of a finished run."""


@lru_cache(maxsize=_CACHED)
def compile_plan(network: Network) -> Plan:
    """The plan of `network`'s structure, cached by its signature: new weights never compile.

    Raises `NetworkError` naming the first missing piece of an incomplete network.
    """
    if network.missing:
        raise missing_error(network)
    plan = _plans.get(network.signature)
    if plan is None:
        plan = _plans[network.signature] = _chosen(network)
        if len(_plans) > _CACHED:
            _plans.popitem(last=False)
    return plan


def _chosen(network: Network) -> Plan:
    found = groups(network)
    has_units = any(group.is_block for group in found)
    return BlocksPlan(network, found) if has_units else LayersPlan(network)


def missing_error(network: Network) -> NetworkError:
    """The refusal to solve an incomplete network."""
    first = network.missing[0]
    ids = [node.id for node in network.nodes]
    place = "objective" if first.node is None else f"nodes[{ids.index(first.node)}]"
    return NetworkError(first.code, place, node=first.node, detail=first.detail)
