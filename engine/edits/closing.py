"""Closing: operations that make up a layer become that layer again, the inverse of `opening`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.edits.opening import Product
from engine.errors import NetworkError
from engine.functions.activations import ACTIVATIONS
from engine.network import Network, network
from engine.nodes import Bias, Edge, Layer, Operation, Parameter, Weight
from engine.parameters import same_names
from engine.project import Project

_LONGEST_WAY = 4
"""Nodes from a parameter to the activation, both counted."""


def close_layer(project: Project, activation: str) -> Project:
    """Gather the operations that an opened layer consists of into a layer again.

    Raises `NetworkError` when the operations that lead into `activation` are no opened layer.
    """
    before = project.network
    found = opened_layer(before, activation)
    if found is None:
        raise NetworkError("not_an_opened_layer", activation, node=activation)
    bias, gone = found.bias, {*found.ids} - {activation}
    node = before.by_id[activation]
    assert isinstance(node, Operation)
    own_bias = None if bias is None else Bias(bias.name, bias.shape[0], bias.trainable)
    layer = Layer(activation, found.size, node.operation, own_bias, node.label)
    by_product = {product.operation.id: product for product in found.products}
    after = network(
        tuple(
            layer if each.id == activation else each for each in before.nodes if each.id not in gone
        ),
        tuple(_closed_edges(before, activation, by_product, gone)),
        before.chosen_objective,
    )
    return project.with_network(after, same_names(project.parameters))


@dataclass(frozen=True, slots=True)
class OpenedLayer:
    """What makes up an opened layer; of a single product without a bias the sum is that product."""

    products: tuple[Product, ...]
    bias: Parameter | None
    total: str
    activation: str

    @property
    def size(self) -> int:
        """How many units it has."""
        return self.products[0].parameter.shape[0]

    @property
    def ids(self) -> tuple[str, ...]:
        """All its nodes."""
        parts = (part for each in self.products for part in (each.parameter.id, each.operation.id))
        bias = () if self.bias is None else (self.bias.id,)
        return tuple(dict.fromkeys((*parts, *bias, self.total, self.activation)))


def is_opened_layer(network: Network, activation: str) -> bool:
    """Whether `close_layer` would succeed."""
    return opened_layer(network, activation) is not None


def layer_around(network: Network, key: str) -> OpenedLayer | None:
    """The opened layer that a node belongs to, if it does."""
    node = key
    for _ in range(_LONGEST_WAY):
        found = opened_layer(network, node)
        if found is not None:
            return found if key in found.ids else None
        if len(network.outgoing[node]) != 1:
            return None
        node = network.outgoing[node][0].target
    return None


def opened_layer(network: Network, activation: str) -> OpenedLayer | None:
    """The products, bias and sum that lead into an activation and nowhere else.

    What they come from may still lack something.
    """
    node = _operation(network, activation)
    if node is None or node.operation not in ACTIVATIONS:
        return None
    total = network.incoming[activation][0].source
    operation = _operation(network, total)
    if operation is None or not _used_once(network, total):
        return None
    if operation.operation != "add":
        only = _as_product(network, total)
        return None if only is None else OpenedLayer((only,), None, total, activation)
    terms = [edge.source for edge in network.incoming[total]]
    first = _as_product(network, terms[0])
    if first is None:
        return None
    bias = _as_bias(network, terms[-1], first.parameter.shape[0])
    products = [_as_product(network, key) for key in (terms[:-1] if bias else terms)]
    known = [product for product in products if product is not None]
    sources = {product.source for product in known}
    if not known or len(known) < len(products) or len(sources) < len(known):
        return None
    return OpenedLayer(tuple(known), bias, total, activation)


def _operation(network: Network, key: str) -> Operation | None:
    """The node as an operation that has all its operands, if it is one."""
    node, lacking = network.by_id[key], {each.node for each in network.missing}
    return node if isinstance(node, Operation) and key not in lacking else None


def _as_bias(network: Network, key: str, size: int) -> Parameter | None:
    """The node as a bias of a layer with `size` units, if it is one."""
    node = network.by_id[key]
    if not isinstance(node, Parameter) or node.is_matrix or not _used_once(network, key):
        return None
    return node if node.shape[0] in (1, size) else None


def _as_product(network: Network, key: str) -> Product | None:
    """The node as weight · source, if it is one."""
    node = network.by_id[key]
    if not isinstance(node, Operation) or node.operation not in ("multiply", "matmul"):
        return None
    if len(network.incoming[key]) != 2 or not _used_once(network, key):
        return None
    first, source = (edge.source for edge in network.incoming[key])
    weight = network.by_id[first]
    if not isinstance(weight, Parameter) or not _used_once(network, first):
        return None
    single = network.sizes[first] == 1 and network.sizes[source] in (1, None)
    if node.operation == "multiply" and not single:
        return None
    return Product(weight, node, source)


def _used_once(network: Network, key: str) -> bool:
    return len(network.outgoing[key]) == 1 and network.objective != key


def _closed_edges(
    before: Network, layer: str, products: dict[str, Product], gone: set[str]
) -> Iterator[Edge]:
    """The connection stands where the source's edge into the product stood."""
    for edge in before.edges:
        product = products.get(edge.target)
        if product is not None and edge.source == product.source:
            parameter = product.parameter
            shape = parameter.shape if len(parameter.shape) == 2 else (parameter.shape[0], 1)
            yield Edge(edge.source, layer, Weight(parameter.name, shape, parameter.trainable))
        elif edge.target not in gone and edge.target != layer:
            yield edge
