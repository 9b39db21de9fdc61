"""The same project, run in both ways."""

from __future__ import annotations

import numpy as np

from engine.plan.blocks import BlocksPlan
from engine.project import Project
from engine.trace import Trace, trace

RELATIVE = 1e-12


def in_both_ways(project: Project) -> tuple[Trace, Trace]:
    """The trace in blocks, and that of the layers way, which is the oracle."""
    solved = trace(project)
    assert isinstance(solved.plan, BlocksPlan)
    layers, batch = solved.plan.layers, project.batch
    run = layers.run(project.parameters.vector, batch.count, batch.arrays)
    run.freeze()
    return solved, Trace(project.network, project.parameters, run, layers)


def assert_same(blocks: Trace, layers: Trace) -> None:
    """Every number and remark is the same, gradients to 1e-12 of the largest."""
    close(blocks.run.numbers, layers.run.numbers)
    close(blocks.run.gradients, layers.run.gradients)
    close(blocks.gradient, layers.gradient)
    for sample in range(blocks.count):
        close(blocks.sample_gradient(sample), layers.sample_gradient(sample))
    assert blocks.remarks == layers.remarks


def close(actual: np.ndarray, expected: np.ndarray) -> None:
    """Equal to rounding, and undefined in the same places."""
    largest = np.nanmax(np.abs(expected), initial=0.0)
    np.testing.assert_allclose(actual, expected, rtol=RELATIVE, atol=RELATIVE * largest)
