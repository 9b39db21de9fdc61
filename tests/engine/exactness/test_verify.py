"""The engine's own check: a single gradient that is wrong is noticed, and named."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import numpy as np
import pytest

from engine.network import network
from engine.nodes import Edge, Operation, Parameter
from engine.parameters import Parameters
from engine.project import Project
from engine.quantity import Quantity, Role, parameter, value
from engine.trace import Trace, trace
from engine.verify import verify
from tests.engine.exactness.networks import random_project
from tests.engine.exactness.oracle import Oracle
from tests.engine.spoiling import spoil

NETWORKS = 250
ERRORS = [0.01, -0.5, np.nan, np.inf]
"""Added to a gradient, relative to 1 + its size."""


def spoiled_nodes(error: float) -> Iterator[tuple[Trace, Quantity]]:
    """Traces of random networks with one gradient by a value or z changed."""
    for seed in range(NETWORKS):
        oracle, random = Oracle(random_project(seed)), Random(seed)  # noqa: S311 - reproducible
        solved = trace(oracle.project)
        quantity = random.choice([q for q in oracle.quantities if q.role is not Role.PARAMETER])
        arrays = solved.run.grad if quantity.role is Role.VALUE else solved.run.dz
        array = arrays[quantity.owner].copy()
        at = tuple(random.randrange(length) for length in array.shape)
        if not np.isnan(array[at]):
            array[at] += error * (1 + abs(array[at]))
            spoil(solved, quantity, array)
            yield solved, quantity


def spoiled_means(error: float) -> Iterator[tuple[Trace, Quantity]]:
    """Traces of random networks with one component of the mean gradient changed."""
    for seed in range(NETWORKS):
        solved, random = trace(random_project(seed)), Random(seed)  # noqa: S311 - reproducible
        slots = solved.network.layout.parameters
        if slots and not np.isnan(solved.gradient).any():
            slot = random.choice(slots)
            gradient = solved.gradient.copy()
            at = random.randrange(slot.start, slot.stop)
            gradient[at] += error * (1 + abs(gradient[at]))
            vars(solved)["gradient"] = gradient
            yield solved, parameter(slot.name)


@pytest.mark.parametrize("error", ERRORS)
def test_a_wrong_gradient_by_a_node_is_noticed_and_named(error: float) -> None:
    spoiled = list(spoiled_nodes(error))
    assert len(spoiled) > NETWORKS / 2
    assert all(verify(solved).culprit == quantity for solved, quantity in spoiled)


@pytest.mark.parametrize("error", ERRORS)
def test_a_wrong_mean_gradient_is_noticed_and_named(error: float) -> None:
    spoiled = list(spoiled_means(error))
    assert len(spoiled) > NETWORKS / 2
    assert all(verify(solved).culprit == quantity for solved, quantity in spoiled)


def test_a_gradient_where_there_is_none_is_noticed() -> None:
    """√0 has no derivative; one that is shown there is wrong, whatever it is."""
    found = 0
    for seed in range(2, 2000, 20):  # of the networks with undefined numbers
        solved = trace(random_project(seed))
        for key, gradient in solved.run.grad.items():
            undefined = np.isnan(gradient) & ~np.isnan(solved.losses)
            if undefined.any() and key in solved.network.behind_objective:
                spoil(solved, value(key), np.where(undefined, 1.0, gradient))
                found += 1
                assert not verify(solved).passed, seed
                break
    assert found > 10


@pytest.mark.parametrize("tiny", [2.2e-309, 1e-300, 1e-280, 1e-200])
def test_a_number_too_small_for_any_step_is_no_false_alarm(tiny: float) -> None:
    nodes = (Parameter("a", "a", (1,)), Parameter("b", "b", (1,)), Operation("f", "multiply"))
    product = network(nodes, (Edge("a", "f", port=0), Edge("b", "f", port=1)), "f")
    solved = trace(Project(product, Parameters(product.layout, np.array([1.0, tiny]))))
    assert verify(solved).passed
