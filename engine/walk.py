"""The order in which a class walks through a network: forward node by node, then backward."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from engine.derivation.table import gradients, values
from engine.network import Network
from engine.nodes import Loss
from engine.quantity import Quantity, value


class Phase(Enum):
    """Which part of a walk a step belongs to."""

    FORWARD = "forward"
    BACKWARD = "backward"
    UPDATE = "update"


@dataclass(frozen=True, slots=True)
class Step:
    """One node of the walk, and the numbers that are computed there, in their order."""

    phase: Phase
    node: str
    quantities: tuple[Quantity, ...]


def walk(network: Network) -> tuple[Step, ...]:
    """Every node that computes something in the forward pass, then every gradient backwards.

    Of an incomplete network nothing: there is nothing to walk through. That a loss changes with
    itself at the rate 1 needs no step.
    """
    if network.missing:
        return ()
    forward = (Step(Phase.FORWARD, key, values(network, key)) for key in network.order)
    backward = (Step(Phase.BACKWARD, key, _gradients(network, key)) for key in network.order[::-1])
    return tuple(step for step in (*forward, *backward) if step.quantities)


def _gradients(network: Network, key: str) -> tuple[Quantity, ...]:
    """Of a node that leads to the objective, in the order in which they are computed."""
    if key not in network.behind_objective or network.objective is None:
        return ()
    objective = value(network.objective)
    start = objective if isinstance(network.by_id[key], Loss) else None
    return tuple(objective.derivative(by) for by in gradients(network, key) if by != start)
