"""From a network to the way it is run."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

from engine.errors import NetworkError
from engine.network import Network
from engine.plan.layers import LayersPlan

_CACHED = 64
_plans: OrderedDict[Hashable, LayersPlan] = OrderedDict()


def compile_plan(network: Network) -> LayersPlan:
    """The plan of `network`'s structure, cached by its signature: new weights never compile.

    Raises `NetworkError` naming the first missing piece of an incomplete network.
    """
    if network.missing:
        raise missing_error(network)
    plan = _plans.get(network.signature)
    if plan is None:
        plan = _plans[network.signature] = LayersPlan(network)
        if len(_plans) > _CACHED:
            _plans.popitem(last=False)
    return plan


def missing_error(network: Network) -> NetworkError:
    """The refusal to solve an incomplete network."""
    first = network.missing[0]
    ids = [node.id for node in network.nodes]
    place = "objective" if first.node is None else f"nodes[{ids.index(first.node)}]"
    return NetworkError(first.code, place, node=first.node, detail=first.detail)
