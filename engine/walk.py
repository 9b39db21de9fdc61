"""The order in which a class walks through a network: forward node by node, then backward."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from engine.network import Network
from engine.nodes import Constant, Layer, Loss, Operation, Target
from engine.quantity import Quantity, parameter, preactivation, value


class Phase(Enum):
    """Which pass a step belongs to."""

    FORWARD = "forward"
    BACKWARD = "backward"


@dataclass(frozen=True, slots=True)
class Step:
    """One node of the walk, and the numbers that are computed there, in their order."""

    phase: Phase
    node: str
    quantities: tuple[Quantity, ...]


def walk(network: Network) -> tuple[Step, ...]:
    """Every node that computes something in the forward pass, then every gradient backwards.

    Of an incomplete network nothing: there is nothing to walk through.
    """
    if network.missing:
        return ()
    forward = [
        Step(Phase.FORWARD, key, _values(network, key))
        for key in network.order
        if isinstance(network.by_id[key], Layer | Operation | Loss)
    ]
    backward = [
        Step(Phase.BACKWARD, key, _gradients(network, key))
        for key in reversed(network.order)
        if key in network.behind_objective
        and not isinstance(network.by_id[key], Constant | Target)
        and key != network.objective
    ]
    return (*forward, *backward)


def _values(network: Network, key: str) -> tuple[Quantity, ...]:
    own = value(key)
    return (preactivation(key), own) if isinstance(network.by_id[key], Layer) else (own,)


def _gradients(network: Network, key: str) -> tuple[Quantity, ...]:
    """∂L/∂h, ∂L/∂z, then those of the weights and the bias that lead into the node."""
    assert network.objective is not None
    objective = value(network.objective)
    by = [value(key)]
    node = network.by_id[key]
    if isinstance(node, Layer):
        weights = (edge.weight for edge in network.incoming[key])
        by += [preactivation(key), *(parameter(each.name) for each in weights if each)]
        by += [parameter(node.bias.name)] if node.bias else []
    return tuple(objective.derivative(each) for each in by)
