"""The rows and columns of nodes: a row for every unit, or number of a vector."""

from __future__ import annotations

from math import prod
from typing import Final

from PySide6.QtCore import QCoreApplication

from engine.edits.editing import own_size
from engine.network import Network
from engine.nodes import (
    Bias,
    Constant,
    Input,
    Layer,
    Loss,
    Node,
    Operation,
    Parameter,
    Target,
)
from engine.quantity import Quantity, parameter, preactivation, value
from gui.edits import rename_node, set_function, set_size
from gui.functions import choices, chosen, function_label
from gui.panels.table.columns import Column, Numbers, Trained, Words, element
from gui.panels.table.model import Things
from gui.panels.table.rows import Rows
from gui.session import Session
from gui.translation import QT_TRANSLATE_NOOP, translated

_KINDS = {
    Input: QT_TRANSLATE_NOOP("table", "input"),
    Target: QT_TRANSLATE_NOOP("table", "target"),
    Constant: QT_TRANSLATE_NOOP("table", "constant"),
    Parameter: QT_TRANSLATE_NOOP("table", "parameter"),
    Layer: QT_TRANSLATE_NOOP("table", "layer"),
    Operation: QT_TRANSLATE_NOOP("table", "operation"),
    Loss: QT_TRANSLATE_NOOP("table", "loss"),
}


def node_rows(network: Network) -> Rows[str]:
    """In the order of the forward pass."""
    return Rows(network.order, [prod(shape_of(network, node)) for node in network.order])


def shape_of(network: Network, node: str) -> tuple[int, ...]:
    """The shape of a node's value, as far as it is known."""
    found = network.by_id[node]
    return found.shape if isinstance(found, Parameter) else (network.sizes[node] or 1,)


def node_columns(network: Network) -> tuple[Column[Node], ...]:
    """Those that something stands in."""
    layers = [node for node in network.nodes if isinstance(node, Layer)]
    biased = any(node.bias is not None for node in layers)
    leaves = any(isinstance(node, Parameter) for node in network.nodes)
    own: list[Column[Node]] = [
        Words(QT_TRANSLATE_NOOP("table", "Node"), node_name, lambda node: node.id, _rename),
        Words(QT_TRANSLATE_NOOP("table", "Kind"), _kind),
        Words(
            QT_TRANSLATE_NOOP("table", "Function"),
            lambda _network, node, _index: function_label(node),
            lambda node: chosen(node) or None,
            lambda session, node, name: set_function(session, node.id, name),
            choices,
        ),
        Words(QT_TRANSLATE_NOOP("table", "Size"), _size, _typed_size, _resize),
    ]
    if layers:
        own += [Numbers("z", _z), Numbers("∂{L}/∂z", _by_z)]
    own += [
        Numbers(QT_TRANSLATE_NOOP("table", "Value"), _value),
        Numbers(QT_TRANSLATE_NOOP("table", "∂{L}/∂value"), _by_value),
    ]
    if biased:
        own += [Numbers("b", _bias), Numbers("∂{L}/∂b", _by_bias)]
    if biased or leaves:
        own.append(Trained(QT_TRANSLATE_NOOP("table", "Trained"), _parameter))
    return tuple(own)


def node_name(network: Network, node: Node, index: int) -> str:
    """The id, and which of several numbers."""
    shape = shape_of(network, node.id)
    if prod(shape) == 1:
        return node.id
    if len(shape) == 1:
        return f"{node.id} · {index + 1}"
    row, column = divmod(index, shape[1])
    return f"{node.id} · {row + 1}, {column + 1}"


def _kind(_network: Network, node: Node, _index: int) -> str:
    if isinstance(node, Layer) and node.size == 1:
        return QCoreApplication.translate("table", "unit")
    return translated("table", _KINDS[type(node)])


def _size(network: Network, node: Node, _index: int) -> str:
    if isinstance(node, Parameter) and node.is_matrix:
        return "×".join(map(str, node.shape))
    size = network.sizes[node.id]
    return "" if size is None else str(size)


def _typed_size(node: Node) -> str | None:
    size = own_size(node)
    return None if size is None else str(size)


def _rename(session: Session, node: Node, typed: str) -> None:
    rename_node(session, node.id, typed.strip())


def _resize(session: Session, node: Node, typed: str) -> None:
    set_size(session, node.id, typed)


# -- the numbers of a row ---------------------------------------------------------------------


def _value(network: Network, node: Node, index: int) -> Quantity | None:
    own = parameter(node.name) if isinstance(node, Parameter) else value(node.id)
    return element(own, shape_of(network, node.id), index)


def _by_value(network: Network, node: Node, index: int) -> Quantity | None:
    is_given = isinstance(node, Target | Constant)
    return None if is_given else gradient(network, _value(network, node, index))


def _z(network: Network, node: Node, index: int) -> Quantity | None:
    if not isinstance(node, Layer):
        return None
    return element(preactivation(node.id), shape_of(network, node.id), index)


def _by_z(network: Network, node: Node, index: int) -> Quantity | None:
    return gradient(network, _z(network, node, index))


def _bias(_network: Network, node: Node, index: int) -> Quantity | None:
    match node:
        case Layer(bias=Bias(name, size)):
            return element(parameter(name), (size,), index)
        case _:
            return None


def _by_bias(network: Network, node: Node, index: int) -> Quantity | None:
    return gradient(network, _bias(network, node, index))


def _parameter(node: Node) -> str | None:
    match node:
        case Layer(bias=Bias(name)) | Parameter(name=name):
            return name
        case _:
            return None


def gradient(network: Network, by: Quantity | None) -> Quantity | None:
    """∂L/∂(`by`), in a network with an objective."""
    if by is None or network.objective is None:
        return None
    return value(network.objective).derivative(by)


NODES: Final = Things(node_rows, node_columns, lambda network: network.by_id, node_name)
"""The table of nodes."""
