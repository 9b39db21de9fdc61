"""Removal: taking nodes and edges away, so that what is left is a network again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from engine.edits.editing import fitted_weights
from engine.functions.operations import OPERATIONS
from engine.network import Network
from engine.nodes import Edge, EdgeKey, Node, Operation
from engine.project import Project


def without(project: Project, nodes: Collection[str], edges: Collection[EdgeKey] = ()) -> Project:
    """Remove `nodes` with all their edges, and `edges`; what is left keeps its numbers.

    The operands of an operation that takes any number of them close ranks, weights follow a size
    that changes thereby. Raises `NetworkError` where the rest would not fit together.
    """
    before = project.network
    gone_nodes, gone_edges = frozenset(nodes), frozenset(edges)
    chosen = before.chosen_objective
    left = tuple(
        edge
        for edge in before.edges
        if edge.key not in gone_edges and gone_nodes.isdisjoint((edge.source, edge.target))
    )
    after = Network(
        tuple(node for node in before.nodes if node.id not in gone_nodes),
        _closed_ranks(before, left),
        None if chosen in gone_nodes else chosen,
    )
    return project.with_network(fitted_weights(after).checked())


def _closed_ranks(before: Network, left: tuple[Edge, ...]) -> tuple[Edge, ...]:
    """The edges that are left; where one of any number of operands went, the next ones follow."""
    kept = {edge.key for edge in left}
    operands: dict[str, list[EdgeKey]] = {}
    for node, edges in before.incoming.items():
        own = [edge.key for edge in edges if edge.key in kept]
        if len(own) < len(edges) and _takes_any_number(before.by_id[node]):
            operands[node] = own
    return tuple(
        replace(edge, port=operands[edge.target].index(edge.key))
        if edge.target in operands
        else edge
        for edge in left
    )


def _takes_any_number(node: Node) -> bool:
    return isinstance(node, Operation) and OPERATIONS[node.operation].arity[1] is None
