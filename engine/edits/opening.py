"""Opening a layer into the operations it is made of; `closing` is the exact inverse.

Layer 0 becomes, for each connection, a product (`multiply` for one weight, `matmul` for a matrix),
their sum `z0` with the bias, and the activation, which keeps the id 0: h0, z0, lessons and
formulas mean the same numbers before and after.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from engine.errors import NetworkError
from engine.names import free_id
from engine.network import Network, network
from engine.nodes import Bias, Edge, Layer, Node, Operation, Parameter
from engine.parameters import same_names
from engine.project import Project
from engine.quantity import ID, derived_name, names_taken


@dataclass(frozen=True, slots=True)
class Product:
    """One connection of an opened layer: parameter · source."""

    parameter: Parameter
    operation: Operation
    source: str


def open_layer(project: Project, layer: str) -> Project:
    """Rewrite a connected layer into operations with the same numbers.

    Raises `NetworkError` when it has no connection yet, or is no layer.
    """
    before = project.network
    node = before.by_id[layer]
    if not isinstance(node, Layer) or not before.incoming[layer]:
        raise NetworkError("layer_unconnected", layer, node=layer)
    names = _FreeIds(before, layer)
    products = [_product(names, before, edge) for edge in before.incoming[layer]]
    bias = _bias_node(names, node.bias)
    if len(products) == 1 and bias is None:  # the only product is the sum
        total = replace(products[0].operation, id=names.total)
        products = [replace(products[0], operation=total)]
        sums: list[Node] = []
    else:
        sums = [Operation(names.total, "add")]
    opened = (
        *(each.parameter for each in products),
        *([bias] if bias else []),
        *(each.operation for each in products),
        *sums,
        Operation(layer, node.activation, node.label),
    )
    after = network(
        tuple(new for old in before.nodes for new in (opened if old.id == layer else (old,))),
        tuple(_opened_edges(before, layer, products, bias, names.total)),
        before.chosen_objective,
    )
    return project.with_network(after, same_names(project.parameters))


class _FreeIds:
    """Ids for the new nodes, as speaking as the grammar allows."""

    def __init__(self, before: Network, layer: str) -> None:
        self._taken = {
            name
            for node in before.nodes
            if node.id != layer
            for name in names_taken(node.id, layer=isinstance(node, Layer))
        }
        self._taken |= {slot.name for slot in before.layout.slots} | {layer}
        self.total = derived_name("z", layer).replace("_", "")
        self._taken.add(self.total)

    def take(self, name: str) -> str:
        """An id for the parameter `name`: the name itself wherever it is an id."""
        return name if ID.fullmatch(name) and name[0].isalpha() else self.free(name)

    def free(self, wanted: str) -> str:
        """`wanted` as an id that is not taken yet."""
        proposal = free_id(wanted, self._taken)
        self._taken.add(proposal)
        return proposal


def _product(names: _FreeIds, before: Network, edge: Edge) -> Product:
    """`w1h0` is the product of w1 and h0: read as a formula, its id says its value."""
    assert edge.weight is not None
    weight = edge.weight
    source = before.by_id[edge.source]
    source_name = names_taken(source.id, layer=isinstance(source, Layer))[0]
    single = weight.shape == (1, 1)
    parameter = Parameter(
        names.take(weight.name), weight.name, (1,) if single else weight.shape, weight.trainable
    )
    product = names.free(f"{weight.name}{source_name}")
    return Product(parameter, Operation(product, "multiply" if single else "matmul"), source.id)


def _bias_node(names: _FreeIds, bias: Bias | None) -> Parameter | None:
    if bias is None:
        return None
    return Parameter(names.take(bias.name), bias.name, (bias.size,), bias.trainable)


def _opened_edges(
    before: Network, layer: str, products: list[Product], bias: Parameter | None, total: str
) -> Iterator[Edge]:
    """Each connection becomes three edges in its place; the last ones close the sum."""
    waiting = iter(enumerate(products))
    left = len(products)
    for edge in before.edges:
        if edge.target != layer:
            yield edge
            continue
        port, product = next(waiting)
        yield Edge(product.parameter.id, product.operation.id, port=0)
        yield Edge(product.source, product.operation.id, port=1)
        if product.operation.id != total:
            yield Edge(product.operation.id, total, port=port)
        left -= 1
        if not left:
            if bias is not None:
                yield Edge(bias.id, total, port=len(products))
            yield Edge(total, layer, port=0)
