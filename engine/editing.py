"""Edits of a project that touch more than one node: renaming and resizing."""

from __future__ import annotations

from dataclasses import replace

from engine.network import Network, network
from engine.nodes import Bias, Constant, Edge, Input, Layer, Node, Parameter, Target, Weight
from engine.parameters import Fill, Parameters, zeros
from engine.project import Project, Sample


def renamed(project: Project, old: str, new: str) -> Project:
    """Give node `old` the id `new`; every number, edge, sample and position follows.

    Raises `NetworkError` when `new` is no id or is taken. Names of parameters stay.
    """

    def moved(node: str) -> str:
        return new if node == old else node

    before = project.network
    chosen = before.chosen_objective
    after = network(
        tuple(replace(node, id=moved(node.id)) for node in before.nodes),
        tuple(
            replace(edge, source=moved(edge.source), target=moved(edge.target))
            for edge in before.edges
        ),
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


def resized(project: Project, node: str, size: int, fill: Fill = zeros) -> Project:
    """Give a layer, input, target or constant another size; weights around it follow.

    The overlap of every weight and bias stays, `fill` gives the rest. Raises `NetworkError` where
    the new size does not fit what the node is connected with.
    """
    before = project.network
    nodes = tuple(_with_size(each, size) if each.id == node else each for each in before.nodes)
    fitted = _fitted_weights(Network(nodes, before.edges, before.chosen_objective))
    return project.with_network(fitted.checked(), fill)


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


def _fitted_weights(unfitted: Network) -> Network:
    """Every weight in the shape that the sizes of its ends ask for."""

    def fitted(edge: Edge) -> Edge:
        target, columns = unfitted.by_id[edge.target], unfitted.sizes[edge.source]
        if edge.weight is None or not isinstance(target, Layer) or columns is None:
            return edge
        weight = edge.weight
        return replace(edge, weight=Weight(weight.name, (target.size, columns), weight.trainable))

    return replace(unfitted, edges=tuple(map(fitted, unfitted.edges)))
