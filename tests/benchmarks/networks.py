"""Large networks of single units: levels one after the other, most connections to the next one."""

from __future__ import annotations

from random import Random

import numpy as np

from engine.network import network
from engine.nodes import Bias, Edge, Input, Layer, Loss, Node, Target, Weight
from engine.parameters import Parameters
from engine.project import Project, Sample

SKIPS = 0.1
"""Part of the connections that pass over one level or two."""


def units(count: int, edges: int, levels: int, seed: int = 0) -> Project:
    """`count` units in `levels`, with `edges` weights and one sample; without positions."""
    random = Random(seed)  # noqa: S311 - nothing secret here
    ids = [str(number) for number in range(count)]
    inputs = [f"x{number}" for number in range(1, 4)]
    size = -(-(count - 1) // (levels - 1))
    rows = [inputs, *(ids[at : at + size] for at in range(0, count - 1, size)), ids[-1:]]
    ends: dict[tuple[str, str], None] = {}
    for depth, row in enumerate(rows[1:], 1):
        for place, key in enumerate(row):
            before = rows[depth - 1]
            ends[before[place * len(before) // len(row)], key] = None
    while len(ends) < edges:
        depth = random.randrange(2, len(rows))
        far = random.choice((2, 3)) if random.random() < SKIPS else 1
        before, row = rows[max(1, depth - far)], rows[depth]
        place = random.randrange(len(row))
        near = place * len(before) // len(row) + random.randint(-4, 4)
        ends[before[min(max(0, near), len(before) - 1)], row[place]] = None
    nodes: tuple[Node, ...] = (
        *(Input(key, 1) for key in inputs),
        *(Layer(key, 1, random.choice(("tanh", "relu")), Bias(f"b{key}", 1)) for key in ids[:-1]),
        Layer(ids[-1], 1, "identity"),
        Target("y", 1),
        Loss("L", "half_squared"),
    )
    weighted = (Edge(*both, Weight(f"w{at}", (1, 1))) for at, both in enumerate(ends))
    last = (Edge(ids[-1], "L", None, "prediction"), Edge("y", "L", None, "target"))
    built = network(nodes, (*weighted, *last))
    numbers = np.random.default_rng(seed).normal(0.0, 0.7, built.layout.size)
    data = Sample((*((key, (0.5,)) for key in inputs), ("y", (0.25,))))
    return Project(built, Parameters(built.layout, numbers), (data,))
