"""The rows and columns of connections: a row for every single weight."""

from __future__ import annotations

from math import prod
from typing import Final

from PySide6.QtCore import QCoreApplication

from engine.network import Network
from engine.nodes import Edge, EdgeKey
from engine.quantity import Quantity, parameter
from gui.edits import rename_parameter
from gui.panels.table.columns import Column, Numbers, Trained, Words, element
from gui.panels.table.model import Things
from gui.panels.table.nodes import gradient, node_name
from gui.panels.table.rows import Rows
from gui.session import Session
from gui.translation import QT_TRANSLATE_NOOP
from gui.words import ending, quantity_name


def edge_rows(network: Network) -> Rows[EdgeKey]:
    """By the nodes they lead into, in the order of the forward pass."""
    edges = [edge for node in network.order for edge in network.incoming[node]]
    return Rows([edge.key for edge in edges], [prod(shape_of(edge)) for edge in edges])


def shape_of(edge: Edge) -> tuple[int, ...]:
    """Of its weight; a connection without one counts as one number."""
    return (1,) if edge.weight is None else edge.weight.shape


def edge_columns(network: Network) -> tuple[Column[Edge], ...]:
    """Those that something stands in."""
    own: list[Column[Edge]] = [
        Words(QT_TRANSLATE_NOOP("table", "From"), source_name),
        Words(QT_TRANSLATE_NOOP("table", "To"), target_name),
    ]
    own.append(Words(QT_TRANSLATE_NOOP("table", "Weight"), _name, _typed_name, _rename))
    if any(edge.weight is not None for edge in network.edges):
        own += [
            Numbers(QT_TRANSLATE_NOOP("table", "Value"), _weight),
            Numbers("∂{L}/∂w", _by_weight),
            Trained(QT_TRANSLATE_NOOP("table", "Trained"), _parameter),
        ]
    return tuple(own)


def source_name(network: Network, edge: Edge, index: int) -> str:
    """Where a single weight comes from."""
    if edge.weight is None:
        return edge.source
    return node_name(network, network.by_id[edge.source], index % edge.weight.shape[1])


def target_name(network: Network, edge: Edge, index: int) -> str:
    """Where it leads to."""
    if edge.weight is None:
        return edge.target
    return node_name(network, network.by_id[edge.target], index // edge.weight.shape[1])


def _name(network: Network, edge: Edge, index: int) -> str:
    """Of a single weight; without one, where the connection ends."""
    weight = _weight(network, edge, index)
    return ending(edge.port) if weight is None else quantity_name(network, weight)


def _typed_name(edge: Edge) -> str | None:
    return None if edge.weight is None else edge.weight.name


def _rename(session: Session, edge: Edge, typed: str) -> None:
    if edge.weight is not None:
        rename_parameter(session, edge.weight.name, typed.strip())


def _weight(_network: Network, edge: Edge, index: int) -> Quantity | None:
    if edge.weight is None:
        return None
    return element(parameter(edge.weight.name), edge.weight.shape, index)


def _by_weight(network: Network, edge: Edge, index: int) -> Quantity | None:
    return gradient(network, _weight(network, edge, index))


def _parameter(edge: Edge) -> str | None:
    return None if edge.weight is None else edge.weight.name


def edge_name(network: Network, edge: Edge, index: int) -> str:
    """Where a row leads from and to."""
    words = QCoreApplication.translate("table", "{0} to {1}")
    return words.format(source_name(network, edge, index), target_name(network, edge, index))


EDGES: Final = Things(edge_rows, edge_columns, lambda network: network.by_key, edge_name)
"""The table of connections."""
