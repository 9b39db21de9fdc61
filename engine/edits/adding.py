"""Adding: a new node of any kind, under an id that is free, with numbers to begin with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from engine.edits.free_names import FreeNames
from engine.errors import NetworkError
from engine.network import Network
from engine.nodes import Bias, Constant, Input, Layer, Loss, Node, Operation, Parameter, Target
from engine.project import Project
from engine.quantity import derived_name, names_taken

FIRST_IDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "input": "x",
        "target": "y",
        "constant": "c",
        "parameter": "w0",
        "layer": "0",
        "operation": "u1",
        "loss": "L",
    }
)
"""What the first node of a kind is called."""

_LEAVES: Final = {each.kind: each for each in (Input, Target, Constant)}

LARGEST_SIZE: Final = 1_000
"""Numbers of a node that is made by hand."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a new node shall be: its kind, and where the kind has them function and shape.

    `id` is a wish: it is counted on where it is taken. `number` fills a constant or parameter.
    """

    kind: str
    function: str = ""
    shape: tuple[int, ...] = (1,)
    id: str = ""
    number: float | None = None
    has_bias: bool = False


def added(project: Project, recipe: Recipe) -> tuple[Project, str]:
    """The project with one more node, and its id.

    Inputs are 1 in every sample, a target is 1 in its first number; constants are 1, parameters
    0.5. Raises `NetworkError` for an id, a name or a size that cannot be.
    """
    node = new_node(project.network, recipe)
    after = project.with_network(project.network.with_node(node))
    match node:
        case Input() | Target():
            last = node.size if isinstance(node, Input) else 1
            for row in range(len(after.samples)):
                for index in range(last):
                    after = after.with_data(row, node.id, index, 1.0)
        case Constant(id=name):
            after = after.with_parameter(name, 1.0 if recipe.number is None else recipe.number)
        case Parameter(name=name):
            after = after.with_parameter(name, 0.5 if recipe.number is None else recipe.number)
    return after, node.id


def new_node(network: Network, recipe: Recipe) -> Node:
    """The node of a recipe, under an id that is free in `network`; `added` says what it raises."""
    check_size(*recipe.shape)
    free = FreeNames(network)
    is_layer = recipe.kind == Layer.kind
    key = free.node(recipe.id or FIRST_IDS[recipe.kind], layer=is_layer)
    size = recipe.shape[0]
    node: Node
    match recipe.kind:
        case Parameter.kind:
            node = Parameter(key, names_taken(key, layer=False)[0], recipe.shape)
        case Layer.kind:
            bias = new_bias(network, key, size) if recipe.has_bias else None
            node = Layer(key, size, recipe.function, bias)
        case Operation.kind:
            node = Operation(key, recipe.function)
        case Loss.kind:
            node = Loss(key, recipe.function)
        case leaf:
            node = _LEAVES[leaf](key, size)
    return node


def new_bias(network: Network, layer: str, size: int) -> Bias:
    """A bias called after its layer, where that name is free."""
    return Bias(FreeNames(network).parameter(derived_name("b", layer)), size)


def check_size(*sizes: int) -> None:
    """Raise `NetworkError` for a size that nothing can have."""
    for size in sizes:
        if not 1 <= size <= LARGEST_SIZE:
            raise NetworkError("size_range", most=LARGEST_SIZE, found=size)
