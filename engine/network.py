"""Network: the structure of a computation as one frozen value; every edit returns a new one."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from math import prod
from types import MappingProxyType

from engine import checks, order
from engine.layout import Layout, Owner, Slot
from engine.nodes import (
    Bias,
    Constant,
    Edge,
    EdgeKey,
    Layer,
    Loss,
    Node,
    Operation,
    Parameter,
    Weight,
)


@dataclass(frozen=True, eq=False)
class Network:
    """Nodes and edges; numbers live in `Parameters` and samples. Compared by identity.

    `chosen_objective` is the id that the document names; `objective` is the one that counts.
    Build one with `network()` or an edit: both refuse what is no network.
    """

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    chosen_objective: str | None = None

    # -- what follows from the structure ------------------------------------------------------

    @cached_property
    def by_id(self) -> MappingProxyType[str, Node]:
        """Node of each id."""
        return MappingProxyType({node.id: node for node in self.nodes})

    @cached_property
    def by_key(self) -> MappingProxyType[EdgeKey, Edge]:
        """Edge of each key."""
        return MappingProxyType({edge.key: edge for edge in self.edges})

    @cached_property
    def incoming(self) -> MappingProxyType[str, tuple[Edge, ...]]:
        """Edges into each node: of an operation by port, otherwise in the order of the document."""
        edges: dict[str, list[Edge]] = {node.id: [] for node in self.nodes}
        for edge in self.edges:
            edges[edge.target].append(edge)
        for node in self.nodes:
            if isinstance(node, Operation | Loss):
                edges[node.id].sort(key=lambda edge: (isinstance(edge.port, str), edge.port))
        return MappingProxyType({key: tuple(found) for key, found in edges.items()})

    @cached_property
    def outgoing(self) -> MappingProxyType[str, tuple[Edge, ...]]:
        """Edges out of each node, in the order of the document."""
        edges: dict[str, list[Edge]] = {node.id: [] for node in self.nodes}
        for edge in self.edges:
            edges[edge.source].append(edge)
        return MappingProxyType({key: tuple(found) for key, found in edges.items()})

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Ids so that every node stands behind its operands; raises `NetworkError` on a cycle."""
        return order.topological(self)

    @cached_property
    def sizes(self) -> MappingProxyType[str, int | None]:
        """How many numbers each node puts out; None while its operands are missing."""
        return MappingProxyType(checks.sizes(self))

    @cached_property
    def missing(self) -> tuple[checks.Missing, ...]:
        """What an incomplete network lacks; empty when it can be solved."""
        return tuple(checks.missing(self))

    @cached_property
    def objective(self) -> str | None:
        """The node that is differentiated: the chosen one, else the only loss, else none."""
        if self.chosen_objective is not None:
            return self.chosen_objective
        losses = [node.id for node in self.nodes if isinstance(node, Loss)]
        return losses[0] if len(losses) == 1 else None

    @cached_property
    def behind_objective(self) -> frozenset[str]:
        """Every node that the objective depends on, itself included."""
        if self.objective is None:
            return frozenset()
        found, todo = {self.objective}, [self.objective]
        while todo:
            sources = {edge.source for edge in self.incoming[todo.pop()]} - found
            found |= sources
            todo.extend(sources)
        return frozenset(found)

    @cached_property
    def layout(self) -> Layout:
        """The slices of the flat parameter vector: nodes first, then edges, in document order."""
        slots: list[Slot] = []
        start = 0
        for owner, name, shape, trainable, constant in self._slices():
            slots.append(Slot(owner, name, shape, start, trainable, constant))
            start += prod(shape)
        return Layout(tuple(slots))

    def _slices(self) -> Iterator[tuple[Owner, str, tuple[int, ...], bool, bool]]:
        for node in self.nodes:
            match node:
                case Layer(bias=Bias(name, size, trainable)):
                    yield node.id, name, (size,), trainable, False
                case Parameter(name=name, shape=shape, trainable=trainable):
                    yield node.id, name, shape, trainable, False
                case Constant(size=size):
                    yield node.id, node.id, (size,), False, True
        for edge in self.edges:
            if edge.weight is not None:
                weight = edge.weight
                yield (edge.source, edge.target), weight.name, weight.shape, weight.trainable, False

    @cached_property
    def signature(self) -> Hashable:
        """What a plan depends on: no names, labels, nor what is trainable."""
        nodes = tuple(_structure(node) for node in self.nodes)
        edges = tuple(
            (edge.source, edge.target, edge.port, edge.weight and edge.weight.shape)
            for edge in self.edges
        )
        return nodes, edges, self.objective

    def edge(self, source: str, target: str) -> Edge:
        """The edge from `source` into the layer `target`; raises KeyError."""
        for edge in self.incoming[target]:
            if edge.source == source:
                return edge
        raise KeyError((source, target))

    # -- edits: each returns a new, checked network -------------------------------------------

    def checked(self) -> Network:
        """This network; raises `NetworkError` with the place when it is none."""
        checks.check(self)
        return self

    def with_node(self, node: Node) -> Network:
        """Add `node`; raises `NetworkError` when its id or a derived name is taken."""
        return replace(self, nodes=(*self.nodes, node)).checked()

    def with_edge(self, edge: Edge) -> Network:
        """Add `edge`; raises `NetworkError` when it would close a cycle or does not fit."""
        return replace(self, edges=(*self.edges, edge)).checked()

    def without_node(self, node: str) -> Network:
        """Remove a node together with its edges; an objective chosen by its id is forgotten."""
        return replace(
            self,
            nodes=tuple(each for each in self.nodes if each.id != node),
            edges=tuple(each for each in self.edges if node not in (each.source, each.target)),
            chosen_objective=None if self.chosen_objective == node else self.chosen_objective,
        ).checked()

    def without_edge(self, edge: Edge) -> Network:
        """Remove one edge."""
        return replace(self, edges=tuple(each for each in self.edges if each != edge)).checked()

    def with_changed(self, node: Node) -> Network:
        """Put `node` in the place of the node with the same id."""
        nodes = tuple(node if each.id == node.id else each for each in self.nodes)
        return replace(self, nodes=nodes).checked()


def network(
    nodes: tuple[Node, ...], edges: tuple[Edge, ...], objective: str | None = None
) -> Network:
    """A checked network; raises `NetworkError` with the place of the first thing that is wrong."""
    return Network(nodes, edges, objective).checked()


def _structure(node: Node) -> Hashable:
    match node:
        case Layer(id, size, activation, bias):
            return node.kind, id, size, activation, bias and bias.size
        case Operation(id, operation):
            return node.kind, id, operation
        case Loss(id, loss):
            return node.kind, id, loss
        case Parameter(id, shape=shape):
            return node.kind, id, shape
        case _:
            return node.kind, node.id, node.size


__all__ = ["Bias", "Edge", "Network", "Weight", "network"]
