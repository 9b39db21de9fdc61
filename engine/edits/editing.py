"""Edits of a project that touch more than one node: renaming and resizing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from engine.network import Network, network
from engine.nodes import Bias, Constant, Edge, Input, Layer, Node, Parameter, Target, Weight
from engine.parameters import Fill, Parameters, zeros
from engine.project import Project, Sample


def renamed(project: Project, old: str, new: str) -> Project:
    """Give node `old` the id `new`; every number, edge, sample and position follows.

    Raises `NetworkError` when `new` is no id or is taken. Names of parameters stay.
    """
    return relabelled(project, {old: new}, {})


def relabelled(project: Project, ids: Mapping[str, str], parameters: Mapping[str, str]) -> Project:
    """Other ids of nodes and other names of parameters, by the old ones; all at once.

    Raises `NetworkError` when a new one is none or is taken.
    """

    def moved(node: str) -> str:
        return ids.get(node, node)

    before = project.network
    chosen = before.chosen_objective
    after = network(
        tuple(_relabelled_node(node, moved(node.id), parameters) for node in before.nodes),
        tuple(_relabelled_edge(edge, moved, parameters) for edge in before.edges),
        None if chosen is None else moved(chosen),
    )
    return replace(
        project,
        network=after,
        parameters=Parameters(after.layout, project.parameters.vector),  # the same slots in order
        samples=tuple(
            Sample(tuple((moved(key), numbers) for key, numbers in sample.entries))
            for sample in project.samples
        ),
        positions={moved(key): at for key, at in project.positions.items()},
    )


def _relabelled_node(node: Node, key: str, parameters: Mapping[str, str]) -> Node:
    match node:
        case Layer(bias=Bias(name) as bias):
            return replace(node, id=key, bias=replace(bias, name=parameters.get(name, name)))
        case Parameter(name=name):
            return replace(node, id=key, name=parameters.get(name, name))
        case _:
            return replace(node, id=key)


def _relabelled_edge(
    edge: Edge, moved: Callable[[str], str], parameters: Mapping[str, str]
) -> Edge:
    weight = edge.weight
    if weight is not None:
        weight = replace(weight, name=parameters.get(weight.name, weight.name))
    return replace(edge, source=moved(edge.source), target=moved(edge.target), weight=weight)


def resized(project: Project, node: str, size: int, fill: Fill = zeros) -> Project:
    """Give a layer, input, target or constant another size; weights around it follow.

    The overlap of every weight and bias stays, `fill` gives the rest. Raises `NetworkError` where
    the new size does not fit what the node is connected with.
    """
    before = project.network
    nodes = tuple(_with_size(each, size) if each.id == node else each for each in before.nodes)
    fitted = fitted_weights(Network(nodes, before.edges, before.chosen_objective))
    return project.with_network(fitted.checked(), fill)


def own_size(node: Node) -> int | None:
    """The size that `resized` would change; None where it follows from other nodes."""
    match node:
        case Layer() | Input() | Target() | Constant():
            return node.size
        case Parameter(shape=(size,)):
            return size
        case _:
            return None


def _with_size(node: Node, size: int) -> Node:
    match node:
        case Layer(size=old, bias=Bias(size=numbers) as bias) if numbers == old:
            return replace(node, size=size, bias=replace(bias, size=size))
        case Layer() | Input() | Target() | Constant():
            return replace(node, size=size)
        case Parameter(shape=(_,)):
            return replace(node, shape=(size,))
        case _:
            return node


def fitted_weights(unfitted: Network) -> Network:
    """Every weight in the shape that the sizes of its ends ask for; the result is not checked."""

    def fitted(edge: Edge) -> Edge:
        target, columns = unfitted.by_id[edge.target], unfitted.sizes[edge.source]
        if edge.weight is None or not isinstance(target, Layer) or columns is None:
            return edge
        weight = edge.weight
        return replace(edge, weight=Weight(weight.name, (target.size, columns), weight.trainable))

    return replace(unfitted, edges=tuple(map(fitted, unfitted.edges)))
