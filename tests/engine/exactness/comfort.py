"""Where float64 can be held to 1e-12: the places that a random network must keep away from.

A function may be evaluated far from its kinks and singularities, or exactly on them by numbers that
are exact (small multiples of a power of two); in between rounding, not the engine, would decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from tests.engine.exactness.formulas import Array

LIMIT = 30.0
"""Largest size of any value."""

NEAR_KINK, NEAR_POLE = 1e-6, 0.05

GRID, GRID_LIMIT = 2.0**12, 2.0**12

ROUNDING = {
    *("elu", "softplus", "sigmoid", "tanh", "gelu", "silu", "softmax", "log_softmax"),
    *("exp", "log", "cross_entropy", "binary_cross_entropy", "sigmoid_binary_cross_entropy"),
    *("softmax_cross_entropy", "softmax_binary_cross_entropy"),
}
"""Functions whose values may look exact and are not; a sum, product or root cannot."""

Operands = Sequence[Array]


def _ties(operands: Operands) -> Iterator[Array]:
    """Differences between operands that are not one and the same."""
    for index, one in enumerate(operands):
        for other in operands[:index]:
            if other is not one:
                yield one - other


KINKS: dict[str, Callable[[Operands], Iterator[Array]]] = {
    "relu": iter,
    "leaky_relu": iter,
    "abs": iter,
    "maximum": _ties,
    "minimum": _ties,
    "l1": _ties,
    "mae": _ties,
    "hinge": lambda operands: iter([1 - operands[0] * operands[1]]),
}
"""What is 0 exactly at a kink."""

POLES: dict[str, Callable[[Operands], Iterator[Array]]] = {
    "log": iter,
    "sqrt": iter,
    "reciprocal": iter,
    "divide": lambda operands: iter(operands[1:]),
    "power": lambda operands: iter(operands[:1]),
    "cross_entropy": lambda operands: iter(operands[:1]),
    "binary_cross_entropy": lambda operands: iter([operands[0], 1 - operands[0]]),
}
"""What is 0 exactly where a value or slope ends to exist or grows without bound."""


def comfortable(name: str, operands: Operands, known: Sequence[bool]) -> bool:
    """Whether rounding decides nothing in this function of operands, some of them `known` exactly.

    Undefined elements are of no concern.
    """
    exactly = all(known)
    if name == "power" and (operands[0] < 0).any() and not known[1]:
        return False  # is the exponent an integer?
    if name in KINKS and not _clear(KINKS[name](operands), NEAR_KINK, exactly=exactly):
        return False
    return name not in POLES or _clear(POLES[name](operands), NEAR_POLE, exactly=exactly)


def moderate(numbers: Array) -> bool:
    """Whether no number is large; undefined ones do not count."""
    return not (np.abs(numbers) > LIMIT).any()


def _clear(distances: Iterator[Array], margin: float, *, exactly: bool) -> bool:
    """Whether every distance is at least `margin`, or 0 by right."""
    near = [size[size < margin] for size in map(np.abs, distances)]
    return not any(size.any() or (size.size and not exactly) for size in near)


def is_exact(numbers: Array) -> bool:
    """Whether sums of products of such numbers are free of rounding; NaN does not count."""
    numbers = numbers[~np.isnan(numbers)]
    return bool(((numbers * GRID) % 1 == 0).all() and (np.abs(numbers) < GRID_LIMIT).all())


def lost_slope(name: str, operands: Operands, port: int) -> Array | bool:
    """Where the value exists and the slope by the operand at `port` does not."""
    if name == "sqrt":
        return operands[0] == 0
    if name != "power":
        return False
    base, exponent = operands
    if port == 0:
        return (base == 0) & (exponent > 0) & (exponent < 1)
    return (base < 0) | ((base == 0) & (exponent == 0))
