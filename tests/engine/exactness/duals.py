"""Dual numbers at many digits: a value and its derivatives along two directions, in mpmath.

Only arithmetic, exp, log, sqrt and tanh know a derivative; every function of the format is its
textbook formula on top of these. With enough digits no formula is unstable.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce

import mpmath as mp

DIGITS = 60
NIL, UNIT = mp.mpf(0), mp.mpf(1)
NOTHING = mp.mpf("1e-40")
"""What is smaller is 0, rounded."""


class Dual:
    """x + ẋ₁ε₁ + ẋ₂ε₂ with εᵢεⱼ = 0."""

    __slots__ = ("by", "x")

    def __init__(self, x: mp.mpf, by: tuple[mp.mpf, mp.mpf] = (NIL, NIL)) -> None:
        self.x = x
        self.by = by

    def __add__(self, other: Dual) -> Dual:
        (a, b), (c, d) = self.by, other.by
        return Dual(self.x + other.x, (a + c, b + d))

    def __sub__(self, other: Dual) -> Dual:
        (a, b), (c, d) = self.by, other.by
        return Dual(self.x - other.x, (a - c, b - d))

    def __neg__(self) -> Dual:
        return self.chain(-self.x, mp.mpf(-1))

    def __mul__(self, other: Dual) -> Dual:
        (a, b), (c, d), x, y = self.by, other.by, self.x, other.x
        return Dual(x * y, (a * y + x * c, b * y + x * d))

    def __truediv__(self, other: Dual) -> Dual:
        return self * other.chain(1 / other.x, -1 / other.x**2)

    def times(self, factor: mp.mpf | float) -> Dual:
        """Multiplied by a constant."""
        return self.chain(self.x * factor, factor)

    def chain(self, x: mp.mpf, slope: mp.mpf) -> Dual:
        """f of this number, from its value and slope here."""
        a, b = self.by
        return Dual(x, (slope * a, slope * b))

    @property
    def sign(self) -> int:
        """−1, 0 or 1."""
        return 0 if abs(self.x) < NOTHING else int(mp.sign(self.x))


Vector = Sequence[Dual]

ZERO, ONE = Dual(NIL), Dual(UNIT)


def exp(a: Dual) -> Dual:
    grown = mp.exp(a.x)
    return a.chain(grown, grown)


def log(a: Dual) -> Dual:
    return a.chain(mp.log(a.x), 1 / a.x)


def tanh(a: Dual) -> Dual:
    h = mp.tanh(a.x)
    return a.chain(h, (1 - h) * (1 + h))


def sqrt(a: Dual) -> Dual:
    """A root of 0 only where nothing moves it."""
    if a.sign == 0:
        assert not any(a.by)
        return ZERO
    root = mp.sqrt(a.x)
    return a.chain(root, 1 / (2 * root))


def power(base: Dual, exponent: Dual) -> Dual:
    """bᵉ; of a base that is not positive only along directions in which there is a derivative."""
    b, e = base.x, exponent.x
    if base.sign > 0:
        return exp(log(base) * exponent)
    if base.sign < 0:
        assert not any(exponent.by)
        return base.chain(b**e, e * b ** (e - 1))
    value = mp.mpf(0) ** e
    if e == 0 or e > 1 or not any(base.by):
        return Dual(value)
    assert e == 1
    return base


def absolute(a: Dual) -> Dual:
    return a.times(a.sign)


def positive(a: Dual) -> Dual:
    return a if a.sign > 0 else ZERO


def sigmoid(a: Dual) -> Dual:
    return ONE / (ONE + exp(-a))


def gelu(z: Dual) -> Dual:
    v = (z + (z * z * z).times(mp.mpf("0.044715"))).times(mp.sqrt(2 / mp.pi))
    return z.times(mp.mpf(0.5)) * (ONE + tanh(v))


def total(numbers: Vector) -> Dual:
    return reduce(Dual.__add__, numbers)


def average(numbers: Vector) -> Dual:
    return total(numbers).times(UNIT / len(numbers))


def softmax(z: Vector) -> Vector:
    grown = [exp(each) for each in z]
    norm = ONE / total(grown)
    return [each * norm for each in grown]


def extreme(side: int) -> Callable[..., Dual]:
    def of_operands(*operands: Dual) -> Dual:
        best = reduce(lambda a, b: b if (b - a).sign == side else a, operands)
        return average([each for each in operands if (each - best).sign == 0])

    return of_operands


def each(function: Callable[..., Dual]) -> Callable[..., Vector]:
    """Of numbers, on vectors; a single number spreads."""

    def of_vectors(*operands: Vector) -> Vector:
        size = max(map(len, operands))
        spread = (operand if len(operand) == size else operand * size for operand in operands)
        return [function(*numbers) for numbers in zip(*spread, strict=True)]

    return of_vectors


def weighted_log(weight: Dual, p: Dual) -> Dual:
    """weight·log p, with 0·log 0 = 0."""
    return ZERO if weight.x == 0 else log(p).times(weight.x)


def entropy(p: Dual, y: Dual) -> Dual:
    return -weighted_log(y, p) - weighted_log(ONE - y, ONE - p)


def huber(p: Dual, y: Dual) -> Dual:
    error = absolute(p - y)
    half = mp.mpf(0.5)
    return (error * error).times(half) if error.x <= 1 else error - Dual(half)


def square(a: Dual) -> Dual:
    return a * a


def summed(term: Callable[..., Dual], gather: Callable[[Vector], Dual] = total) -> Callable:
    return lambda p, y: [gather(each(term)(p, y))]


FUNCTIONS: dict[str, Callable[..., Vector]] = {
    "identity": lambda z: z,
    "relu": each(positive),
    "leaky_relu": each(lambda z: z if z.sign > 0 else z.times(mp.mpf(1) / 100)),
    "elu": each(lambda z: z if z.sign > 0 else exp(z) - ONE),
    "softplus": each(lambda z: log(ONE + exp(z))),
    "sigmoid": each(sigmoid),
    "tanh": each(tanh),
    "gelu": each(gelu),
    "silu": each(lambda z: z * sigmoid(z)),
    "softmax": softmax,
    "log_softmax": lambda z: each(log)(softmax(z)),
    "negate": each(Dual.__neg__),
    "reciprocal": each(lambda a: ONE / a),
    "square": each(square),
    "sqrt": each(sqrt),
    "exp": each(exp),
    "log": each(log),
    "abs": each(absolute),
    "sum": lambda a: [total(a)],
    "mean": lambda a: [average(a)],
    "subtract": each(Dual.__sub__),
    "divide": each(Dual.__truediv__),
    "power": each(power),
    "add": each(lambda *operands: total(operands)),
    "multiply": each(lambda *operands: reduce(Dual.__mul__, operands)),
    "maximum": each(extreme(1)),
    "minimum": each(extreme(-1)),
    "l1": summed(lambda p, y: absolute(p - y)),
    "mae": summed(lambda p, y: absolute(p - y), average),
    "half_squared": summed(lambda p, y: square(p - y).times(mp.mpf(0.5))),
    "squared": summed(lambda p, y: square(p - y)),
    "mse": summed(lambda p, y: square(p - y), average),
    "huber": summed(huber),
    "hinge": summed(lambda p, y: positive(ONE - p * y)),
    "cross_entropy": summed(lambda p, y: -weighted_log(y, p)),
    "binary_cross_entropy": summed(entropy),
    "sigmoid_binary_cross_entropy": summed(lambda s, y: entropy(sigmoid(s), y)),
    "softmax_cross_entropy": lambda s, y: summed(lambda p, t: -weighted_log(t, p))(softmax(s), y),
    "softmax_binary_cross_entropy": lambda s, y: summed(entropy)(softmax(s), y),
}
"""By the names of the format; `matmul` is where layers are."""
