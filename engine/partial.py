"""The part of an incomplete network that computes already: what lacks nothing is a network too."""

from __future__ import annotations

from functools import lru_cache

from engine.network import Network, network
from engine.nodes import Loss
from engine.project import Project


def complete_part(project: Project) -> Project:
    """`project` without the nodes that lack something, and all that is computed from them."""
    return project.with_network(_part(project.network))


@lru_cache(maxsize=2)  # while a number is dragged the structure stays
def _part(whole: Network) -> Network:
    lacking = {each.node for each in whole.missing}
    for key in whole.order:
        if any(edge.source in lacking for edge in whole.incoming[key]):
            lacking.add(key)
    nodes = tuple(node for node in whole.nodes if node.id not in lacking)
    edges = tuple(edge for edge in whole.edges if edge.target not in lacking)
    objective = whole.objective
    if objective is None or objective in lacking:
        # Of several losses any will do: none of the values depends on the choice.
        objective = next((node.id for node in nodes if isinstance(node, Loss)), None)
    return network(nodes, edges, objective)
