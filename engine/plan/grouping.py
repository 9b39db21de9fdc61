"""Grouping: which units of a network are computed side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.functions.activations import ACTIVATIONS
from engine.network import Network
from engine.nodes import Layer, Node
from engine.plan.products import alike

MOST_NUMBERS = 64
"""A unit with more numbers coming in is a matrix product by itself."""


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes of one level: the units of a block, one activation after the other, or any others."""

    nodes: tuple[str, ...]
    is_block: bool


def groups(network: Network) -> tuple[Group, ...]:
    """All nodes of a complete network, operands before what needs them."""
    return tuple(group for level in _levels(network) for group in _of_level(network, level))


def _of_level(network: Network, level: list[str]) -> Iterator[Group]:
    units = [key for key in level if is_unit(network, network.by_id[key])]
    yield Group(tuple(key for key in level if key not in set(units)), is_block=False)
    for block in alike(units, lambda key: _numbers_into(network, key)):
        yield Group(tuple(sorted(block, key=lambda key: activation(network, key))), is_block=True)


def is_unit(network: Network, node: Node) -> bool:
    """Whether a node is a layer of size 1 with few numbers coming in."""
    if not isinstance(node, Layer) or node.size > 1 or ACTIVATIONS[node.activation].slope is None:
        return False
    return _numbers_into(network, node.id) <= MOST_NUMBERS


def _numbers_into(network: Network, unit: str) -> int:
    return sum(edge.weight.shape[1] for edge in network.incoming[unit] if edge.weight)


def activation(network: Network, layer: str) -> str:
    """The name of a layer's activation."""
    node = network.by_id[layer]
    assert isinstance(node, Layer)
    return node.activation


def _levels(network: Network) -> list[list[str]]:
    """Nodes by the number of edges that lead to them by the longest way, in the network's order."""
    level: dict[str, int] = {}
    found: list[list[str]] = []
    for key in network.order:
        level[key] = max((level[edge.source] + 1 for edge in network.incoming[key]), default=0)
        if level[key] == len(found):
            found.append([])
        found[level[key]].append(key)
    return found
