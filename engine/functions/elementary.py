"""The table of elementary functions of one operand, in the form of the activations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from engine.functions.activations import Activation, elementwise
from engine.functions.kinks import Kink
from engine.functions.stable import absolute, divide, log, log_slope, sqrt

ELEMENTARY: Final[Mapping[str, Activation]] = {
    "negate": elementwise(
        "negate",
        value=np.negative,
        slope=lambda z, _: -np.ones_like(z),
        formula="-z",
        slope_formula="-1",
    ),
    "reciprocal": elementwise(
        "reciprocal",
        value=lambda z: divide(1.0, z),
        slope=lambda _, h: -(h**2),
        formula="1/z",
        slope_formula="-1/z^2",
    ),
    "square": elementwise(
        "square",
        value=np.square,
        slope=lambda z, _: 2 * z,
        formula="z^2",
        slope_formula="2*z",
    ),
    "sqrt": elementwise(
        "square root",
        value=sqrt,
        slope=lambda _, h: 0.5 / h,
        formula="sqrt(z)",
        slope_formula="1/(2*h)",
    ),
    "exp": elementwise(
        "exponential",
        value=np.exp,
        slope=lambda _, h: h,
        formula="exp(z)",
        slope_formula="exp(z)",
    ),
    "log": elementwise(
        "logarithm",
        value=log,
        slope=lambda z, _: log_slope(z),
        formula="log(z)",
        slope_formula="1/z",
    ),
    "abs": elementwise(
        "absolute value",
        Kink(at=0, low=-1, high=1, chosen=0),
        value=absolute,
        slope=lambda z, _: np.sign(z),
        formula="abs(z)",
        slope_formula="sign(z)",
    ),
    "sum": Activation(
        "sum of the elements",
        value=lambda z: z.sum(axis=0, keepdims=True),
        slope=None,
        pullback=lambda u, z, _: u + np.zeros_like(z),
        formula="sum(z)",
        slope_formula="u",
    ),
    "mean": Activation(
        "mean of the elements",
        value=lambda z: z.mean(axis=0, keepdims=True),
        slope=None,
        pullback=lambda u, z, _: u / len(z) + np.zeros_like(z),
        formula="mean(z)",
        slope_formula="u/n",
    ),
}
