"""Functions: the one a node has, and those it may have instead, in words."""

from __future__ import annotations

from collections.abc import Sequence

from engine.functions.activations import ACTIVATIONS
from engine.functions.losses import LOSSES
from engine.functions.operations import OPERATIONS
from engine.network import Network
from engine.nodes import Layer, Loss, Node, Operation


def choices(network: Network, node: Node) -> Sequence[tuple[str, str]]:
    """(name, label) of the functions that `node` may have, with as many operands as it has."""
    match node:
        case Layer():
            return [(name, each.label) for name, each in ACTIVATIONS.items()]
        case Operation():
            count = len(network.incoming[node.id])
            lacks = count < OPERATIONS[node.operation].arity[0]  # it may go on doing so
            return [
                (name, each.label)
                for name, each in OPERATIONS.items()
                if (lacks or each.arity[0] <= count)
                and (each.arity[1] is None or count <= each.arity[1])
            ]
        case Loss():
            return [(name, each.label) for name, each in LOSSES.items()]
        case _:
            return ()


def chosen(node: Node) -> str:
    """The name of a node's function; empty for a node without one."""
    match node:
        case Layer(activation=name) | Operation(operation=name) | Loss(loss=name):
            return name
        case _:
            return ""


def function_label(node: Node) -> str:
    """The same in words."""
    match node:
        case Layer(activation=name):
            return ACTIVATIONS[name].label
        case Operation(operation=name):
            return OPERATIONS[name].label
        case Loss(loss=name):
            return LOSSES[name].label
        case _:
            return ""
