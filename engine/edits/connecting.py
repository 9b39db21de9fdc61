"""Connecting: arrows drawn, led elsewhere, and parted by a node; every edit is a whole project.

What was not touched keeps its numbers, new weights get the next free name and a small number.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from engine.edits.candidates import free_ports, joined, refusal
from engine.edits.free_names import FreeNames
from engine.edits.removal import without
from engine.network import Network
from engine.nodes import Edge, EdgeKey, Layer, Node, Port, Weight
from engine.parameters import first_weights, kept_names
from engine.project import Project

FIRST_WEIGHT: Final = "w0"
"""Weights are counted from here on."""


def connected(
    project: Project,
    source: str,
    target: str,
    port: Port | None = None,
    weight: Weight | None = None,
) -> Project:
    """Draw an arrow from `source` to `target`, without `port` into the likeliest free one.

    Into a layer it bears `weight`, or a new one. Raises `NetworkError` where it cannot be.
    """
    after = _connected(project.network, source, target, port, weight)
    return _carried(project, after)


def reconnected(
    project: Project, key: EdgeKey, source: str, target: str, port: Port | None = None
) -> Project:
    """Lead an arrow from or to another node; its weight keeps the name and what fits of it.

    Raises `NetworkError` where it cannot be.
    """
    weight = project.network.by_key[key].weight
    cut = without(project, (), (key,)).network
    return _carried(project, _connected(cut, source, target, port, weight))


def inserted(project: Project, key: EdgeKey, node: Node) -> Project:
    """Part an arrow by `node`, a new layer or operation; what leads on keeps the weight.

    Raises `NetworkError` where it cannot be.
    """
    source, target, port = key
    weight = project.network.by_key[key].weight
    parted = without(project, (), (key,)).network.with_node(node)
    if isinstance(port, int) and port not in free_ports(parted, node.id, target):
        port = None  # of any number of operands the others closed ranks
    leading_on = _connected(parted, node.id, target, port, weight)
    return _carried(project, _connected(leading_on, source, node.id))


def _connected(
    network: Network,
    source: str,
    target: str,
    port: Port | None = None,
    weight: Weight | None = None,
) -> Network:
    refused = refusal(network, source, target, port)
    if refused is not None:
        raise refused
    if port is None:
        port = free_ports(network, source, target)[0]
    node = network.by_id[target]
    if not isinstance(node, Layer):
        return joined(network, Edge(source, target, port=port))
    new = weight or Weight(FreeNames(network).parameter(FIRST_WEIGHT), (1, 1))
    fitting = replace(new, shape=(node.size, new.shape[1]))  # for a source of unknown size
    return joined(network, Edge(source, target, fitting))


def _carried(project: Project, after: Network) -> Project:
    return project.with_network(after, kept_names(project.parameters, first_weights))
