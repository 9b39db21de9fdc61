"""What steps and their terms are called, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from engine import vocabulary
from engine.explain import words
from engine.explain.update import GRADIENT, NEW
from engine.functions.operations import OPERATIONS
from engine.network import Network
from engine.nodes import EdgeKey, Input, Layer, Loss, Operation, Parameter
from engine.quantity import Quantity, Role, value
from engine.walk import Phase
from engine.wording import Sentence


def title(network: Network, quantity: Quantity) -> Sentence:
    """What a step of the forward or backward pass computes."""
    of = quantity if quantity.by is None else quantity.by
    template = (_of_value if quantity.by is None else _of_slope)(network, of)
    return Sentence(template, {"name": name(network, of), "owner": owner(network, of)})


def update(network: Network, quantity: Quantity, row: str) -> Sentence:
    """What one row of an update computes."""
    template = {NEW: words.NEW_VALUE, GRADIENT: words.STEP_GRADIENT}.get(row, words.MEMORY)
    return Sentence(template, {"name": name(network, quantity)})


def owner(network: Network, quantity: Quantity) -> Sentence:
    """The node of a quantity, by its kind: unit 0, layer 1, unit 2 of layer 1, multiply f."""
    node = network.by_id.get(quantity.owner)
    match node:
        case Layer(id, size) if size > 1 and quantity.index:
            return Sentence(words.UNIT_OF_LAYER, {"node": id, "unit": quantity.index[0]})
        case Layer(id, size):
            return Sentence(words.UNIT if size == 1 else words.LAYER, {"node": id})
        case Operation(id, operation) if not quantity.index:
            return Sentence(words.OPERATION, {"operation": OPERATIONS[operation].label, "node": id})
        case _:
            return Sentence(words.NAMED, {"name": name(network, quantity)})


def name(network: Network, quantity: Quantity) -> str:
    """A quantity as it is written on paper."""
    return vocabulary.printed(network, quantity)


def _of_value(network: Network, quantity: Quantity) -> str:
    match network.by_id[quantity.owner]:
        case Layer() if quantity.role is Role.PREACTIVATION:
            return words.WEIGHTED_SUM_OF
        case Layer():
            return words.OUTPUT_OF
        case Loss() if quantity.role is Role.PROBABILITY:
            return words.PROBABILITY_OF if quantity.index else words.PROBABILITIES_OF
        case Loss():
            return words.LOSS_OF
        case _:
            return words.RESULT_OF


def _of_slope(network: Network, by: Quantity) -> str:
    if by.role is Role.PARAMETER:
        return _of_parameter(network, by)
    if by.role is Role.PROBABILITY:
        return words.GRADIENT_OF_PROBABILITY if by.index else words.GRADIENT_OF_PROBABILITIES
    match network.by_id[by.owner]:
        case Layer():
            is_sum = by.role is Role.PREACTIVATION
            return words.GRADIENT_OF_SUM if is_sum else words.GRADIENT_OF_OUTPUT
        case Operation():
            return words.GRADIENT_OF_RESULT
        case Input():
            return words.GRADIENT_OF_INPUT
        case _:
            return words.GRADIENT_OF


def _of_parameter(network: Network, by: Quantity) -> str:
    slot = network.layout.by_name[by.owner]
    if isinstance(slot.owner, tuple):
        single = by.index or slot.shape == (1, 1)
        return words.GRADIENT_OF_WEIGHT if single else words.GRADIENT_OF_WEIGHTS
    is_node = isinstance(network.by_id[slot.owner], Parameter)
    return words.GRADIENT_OF if is_node else words.GRADIENT_OF_BIAS


# -- terms ------------------------------------------------------------------------------------


def label(network: Network, edge: EdgeKey, spoken: Iterable[Quantity], phase: Phase) -> Sentence:
    """Where a term comes from: "through the skip", "through unit 1".

    It speaks of the quantities `spoken`: perhaps of one unit of a layer alone.
    """
    source, target, port = edge
    if phase is Phase.FORWARD:
        return Sentence(words.FROM, {"owner": owner(network, _end(source, spoken))})
    node = network.by_id[target]
    if isinstance(node, Loss):
        return Sentence(words.THROUGH_LOSS, {"node": target})
    to = owner(network, _end(target, spoken))
    if edge in skips(network):
        several = len(skips(network)) > 1
        return Sentence(words.THROUGH_SKIP_TO if several else words.THROUGH_SKIP, {"owner": to})
    uses = [each for each in network.outgoing[source] if each.target == target]
    if isinstance(port, int) and len(uses) > 1:
        return Sentence(words.THROUGH_PORT, {"owner": to, "port": port + 1})
    return Sentence(words.THROUGH, {"owner": to})


def _end(node: str, spoken: Iterable[Quantity]) -> Quantity:
    """The value of a node, or that of its one unit that is spoken of."""
    bare = {quantity if quantity.by is None else quantity.by for quantity in spoken}
    own = {each.index for each in bare if each.owner == node and each.role is not Role.PARAMETER}
    return replace(value(node), index=own.pop() if len(own) == 1 else ())


@lru_cache(maxsize=16)
def skips(network: Network) -> frozenset[EdgeKey]:
    """Connections into a layer beside a longer way from the same source."""
    bit = {key: 1 << place for place, key in enumerate(network.order)}
    reached: dict[str, int] = {}  # everything behind a node, as bits
    found: set[EdgeKey] = set()
    for key in reversed(network.order):
        targets = [edge.target for edge in network.outgoing[key]]
        beyond = [reached[target] for target in targets]
        reached[key] = 0
        for each, target in zip(beyond, targets, strict=True):
            reached[key] |= each | bit[target]
        for edge in network.outgoing[key]:
            is_layer = isinstance(network.by_id[edge.target], Layer)
            if is_layer and any(each & bit[edge.target] for each in beyond):
                found.add(edge.key)
    return frozenset(found)
