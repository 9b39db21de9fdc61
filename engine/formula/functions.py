"""The functions that a formula may call, on arrays whose last axis is the probes.

Activations and their slopes are those of `engine.functions`: nothing is defined twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial, reduce
from typing import Final

import numpy as np

from engine.arrays import Array
from engine.functions.activations import ACTIVATIONS, Activation, step


@dataclass(frozen=True, slots=True)
class Function:
    """`value` of its arguments, element by element; a `whole` one gives one number of a vector.

    `several`: it may compare any number of arguments instead, such as max(0, z).
    """

    value: Callable[..., Array]
    whole: bool = False
    several: bool = False


def _whole(reduction: Callable[..., Array]) -> Callable[[Array], Array]:
    """`reduction` over all elements of each probe."""
    return lambda x: reduction(x, axis=tuple(range(x.ndim - 1)))


def _extreme(pick: np.ufunc) -> Function:
    of_elements = _whole(pick.reduce)

    def value(first: Array, *others: Array) -> Array:
        return reduce(pick, others, first) if others else of_elements(first)

    return Function(value, whole=True, several=True)


def _of_vector(activation: Activation) -> Function:
    """An activation that needs all elements; a single number is a vector of one."""
    return Function(lambda z: activation.value(np.atleast_2d(z)).reshape(np.shape(z)))


def _slope(activation: Activation, z: Array) -> Array:
    """h′(z), from z alone."""
    if activation.slope is None:
        raise ValueError(f"{activation.label} has no slope of one number")
    return activation.slope(z, activation.value(z))


FUNCTIONS: Final[Mapping[str, Function]] = {
    "abs": Function(np.abs),
    "exp": Function(np.exp),
    "log": Function(np.log),
    "sqrt": Function(np.sqrt),
    "sign": Function(np.sign),
    "step": Function(step),
    "max": _extreme(np.maximum),
    "min": _extreme(np.minimum),
    "sum": Function(_whole(np.sum), whole=True),
    "mean": Function(_whole(np.mean), whole=True),
    **{
        name: Function(each.value) if each.slope else _of_vector(each)
        for name, each in ACTIVATIONS.items()
    },
    **{
        f"{name}'": Function(partial(_slope, each))
        for name, each in ACTIVATIONS.items()
        if each.slope
    },
}
"""Every function by its name; the derivative of an activation by the name with a prime."""

OTHER_NAMES: Final[Mapping[str, str]] = {"ln": "log", "sgn": "sign", "σ": "sigmoid"}
