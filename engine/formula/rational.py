"""Exact values of formulas without names: whether a printed equation holds as it is printed.

A number that is printed rounded has none; but 0 times anything is 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import isqrt, prod
from typing import Any, Final

from engine.formula.expression import (
    Call,
    Expression,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    fold,
)
from engine.numerals import read_number

Exact = Fraction | None
"""None where the value is no rational number, or not known to be one."""

LARGEST_EXPONENT: Final = 64


def rational(expression: Expression) -> Exact:
    """The exact value of a single number, as far as it follows from what is printed."""
    return fold(expression, _value)


def decimal(x: float) -> Fraction:
    """The shortest decimal that reads as the float `x`."""
    return Fraction(repr(float(x)))


def _value(node: Expression, parts: list[Exact]) -> Exact:
    known = [part for part in parts if part is not None]
    if len(known) == len(parts):
        rule = _VALUES.get(type(node))
        return None if rule is None else rule(node, known)
    vanishes = 0 in known if isinstance(node, Product) else _is_nothing_over_something(node, parts)
    return Fraction(0) if vanishes else None


def _is_nothing_over_something(node: Expression, parts: list[Exact]) -> bool:
    return isinstance(node, Quotient) and parts[0] == 0


def _number(node: Number, _: Sequence[Fraction]) -> Exact:
    """Of what is printed in full; e and π are no rational numbers."""
    if node.text in ("e", "π") or (node.text and read_number(node.text) != node.value):
        return None
    return decimal(node.value)


def _quotient(_: Quotient, parts: Sequence[Fraction]) -> Exact:
    return parts[0] / parts[1] if parts[1] else None


def _call(node: Call, arguments: Sequence[Fraction]) -> Exact:
    return _CALLS[node.function](*arguments) if node.function in _CALLS else None


def _power(base: Fraction, exponent: Fraction) -> Exact:
    if exponent.denominator != 1 or abs(exponent) > LARGEST_EXPONENT or (not base and exponent < 0):
        return None
    found = base**exponent.numerator
    return Fraction(found)


def _root(x: Fraction) -> Exact:
    if x < 0:
        return None
    above, below = isqrt(x.numerator), isqrt(x.denominator)
    return Fraction(above, below) if Fraction(above, below) ** 2 == x else None


def _known(at: int, result: Fraction) -> Callable[[Fraction], Exact]:
    """A function of which one value is rational."""
    return lambda x: result if x == at else None


_VALUES: Final[Mapping[type, Callable[[Any, Sequence[Fraction]], Exact]]] = {
    Number: _number,
    Sum: lambda _, terms: sum(terms, Fraction(0)),
    Negative: lambda _, operand: -operand[0],
    Product: lambda _, factors: prod(factors, start=Fraction(1)),
    Quotient: _quotient,
    Power: lambda _, parts: _power(*parts),
    Call: _call,
}

_CALLS: Final[Mapping[str, Callable[..., Exact]]] = {
    "abs": abs,
    "sign": lambda x: Fraction((x > 0) - (x < 0)),
    "step": lambda x: Fraction(int(x > 0)),
    "max": max,
    "min": min,
    "relu": lambda x: max(x, Fraction(0)),
    "leaky_relu": lambda x: x if x > 0 else x / 100,
    "sqrt": _root,
    "exp": _known(0, Fraction(1)),
    "log": _known(1, Fraction(0)),
    "sigmoid": _known(0, Fraction(1, 2)),
    "tanh": _known(0, Fraction(0)),
    "elu": lambda x: x if x >= 0 else None,
    "gelu": _known(0, Fraction(0)),
    "silu": _known(0, Fraction(0)),
}
