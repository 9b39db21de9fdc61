"""PyTorch's formulas, written out once more by hand on one number."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from math import cos, pi, sqrt

import numpy as np
import pytest

from engine.project import Project, Training
from engine.training.optimizers import OPTIMIZERS, SCHEDULES, fresh, step
from engine.training.training import train
from tests.engine.networks import sample, skip_connection

RATE, MOMENTUM = 0.1, 0.9
GRADIENTS = (0.5, -0.2, 0.3, 0.1)


def sgd() -> float:
    return 1 - RATE * sum(GRADIENTS)


def momentum() -> float:
    weight, buffer = 1.0, None
    for gradient in GRADIENTS:
        buffer = gradient if buffer is None else MOMENTUM * buffer + gradient
        weight -= RATE * buffer
    return weight


def nesterov() -> float:
    weight, buffer = 1.0, None
    for gradient in GRADIENTS:
        buffer = gradient if buffer is None else MOMENTUM * buffer + gradient
        weight -= RATE * (gradient + MOMENTUM * buffer)
    return weight


def rmsprop() -> float:
    weight, square = 1.0, 0.0
    for gradient in GRADIENTS:
        square = 0.99 * square + 0.01 * gradient**2
        weight -= RATE * gradient / (sqrt(square) + 1e-8)
    return weight


def adam() -> float:
    weight, first, second = 1.0, 0.0, 0.0
    for count, gradient in enumerate(GRADIENTS, 1):
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        size = RATE / (1 - 0.9**count)
        weight -= size * first / (sqrt(second) / sqrt(1 - 0.999**count) + 1e-8)
    return weight


BY_HAND: dict[str, Callable[[], float]] = {
    "sgd": sgd,
    "momentum": momentum,
    "nesterov": nesterov,
    "rmsprop": rmsprop,
    "adam": adam,
}


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_an_optimizer_does_what_its_formula_says(name: str) -> None:
    settings = Training(optimizer=name, learning_rate=RATE, momentum=MOMENTUM)  # type: ignore[arg-type]
    vector, memory = np.array([1.0, 1.0]), fresh(2)
    for gradient in GRADIENTS:
        vector, memory = step(
            vector, np.full(2, gradient), memory, settings, np.array([True, False])
        )
    assert vector[0] == pytest.approx(BY_HAND[name](), rel=1e-13)
    assert vector[1] == 1.0  # not trained


def test_penalties_join_the_gradient() -> None:
    settings = Training(learning_rate=1.0, l1=0.25, l2=0.5)
    vector, _ = step(np.array([-2.0]), np.zeros(1), fresh(1), settings, np.array([True]))
    assert vector[0] == -2.0 - (-0.25 + 0.5 * -2.0)


def test_schedules_start_at_the_full_rate() -> None:
    assert all(schedule(0) == 1.0 for schedule in SCHEDULES.values())
    assert SCHEDULES["step"](100) == 0.5
    assert SCHEDULES["cosine"](250) == pytest.approx(0.5 * (1 + cos(pi / 4)))
    assert SCHEDULES["cosine"](5000) == pytest.approx(0.0)


def four_samples(**settings: object) -> Project:
    project = skip_connection().with_training(**settings)
    rows = tuple(sample(x=x, y=y) for x, y in ((1, -3), (2, 1), (-1, 0.5), (0.5, 2)))
    return Project(project.network, project.parameters, rows, training=project.training)


def test_training_starts_at_the_project_and_lowers_the_loss() -> None:
    project = four_samples(learning_rate=0.01)
    snapshots = list(islice(train(project), 20))
    assert snapshots[0].vector is project.parameters.vector
    assert snapshots[-1].loss < snapshots[0].loss


def test_mini_batches_follow_from_the_seed_alone() -> None:
    project = four_samples(learning_rate=0.01, batch_size=3, seed=5)
    first, second = ([s.vector for s in islice(train(project), 9)] for _ in range(2))
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))
    other = list(islice(train(four_samples(learning_rate=0.01, batch_size=3, seed=6)), 9))
    assert not np.array_equal(first[-1], other[-1].vector)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_training_goes_on_where_it_stopped(optimizer: str) -> None:
    project = four_samples(learning_rate=0.01, batch_size=3, optimizer=optimizer)
    through = list(islice(train(project), 8))
    half = through[3]
    resumed = list(islice(train(project.with_vector(half.vector), half.memory), 5))
    assert np.array_equal(resumed[-1].vector, through[-1].vector)
