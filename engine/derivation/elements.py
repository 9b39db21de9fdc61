"""From a formula of vectors and matrices to the formula of one element.

So every rule is said once, for whole layers; sums over indices and Jacobians follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.derivation.scope import Scope
from engine.formula.expression import (
    Call,
    Expression,
    MatMul,
    Negative,
    Number,
    Outer,
    Power,
    Product,
    Quotient,
    Ref,
    Stack,
    Sum,
    Transpose,
    parts,
)
from engine.formula.functions import FUNCTIONS
from engine.formula.tidy import ONE, over, plus, times, written
from engine.functions.activations import ACTIVATIONS

Index = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Linear:
    """upstream·local; what does not depend on a gradient has no `upstream`."""

    upstream: Ref | None
    local: Expression


class Elements:
    """The elements of the formulas of one network."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def of(self, expression: Expression, at: Index) -> Expression:
        """The element `at` of a formula, counted from 1; () of one that is a single number."""
        at = at if expression.shape else ()
        match expression:
            case Ref():
                return self._scope.element(expression, at) if at else expression
            case Sum(terms):
                return plus(*(self.of(term, at) for term in terms))
            case Product(factors):
                return times(*(self.of(factor, at) for factor in factors))
            case Negative(operand):
                return times(Negative(ONE), self.of(operand, at))
            case Quotient(numerator, denominator):
                return over(self.of(numerator, at), self.of(denominator, at))
            case Power(base, exponent):
                return Power(self.of(base, at), self.of(exponent, at))
            case Call(function, arguments, word):
                return self._call(function, arguments, word, at)
            case MatMul(matrix, vector):
                row = at or (1,)
                return plus(*(self._of_sum(matrix, vector, (*row, j)) for j in _along(matrix, 1)))
            case Transpose(matrix):
                return self.of(matrix, at[::-1])
            case Outer(column, row_vector):
                return times(self.of(column, at[:1]), self.of(row_vector, at[1:]))
            case Stack(elements):
                return self.of(elements[at[0] - 1], at[1:])
            case _:
                return expression

    def _of_sum(self, matrix: Expression, vector: Expression, at: Index) -> Expression:
        return times(self.of(matrix, at), self.of(vector, at[1:]))

    def _call(
        self, function: str, arguments: tuple[Expression, ...], word: str, at: Index
    ) -> Expression:
        (argument, *others) = arguments
        if others or not argument.shape:
            return Call(function, tuple(self.of(each, at) for each in arguments), word)
        if FUNCTIONS[function].whole:
            added = plus(*(self.of(argument, (j,)) for j in _along(argument, 0)))
            return over(added, Number(float(argument.shape[0]))) if function == "mean" else added
        if function in ACTIVATIONS and ACTIVATIONS[function].slope is None:
            return self.of(written(ACTIVATIONS[function].formula, z=argument), at)
        return Call(function, (self.of(argument, at),), word)

    def linear(self, expression: Expression, at: Index) -> tuple[Linear, ...]:
        """An element of a formula that is linear in gradients: each of them with its factor."""
        return tuple(sorted(self._collected(self._linear(expression, at)), key=_place))

    def _linear(self, expression: Expression, at: Index) -> Iterator[Linear]:
        at = at if expression.shape else ()
        if not _holds_gradient(expression):
            yield Linear(None, self.of(expression, at))
            return
        match expression:
            case Ref():
                yield Linear(self._scope.element(expression, at) if at else expression, ONE)
            case Sum(terms):
                yield from self._collected(each for term in terms for each in self._linear(term, at))
            case Negative(operand):
                yield from _scaled(self._linear(operand, at), Negative(ONE))
            case Product(factors):
                yield from self._of_product(factors, at)
            case Quotient(numerator, denominator):
                divisor = self.of(denominator, at)
                for each in self._linear(numerator, at):
                    yield Linear(each.upstream, over(each.local, divisor))
            case Call("sum", (argument,)):
                for j in _along(argument, 0):
                    yield from self._linear(argument, (j,))
            case MatMul(matrix, vector):
                for j in _along(matrix, 1):
                    weight = self.of(matrix, (*(at or (1,)), j))
                    yield from _scaled(self._linear(vector, (j,)), weight)
            case Outer(column, row):
                yield from _scaled(self._linear(column, at[:1]), self.of(row, at[1:]))
            case _:
                raise AssertionError(f"{expression} is not linear in a gradient")

    def _of_product(self, factors: tuple[Expression, ...], at: Index) -> Iterator[Linear]:
        (linear,) = (factor for factor in factors if _holds_gradient(factor))
        others = times(*(self.of(factor, at) for factor in factors if factor is not linear))
        yield from _scaled(self._linear(linear, at), others)

    @staticmethod
    def _collected(found: Iterable[Linear]) -> Iterator[Linear]:
        """Each gradient once, with the sum of its factors."""
        local: dict[Ref | None, list[Expression]] = {}
        for each in found:
            local.setdefault(each.upstream, []).append(each.local)
        for upstream, factors in local.items():
            yield Linear(upstream, plus(*factors))


def _scaled(found: Iterable[Linear], factor: Expression) -> Iterator[Linear]:
    for each in found:
        yield Linear(each.upstream, times(factor, each.local))


def _place(found: Linear) -> Index:
    """The element of which a gradient is taken: Jacobians are written in that order."""
    by = found.upstream.quantity.by if found.upstream else None
    return by.index if by else ()


def _along(expression: Expression, axis: int) -> range:
    """The indices along one axis; a single number has one element."""
    return range(1, 1 + (expression.shape[axis] if expression.shape else 1))


def _holds_gradient(expression: Expression) -> bool:
    if isinstance(expression, Ref):
        return expression.quantity.by is not None
    return any(_holds_gradient(part) for part in parts(expression))
