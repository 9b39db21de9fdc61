"""Edit, solve and verify against HIPS autograd on the same network, in the same run."""

from __future__ import annotations

import autograd.numpy as anp
from autograd import value_and_grad

from engine.files.reader import read
from engine.lessons import find
from engine.trace import trace
from engine.verify import verify
from tests.benchmarks.timing import medians, report

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


if __name__ == "__main__":
    skip_connection()
    xor()
