"""The words of a network: what its names mean in a formula, and how its quantities are called.

Names of the project come first: whoever calls a parameter `e` or `L` means that parameter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from engine.formula.expression import Leaf, Ref, Shape, squeezed
from engine.formula.notation import SMALL, Style, styled
from engine.formula.vocabulary import CONSTANTS, FUNCTION_NAMES, Vocabulary, folded
from engine.functions.activations import ACTIVATIONS
from engine.functions.losses import LOSSES
from engine.network import Network
from engine.nodes import Layer, Loss, Operation, Parameter
from engine.quantity import (
    LEARNING_RATE,
    Quantity,
    Role,
    derived_name,
    names_taken,
    parameter,
    preactivation,
    value,
)


def text(quantity: Quantity, network: Network, style: Style = Style.PLAIN) -> str:
    """The name of a quantity: w0, ∂L/∂w0, h0_2, W1_{1,2}; KeyError if it has none."""
    return styled(vocabulary_of(network).ref(quantity).word, style)


def printed(network: Network, quantity: Quantity) -> str:
    """The name of a quantity as on paper: w₀, ∂L/∂h₀; elements as W1₁₂, b1₂."""
    if quantity.by is not None:
        whole = replace(quantity, by=None)
        return f"∂{printed(network, whole)}/∂{printed(network, quantity.by)}"
    if not quantity.index:
        return text(quantity, network, Style.SUBSCRIPTS)
    return text(replace(quantity, index=()), network) + subscripts(quantity.index)


def subscripts(index: tuple[int, ...]) -> str:
    """An index as subscripts; one of several parts that are not all digits in brackets."""
    if len(index) > 1 and max(index) > 9:
        return f"[{', '.join(map(str, index))}]"
    return "".join(map(str, index)).translate(SMALL)


@lru_cache(maxsize=16)
def vocabulary_of(network: Network) -> Vocabulary:
    """The vocabulary of a network: its own names, then the usual ones that are still free."""
    own: dict[str, Leaf] = dict(_own(network))
    usual = {word: leaf for word, leaf in _usual(network, own) if word not in own}
    activations = {
        folded(derived_name("g", node)): function for node, function in _activations(network)
    }
    refs = {
        value(node.id): _parameter(node.name, node.shape)
        for node in network.nodes
        if isinstance(node, Parameter)
    }
    return Vocabulary({**own, **usual}, {**FUNCTION_NAMES, **activations}, refs)


def _activations(network: Network) -> Iterator[tuple[str, str]]:
    """Nodes that apply an activation: layers, and the operation that an opened layer ends in."""
    for node in network.nodes:
        match node:
            case Layer(id, activation=function):
                yield id, function
            case Operation(id, function) if function in ACTIVATIONS:
                yield id, function


def _own(network: Network) -> Iterator[tuple[str, Ref]]:
    """Every name that the project gives itself, and those derived from ids."""
    for node in network.nodes:
        shape = _shape(network, node.id)
        match node:
            case Layer(id):
                h, z, _, *words = names_taken(id, layer=True)
                yield z, Ref(preactivation(id), z, shape)
                for word in (h, *words):
                    yield word, Ref(value(id), h, shape)
            case Parameter(id, name, own_shape):
                yield _word(network, id), _parameter(name, own_shape)
            case _:
                word = _word(network, node.id)
                yield word, Ref(value(node.id), word, shape)
    for slot in network.layout.parameters:
        yield slot.name, _parameter(slot.name, slot.shape)


def _usual(network: Network, own: Mapping[str, Leaf]) -> Iterator[tuple[str, Leaf]]:
    """What lessons call the parts of any network."""
    yield from CONSTANTS.items()
    for node, _ in _activations(network):  # h_out stays a name when the layer is opened
        yield derived_name("h", node), own[_word(network, node)]
    rate = Ref(LEARNING_RATE, "η" if "η" not in own else "eta")
    yield from {"η": rate, "eta": rate}.items()
    losses = [node for node in network.nodes if isinstance(node, Loss)]
    main = next((loss for loss in losses if loss.id == network.objective), None)
    main = losses[0] if len(losses) == 1 else main
    for loss in losses:
        names = [derived_name("p", loss.id), *(["p"] if loss is main and "p" not in own else [])]
        probability = Quantity(Role.PROBABILITY, loss.id)
        prediction = _prediction(network, loss)
        if LOSSES[loss.loss].on_scores and prediction is not None:
            for name in names:
                yield name, Ref(probability, names[-1], _shape(network, prediction))
    yield from _of_objective(network, own, main)


def _of_objective(
    network: Network, own: Mapping[str, Leaf], main: Loss | None
) -> Iterator[tuple[str, Ref]]:
    """L, ŷ and L′."""
    prediction = _prediction(network, main) if main else None
    estimate = own[_word(network, prediction)] if prediction is not None else None
    if isinstance(estimate, Ref):
        yield from {"ŷ": estimate, "yhat": estimate}.items()
    if network.objective is None:
        return
    quantity = value(network.objective)
    is_loss = isinstance(network.by_id[network.objective], Loss)
    objective = Ref(quantity, "L" if is_loss and "L" not in own else _word(network, quantity.owner))
    yield "L", objective
    if isinstance(estimate, Ref) and own.get("L", objective) == objective:
        slope = quantity.derivative(estimate.quantity)
        yield "L'", Ref(slope, f"∂L/∂{estimate.word}", estimate.shape)


def _prediction(network: Network, loss: Loss) -> str | None:
    """The node that a loss compares with its target."""
    edges = network.incoming[loss.id]
    return next((edge.source for edge in edges if edge.port == "prediction"), None)


def _word(network: Network, node: str) -> str:
    """The name that the value of a node is written with."""
    return names_taken(node, layer=isinstance(network.by_id[node], Layer))[0]


def _parameter(name: str, shape: tuple[int, ...]) -> Ref:
    return Ref(parameter(name), name, squeezed(shape))


def _shape(network: Network, node: str) -> Shape:
    size = network.sizes[node]
    return None if size is None else squeezed((size,))
