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
