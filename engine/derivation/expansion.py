"""Putting definitions into one another: a gradient in full, as one formula.

It differs from the definition only in where it stops: reuse by name, or everything down to L′.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Final

from engine.derivation.forward import operands
from engine.derivation.scores import slope
from engine.derivation.table import Derivation, Level, derive
from engine.formula.algebra import with_parts
from engine.formula.expression import Call, Expression, Negative, Ref, fold, quantities
from engine.formula.tidy import ONE, built, plus, signed, times
from engine.network import Network
from engine.nodes import Loss
from engine.quantity import Quantity, Role, derived_name

MOST_PARTS: Final = 250
"""A formula of more names, numbers and signs is no help: what would exceed it keeps its name."""


def expanded(table: Derivation, quantity: Quantity) -> Expression:
    """The definition of a gradient with those of all gradients in it; of a value its own.

    It ends at values, at slopes g′(z), and at L′, the gradient of what the loss looks at.
    """
    if quantity.by is None:
        return table[quantity].expression
    return _expansion(table.network, table.level).of(quantity)


@lru_cache(maxsize=16)
def _expansion(network: Network, level: Level) -> _Expansion:
    """What was put in once is kept: everything behind a gradient is needed again before it."""
    return _Expansion(derive(network, level))


class _Expansion:
    def __init__(self, table: Derivation) -> None:
        self._table = table
        self._end = _slope_of_loss(table)
        self._made: dict[Quantity, Expression] = {}
        self._sizes: dict[Quantity, int] = {}

    def of(self, quantity: Quantity) -> Expression:
        """A gradient in full, at the root also where it would keep its name."""
        self._make(quantity)
        return self._joined(quantity)

    def _make(self, quantity: Quantity) -> None:
        """Everything that is put into a gradient, from the loss on; networks may be deep."""
        todo = [quantity]
        while todo:
            missing = [each for each in self._put_into(todo[-1]) if each not in self._made]
            if missing:
                todo += missing
                continue
            made = todo.pop()
            size = self._sizes[made] = sum(fold(term, self._size) for term in self._terms(made))
            short = size <= MOST_PARTS
            self._made[made] = self._joined(made) if short else self._table.scope.ref(made)

    def _put_into(self, quantity: Quantity) -> list[Quantity]:
        used = [each for term in self._terms(quantity) for each in quantities(term)]
        return [each for each in used if each.by and each.element() != self._end]

    def _terms(self, quantity: Quantity) -> list[Expression]:
        """Those of the definition; a loss on scores takes one, not the detour through p."""
        found, losses = [], set[str]()
        for term in self._table[quantity].terms:
            by = term.upstream.by if term.upstream else None
            if by is None or by.role is not Role.PROBABILITY:
                found.append(term.expression)
            elif by.owner not in losses:
                losses.add(by.owner)
                loss = self._table.network.by_id[by.owner]
                assert isinstance(loss, Loss)
                found.append(slope(self._table, loss, quantity))
        return found

    def _joined(self, quantity: Quantity) -> Expression:
        return _joined([fold(term, self._full) for term in self._terms(quantity)])

    def _full(self, node: Expression, parts: list[Expression]) -> Expression:
        """One node of a definition, with everything put in; activations by their letters."""
        if not isinstance(node, Ref) or node.quantity.by is None:
            return _by_letter(built(node, parts))
        if node.quantity.element() != self._end:
            return self._made[node.quantity]
        return node if node.quantity.by.index else replace(node, word="L'")

    def _size(self, node: Expression, below: list[int]) -> int:
        """Of a node with everything put in."""
        size = self._sizes.get(node.quantity, 1) if isinstance(node, Ref) else 1 + sum(below)
        return size if size <= MOST_PARTS or not isinstance(node, Ref) else 1


def _slope_of_loss(table: Derivation) -> Quantity | None:
    """∂L/∂ŷ of what the objective compares with its target, if it is a loss."""
    network = table.network
    if not isinstance(network.by_id.get(network.objective or ""), Loss):
        return None
    assert network.objective is not None
    prediction, _ = operands(network, network.objective)
    return table.scope.gradient(prediction).quantity


def _joined(terms: list[Expression]) -> Expression:
    """The sum, with what all terms begin with taken out; the longest term first."""
    factors = [signed(term) for term in terms]
    shared = _common_start([found for _, found in factors])
    if len(terms) == 1 or not shared:
        return plus(*terms)
    rest = [(negative, found[len(shared) :]) for negative, found in factors]
    rest.sort(key=lambda each: -len(each[1]))
    signs: tuple[Expression, Expression] = ONE, Negative(ONE)
    return times(*shared, plus(*(times(signs[negative], *each) for negative, each in rest)))


def _common_start(products: list[tuple[Expression, ...]]) -> tuple[Expression, ...]:
    shared = []
    for column in zip(*products, strict=False):
        if any(each != column[0] for each in column):
            break
        shared.append(column[0])
    return tuple(shared)


def lettered(expression: Expression) -> Expression:
    """Activations of layers by their letters: g₁′(z₁) for relu′(z₁)."""
    return fold(expression, lambda node, parts: _by_letter(with_parts(node, parts)))


def _by_letter(node: Expression) -> Expression:
    match node:
        case Call(function, (Ref(Quantity(role=Role.PREACTIVATION, owner=layer)),)):
            letter = derived_name("g", layer)
            return replace(node, word=letter + "'" * function.endswith("'"))
    return node
