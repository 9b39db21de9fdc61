"""Computational graphs of courses and tutorials, with the numbers that were published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.network import network
from engine.nodes import Constant, Edge, Operation, Parameter
from engine.parameters import Parameters
from engine.project import Project

Graph = Mapping[str, Sequence[str]]
"""id → (operation, operand, operand …), the objective last."""

Numbers = Mapping[str, Any]


@dataclass(frozen=True)
class Example:
    """A graph with its numbers, and its published value and gradients with their precision."""

    operations: Graph
    numbers: Numbers
    value: float
    gradients: Numbers
    constants: Numbers | None = None
    precision: float = 1e-12

    def project(self) -> Project:
        """The graph, its leaves as parameters and constants."""
        constants = self.constants or {}
        every = {**self.numbers, **constants}
        built = network(
            (
                *(Parameter(key, key, np.atleast_1d(x).shape) for key, x in self.numbers.items()),
                *(Constant(key, np.size(x)) for key, x in constants.items()),
                *(Operation(key, name) for key, (name, *_) in self.operations.items()),
            ),
            tuple(
                Edge(operand, key, port=port)
                for key, (_, *operands) in self.operations.items()
                for port, operand in enumerate(operands)
            ),
            list(self.operations)[-1],
        )
        vector = np.concatenate([np.ravel(every[slot.name]) for slot in built.layout.slots])
        return Project(built, Parameters(built.layout, vector.astype(np.float64)))


NEURON = {"w0": 2, "x0": -1, "w1": -3, "x1": -2, "w2": -3}
NEURON_GRADIENTS = {"w0": -0.20, "x0": 0.39, "w1": -0.39, "x1": -0.59, "w2": 0.20}

EXAMPLES = {
    "CS231n: (x + y)z": Example(
        {"q": ("add", "x", "y"), "f": ("multiply", "q", "z")},
        {"x": -2, "y": 5, "z": -4},
        -12,
        {"x": -4, "y": -4, "z": 3},
    ),
    "CS231n: a sigmoid neuron": Example(
        {
            "a": ("multiply", "w0", "x0"),
            "b": ("multiply", "w1", "x1"),
            "s": ("add", "a", "b", "w2"),
            "f": ("sigmoid", "s"),
        },
        NEURON,
        0.73,
        NEURON_GRADIENTS,
        precision=0.005,
    ),
    "CS231n: the neuron taken apart": Example(
        {
            "a": ("multiply", "w0", "x0"),
            "b": ("multiply", "w1", "x1"),
            "s": ("add", "a", "b", "w2"),
            "m": ("multiply", "s", "minus"),
            "e": ("exp", "m"),
            "d": ("add", "e", "one"),
            "f": ("reciprocal", "d"),
        },
        NEURON,
        0.73,
        NEURON_GRADIENTS,
        {"minus": -1, "one": 1},
        precision=0.005,
    ),
    "CS231n: add, max and multiply": Example(
        {
            "p": ("multiply", "x", "y"),
            "m": ("maximum", "z", "w"),
            "s": ("add", "p", "m"),
            "f": ("multiply", "s", "two"),
        },
        {"x": 3, "y": -4, "z": 2, "w": -1},
        -20,
        {"x": -8, "y": 6, "z": 2, "w": 0},
        {"two": 2},
    ),
    "CS231n: the square of a matrix product": Example(
        {"q": ("matmul", "w", "x"), "s": ("square", "q"), "f": ("sum", "s")},
        {"w": [[0.1, 0.5], [-0.3, 0.8]], "x": [0.2, 0.4]},
        0.116,
        {"w": [[0.088, 0.176], [0.104, 0.208]], "x": [-0.112, 0.636]},
    ),
    "CS224n: (x + y)·max(y, z)": Example(
        {"a": ("add", "x", "y"), "b": ("maximum", "y", "z"), "f": ("multiply", "a", "b")},
        {"x": 1, "y": 2, "z": 0},
        6,
        {"x": 2, "y": 5, "z": 0},
    ),
    "Olah: (a + b)(b + 1)": Example(
        {"c": ("add", "a", "b"), "d": ("add", "b", "one"), "e": ("multiply", "c", "d")},
        {"a": 2, "b": 1},
        6,
        {"a": 2, "b": 5},
        {"one": 1},
    ),
    "Ng: 3(a + bc)": Example(
        {"u": ("multiply", "b", "c"), "v": ("add", "a", "u"), "J": ("multiply", "three", "v")},
        {"a": 5, "b": 3, "c": 2},
        33,
        {"a": 3, "b": 6, "c": 9},
        {"three": 3},
    ),
    "PyTorch: 3a³ − b²": Example(
        {
            "cube": ("power", "a", "three"),
            "p": ("multiply", "three", "cube"),
            "s": ("square", "b"),
            "d": ("subtract", "p", "s"),
            "Q": ("sum", "d"),
        },
        {"a": [2, 3], "b": [6, 4]},
        53,
        {"a": [36, 81], "b": [-12, -8]},
        {"three": 3},
    ),
    "PyTorch: the mean of 3(x + 2)²": Example(
        {
            "y": ("add", "x", "two"),
            "s": ("square", "y"),
            "z": ("multiply", "s", "three"),
            "out": ("mean", "z"),
        },
        {"x": [1, 1, 1, 1]},
        27,
        {"x": [4.5, 4.5, 4.5, 4.5]},
        {"two": 2, "three": 3},
    ),
    "TensorFlow: (x²)²": Example(
        {"y": ("multiply", "x", "x"), "z": ("multiply", "y", "y")}, {"x": 3}, 81, {"x": 108}
    ),
    "Dive into Deep Learning: 2x·x": Example(
        {"p": ("multiply", "x", "x"), "s": ("sum", "p"), "y": ("multiply", "s", "two")},
        {"x": [0, 1, 2, 3]},
        28,
        {"x": [0, 4, 8, 12]},
        {"two": 2},
    ),
    "Karpathy: a tanh neuron": Example(
        {
            "p1": ("multiply", "x1", "w1"),
            "p2": ("multiply", "x2", "w2"),
            "n": ("add", "p1", "p2", "b"),
            "o": ("tanh", "n"),
        },
        {"x1": 2, "w1": -3, "x2": 0, "w2": 1, "b": 6.8813735870195432},
        0.7071,
        {"x1": -1.5, "w1": 1.0, "x2": 0.5, "w2": 0.0, "b": 0.5},
        precision=5e-5,
    ),
    "Karpathy: micrograd": Example(
        {
            "c0": ("add", "a", "b"),
            "c1": ("add", "c0", "c0", "one"),
            "minus": ("negate", "a"),
            "c2": ("add", "c1", "one", "c1", "minus"),
            "ab": ("multiply", "a", "b"),
            "cube": ("power", "b", "three"),
            "d0": ("add", "ab", "cube"),
            "twice": ("multiply", "d0", "two"),
            "r1": ("relu", "c0"),
            "d1": ("add", "d0", "twice", "r1"),
            "thrice": ("multiply", "three", "d1"),
            "down": ("subtract", "b", "a"),
            "r2": ("relu", "down"),
            "d2": ("add", "d1", "thrice", "r2"),
            "e": ("subtract", "c2", "d2"),
            "f": ("power", "e", "two"),
            "half": ("divide", "f", "two"),
            "rest": ("divide", "ten", "f"),
            "g": ("add", "half", "rest"),
        },
        {"a": -4, "b": 2},
        24.7041,
        {"a": 138.8338, "b": 645.5773},
        {"one": 1, "two": 2, "three": 3, "ten": 10},
        precision=5e-5,
    ),
}
