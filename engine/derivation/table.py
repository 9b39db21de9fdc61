"""The table: every quantity of a network that is computed, with the rule that gives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import Enum
from functools import lru_cache
from math import prod

from engine.derivation import backward, forward
from engine.derivation.definition import Definition, Rule, Term
from engine.derivation.elements import Elements, indices
from engine.derivation.linear import linear
from engine.derivation.scope import Scope
from engine.formula.expression import Ref, Sum
from engine.formula.tidy import ONE, times
from engine.functions.losses import LOSSES
from engine.network import Network
from engine.nodes import Constant, Layer, Loss, Operation, Target
from engine.plan.compile import missing_error
from engine.quantity import Quantity, Role, parameter, preactivation, value


class Level(Enum):
    """In which form definitions are: with matrices for whole layers, or with numbers alone."""

    LAYER = "layer"
    ELEMENT = "element"


class Derivation(Mapping[Quantity, Definition]):
    """Quantity → Definition; entries are made when they are asked for.

    At level LAYER the keys are whole vectors and matrices, at level ELEMENT their elements; a
    single number is a key of both. Definitions speak of quantities of their own level. What is
    given (inputs, targets, parameters) has no definition, nor has a derivative by a constant.
    """

    def __init__(self, network: Network, level: Level) -> None:
        """Of a complete network; raises `NetworkError` naming what it lacks."""
        if network.missing:
            raise missing_error(network)
        self.network = network
        self.level = level
        self.scope = Scope(network)
        self._elements = Elements(self.scope)
        self._made: dict[Quantity, Definition] = {}

    def __getitem__(self, quantity: Quantity) -> Definition:
        """The definition of a quantity; raises KeyError where there is none at this level."""
        found = self._made.get(quantity)
        if found is None:
            found = self._made[quantity] = self._define(self.scope.ref(quantity))
        return found

    def __iter__(self) -> Iterator[Quantity]:
        """Forward in the order of the network, then every gradient backwards."""
        for quantity in computed(self.network):
            if self.level is Level.LAYER:
                yield quantity
            else:
                yield from elements(self.scope.ref(quantity))

    def __len__(self) -> int:
        """How many quantities have a definition."""
        refs = map(self.scope.ref, computed(self.network))
        return sum(prod(ref.shape or ()) if self.level is Level.ELEMENT else 1 for ref in refs)

    def _define(self, ref: Ref) -> Definition:
        whole, at = _split(ref.quantity)
        whole_ref = self.scope.ref(whole)
        found = self._whole(whole_ref.quantity)
        if self.level is Level.LAYER:
            if at:
                raise KeyError(ref.quantity)
            return found
        if bool(at) != bool(whole_ref.shape):
            raise KeyError(ref.quantity)
        split = self._shares if whole.by else self._summands
        terms = tuple(each for term in found.terms for each in split(term, at))
        return Definition(_of_numbers(found.rule, len(terms)), terms)

    def _whole(self, quantity: Quantity) -> Definition:
        if quantity.by is None:
            return forward.defined(self.scope, quantity)
        if (quantity.role, quantity.owner) != (Role.VALUE, self.network.objective):
            raise KeyError(quantity)
        return backward.defined(self.scope, quantity.by)

    def _summands(self, term: Term, at: tuple[int, ...]) -> Iterator[Term]:
        """One term for every product of a weighted sum."""
        element = self._elements.of(term.expression, at)
        for part in element.terms if isinstance(element, Sum) else (element,):
            yield replace(term, expression=part)

    def _shares(self, term: Term, at: tuple[int, ...]) -> Iterator[Term]:
        """One term for every element of the gradient that a consumer hands back."""
        for each in linear(self._elements, term.expression, at):
            start = ONE if each.upstream is None else each.upstream
            upstream = None if each.upstream is None else each.upstream.quantity
            yield Term(times(start, each.local), term.via, upstream, each.local)


@lru_cache(maxsize=16)
def derive(network: Network, level: Level = Level.LAYER) -> Derivation:
    """The table of a complete network, kept while the network is in use."""
    return Derivation(network, level)


def elements(ref: Ref) -> Iterator[Quantity]:
    """The addresses of all numbers of a quantity, row by row."""
    for at in indices(ref.shape):
        yield ref.quantity.element(*at) if at else ref.quantity


def computed(network: Network) -> Iterator[Quantity]:
    """Every quantity that has a definition, as a whole, in the order of both passes."""
    for key in network.order:
        yield from values(network, key)
    if network.objective is not None:
        objective = value(network.objective)
        for key in reversed(network.order):
            yield from map(objective.derivative, gradients(network, key))


def values(network: Network, key: str) -> tuple[Quantity, ...]:
    """What the forward pass computes at a node, in its order."""
    match network.by_id[key]:
        case Layer():
            return preactivation(key), value(key)
        case Loss(loss=name) if LOSSES[name].on_scores:
            return Quantity(Role.PROBABILITY, key), value(key)
        case Operation() | Loss():
            return (value(key),)
        case _:
            return ()


def gradients(network: Network, key: str) -> tuple[Quantity, ...]:
    """By what the backward pass differentiates at a node: h, z, the weights into it, its bias."""
    node = network.by_id[key]
    match node:
        case Constant() | Target():
            return ()
        case Layer():
            weights = (edge.weight for edge in network.incoming[key])
            biases = [parameter(node.bias.name)] if node.bias else []
            by_weights = (parameter(each.name) for each in weights if each)
            return value(key), preactivation(key), *by_weights, *biases
        case Loss(loss=name) if LOSSES[name].on_scores:
            return value(key), Quantity(Role.PROBABILITY, key)
        case _:
            return (value(key),)


def _of_numbers(rule: Rule, terms: int) -> Rule:
    """What a rule of matrices is called for a single number."""
    if rule is Rule.MATRIX:
        return Rule.WEIGHT
    if rule is Rule.VECTOR:
        return Rule.SUM_OVER_PATHS if terms > 1 else Rule.CHAIN
    return rule


def _split(quantity: Quantity) -> tuple[Quantity, tuple[int, ...]]:
    """The whole array, and the element of it that is meant."""
    at = (quantity if quantity.by is None else quantity.by).index
    return quantity.element(), at
