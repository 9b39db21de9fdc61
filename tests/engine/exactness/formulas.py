"""Every function of the format once more, in HIPS autograd's NumPy: what the oracles run.

Arrays are (samples, elements, 1): sums run over axis −2, and the last axis may carry variants of
one sample. Where the textbook's formula loses digits, the stable one stands here; at kinks autograd
follows the conventions by itself (a `where` has the slope of its branch, `max` shares ties).
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

with warnings.catch_warnings():  # at import alone, and none of ours
    warnings.simplefilter("ignore")
    import autograd.numpy as anp

Array = NDArray[Any]


def total(x: Array) -> Array:
    return anp.sum(x, axis=-2, keepdims=True)


def average(x: Array) -> Array:
    return anp.mean(x, axis=-2, keepdims=True)


def positive(x: Array) -> Array:
    return anp.where(x > 0, x, 0.0 * x)  # not 0: what is undefined stays so


def softplus(x: Array) -> Array:
    return anp.logaddexp(0.0, x)


def sigmoid(x: Array) -> Array:
    return anp.exp(-softplus(-x))


def log_softmax(s: Array) -> Array:
    shifted = s - anp.max(s, axis=-2, keepdims=True)
    return shifted - anp.log(total(anp.exp(shifted)))


def log_of_others(s: Array) -> Array:
    """log(1 − p) of p = softmax(s): the share of all scores but one."""
    if s.shape[-2] == 1:
        return np.full(s.shape, -np.inf)
    grown = anp.exp(s - anp.max(s, axis=-2, keepdims=True))
    others = 1.0 - np.eye(s.shape[-2])
    return anp.log(anp.matmul(others, grown)) - anp.log(total(grown))


def gelu(z: Array) -> Array:
    return z / 2 * (1 + anp.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))


def weighted_log(weight: Array, p: Array) -> Array:
    """weight·log p, with 0·log 0 = 0."""
    nothing = (weight == 0) & (p >= 0)
    return anp.where(nothing, 0.0 * p, weight * anp.log(anp.where(nothing, 1.0 + 0.0 * p, p)))


def weighted(weight: Array, log_p: Array) -> Array:
    """weight·log p of a log p that may be −∞."""
    return anp.where(weight == 0, 0.0, weight * anp.where(weight == 0, 0.0 * weight, log_p))


def huber(error: Array) -> Array:
    return anp.where(error <= 1, error**2 / 2, error - 0.5)


def extreme(pick: Callable[..., Array]) -> Callable[..., Array]:
    def of_operands(*operands: Array) -> Array:
        shape = np.broadcast_shapes(*(operand.shape for operand in operands))
        return pick(anp.stack([anp.broadcast_to(x, shape) for x in operands]), axis=0)

    return of_operands


FUNCTIONS: dict[str, Callable[..., Array]] = {
    "identity": lambda z: 1.0 * z,
    "relu": positive,
    "leaky_relu": lambda z: anp.where(z > 0, z, 0.01 * z),
    "elu": lambda z: anp.where(z > 0, z, anp.expm1(anp.where(z > 0, 0.0 * z, z))),
    "softplus": softplus,
    "sigmoid": sigmoid,
    "tanh": anp.tanh,
    "gelu": gelu,
    "silu": lambda z: z * sigmoid(z),
    "softmax": lambda z: anp.exp(log_softmax(z)),
    "log_softmax": log_softmax,
    "negate": anp.negative,
    "reciprocal": anp.reciprocal,
    "square": lambda a: a * a,
    "sqrt": anp.sqrt,
    "exp": anp.exp,
    "log": anp.log,
    "abs": anp.abs,
    "sum": total,
    "mean": average,
    "subtract": anp.subtract,
    "divide": anp.divide,
    "power": lambda b, e: anp.power(b, e) + 0.0 * (b + e),  # NumPy says NaN^0 = 1
    "matmul": anp.matmul,
    "add": lambda *operands: reduce(anp.add, operands),
    "multiply": lambda *operands: reduce(anp.multiply, operands),
    "maximum": extreme(anp.max),
    "minimum": extreme(anp.min),
    "l1": lambda p, y: total(anp.abs(y - p)),
    "mae": lambda p, y: average(anp.abs(y - p)),
    "half_squared": lambda p, y: total((y - p) ** 2) / 2,
    "squared": lambda p, y: total((y - p) ** 2),
    "mse": lambda p, y: average((y - p) ** 2),
    "huber": lambda p, y: total(huber(anp.abs(y - p))),
    "hinge": lambda p, y: total(positive(1 - y * p)),
    "cross_entropy": lambda p, y: -total(weighted_log(y, p)),
    "binary_cross_entropy": lambda p, y: -total(weighted_log(y, p) + weighted_log(1 - y, 1 - p)),
    "sigmoid_binary_cross_entropy": lambda s, y: total(y * softplus(-s) + (1 - y) * softplus(s)),
    "softmax_cross_entropy": lambda s, y: -total(y * log_softmax(s)),
    "softmax_binary_cross_entropy": lambda s, y: (
        -total(y * log_softmax(s) + weighted(1 - y, log_of_others(s)))
    ),
}
"""By the names of the format; a loss takes prediction (or scores) and target."""

COUPLED = ("softmax", "log_softmax", "sum", "mean", "matmul")
"""Operations in which every element depends on all elements of an operand; a loss does anyway."""

_NAMES = tuple(FUNCTIONS)
ACTIVATIONS, ELEMENTARY, LOSSES = _NAMES[:11], _NAMES[11:20], _NAMES[28:]
"""The activations, the other operations with one operand, the losses."""
