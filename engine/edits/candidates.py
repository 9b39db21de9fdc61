"""Candidates: which nodes an arrow may lead to or come from, and why others are refused.

The reasons are those of `checks`, found without building a network for every node: while an arrow
is dragged, all nodes are asked at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.checks import LOSS_PORTS
from engine.edits.editing import fitted_weights
from engine.errors import NetworkError
from engine.functions.operations import OPERATIONS
from engine.network import Network
from engine.nodes import (
    Constant,
    Edge,
    Layer,
    Loss,
    Node,
    Operation,
    Parameter,
    Port,
    Target,
)

_MOST_NAMED: Final = 4
"""Nodes of a cycle that are named at its beginning."""

Tree = Mapping[str, str]
"""For every node that is reached, the next one on a shortest way to the root. That comes first,
and its next one is itself."""


def refusal(
    network: Network, source: str, target: str, port: Port | None = None
) -> NetworkError | None:
    """Why no arrow can lead from `source` to `target`; None where it can.

    Without `port` any port of an operation or a loss will do; a layer has none.
    """
    return _refusal(network, source, target, port, _cycle_from(_behind(network, source), target))


def refusals_from(network: Network, source: str) -> dict[str, NetworkError]:
    """Every node that `source` cannot lead to, and why."""
    tree = _behind(network, source)
    found = {
        target: _refusal(network, source, target, None, _cycle_from(tree, target))
        for target in network.by_id
    }
    return {node: error for node, error in found.items() if error is not None}


def refusals_into(
    network: Network, target: str, port: Port | None = None
) -> dict[str, NetworkError]:
    """Every node that cannot lead to `target`, and why."""
    tree = _ahead(network, target)
    found = {
        source: _refusal(network, source, target, port, _cycle_into(tree, source))
        for source in network.by_id
    }
    return {node: error for node, error in found.items() if error is not None}


def free_ports(network: Network, source: str, target: str) -> tuple[Port | None, ...]:
    """Where an arrow from `source` can enter `target`, the likeliest first: (None,) for a layer."""
    start, node = network.by_id[source], network.by_id[target]
    taken = {edge.port for edge in network.incoming[target]}
    match node:
        case Layer():
            known = any(edge.source == source for edge in network.incoming[target])
            return () if known or _is_matrix(start) else (None,)
        case Loss():
            fitting = _loss_ports(start)
            return tuple(port for port in fitting if port not in taken)
        case Operation(operation=name):
            fitting = _operand_ports(name, len(taken), matrix=_is_matrix(start))
            return tuple(port for port in fitting if port not in taken)
        case _:
            return ()


def _is_matrix(node: Node) -> bool:
    return isinstance(node, Parameter) and node.is_matrix


def _loss_ports(source: Node) -> tuple[Port, ...]:
    if _is_matrix(source):
        return ()
    return LOSS_PORTS[::-1] if isinstance(source, Target | Constant) else LOSS_PORTS[:1]


def _operand_ports(operation: str, connected: int, *, matrix: bool) -> tuple[Port, ...]:
    low, high = OPERATIONS[operation].arity
    if operation == "matmul":
        return (0,) if matrix else (1,)
    return () if matrix else tuple(range(high if high is not None else max(low, connected + 1)))


def _refusal(
    network: Network, source: str, target: str, port: Port | None, cycle: str
) -> NetworkError | None:
    node = network.by_id[target]
    if not isinstance(node, Layer | Operation | Loss):
        return NetworkError("no_operands", node=target, kind=node.kind)
    if cycle:
        return NetworkError("cycle", nodes=cycle)
    free = free_ports(network, source, target)
    if not free or port not in (None, *free):
        return _taken(network, network.by_id[source], node, port)
    edge = Edge(source, target, port=free[0] if port is None else port)
    size = network.sizes[source]
    return None if size is None else _misfit(network, node, edge, size)


def _taken(network: Network, source: Node, target: Node, port: Port | None) -> NetworkError:
    """Why there is no free port for this source."""
    is_product = isinstance(target, Operation) and target.operation == "matmul"
    if isinstance(source, Parameter) and source.is_matrix and not is_product:
        return NetworkError("matrix_feeds_matmul", name=source.name)
    match target:
        case Layer():
            return NetworkError("edge_twice", source=source.id, target=target.id)
        case Loss():
            return _loss_taken(source, target, port or _loss_ports(source)[0])
    lacks_matrix = is_product and all(edge.port != 0 for edge in network.incoming[target.id])
    if lacks_matrix and port != 1:
        return NetworkError("matmul_matrix", node=target.id)
    if isinstance(port, int):
        return NetworkError("operand_taken", node=target.id, operand=port + 1)
    return NetworkError("operands_full", node=target.id)


def _loss_taken(source: Node, target: Node, port: Port) -> NetworkError:
    if port not in _loss_ports(source):
        return NetworkError("target_port", node=source.id, loss=target.id)
    return NetworkError("loss_full", node=target.id, port=port)


def _misfit(network: Network, target: Node, edge: Edge, size: int) -> NetworkError | None:
    """What a source of `size` numbers does not fit, at `target` or behind it."""
    others = {each.port: network.sizes[each.source] for each in network.incoming[target.id]}
    match target:
        case Loss():
            return _beside(others, edge.port, size)
        case Operation(operation="matmul"):
            return _product(network, edge, size)
        case Operation(operation=name):
            largest = max((other or 1 for other in others.values()), default=1)
            if size > 1 and largest > 1 and size != largest:
                return NetworkError("operand_size", node=target.id, found=size, expected=largest)
            grows = name not in ("sum", "mean") and network.sizes[target.id] != max(size, largest)
            return _behind_refused(network, edge) if grows else None
        case _:
            return None


def _beside(
    others: Mapping[Port | None, int | None], port: Port | None, size: int
) -> NetworkError | None:
    """A loss compares as many numbers as it is given."""
    sizes = {**others, port: size}
    prediction, target = (sizes.get(each) for each in LOSS_PORTS)
    if prediction is None or target is None or prediction == target:
        return None
    return NetworkError("loss_sizes", prediction=prediction, target=target)


def _product(network: Network, edge: Edge, size: int) -> NetworkError | None:
    """A matrix has as many columns as the vector has numbers."""
    ends = {each.port: each.source for each in network.incoming[edge.target]}
    ends[edge.port] = edge.source
    matrix = network.by_id[ends[0]] if 0 in ends else None
    vector = network.sizes[ends[1]] if 1 in ends else None
    if not isinstance(matrix, Parameter) or vector in (None, matrix.shape[-1]):
        return _behind_refused(network, edge) if size else None
    return NetworkError("matmul_size", columns=matrix.shape[-1], found=vector)


def _behind_refused(network: Network, edge: Edge) -> NetworkError | None:
    """What the new size of an operation does not fit: only then the whole network is looked at."""
    if not network.outgoing[edge.target] and network.chosen_objective != edge.target:
        return None
    try:
        joined(network, edge)
    except NetworkError as error:
        return error
    return None


def joined(network: Network, edge: Edge) -> Network:
    """The network with `edge`, weights in the shapes that the sizes now ask for.

    Raises `NetworkError` where it cannot be.
    """
    edges = (*network.edges, edge)
    return fitted_weights(Network(network.nodes, edges, network.chosen_objective)).checked()


def _behind(network: Network, root: str) -> Tree:
    """All nodes that lead to `root`."""
    return _tree(root, {node: [e.source for e in network.incoming[node]] for node in network.by_id})


def _ahead(network: Network, root: str) -> Tree:
    """All nodes that `root` leads to."""
    return _tree(root, {node: [e.target for e in network.outgoing[node]] for node in network.by_id})


def _tree(root: str, near: Mapping[str, list[str]]) -> Tree:
    """Breadth first."""
    found, todo = {root: root}, [root]
    for node in todo:
        for other in near[node]:
            if other not in found:
                found[other] = node
                todo.append(other)
    return found


def _cycle_from(behind: Tree, target: str) -> str:
    """The cycle that an arrow from the root to `target` would close; empty if none."""
    way = _way(behind, target)
    return " → ".join((*way, target)) if way else ""


def _cycle_into(ahead: Tree, source: str) -> str:
    """The same for an arrow from `source` to the root."""
    way = _way(ahead, source)[::-1]
    return " → ".join((*way, way[0])) if way else ""


def _way(tree: Tree, node: str) -> list[str]:
    """From `node` to the root; of a long way the beginning."""
    if node not in tree:
        return []
    way = [node]
    while tree[way[-1]] != way[-1]:
        way.append(tree[way[-1]])
        if len(way) == _MOST_NAMED and tree[way[-1]] != way[-1]:
            return [*way, "…", next(iter(tree))]
    return way
