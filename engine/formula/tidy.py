"""Building trees as people write them: factors 1, terms 0 and sums of one number are left out.

Signs stand before a product, never inside it. `algebra` keeps whatever someone wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from engine.formula.algebra import add, multiply, negate, substituted, with_parts
from engine.formula.expression import (
    Call,
    Expression,
    Negative,
    Number,
    Product,
    Quotient,
    Stack,
    Sum,
    Symbol,
    fold,
)
from engine.formula.parser import parse
from engine.formula.vocabulary import symbols

ZERO: Final = Number(0.0)
ONE: Final = Number(1.0)


def times(*given: Expression) -> Expression:
    """The product; without any factor 1."""
    found = [signed(each) for each in given]
    kept = [factor for _, factors in found for factor in factors if factor != ONE]
    if ZERO in kept:
        return ZERO
    product = multiply(*kept) if kept else ONE
    odd = sum(negative for negative, _ in found) % 2
    return negate(product) if odd else product


def signed(expression: Expression) -> tuple[bool, tuple[Expression, ...]]:
    """Whether a product is negative, and its factors without any sign."""
    negative, factors = False, [expression]
    while any(isinstance(each, Negative | Product) for each in factors):
        negative ^= sum(isinstance(each, Negative) for each in factors) % 2 == 1
        factors = [part for each in factors for part in _opened(each)]
    return negative, tuple(factors)


def plus(*terms: Expression) -> Expression:
    """The sum; without any term 0."""
    kept = [term for term in terms if term != ZERO]
    return add(*kept) if kept else ZERO


def over(numerator: Expression, denominator: Expression) -> Expression:
    """The quotient; the numerator alone over 1."""
    if denominator == ONE or numerator == ZERO:
        return numerator
    if isinstance(numerator, Negative):
        return negate(over(numerator.operand, denominator))
    return Quotient(numerator, denominator)


def total(vector: Expression) -> Expression:
    """The sum of the elements; of a single number itself."""
    return Call("sum", (vector,)) if vector.shape else vector


def ones(size: int) -> Expression:
    """A vector of ones, which spreads a number."""
    return Stack((ONE,) * size) if size > 1 else ONE


def written(formula: str, **meanings: Expression) -> Expression:
    """A formula of the tables with `meanings` for its names."""
    tree = _parsed(formula, tuple(meanings))
    return tidied(substituted(tree, lambda leaf: _meaning(leaf, meanings)))


def tidied(expression: Expression) -> Expression:
    """The same tree without what changes nothing."""
    return fold(expression, built)


def built(node: Expression, parts: Sequence[Expression]) -> Expression:
    """The same node made of other parts, tidily."""
    if isinstance(node, Call) and node.function in ("sum", "mean") and not parts[0].shape:
        return parts[0]
    build = _BUILDERS.get(type(node))
    return build(*parts) if build else with_parts(node, parts)


_BUILDERS: Final[Mapping[type, Callable[..., Expression]]] = {
    Sum: plus,
    Product: times,
    Negative: lambda operand: times(Negative(ONE), operand),
    Quotient: over,
}


def _opened(factor: Expression) -> tuple[Expression, ...]:
    match factor:
        case Negative(operand):
            return (operand,)
        case Product(found):
            return found
        case _:
            return (factor,)


def _meaning(leaf: Expression, meanings: Mapping[str, Expression]) -> Expression:
    return meanings.get(leaf.word, leaf) if isinstance(leaf, Symbol) else leaf


@lru_cache(maxsize=512)
def _parsed(formula: str, names: tuple[str, ...]) -> Expression:
    return parse(formula, symbols(*names), longest=None)
