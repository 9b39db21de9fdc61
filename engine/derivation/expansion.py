"""Putting definitions into one another: a gradient in full, as one formula.

What is put in differs from "reuse by name" only in where it stops: at values, at slopes g′(z), and
at L′, the slope of the loss, unless it is said otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from engine.derivation.definition import Definition
from engine.derivation.table import Derivation
from engine.formula.algebra import substituted, with_parts
from engine.formula.expression import (
    Call,
    Expression,
    Leaf,
    Negative,
    Ref,
    fold,
)
from engine.formula.tidy import ONE, plus, signed, tidied, times
from engine.nodes import Loss
from engine.quantity import Quantity, Role, derived_name, value

MOST_PARTS: Final = 400
"""A formula of more names, numbers and signs is no help: parts that would exceed it keep names."""

Stop = Callable[[Quantity], bool]
"""Whether a gradient keeps its name."""


def expanded(table: Derivation, quantity: Quantity, stops: Stop | None = None) -> Expression:
    """The definition of a gradient with those of all gradients in it; of a value its own."""
    definition = table[quantity]
    if quantity.by is None:
        return definition.expression
    return _Expansion(table, stops or slope_of_loss(table)).of(quantity)


def slope_of_loss(table: Derivation) -> Stop:
    """Stops at ∂L/∂ŷ, the gradient of what the objective compares with its target."""
    network = table.network
    loss = network.by_id.get(network.objective or "")
    if not isinstance(loss, Loss):
        return lambda _: False
    edges = network.incoming[loss.id]
    prediction = value(next(edge.source for edge in edges if edge.port == "prediction"))
    reached = table.scope.gradient(prediction).quantity
    return lambda quantity: quantity.element() == reached


class _Expansion:
    def __init__(self, table: Derivation, stops: Stop) -> None:
        self._table = table
        self._stops = stops
        self._made: dict[Quantity, Expression] = {}

    def of(self, quantity: Quantity) -> Expression:
        """A gradient in full, at the root also where substitution would stop."""
        return self._joined(self._table[quantity])

    def _meaning(self, leaf: Leaf) -> Expression:
        if not isinstance(leaf, Ref) or leaf.quantity.by is None:
            return leaf
        if self._stops(leaf.quantity):
            return self._named(leaf)
        if leaf.quantity not in self._made:
            self._made[leaf.quantity] = leaf  # keeps its name if it turns out to be too long
            found = self._joined(self._table[leaf.quantity])
            self._made[leaf.quantity] = found if _size(found) <= MOST_PARTS else leaf
        return self._made[leaf.quantity]

    def _joined(self, definition: Definition) -> Expression:
        """The terms in full, with what they begin with in common taken out; the longest first."""
        terms = [self._full(term.expression) for term in definition.terms]
        factors = [signed(term) for term in terms]
        shared = _common_start([found for _, found in factors])
        if len(terms) == 1 or not shared:
            return plus(*terms)
        rest = [(negative, found[len(shared) :]) for negative, found in factors]
        rest.sort(key=lambda each: -len(each[1]))
        signs: tuple[Expression, Expression] = ONE, Negative(ONE)
        return times(*shared, plus(*(times(signs[negative], *each) for negative, each in rest)))

    def _full(self, expression: Expression) -> Expression:
        return lettered(tidied(substituted(expression, self._meaning)))

    def _named(self, leaf: Ref) -> Ref:
        """L′ where the network has no other use for that name."""
        if leaf.quantity.by is None or leaf.quantity.by.index:
            return leaf
        return replace(leaf, word="L'")


def lettered(expression: Expression) -> Expression:
    """Activations of layers by their letters: g₁′(z₁) for relu′(z₁)."""
    return fold(expression, _by_letter)


def _by_letter(node: Expression, parts: list[Expression]) -> Expression:
    found = with_parts(node, parts)
    match found:
        case Call(function, (Ref(Quantity(role=Role.PREACTIVATION, owner=layer)),)):
            letter = derived_name("g", layer)
            return replace(found, word=letter + "'" * function.endswith("'"))
    return found


def _common_start(products: list[tuple[Expression, ...]]) -> tuple[Expression, ...]:
    shared = []
    for column in zip(*products, strict=False):
        if any(each != column[0] for each in column):
            break
        shared.append(column[0])
    return tuple(shared)


def _size(expression: Expression) -> int:
    return fold(expression, lambda _, parts: 1 + sum(parts))
