"""Edit, solve and verify: lessons against HIPS autograd, large networks against bare NumPy.

Each with its peer on the same network, in the same run: `python -m tests.benchmarks.solve`.
"""

from __future__ import annotations

import autograd.numpy as anp
import numpy as np
from autograd import value_and_grad

from engine.files.reader import read
from engine.lessons import find
from engine.trace import trace
from engine.verify import verify
from tests.benchmarks.floor import Floor
from tests.benchmarks.networks import units
from tests.benchmarks.timing import medians, report

FLOOR = "bare NumPy, the same arithmetic"
PEER = "HIPS autograd, value and gradient"


def skip_connection() -> None:
    lesson = find("skip-connection")
    assert lesson is not None
    project = read(lesson.path)

    def loss(w: anp.ndarray) -> anp.ndarray:
        h0 = anp.maximum(0.0, w[0] * 1.0)
        h1 = anp.maximum(0.0, w[1] * h0)
        return anp.abs(-3.0 - (w[2] * h1 + w[3] * h0))

    gradient = value_and_grad(loss)
    weights = anp.array([0.5, 0.5, 0.5, 0.5])
    edited = project.with_weight("w1", 0.6)
    solved = trace(edited)
    found = medians(
        {
            PEER: lambda: gradient(weights),
            "edit": lambda: project.with_weight("w1", 0.6),
            "solve": lambda: trace(edited).gradient,
            "verify": lambda: verify(solved),
            "edit, solve and verify": lambda: verify(trace(project.with_weight("w1", 0.6))),
        },
        rounds=1000,
    )
    report("skip connection, one sample", found, PEER)


def xor() -> None:
    lesson = find("xor")
    assert lesson is not None
    project = read(lesson.path)
    x, y = project.batch.arrays["x"], project.batch.arrays["y"]
    start = [project.parameters.value(name) for name in ("W1", "b1", "W2", "b2")]

    def loss(parts: list[anp.ndarray]) -> anp.ndarray:
        hidden = anp.tanh(parts[0] @ x + parts[1][:, None])
        out = anp.tanh(parts[2] @ hidden + parts[3][:, None])
        return anp.mean(0.5 * anp.sum((y - out) ** 2, axis=0))

    gradient = value_and_grad(loss)
    found = medians(
        {
            PEER: lambda: gradient(start),
            "solve": lambda: trace(project).gradient,
            "solve and verify": lambda: verify(trace(project)),
        },
        rounds=500,
    )
    report("xor, four samples", found, PEER)


def units_in_levels(count: int, edges: int, levels: int) -> None:
    project = units(count, edges, levels)
    name = project.network.layout.parameters[0].name
    solved, floor = trace(project), Floor(project)
    layers, batch = solved.plan.layers, project.batch
    assert np.allclose(floor.run(), solved.gradient, rtol=1e-9)

    def layers_way() -> None:
        run = layers.run(project.parameters.vector, batch.count, batch.arrays)
        layers.gradient(run)

    found = medians(
        {
            FLOOR: floor.run,
            "solve": lambda: trace(project).gradient,
            "solve, layers way": layers_way,
            "verify": lambda: verify(solved),
            "edit, solve and verify": lambda: verify(trace(project.with_weight(name, 0.6))),
        },
        rounds=60,
    )
    report(f"{count:,} units, {edges:,} edges, one sample", found, FLOOR)


if __name__ == "__main__":
    skip_connection()
    xor()
    units_in_levels(100, 500, levels=10)
    units_in_levels(1_000, 5_000, levels=25)
