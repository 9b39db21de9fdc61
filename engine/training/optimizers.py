"""Optimizers: how a gradient becomes a step. Formulas and defaults are PyTorch's.

Source: the algorithm boxes of torch.optim's documentation (SGD, RMSprop, Adam).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from engine.arrays import Array, Vector
from engine.project import Training

RMSPROP_ALPHA = 0.99
ADAM_BETAS = (0.9, 0.999)
EPSILON = 1e-8


@dataclass(frozen=True, eq=False, slots=True)
class Memory:
    """What an optimizer remembers between steps: their number and two flat vectors.

    `first` is the velocity or mean gradient, `second` the mean squared gradient.
    """

    steps: int
    first: Vector
    second: Vector


Direction = Callable[[Vector, Memory, Training], tuple[Vector, Memory]]
"""(gradient, memory, settings) → (what the learning rate multiplies, new memory)."""


def _sgd(gradient: Vector, memory: Memory, settings: Training) -> tuple[Vector, Memory]:
    return gradient, Memory(memory.steps + 1, memory.first, memory.second)


def _velocity(gradient: Vector, memory: Memory, settings: Training) -> Vector:
    """v ← μ·v + g; the first velocity is the gradient."""
    return settings.momentum * memory.first + gradient


def _momentum(gradient: Vector, memory: Memory, settings: Training) -> tuple[Vector, Memory]:
    velocity = _velocity(gradient, memory, settings)
    return velocity, Memory(memory.steps + 1, velocity, memory.second)


def _nesterov(gradient: Vector, memory: Memory, settings: Training) -> tuple[Vector, Memory]:
    velocity = _velocity(gradient, memory, settings)
    direction = gradient + settings.momentum * velocity
    return direction, Memory(memory.steps + 1, velocity, memory.second)


def _rmsprop(gradient: Vector, memory: Memory, settings: Training) -> tuple[Vector, Memory]:
    second = RMSPROP_ALPHA * memory.second + (1 - RMSPROP_ALPHA) * gradient**2
    direction = gradient / (np.sqrt(second) + EPSILON)
    return direction, Memory(memory.steps + 1, memory.first, second)


def _adam(gradient: Vector, memory: Memory, settings: Training) -> tuple[Vector, Memory]:
    beta1, beta2 = ADAM_BETAS
    step = memory.steps + 1
    first = beta1 * memory.first + (1 - beta1) * gradient
    second = beta2 * memory.second + (1 - beta2) * gradient**2
    denominator = np.sqrt(second / (1 - beta2**step)) + EPSILON
    return first / (1 - beta1**step) / denominator, Memory(step, first, second)


OPTIMIZERS: Mapping[str, Direction] = MappingProxyType(
    {
        "sgd": _sgd,
        "momentum": _momentum,
        "nesterov": _nesterov,
        "rmsprop": _rmsprop,
        "adam": _adam,
    }
)

FORMULAS: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "sgd": (("w", "w - η*g"),),
        "momentum": (("v", "μ*v + g"), ("w", "w - η*v")),
        "nesterov": (("v", "μ*v + g"), ("w", "w - η*(g + μ*v)")),
        "rmsprop": (("s", "α*s + (1 - α)*g^2"), ("w", "w - η*g/(sqrt(s) + ε)")),
        "adam": (
            ("m", "β1*m + (1 - β1)*g"),
            ("v", "β2*v + (1 - β2)*g^2"),
            ("w", "w - η*(m/(1 - β1^t))/(sqrt(v/(1 - β2^t)) + ε)"),
        ),
    }
)
"""What each optimizer does in one step, in the grammar of students: new values in their order.

g is the gradient, μ the momentum, α the constant of RMSprop, β1 and β2 those of Adam, t the number
of the step; v, s and m are what is remembered, 0 before the first step.
"""

STEP_EVERY, STEP_FACTOR = 100, 0.5
"""Schedule "step": the rate halves every 100 steps."""

COSINE_STEPS = 1000
"""Schedule "cosine": down to 0 within 1,000 steps (Loshchilov and Hutter 2017, no restart)."""

SCHEDULES: Mapping[str, Callable[[int], float]] = MappingProxyType(
    {
        "constant": lambda step: 1.0,
        "step": lambda step: STEP_FACTOR ** (step // STEP_EVERY),
        "cosine": lambda step: 0.5 * (1 + np.cos(np.pi * min(step / COSINE_STEPS, 1.0))),
    }
)


def fresh(size: int) -> Memory:
    """The memory before the first step, for `size` parameters."""
    return Memory(0, np.zeros(size), np.zeros(size))


def step(
    vector: Vector, gradient: Vector, memory: Memory, settings: Training, trainable: Array
) -> tuple[Vector, Memory]:
    """One optimizer step on a flat vector; numbers that are not trainable stay as they are."""
    joined = penalized(vector, gradient, settings)
    direction, after = OPTIMIZERS[settings.optimizer](joined, memory, settings)
    return np.where(trainable, vector - rate(settings, memory.steps) * direction, vector), after


def penalized(vector: Vector, gradient: Vector, settings: Training) -> Vector:
    """The gradient with that of the penalties l1·Σ|w| and ½·l2·Σw² of every trainable number."""
    return gradient + settings.l1 * np.sign(vector) + settings.l2 * vector


def rate(settings: Training, steps: int) -> float:
    """The learning rate after so many steps."""
    return settings.learning_rate * SCHEDULES[settings.schedule](steps)
