"""Formulas with numbers in the place of names, and which sign may stand between them."""

from __future__ import annotations

from typing import Final

import numpy as np

from engine.arrays import Array
from engine.derivation.elements import Elements, indices
from engine.formula.algebra import with_parts
from engine.formula.evaluate import Environment, evaluate, given
from engine.formula.expression import (
    Call,
    Expression,
    Negative,
    Number,
    Product,
    Ref,
    Stack,
    Sum,
    Symbol,
    fold,
)
from engine.formula.rational import rational
from engine.numerals import numeral, read_number

DIGITS: Final = 4

MOST_WRITTEN: Final = 64
"""Of a longer vector, or a matrix with more rows, only the first and the last are kept."""


def literal(array: Array | float, digits: int = DIGITS) -> Expression:
    """Numbers as they are shown: a vector or matrix is written out, of a long one the ends."""
    found = np.asarray(array, dtype=np.float64)
    if not found.ndim:
        x = float(found)
        size = Number(abs(x), numeral(abs(x), digits).text)
        return Negative(size) if x < 0 else size
    if len(found) <= MOST_WRITTEN:
        return Stack(tuple(literal(each, digits) for each in found))
    dots = Symbol("…", ())
    first, last = [literal(each, digits) for each in found[:3]], literal(found[-1], digits)
    return Stack((*first, dots if found.ndim == 1 else Stack((dots,)), last))


def with_numbers(expression: Expression, read: Environment, digits: int = DIGITS) -> Expression:
    """The same formula with every name replaced by its number, and g′(z) by its value.

    Signs stay where they are: 5 − (−2), 1·(−0.5). Raises `FormulaError` where there is no number.
    """

    def combine(node: Expression, parts: list[Expression]) -> Expression:
        if isinstance(node, Ref | Symbol):
            return literal(given(node, read)[..., 0], digits)
        if isinstance(node, Call) and node.function.endswith("'"):
            return literal(evaluate(node, read)[..., 0], digits)
        return with_parts(node, parts)

    return _headed(fold(expression, combine))


def _headed(expression: Expression) -> Expression:
    """A sign at the very beginning needs no brackets: −1·0.5."""
    match expression:
        case Product((Negative(operand), *others)):
            return Negative(Product((operand, *others)))
        case Sum((first, *others)):
            return Sum((_headed(first), *others))
    return expression


def as_printed(expression: Expression) -> Expression:
    """The same formula, whose numbers are worth what their text says."""

    def combine(node: Expression, parts: list[Expression]) -> Expression:
        return Number(_shown(node)) if isinstance(node, Number) else with_parts(node, parts)

    return fold(expression, combine)


def _shown(number: Number) -> float:
    """What a reader takes a number for."""
    return number.value if number.text in _SYMBOLIC else read_number(number.text)


def is_exact(expression: Expression) -> bool:
    """Whether every number that is shown is the number that is meant."""

    def combine(node: Expression, below: list[bool]) -> bool:
        return _shown(node) == node.value if isinstance(node, Number) else all(below)

    return fold(expression, combine)


def relation(numbers: Expression, value: Expression) -> str:
    """The sign between a formula of numbers and its value: "=" only where it holds as printed."""
    pairs = ((_NUMERIC.of(numbers, at), _NUMERIC.of(value, at)) for at in indices(value.shape))
    exact = ((rational(left), rational(right)) for left, right in pairs)
    return "=" if all(left is not None and left == right for left, right in exact) else "≈"


_SYMBOLIC: Final = ("", "e", "π")
"""Texts of numbers that stand for themselves in full."""

_NUMERIC: Final = Elements()
"""Of formulas without names."""
