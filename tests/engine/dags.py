"""Large networks of units: every unit of a level takes some numbers of the levels before."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np

from engine.network import network
from engine.nodes import Bias, Edge, Input, Layer, Loss, Node, Target
from engine.parameters import Parameters
from engine.project import Project, Sample
from tests.engine.networks import weighted

BEFORE = 3
"""Skip connections reach back over so many levels."""


def dag(
    units: int,
    width: int,
    fan_in: int = 5,
    *,
    samples: int = 1,
    activations: Sequence[str] = ("relu", "tanh"),
    seed: int = 0,
) -> Project:
    """`units` of size 1 in levels of `width`, on `width` inputs, added up by one unit to a loss."""
    random = Random(seed)  # noqa: S311 - reproducible, not secret
    nodes: list[Node] = [Input(f"x{index}", 1) for index in range(width)]
    levels = [[node.id for node in nodes]]
    edges: list[Edge] = []
    for start in range(0, units, width):
        levels.append([f"u{index}" for index in range(start, min(start + width, units))])
        before = [key for level in levels[-BEFORE - 1 : -1] for key in level]
        for key in levels[-1]:
            bias = Bias(f"b{key}", 1) if random.random() < 0.5 else None
            nodes.append(Layer(key, 1, random.choice(activations), bias))
            sources = random.sample(before, min(fan_in - 1, len(before)))
            for source in dict.fromkeys([random.choice(levels[-2]), *sources]):
                edges.append(weighted(source, key, f"w{len(edges)}"))
    nodes += [Layer("out", 1, "identity"), Target("y", 1), Loss("L", "half_squared")]
    edges += [weighted(key, "out", f"w{len(edges) + at}") for at, key in enumerate(levels[-1])]
    edges += [Edge("out", "L", port="prediction"), Edge("y", "L", port="target")]
    built = network(tuple(nodes), tuple(edges))
    draw = np.random.default_rng(seed)
    numbers = draw.normal(0.0, fan_in**-0.5, built.layout.size)
    data = [node.id for node in nodes if isinstance(node, Input | Target)]
    rows = draw.normal(size=(samples, len(data)))
    return Project(
        built,
        Parameters(built.layout, numbers),
        tuple(
            Sample(tuple((key, (float(x),)) for key, x in zip(data, row, strict=True)))
            for row in rows
        ),
    )
