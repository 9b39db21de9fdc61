"""Building trees: sums and products are flat and signs stand outside.

That is also the form in which the parser reads, so what is printed reads back as the same tree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from engine.formula.expression import (
    EULER,
    Call,
    Expression,
    Leaf,
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
    Symbol,
    Transpose,
    fold,
)


def number(value: float, text: str = "") -> Expression:
    """A literal of either sign; `text` spells its size. Raises ValueError if not finite."""
    return Negative(Number(-value, text)) if value < 0 else Number(abs(value), text)


def negate(operand: Expression) -> Expression:
    """−operand; twice is not at all."""
    return operand.operand if isinstance(operand, Negative) else Negative(operand)


def add(*terms: Expression) -> Expression:
    """The sum of one or more terms, without sums among them."""
    flat = [part for each in terms for part in (each.terms if isinstance(each, Sum) else (each,))]
    return Sum(tuple(flat)) if len(flat) > 1 else flat[0]


def multiply(first: Expression, *others: Expression) -> Expression:
    """The product, without products among the factors and without a sign at its head."""
    if isinstance(first, Negative):
        return negate(multiply(first.operand, *others))
    flat = [
        part
        for each in (first, *others)
        for part in (each.factors if isinstance(each, Product) else (each,))
    ]
    return Product(tuple(flat)) if len(flat) > 1 else flat[0]


def divide(numerator: Expression, denominator: Expression) -> Expression:
    """The quotient, without a sign at its head."""
    if isinstance(numerator, Negative):
        return negate(divide(numerator.operand, denominator))
    return Quotient(numerator, denominator)


def power(base: Expression, exponent: Expression) -> Expression:
    """base^exponent, which for e is the exponential function."""
    return Call("exp", (exponent,)) if base == EULER else Power(base, exponent)


def substituted(expression: Expression, meaning: Callable[[Leaf], Expression]) -> Expression:
    """The tree with every leaf replaced by what it means; a leaf may mean itself."""

    def combine(node: Expression, parts: list[Expression]) -> Expression:
        match node:
            case Number() | Symbol() | Ref():
                return meaning(node)
            case Call(function, word=word):
                return Call(function, tuple(parts), word)
            case Stack():
                return Stack(tuple(parts))
        return _BUILDERS[type(node)](*parts)

    return fold(expression, combine)


def with_parts(node: Expression, parts: Sequence[Expression]) -> Expression:
    """The same node made of other parts, with no regard to signs."""
    match node:
        case Number() | Symbol() | Ref():
            return node
        case Sum():
            return Sum(tuple(parts))
        case Product():
            return Product(tuple(parts))
        case Stack():
            return Stack(tuple(parts))
        case Call():
            return replace(node, arguments=tuple(parts))
        case _:
            return type(node)(*parts)


_BUILDERS: Final[Mapping[type, Callable[..., Expression]]] = {
    Sum: add,
    Product: multiply,
    Negative: negate,
    Quotient: divide,
    Power: power,
    MatMul: MatMul,
    Transpose: Transpose,
    Outer: Outer,
}
