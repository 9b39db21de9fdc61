"""Sheet: which parts the inspector shows for a selection. Structure only: no number, no word.

A sheet is compared with the one before: only another structure makes new widgets.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import prod

from engine.edits.editing import own_size
from engine.edits.properties import can_be_objective
from engine.network import Network
from engine.nodes import Bias, Constant, Edge, Layer, Loss, Node, Operation, Parameter, Target
from engine.project import Project, is_settable
from engine.quantity import Quantity, parameter, preactivation, value
from engine.sensitivity.function_curve import argument
from gui.view import ItemKey


class Caption(Enum):
    """What stands above some numbers."""

    FORWARD = "forward"
    BACKWARD = "backward"
    BIAS = "bias"
    WEIGHT = "weight"
    GRADIENT = "gradient"  # of a matrix, which has a table of its own
    LOSS = "loss"
    OBJECTIVE = "objective"  # another node than a loss


@dataclass(frozen=True, slots=True)
class ProjectPart:
    """Title, notes and facts of the project."""


@dataclass(frozen=True, slots=True)
class SeveralPart:
    """More than one thing is selected."""


@dataclass(frozen=True, slots=True)
class TitlePart:
    """What the selected thing is."""

    item: ItemKey


@dataclass(frozen=True, slots=True)
class FunctionPart:
    """The function of a layer, operation or loss: to choose, and its formulas."""

    node: str


@dataclass(frozen=True, slots=True)
class NumbersPart:
    """Quantities of one shape: lines for single numbers, else a table.

    Of vectors each quantity is a column; a matrix stands alone.
    """

    caption: Caption
    quantities: tuple[Quantity, ...]
    shape: tuple[int, ...]
    settable: tuple[bool, ...]

    @property
    def single(self) -> bool:
        """Whether each quantity is one number."""
        return prod(self.shape) == 1


@dataclass(frozen=True, slots=True)
class PropertiesPart:
    """Name of a node, and what else there is of it: its own size, a bias, a single number."""

    node: str
    is_sized: bool
    is_layer: bool
    is_scalar: bool


@dataclass(frozen=True, slots=True)
class NamePart:
    """The name of a parameter."""

    name: str


@dataclass(frozen=True, slots=True)
class TrainedPart:
    """Whether training may change a parameter."""

    name: str


@dataclass(frozen=True, slots=True)
class CurvePart:
    """A curve: the function of a node over its argument, or the loss along a parameter.

    `over` is what the horizontal axis shows, as a whole, in its `shape`.
    """

    over: Quantity
    shape: tuple[int, ...]
    node: str | None = None  # None: the loss


@dataclass(frozen=True, slots=True)
class RemarksPart:
    """Kinks and undefined numbers in the shown sample, of one node or of all."""

    node: str | None = None


Part = (
    ProjectPart
    | SeveralPart
    | TitlePart
    | FunctionPart
    | NumbersPart
    | PropertiesPart
    | NamePart
    | TrainedPart
    | CurvePart
    | RemarksPart
)


def sheet(project: Project, selection: frozenset[ItemKey]) -> tuple[Part, ...]:
    """The parts for a selection, from top to bottom."""
    network = project.network
    if not selection:
        return (ProjectPart(), *_of_loss(network), RemarksPart())
    if len(selection) > 1:
        return (SeveralPart(),)
    (item,) = selection
    if isinstance(item, str):
        return (TitlePart(item), *_of_node(network, network.by_id[item]))
    return (TitlePart(item), *_of_edge(network, network.by_key[item]))


def _of_loss(network: Network) -> list[Part]:
    if network.objective is None:
        return []
    is_loss = isinstance(network.by_id[network.objective], Loss)
    caption = Caption.LOSS if is_loss else Caption.OBJECTIVE
    return [_numbers(network, caption, [value(network.objective)], (1,))]


def _of_node(network: Network, node: Node) -> list[Part]:
    parts: list[Part] = []
    if isinstance(node, Layer | Operation | Loss):
        parts.append(FunctionPart(node.id))
    size = network.sizes[node.id]
    if size is not None:
        shape = node.shape if isinstance(node, Parameter) else (size,)
        own = ([preactivation(node.id)] if isinstance(node, Layer) else []) + [value(node.id)]
        parts += _passes(network, node, own, shape)
    parts.append(RemarksPart(node.id))
    parts += _function_curve(network, node)
    match node:
        case Layer(bias=Bias(name, numbers)):
            parts += _of_parameter(network, Caption.BIAS, name, (numbers,))
        case Parameter(name=name, shape=shape):
            parts += [TrainedPart(name), *_loss_curve(network, name, shape)]
    return [*parts, _properties(network, node)]


def _properties(network: Network, node: Node) -> PropertiesPart:
    is_scalar = can_be_objective(network, node.id)
    return PropertiesPart(node.id, own_size(node) is not None, isinstance(node, Layer), is_scalar)


def _function_curve(network: Network, node: Node) -> list[Part]:
    over = None if network.missing else argument(network, node)
    if over is None:
        return []
    return [CurvePart(over, (network.sizes[over.owner] or 1,), node.id)]


def _loss_curve(network: Network, name: str, shape: tuple[int, ...]) -> list[Part]:
    if network.missing or network.objective is None:
        return []
    return [CurvePart(parameter(name), shape)]


def _passes(
    network: Network, node: Node, own: list[Quantity], shape: tuple[int, ...]
) -> list[Part]:
    """What a node computes, and what comes back; ∂L/∂L = 1 says nothing."""
    parts: list[Part] = [_numbers(network, Caption.FORWARD, own, shape)]
    if network.objective is not None and not isinstance(node, Constant | Target):
        loss = value(network.objective)
        gradients = [loss.derivative(by) for by in own if by != loss]
        if gradients:
            parts.append(_numbers(network, Caption.BACKWARD, gradients, shape))
    return parts


def _of_edge(network: Network, edge: Edge) -> list[Part]:
    if edge.weight is not None:
        return _of_parameter(network, Caption.WEIGHT, edge.weight.name, edge.weight.shape)
    source, size = network.by_id[edge.source], network.sizes[edge.source]
    if size is None:
        return []
    return _passes(network, source, [value(source.id)], (size,))


def _of_parameter(
    network: Network, caption: Caption, name: str, shape: tuple[int, ...]
) -> list[Part]:
    """A parameter and its gradient: beside each other, but for matrices."""
    own = [parameter(name)]
    gradient = [value(network.objective).derivative(own[0])] if network.objective else []
    below = [TrainedPart(name), NamePart(name), *_loss_curve(network, name, shape)]
    if len(shape) == 2 and prod(shape) > 1:
        beside = [_numbers(network, Caption.GRADIENT, gradient, shape)] if gradient else []
        return [_numbers(network, caption, own, shape), *beside, *below]
    return [_numbers(network, caption, own + gradient, shape), *below]


def _numbers(
    network: Network, caption: Caption, quantities: list[Quantity], shape: tuple[int, ...]
) -> NumbersPart:
    settable = tuple(is_settable(network, quantity) for quantity in quantities)
    return NumbersPart(caption, tuple(quantities), shape, settable)
