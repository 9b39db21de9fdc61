"""What makes nodes and edges a network: names, ports, sizes, no cycle; and what is missing yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine import names
from engine.errors import NetworkError
from engine.functions.activations import ACTIVATIONS
from engine.functions.losses import LOSSES
from engine.functions.operations import OPERATIONS
from engine.nodes import Constant, Edge, Layer, Loss, Node, Operation, Parameter, Port, Target

if TYPE_CHECKING:
    from engine.network import Network

LOSS_PORTS: tuple[Port, Port] = ("prediction", "target")


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that an incomplete network lacks: a code of `wording`, its node, arguments."""

    code: str
    node: str | None = None
    detail: str = ""


def check(network: Network) -> None:
    """Raise `NetworkError` with the place of the first thing that is wrong; holes are allowed."""
    names.check(network)
    for index, node in enumerate(network.nodes):
        _check_functions(node, f"nodes[{index}]")
    for index, edge in enumerate(network.edges):
        _check_ends(network, edge, f"edges[{index}]")
    arriving = Counter(edge.target for edge in network.edges)
    for index, edge in enumerate(network.edges):
        _check_kinds(network, edge, arriving[edge.target], f"edges[{index}]")
    _check_ports(network)
    assert network.order is not None  # raises on a cycle
    _check_sizes(network)
    _check_objective(network)


def _check_functions(node: Node, place: str) -> None:
    match node:
        case Layer(activation=name):
            _check_known(name, ACTIVATIONS, "activation", place)
        case Operation(operation=name):
            _check_known(name, OPERATIONS, "operation", place)
        case Loss(loss=name):
            _check_known(name, LOSSES, "loss", place)
    if isinstance(node, Layer) and node.bias and node.bias.size not in (1, node.size):
        raise NetworkError("bias_size", f"{place}.bias.value", size=node.size, found=node.bias.size)


def _check_known(name: str, table: Mapping[str, object], what: str, place: str) -> None:
    if name not in table:
        known = tuple(table)
        raise NetworkError("unknown", f"{place}.{what}", what=what, name=name, known=known)


def _check_ends(network: Network, edge: Edge, place: str) -> None:
    for end, node in (("from", edge.source), ("to", edge.target)):
        if node not in network.by_id:
            known = tuple(network.by_id)
            raise NetworkError("unknown", f"{place}.{end}", what="node", name=node, known=known)


def _check_kinds(network: Network, edge: Edge, arriving: int, place: str) -> None:
    """Each kind of node takes the kind of edge it gets; `arriving` edges lead into its target."""
    source, target = network.by_id[edge.source], network.by_id[edge.target]
    if not isinstance(target, Layer | Operation | Loss):
        raise NetworkError("no_operands", f"{place}.to", node=target.id, kind=target.kind)
    if isinstance(target, Layer) != (edge.weight is not None):
        code = "weight_missing" if isinstance(target, Layer) else "weight_unexpected"
        raise NetworkError(code, f"{place}.weight", node=target.id)
    if isinstance(source, Parameter) and source.is_matrix and not _takes_matrix(target, edge):
        raise NetworkError("matrix_feeds_matmul", f"{place}.from", name=source.name)
    _check_port(edge, source, target, arriving, place)


def _takes_matrix(target: Node, edge: Edge) -> bool:
    return isinstance(target, Operation) and target.operation == "matmul" and edge.port == 0


def _check_port(edge: Edge, source: Node, target: Node, arriving: int, place: str) -> None:
    match target:
        case Layer():
            if edge.port is not None:
                raise NetworkError("port_unexpected", f"{place}.port", node=target.id)
        case Loss():
            if edge.port not in LOSS_PORTS:
                raise NetworkError("loss_port", f"{place}.port", node=target.id)
            if edge.port == "target" and not isinstance(source, Target | Constant):
                raise NetworkError("target_port", f"{place}.from", node=source.id, loss=target.id)
        case Operation(operation=name):
            low, high = OPERATIONS[name].arity
            # Without an upper bound the ports may have a hole only among the required ones.
            count = high if high is not None else max(low, arriving)
            if not isinstance(edge.port, int) or not 0 <= edge.port < count:
                raise NetworkError(
                    "operation_port",
                    f"{place}.port",
                    port=edge.port,
                    node=target.id,
                    operation=name,
                    count=count,
                )
            matrix = isinstance(source, Parameter) and source.is_matrix
            if name == "matmul" and edge.port == 0 and not matrix:
                raise NetworkError("matmul_matrix", f"{place}.from", node=target.id)


def _check_ports(network: Network) -> None:
    """No connection twice: one edge per pair into a layer, one per port elsewhere."""
    taken: set[tuple[str, object]] = set()
    for index, edge in enumerate(network.edges):
        key = (edge.target, edge.source if edge.weight is not None else ("port", edge.port))
        if key in taken:
            code = "edge_twice" if edge.weight is not None else "port_twice"
            raise NetworkError(
                code, f"edges[{index}]", source=edge.source, target=edge.target, port=edge.port
            )
        taken.add(key)


def sizes(network: Network) -> dict[str, int | None]:
    """Numbers each node puts out; None where operands are missing. A matrix counts its rows."""
    found: dict[str, int | None] = {}
    for key in network.order:
        node = network.by_id[key]
        match node:
            case Parameter(shape=shape):
                found[key] = shape[0]
            case Loss():
                found[key] = 1
            case Operation(operation=name):
                operands = [found[edge.source] for edge in network.incoming[key]]
                found[key] = _operation_size(name, operands)
            case _:
                found[key] = node.size
    return found


def _operation_size(name: str, operands: list[int | None]) -> int | None:
    if name in ("sum", "mean"):
        return 1
    if name == "matmul":
        return operands[0] if len(operands) == 2 else None
    if len(operands) < OPERATIONS[name].arity[0] or None in operands:
        return None
    return max(size for size in operands if size is not None)


def _check_sizes(network: Network) -> None:
    largest: dict[str, int] = {}
    for edge in network.edges:
        largest[edge.target] = max(largest.get(edge.target, 1), network.sizes[edge.source] or 1)
    for index, edge in enumerate(network.edges):
        target, size = network.by_id[edge.target], network.sizes[edge.source]
        place = f"edges[{index}]"
        if edge.weight is not None and isinstance(target, Layer):
            shape = (target.size, edge.weight.shape[1] if size is None else size)
            if edge.weight.shape != shape:
                raise NetworkError(
                    "weight_shape",
                    f"{place}.weight.value",
                    name=edge.weight.name,
                    rows=shape[0],
                    columns=shape[1],
                    found="×".join(map(str, edge.weight.shape)),
                )
        elif isinstance(target, Operation) and size is not None:
            _check_operand(network, edge, size, largest[edge.target], place)
    for node in network.nodes:
        if isinstance(node, Loss):
            _check_loss_sizes(network, node)


def _check_operand(network: Network, edge: Edge, size: int, largest: int, place: str) -> None:
    """An elementwise operand has the size of the others or 1; a vector has its matrix's columns."""
    target = network.by_id[edge.target]
    if isinstance(target, Operation) and target.operation == "matmul":
        first = network.by_id[network.incoming[target.id][0].source]
        if edge.port == 1 and isinstance(first, Parameter) and first.shape[-1] != size:
            raise NetworkError("matmul_size", f"{place}.from", columns=first.shape[-1], found=size)
        return
    if size not in (1, largest):
        raise NetworkError(
            "operand_size", f"{place}.from", node=target.id, found=size, expected=largest
        )


def _check_loss_sizes(network: Network, loss: Loss) -> None:
    found = {str(edge.port): network.sizes[edge.source] for edge in network.incoming[loss.id]}
    prediction, target = found.get("prediction"), found.get("target")
    if prediction is not None and target is not None and prediction != target:
        place = f"nodes[{network.nodes.index(loss)}]"
        raise NetworkError("loss_sizes", place, prediction=prediction, target=target)


def _check_objective(network: Network) -> None:
    chosen = network.chosen_objective
    if chosen is None:
        return
    if chosen not in network.by_id:
        known = tuple(network.by_id)
        raise NetworkError("unknown", "objective", what="node", name=chosen, known=known)
    node = network.by_id[chosen]
    if isinstance(node, Constant | Target):
        raise NetworkError("objective_fixed", "objective", node=chosen, kind=node.kind)
    size = network.sizes[chosen]
    if size not in (1, None) or (isinstance(node, Parameter) and node.is_matrix):
        raise NetworkError("objective_size", "objective", node=chosen, size=size)


def missing(network: Network) -> Iterator[Missing]:
    """What stands between this network and a forward and backward pass."""
    for key, node in network.by_id.items():
        ports = {edge.port for edge in network.incoming[key]}
        match node:
            case Layer() if not ports:
                yield Missing("layer_unconnected", key)
            case Operation(operation=name):
                needed = OPERATIONS[name].arity[0]
                absent = [port for port in range(max(needed, len(ports))) if port not in ports]
                if absent:
                    yield Missing("operand_missing", key, str(absent[0] + 1))
            case Loss():
                for port in LOSS_PORTS:
                    if port not in ports:
                        yield Missing("loss_unconnected", key, str(port))
    losses = [node.id for node in network.nodes if isinstance(node, Loss)]
    if len(losses) > 1 and network.objective is None:
        yield Missing("objective_missing", None, ", ".join(losses))
