"""How large the numbers are that a formula adds up: rounding is to be measured by that size.

Of a − b it is |a| + |b|, whatever cancels. So |error| ≤ some ε·scale where float64 computes well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from engine.arrays import Array
from engine.formula.evaluate import Environment, combined, given
from engine.formula.expression import (
    Call,
    Expression,
    Number,
    Power,
    Quotient,
    Ref,
    Symbol,
    fold,
)

NUDGE: Final = 1e-6
"""Relative step by which one sees how much a function enlarges a small error."""

BENT: Final = frozenset(("abs", "max", "min", "sum", "mean", "relu", "leaky_relu"))
"""Functions that enlarge no error; of sizes they give a size."""

STEPS: Final = frozenset(("sign", "step", "relu'", "leaky_relu'", "identity'"))
"""Functions whose value does not change with a small error."""

Sized = tuple[Array, Array]
"""A value and its scale."""


def scale(expression: Expression, environment: Environment) -> Array:
    """The scale of a formula's value, in the shape (…, N) of the value."""
    with np.errstate(all="ignore"):
        return fold(expression, lambda node, parts: _sized(node, parts, environment))[1]


def _sized(node: Expression, parts: Sequence[Sized], environment: Environment) -> Sized:
    if isinstance(node, Number | Ref | Symbol):
        found = np.array([node.value]) if isinstance(node, Number) else given(node, environment)
        return found, np.abs(found)
    values, scales = [value for value, _ in parts], [size for _, size in parts]
    found = combined(node, values)
    return found, _SCALES.get(type(node), _of_scales)(node, found, values, scales)


def _of_scales(node: Expression, _: Array, __: Sequence[Array], scales: Sequence[Array]) -> Array:
    """What is a sum of products is the same sum of their sizes."""
    return np.abs(combined(node, scales))


def _quotient(_: Quotient, __: Array, values: Sequence[Array], scales: Sequence[Array]) -> Array:
    above, below = scales
    divisor = np.abs(values[1])
    return np.asarray(above / divisor * (below / divisor))


def _power(_: Power, value: Array, values: Sequence[Array], scales: Sequence[Array]) -> Array:
    (base, exponent), (about, around) = values, scales
    relative = np.abs(exponent) * about / np.abs(base) + around * np.abs(np.log(np.abs(base)))
    return np.asarray(np.abs(value) * (1 + np.nan_to_num(relative, posinf=0.0)))


def _call(node: Call, value: Array, values: Sequence[Array], scales: Sequence[Array]) -> Array:
    if node.function in STEPS:
        return np.abs(value)
    if node.function in BENT:
        return np.abs(combined(node, scales)) if len(values) == 1 else _largest(scales)
    (x,), (size,) = values, scales
    up, down = (combined(node, [x + sign * NUDGE * size]) for sign in (1, -1))
    grown = np.nan_to_num(np.abs(up - down), posinf=0.0) / (2 * NUDGE)
    return np.asarray(np.abs(value) + grown)


def _largest(scales: Sequence[Array]) -> Array:
    return np.asarray(np.maximum.reduce(np.broadcast_arrays(*scales)))


_SCALES: Final[Mapping[type, Callable[[Any, Array, Sequence[Array], Sequence[Array]], Array]]] = {
    Quotient: _quotient,
    Power: _power,
    Call: _call,
}
