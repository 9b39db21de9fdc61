"""A network as wide as those that read digits: 784-128-10."""

from __future__ import annotations

import numpy as np

from engine.network import network
from engine.nodes import Bias, Edge, Input, Layer, Loss, Target
from engine.parameters import Parameters
from engine.project import Project, Sample
from tests.engine.networks import weighted


def digits() -> Project:
    built = network(
        (
            Input("x", 784),
            Layer("1", 128, "relu", Bias("b1", 128)),
            Layer("2", 10, "identity", Bias("b2", 10)),
            Target("a", 10),
            Loss("L", "softmax_cross_entropy"),
        ),
        (
            weighted("x", "1", "W1", (128, 784)),
            weighted("1", "2", "W2", (10, 128)),
            Edge("2", "L", port="prediction"),
            Edge("a", "L", port="target"),
        ),
    )
    draw = np.random.default_rng(7)
    numbers = draw.normal(size=built.layout.size) / 28
    row = Sample((("x", tuple(draw.random(784))), ("a", tuple(np.eye(10)[3]))))
    return Project(built, Parameters(built.layout, numbers), (row,))


def deep(layers: int = 40, width: int = 8) -> Project:
    """So deep that it has more paths than anybody could count."""
    keys = [str(number) for number in range(layers)]
    built = network(
        (Input("x", width), *(Layer(key, width, "tanh") for key in keys), Target("y", width)),
        tuple(
            weighted(source, key, f"W{key}", (width, width))
            for source, key in zip(("x", *keys), keys, strict=False)
        ),
    )
    built = built.with_node(Loss("L", "mse"))
    built = built.with_edge(Edge(keys[-1], "L", port="prediction"))
    built = built.with_edge(Edge("y", "L", port="target"))
    draw = np.random.default_rng(1)
    numbers = draw.normal(size=built.layout.size) / width**0.5
    row = Sample((("x", tuple(draw.normal(size=width))), ("y", tuple(draw.normal(size=width)))))
    return Project(built, Parameters(built.layout, numbers), (row,))
