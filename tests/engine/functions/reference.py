"""Every function once more, in mpmath: the textbook formula, made exact by many digits.

Arguments are object arrays of `mpf`, (size, N) as in the tables.
"""

from collections.abc import Callable
from functools import reduce

import mpmath as mp
import numpy as np
from numpy.typing import NDArray

Objects = NDArray[np.object_]

exp, log, sqrt, tanh = (np.frompyfunc(f, 1, 1) for f in (mp.exp, mp.log, mp.sqrt, mp.tanh))
exact = np.frompyfunc(mp.mpf, 1, 1)
piecewise = np.frompyfunc(lambda condition, yes, no: yes if condition else no, 3, 1)


def total(x: Objects) -> Objects:
    return x.sum(axis=0, keepdims=True)


def average(x: Objects) -> Objects:
    return total(x) / len(x)


def softmax(s: Objects) -> Objects:
    return exp(s) / total(exp(s))


def sigmoid(s: Objects) -> Objects:
    return 1 / (1 + exp(-s))


def gelu(z: Objects) -> Objects:
    return z / 2 * (1 + tanh(mp.sqrt(2 / mp.pi) * (z + mp.mpf("0.044715") * z**3)))


def weighted_log(weight: Objects, p: Objects) -> Objects:
    """weight·log p, with 0·log 0 = 0."""
    return piecewise(weight == 0, 0 * p, weight * log(p))


def cross_entropy(p: Objects, y: Objects) -> Objects:
    return -total(weighted_log(y, p))


def binary_cross_entropy(p: Objects, y: Objects) -> Objects:
    return -total(weighted_log(y, p) + weighted_log(1 - y, 1 - p))


UNARY: dict[str, Callable[[Objects], Objects]] = {
    "identity": lambda z: z,
    "relu": lambda z: piecewise(z > 0, z, 0 * z),
    "leaky_relu": lambda z: piecewise(z > 0, z, z / 100),
    "elu": lambda z: piecewise(z > 0, z, exp(z) - 1),
    "softplus": lambda z: log(1 + exp(z)),
    "sigmoid": sigmoid,
    "tanh": tanh,
    "gelu": gelu,
    "silu": lambda z: z / (1 + exp(-z)),
    "softmax": softmax,
    "log_softmax": lambda z: log(softmax(z)),
    "negate": lambda a: -a,
    "reciprocal": lambda a: 1 / a,
    "square": lambda a: a * a,
    "sqrt": sqrt,
    "exp": exp,
    "log": log,
    "abs": lambda a: piecewise(a < 0, -a, a),
    "sum": total,
    "mean": average,
}

OPERATIONS: dict[str, Callable[..., Objects]] = UNARY | {
    "subtract": lambda a, b: a - b,
    "divide": lambda a, b: a / b,
    "power": lambda a, b: a**b,
    "matmul": lambda a, x: a.dot(x),
    "add": lambda *operands: reduce(np.add, operands),
    "multiply": lambda *operands: reduce(np.multiply, operands),
    "maximum": lambda *operands: reduce(np.maximum, operands),
    "minimum": lambda *operands: reduce(np.minimum, operands),
}

LOSSES: dict[str, Callable[[Objects, Objects], Objects]] = {
    "l1": lambda p, y: total(abs(y - p)),
    "mae": lambda p, y: average(abs(y - p)),
    "half_squared": lambda p, y: total((y - p) ** 2) / 2,
    "squared": lambda p, y: total((y - p) ** 2),
    "mse": lambda p, y: average((y - p) ** 2),
    "huber": lambda p, y: total(
        piecewise(abs(y - p) <= 1, (y - p) ** 2 / 2, abs(y - p) - mp.mpf("0.5"))
    ),
    "hinge": lambda p, y: total(piecewise(1 - y * p > 0, 1 - y * p, 0 * p)),
    "cross_entropy": cross_entropy,
    "binary_cross_entropy": binary_cross_entropy,
    "sigmoid_binary_cross_entropy": lambda s, y: binary_cross_entropy(sigmoid(s), y),
    "softmax_cross_entropy": lambda s, y: cross_entropy(softmax(s), y),
    "softmax_binary_cross_entropy": lambda s, y: binary_cross_entropy(softmax(s), y),
}
