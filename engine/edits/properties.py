"""Properties of what is there: its function, its bias, what is trained, what is differentiated."""

from __future__ import annotations

from dataclasses import replace

from engine.edits.adding import new_bias
from engine.edits.editing import fitted_weights
from engine.network import Network
from engine.nodes import Bias, Constant, Edge, Layer, Loss, Node, Operation, Parameter, Target
from engine.parameters import first_weights
from engine.project import Project


def with_function(project: Project, node: str, function: str) -> Project:
    """Another activation, operation or loss; raises `NetworkError` where it cannot be."""
    before = project.network.by_id[node]
    match before:
        case Layer():
            changed: Node = replace(before, activation=function)
        case Operation():
            changed = replace(before, operation=function)
        case Loss():
            changed = replace(before, loss=function)
        case _:
            return project
    network = project.network
    nodes = tuple(changed if each.id == node else each for each in network.nodes)
    after = Network(nodes, network.edges, network.chosen_objective)
    return project.with_network(fitted_weights(after).checked(), first_weights)


def with_trainable(project: Project, *names: str, trainable: bool) -> Project:
    """Let training change weights, biases or parameter nodes, by their names, or lock them."""
    before = project.network
    network = replace(
        before,
        nodes=tuple(_trainable_node(node, names, trainable) for node in before.nodes),
        edges=tuple(_trainable_edge(edge, names, trainable) for edge in before.edges),
    )
    return project.with_network(network.checked())


def with_biases(project: Project, *layers: str, present: bool) -> Project:
    """Give layers that have none a bias of zeros, one for each unit; or take theirs away."""
    for layer in layers:
        node = project.network.by_id[layer]
        assert isinstance(node, Layer)
        bias = (node.bias or new_bias(project.network, layer, node.size)) if present else None
        project = project.with_network(project.network.with_changed(replace(node, bias=bias)))
    return project


def can_be_objective(network: Network, node: str) -> bool:
    """Whether `with_objective` would succeed: one number that something leads to."""
    found = network.by_id[node]
    is_matrix = isinstance(found, Parameter) and found.is_matrix
    fixed = isinstance(found, Constant | Target)
    return not fixed and not is_matrix and network.sizes[node] in (1, None)


def with_objective(project: Project, node: str | None) -> Project:
    """Differentiate `node`; None: the only loss. Raises `NetworkError` where it cannot be."""
    return project.with_network(replace(project.network, chosen_objective=node).checked())


def _trainable_node(node: Node, names: tuple[str, ...], trainable: bool) -> Node:
    match node:
        case Layer(bias=Bias(name=own) as bias) if own in names:
            return replace(node, bias=replace(bias, trainable=trainable))
        case Parameter(name=own) if own in names:
            return replace(node, trainable=trainable)
        case _:
            return node


def _trainable_edge(edge: Edge, names: tuple[str, ...], trainable: bool) -> Edge:
    if edge.weight is None or edge.weight.name not in names:
        return edge
    return replace(edge, weight=replace(edge.weight, trainable=trainable))
