"""Local derivatives: which factor each gradient has in an element of what is handed back.

What is handed back is linear in the gradient it starts from, so the factors are the derivatives
of the rule that was used: entries of weights, slopes, and the whole Jacobian of a softmax.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine.derivation.elements import Elements, Index, along, indices
from engine.formula.expression import (
    Call,
    Expression,
    MatMul,
    Negative,
    Outer,
    Product,
    Quotient,
    Ref,
    Sum,
    quantities,
)
from engine.formula.tidy import ONE, over, plus, times


@dataclass(frozen=True, slots=True)
class Linear:
    """upstream·local; what does not depend on a gradient has no `upstream`."""

    upstream: Ref | None
    local: Expression


def linear(elements: Elements, expression: Expression, at: Index) -> tuple[Linear, ...]:
    """An element of a formula that is linear in gradients: each of them once, with its factor."""
    found = _Reader(elements).of(expression, at)
    return tuple(sorted(_collected(found), key=_place))


class _Reader:
    """One method for each kind of node that may stand around a gradient."""

    def __init__(self, elements: Elements) -> None:
        self._elements = elements

    def of(self, expression: Expression, at: Index) -> Iterator[Linear]:
        at = at if expression.shape else ()
        if _holds_gradient(expression):
            yield from _METHODS[type(expression)](self, expression, at)
        else:
            yield Linear(None, self._elements.of(expression, at))

    def ref(self, node: Ref, at: Index) -> Iterator[Linear]:
        yield Linear(self._elements.ref(node, at), ONE)

    def sum(self, node: Sum, at: Index) -> Iterator[Linear]:
        return _collected(each for term in node.terms for each in self.of(term, at))

    def negative(self, node: Negative, at: Index) -> Iterator[Linear]:
        return _scaled(self.of(node.operand, at), Negative(ONE))

    def product(self, node: Product, at: Index) -> Iterator[Linear]:
        (gradient,) = filter(_holds_gradient, node.factors)
        others = (each for each in node.factors if each is not gradient)
        factor = times(*(self._elements.of(each, at) for each in others))
        return _scaled(self.of(gradient, at), factor)

    def quotient(self, node: Quotient, at: Index) -> Iterator[Linear]:
        divisor = self._elements.of(node.denominator, at)
        for each in self.of(node.numerator, at):
            yield Linear(each.upstream, over(each.local, divisor))

    def call(self, node: Call, _: Index) -> Iterator[Linear]:
        """A sum over all elements."""
        (argument,) = node.arguments
        for each in indices(argument.shape):
            yield from self.of(argument, each)

    def matmul(self, node: MatMul, at: Index) -> Iterator[Linear]:
        for row, j in along(node, at):
            weight = self._elements.of(node.matrix, (row, j))
            yield from _scaled(self.of(node.vector, (j,)), weight)

    def outer(self, node: Outer, at: Index) -> Iterator[Linear]:
        return _scaled(self.of(node.column, at[:1]), self._elements.of(node.row, at[1:]))


_METHODS: Final[Mapping[type, Callable[[_Reader, Any, Index], Iterator[Linear]]]] = {
    Ref: _Reader.ref,
    Sum: _Reader.sum,
    Negative: _Reader.negative,
    Product: _Reader.product,
    Quotient: _Reader.quotient,
    Call: _Reader.call,
    MatMul: _Reader.matmul,
    Outer: _Reader.outer,
}


def _collected(found: Iterable[Linear]) -> Iterator[Linear]:
    """Each gradient once, with the sum of its factors."""
    factors: dict[Ref | None, list[Expression]] = {}
    for each in found:
        factors.setdefault(each.upstream, []).append(each.local)
    for upstream, locals_ in factors.items():
        yield Linear(upstream, plus(*locals_))


def _scaled(found: Iterable[Linear], factor: Expression) -> Iterator[Linear]:
    for each in found:
        yield Linear(each.upstream, times(factor, each.local))


def _holds_gradient(expression: Expression) -> bool:
    return any(quantity.by is not None for quantity in quantities(expression))


def _place(found: Linear) -> Index:
    """The element of which a gradient is taken: Jacobians are written in that order."""
    by = found.upstream.quantity.by if found.upstream else None
    return by.index if by else ()
