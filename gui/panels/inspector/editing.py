"""What the inspector changes, each as one undo step."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from engine.formula.notation import Style
from engine.formula.typed_number import parse_number
from engine.network import Network
from engine.nodes import Bias, Edge, Layer, Loss, Node, Operation, Parameter
from engine.quantity import Quantity
from engine.vocabulary import text
from gui.session import Session

translate = QCoreApplication.translate


def set_number(session: Session, quantity: Quantity, typed: str) -> None:
    """Set one number to what somebody typed; raises `EngineError` when that is none."""
    number = parse_number(typed)
    project = session.settle().with_number(quantity, number, session.view.sample)
    name = text(quantity, project.network, Style.SUBSCRIPTS)
    session.edit(translate("inspector", "Set {0}").format(name), project)


def set_function(session: Session, node: str, function: str) -> None:
    """Choose another activation, operation or loss; raises `NetworkError` where it cannot be."""
    project = session.settle()
    changed = with_function(project.network.by_id[node], function)
    network = project.network.with_changed(changed)
    step = translate("inspector", "Change the function of {0}").format(node)
    session.edit(step, project.with_network(network))


def with_function(node: Node, function: str) -> Node:
    """`node` with another function, if it has one."""
    match node:
        case Layer():
            return replace(node, activation=function)
        case Operation():
            return replace(node, operation=function)
        case Loss():
            return replace(node, loss=function)
        case _:
            return node


def set_trained(session: Session, name: str, trained: bool) -> None:
    """Let training change a parameter, or freeze it."""
    project = session.settle()
    network = replace(
        project.network,
        nodes=tuple(_node_trained(node, name, trained) for node in project.network.nodes),
        edges=tuple(_edge_trained(edge, name, trained) for edge in project.network.edges),
    ).checked()
    step = translate("inspector", "Train {0}") if trained else translate("inspector", "Freeze {0}")
    session.edit(step.format(name), project.with_network(network))


def _node_trained(node: Node, name: str, trained: bool) -> Node:
    match node:
        case Layer(bias=Bias(name=own) as bias) if own == name:
            return replace(node, bias=replace(bias, trainable=trained))
        case Parameter(name=own) if own == name:
            return replace(node, trainable=trained)
        case _:
            return node


def _edge_trained(edge: Edge, name: str, trained: bool) -> Edge:
    if edge.weight is None or edge.weight.name != name:
        return edge
    return replace(edge, weight=replace(edge.weight, trainable=trained))


def is_trained(network: Network, name: str) -> bool:
    """Whether training may change the parameter called `name`."""
    return network.layout.by_name[name].trainable
