"""The table of activations h = g(z).

Values and slopes act on arrays of shape (size, N), features × batch; values also on complex128,
for a complex step. NaN stays NaN; what exceeds float64 or does not exist comes out as ±∞ or NaN, so
run them inside `np.errstate(all="ignore")`. A result may be the argument itself: never write into
it.

ELU: Clevert, Unterthiner and Hochreiter 2016. GELU, in its tanh form, and SiLU: Hendrycks and
Gimpel 2016. Chosen slopes at kinks: the subgradient of least norm.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.arrays import Array
from engine.functions.kinks import Kink, Kinks, kinks_met
from engine.functions.stable import (
    largest,
    log_softmax,
    positive_part,
    sigmoid,
    softmax,
    softplus,
    sum_of_others,
)

LEAK: Final = 0.01
"""Slope of `leaky_relu` for z ≤ 0."""

GELU_CUBIC: Final = 0.044715
"""Of v = √(2/π)·(z + 0.044715·z³) in gelu(z) = z/2·(1 + tanh v)."""


@dataclass(frozen=True, slots=True)
class Activation:
    """A function of one operand: h = value(z), and ∂L/∂z = pullback(∂L/∂h, z, h).

    `slope` is dh/dz, elementwise; None where every h depends on all z of its sample. `formula` is
    the value in z and `slope_formula` the slope in z and h, or, without a slope, the pullback in
    u (the upstream gradient), z and h; both in the grammar of students.
    """

    label: str
    value: Callable[[Array], Array]
    slope: Callable[[Array, Array], Array] | None
    pullback: Callable[[Array, Array, Array], Array]
    formula: str
    slope_formula: str
    kinks: tuple[Kink, ...] = ()

    def met(self, z: Array) -> Kinks | None:
        """The kinks at which elements of `z` lie."""
        return kinks_met(self.kinks, z)


def elementwise(
    label: str,
    *kinks: Kink,
    value: Callable[[Array], Array],
    slope: Callable[[Array, Array], Array],
    formula: str,
    slope_formula: str,
) -> Activation:
    """A function that treats every element alike: its pullback is upstream·slope."""

    def pullback(upstream: Array, z: Array, h: Array) -> Array:
        return upstream * slope(z, h)

    return Activation(label, value, slope, pullback, formula, slope_formula, kinks)


def step(z: Array) -> Array:
    """1 above 0, else 0."""
    return np.heaviside(z, 0.0)


def _gelu_cubic(z: Array, coefficient: float) -> Array:
    """√(8/π)·(z + coefficient·z³), from ±100 on constant."""
    near = np.clip(z, -100, 100)  # there the gate is 0 or 1 to the last bit; z³ would overflow
    return np.sqrt(8 / np.pi) * near * (1 + coefficient * near**2)


def _gelu(z: Array) -> Array:
    """z·½(1 + tanh v) = z·sigmoid(2v): no cancellation for z < 0."""
    return z * sigmoid(_gelu_cubic(z, GELU_CUBIC))


def _gelu_slope(z: Array, _h: Array) -> Array:
    """(z·σ(t))′ = σ(t)·(1 + z·t′·σ(−t)) with t = 2v, as for `silu`, where t = z."""
    gate = _gelu_cubic(z, GELU_CUBIC)
    return sigmoid(gate) * (1 + _gelu_cubic(z, 3 * GELU_CUBIC) * sigmoid(-gate))


def _softmax_pullback(upstream: Array, _z: Array, h: Array) -> Array:
    """h·(u − Σ u·h), with u counted from its value at the likeliest element.

    A number added to every u changes nothing; so u_k·(1 − h_k) does not cancel as h_k → 1.
    """
    u = upstream - upstream.sum(axis=0, keepdims=True, where=largest(h))
    return h * (u - (u * h).sum(axis=0, keepdims=True))


def _log_softmax_pullback(upstream: Array, _z: Array, h: Array) -> Array:
    """u − p·Σ u = (1 − p)·u − p·Σ_{j≠i} u_j, with p = e^h."""
    return -np.expm1(h) * upstream - np.exp(h) * sum_of_others(upstream)


_GELU_TANH = f"tanh(sqrt(2/pi)*(z + {GELU_CUBIC}*z^3))"
_GELU_RATE = f"sqrt(2/pi)*(1 + 3*{GELU_CUBIC}*z^2)"

ACTIVATIONS: Final[Mapping[str, Activation]] = {
    "identity": elementwise(
        "linear",
        value=lambda z: z,
        slope=lambda z, _: np.ones_like(z),
        formula="z",
        slope_formula="1",
    ),
    "relu": elementwise(
        "ReLU",
        Kink(at=0, low=0, high=1, chosen=0),
        value=positive_part,
        slope=lambda z, _: step(z),
        formula="max(0, z)",
        slope_formula="step(z)",
    ),
    "leaky_relu": elementwise(
        "leaky ReLU",
        Kink(at=0, low=LEAK, high=1, chosen=LEAK),
        value=lambda z: np.where(z.real > 0, z, LEAK * z),
        slope=lambda z, _: np.maximum(LEAK, step(z)),
        formula=f"max({LEAK}*z, z)",
        slope_formula=f"max({LEAK}, step(z))",
    ),
    "elu": elementwise(
        "ELU",
        value=lambda z: np.where(z.real > 0, z, np.expm1(z)),
        slope=lambda z, _: np.exp(np.minimum(0, z)),
        formula="max(0, z) + exp(min(0, z)) - 1",
        slope_formula="exp(min(0, z))",
    ),
    "softplus": elementwise(
        "softplus",
        value=softplus,
        slope=lambda z, _: sigmoid(z),
        formula="log(1 + exp(z))",
        slope_formula="1/(1 + exp(-z))",
    ),
    "sigmoid": elementwise(
        "sigmoid",
        value=sigmoid,
        slope=lambda z, h: h * sigmoid(-z),
        formula="1/(1 + exp(-z))",
        slope_formula="h*(1 - h)",
    ),
    "tanh": elementwise(
        "tanh",
        value=np.tanh,
        slope=lambda z, _: (1 / np.cosh(z)) ** 2,  # 1 − h² cancels
        formula="(exp(z) - exp(-z))/(exp(z) + exp(-z))",
        slope_formula="1 - h^2",
    ),
    "gelu": elementwise(
        "GELU",
        value=_gelu,
        slope=_gelu_slope,
        formula=f"z/2*(1 + {_GELU_TANH})",
        slope_formula=f"(1 + {_GELU_TANH} + z*(1 - {_GELU_TANH}^2)*{_GELU_RATE})/2",
    ),
    "silu": elementwise(
        "SiLU",
        value=lambda z: z * sigmoid(z),
        slope=lambda z, _: sigmoid(z) * (1 + z * sigmoid(-z)),
        formula="z*sigmoid(z)",
        slope_formula="sigmoid(z) + h*(1 - sigmoid(z))",
    ),
    "softmax": Activation(
        "softmax",
        value=softmax,
        slope=None,
        pullback=_softmax_pullback,
        formula="exp(z)/sum(exp(z))",
        slope_formula="h*(u - sum(u*h))",
    ),
    "log_softmax": Activation(
        "log-softmax",
        value=log_softmax,
        slope=None,
        pullback=_log_softmax_pullback,
        formula="z - log(sum(exp(z)))",
        slope_formula="u - exp(h)*sum(u)",
    ),
}
