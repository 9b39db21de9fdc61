"""Formulas with numbers in the place of names, and what may stand between them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from engine.arrays import Array
from engine.derivation.elements import Elements, indices
from engine.formula.algebra import with_parts
from engine.formula.evaluate import Environment, evaluate
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
from engine.numerals import numeral
from engine.quantity import Quantity

Read = Callable[[Quantity], Array | None]
"""The number(s) at an address; NaN is undefined."""

DIGITS = 4


def reading(read: Read) -> Environment:
    """The numbers of a trace for `evaluate`."""
    return lambda name: None if isinstance(name, Symbol) else read(name)


def literal(array: Array | float, digits: int = DIGITS) -> Expression:
    """Numbers as they are shown: of several a vector or matrix that is written out."""
    found = np.asarray(array, dtype=np.float64)
    if found.size == 1 and found.ndim < 2:
        return _literal(float(found.ravel()[0]), digits)
    return Stack(tuple(literal(each, digits) for each in found))


def _literal(x: float, digits: int) -> Expression:
    size = Number(abs(x), numeral(abs(x), digits).text)
    return Negative(size) if x < 0 else size


def with_numbers(expression: Expression, read: Read, digits: int = DIGITS) -> Expression | None:
    """The same formula with every name replaced by its number, and g′(z) by its value.

    None where a number is undefined. Signs stay where they are: 5 − (−2), 1·(−0.5).
    """
    environment = reading(read)

    def combine(node: Expression, parts: list[Expression | None]) -> Expression | None:
        if isinstance(node, Ref):
            array = read(node.quantity)
            if array is None or not np.isfinite(array).all():
                return None
            return literal(np.reshape(array, node.shape or ()), digits)
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        if isinstance(node, Call) and node.function.endswith("'"):
            return literal(evaluate(node, environment)[..., 0], digits)
        return with_parts(node, known)

    found = fold(expression, combine)
    return None if found is None else _headed(found)


def _headed(expression: Expression) -> Expression:
    """A sign at the very beginning needs no brackets: −1·0.5."""
    match expression:
        case Product((Negative(operand), *others)):
            return Negative(Product((operand, *others)))
        case Sum((first, *others)):
            return Sum((_headed(first), *others))
    return expression


def is_exact(expression: Expression, digits: int = DIGITS) -> bool:
    """Whether every number that is shown is the number that is meant."""

    def combine(node: Expression, below: list[bool]) -> bool:
        if isinstance(node, Number) and node.text not in ("", "e", "π"):
            return numeral(node.value, digits).exact
        return all(below)

    return fold(expression, combine)


def relation(numbers: Expression, value: Expression, digits: int = DIGITS) -> str:
    """The sign between a formula of numbers and its value: "=" only where it holds as printed."""
    if not (is_exact(numbers, digits) and is_exact(value, digits)):
        return "≈"
    pairs = ((_NUMERIC.of(numbers, at), _NUMERIC.of(value, at)) for at in indices(value.shape))
    exact = ((rational(left), rational(right)) for left, right in pairs)
    return "=" if all(left is not None and left == right for left, right in exact) else "≈"


_NUMERIC = Elements()
"""Of formulas without names."""
