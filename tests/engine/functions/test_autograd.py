"""The same gradients as HIPS autograd, where it has the function."""

import warnings
from collections.abc import Callable

import numpy as np
import pytest

with warnings.catch_warnings():  # at import alone, and none of ours
    warnings.simplefilter("ignore")
    import autograd.numpy as anp
    from autograd import grad

from tests.engine.functions.cases import CASES, Array, Case


def logistic(s: Array) -> Array:
    return 1 / (1 + anp.exp(-s))


def softmax(s: Array) -> Array:
    return anp.exp(s) / anp.sum(anp.exp(s), axis=0, keepdims=True)


def binary(p: Array, y: Array) -> Array:
    return -anp.sum(y * anp.log(p) + (1 - y) * anp.log(1 - p), axis=0)


def huber(p: Array, y: Array) -> Array:
    error = anp.abs(y - p)
    return anp.sum(anp.where(error <= 1, error**2 / 2, error - 0.5), axis=0)


PEER: dict[str, Callable[..., Array]] = {
    "identity": lambda z: z,
    "relu": lambda z: anp.maximum(z, 0),
    "leaky_relu": lambda z: anp.where(z > 0, z, 0.01 * z),
    "elu": lambda z: anp.where(z > 0, z, anp.expm1(z)),
    "softplus": lambda z: anp.logaddexp(0, z),
    "sigmoid": logistic,
    "tanh": anp.tanh,
    "gelu": lambda z: z / 2 * (1 + anp.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3))),
    "silu": lambda z: z * logistic(z),
    "softmax": softmax,
    "log_softmax": lambda z: anp.log(softmax(z)),
    "negate": anp.negative,
    "reciprocal": anp.reciprocal,
    "square": anp.square,
    "sqrt": anp.sqrt,
    "exp": anp.exp,
    "log": anp.log,
    "abs": anp.abs,
    "sum": lambda a: anp.sum(a, axis=0),
    "mean": lambda a: anp.mean(a, axis=0),
    "subtract": anp.subtract,
    "divide": anp.divide,
    "power": anp.power,
    "matmul": anp.matmul,
    "add": lambda a, b, c: a + b + c,
    "multiply": lambda a, b, c: a * b * c,
    "maximum": lambda a, b, c: anp.maximum(anp.maximum(a, b), c),
    "minimum": lambda a, b, c: anp.minimum(anp.minimum(a, b), c),
    "l1": lambda p, y: anp.sum(anp.abs(y - p), axis=0),
    "mae": lambda p, y: anp.mean(anp.abs(y - p), axis=0),
    "half_squared": lambda p, y: anp.sum((y - p) ** 2, axis=0) / 2,
    "squared": lambda p, y: anp.sum((y - p) ** 2, axis=0),
    "mse": lambda p, y: anp.mean((y - p) ** 2, axis=0),
    "huber": huber,
    "hinge": lambda p, y: anp.sum(anp.maximum(0, 1 - y * p), axis=0),
    "cross_entropy": lambda p, y: -anp.sum(y * anp.log(p), axis=0),
    "binary_cross_entropy": binary,
    "sigmoid_binary_cross_entropy": lambda s, y: binary(logistic(s), y),
    "softmax_cross_entropy": lambda s, y: -anp.sum(y * anp.log(softmax(s)), axis=0),
    "softmax_binary_cross_entropy": lambda s, y: binary(softmax(s), y),
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.parametrize("size", [3, 500])
def test_gradients(case: Case, size: int) -> None:
    peer = PEER[case.name]
    random = np.random.default_rng(8)
    operands = case.draw(random, size)
    value = case.value(operands)
    np.testing.assert_allclose(value, peer(*operands).reshape(value.shape), rtol=1e-10, atol=1e-12)
    upstream = random.standard_normal(value.shape)

    def objective(*operands: Array) -> Array:
        return anp.sum(anp.reshape(peer(*operands), value.shape) * upstream)

    for index in range(case.differentiable):
        expected = grad(objective, index)(*operands)
        actual = case.gradient(upstream, operands, index)
        np.testing.assert_allclose(actual, expected, rtol=1e-10, atol=1e-12)
