"""Waves and messages on random networks, beside forward mode at 60 digits and the backward pass."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import numpy as np
import pytest

from engine.project import Project
from engine.quantity import Quantity, Role, parameter, value
from engine.sensitivity.message import can_receive, message
from engine.sensitivity.wiggle import Wave, can_wiggle, wave
from engine.trace import trace
from tests.engine.exactness.directions import Forward
from tests.engine.exactness.networks import random_project
from tests.engine.exactness.oracle import Oracle

RELATIVE, ABSOLUTE = 1e-12, 1e-13
COUNT, CHUNK, EACH = 300, 100, 3


@pytest.mark.parametrize("start", range(0, COUNT, CHUNK))
def test_waves_are_exact(start: int) -> None:
    for seed in range(start, start + CHUNK):
        oracle = Oracle(random_project(seed))
        solved = trace(oracle.project)
        random = Random(seed)  # noqa: S311 - reproducible, not secret
        wholes = list(wiggled(oracle.project))
        for whole in random.sample(wholes, min(EACH, len(wholes))):
            quantity = whole.element(*(random.randint(1, n) for n in shape_of(oracle, whole)))
            assert can_wiggle(oracle.network, quantity)
            run = wave(solved, quantity, random.randrange(solved.count))
            assert run.checked
            compare(oracle, run, whole)


@pytest.mark.parametrize("start", range(0, COUNT, CHUNK))
def test_messages_add_up(start: int) -> None:
    for seed in range(start, start + CHUNK):
        solved = trace(random_project(seed))
        for node in solved.network.by_id:
            if can_receive(solved.network, value(node)):
                assert message(solved, value(node), seed % solved.count).checked


def wiggled(project: Project) -> Iterator[Quantity]:
    """Everything of which numbers can be wiggled."""
    yield from (parameter(slot.name) for slot in project.network.layout.parameters)
    yield from (value(node.id) for node in project.network.nodes if node.kind == "input")


def shape_of(oracle: Oracle, whole: Quantity) -> tuple[int, ...]:
    slot = oracle.network.layout.holding(whole)
    return oracle.values[whole].shape[1:2] if slot is None else slot.shape


def compare(oracle: Oracle, run: Wave, whole: Quantity) -> None:
    """The slope beside the oracle's gradient and, where L is defined, every rate."""
    shape = shape_of(oracle, whole)
    at = tuple(each - 1 for each in run.quantity.index)
    gradient = oracle.gradient(whole)[run.sample].reshape(shape)[at]
    size = oracle.size(whole)[run.sample].reshape(shape)[at]
    assert run.slope is not None
    if np.isnan(gradient):
        assert np.isnan(run.slope)
        return
    assert abs(run.slope - gradient) <= RELATIVE * size + ABSOLUTE
    if np.isnan(oracle.values[oracle.objective][run.sample]).any():
        return
    directions = np.zeros((*oracle.values[whole].shape[1:], 2))
    directions.reshape(*shape, 2)[at] = 1.0
    exact = Forward(oracle.project, run.sample, {whole: directions})
    for key, rate in run.rates.items():
        if key.role is Role.VALUE:
            assert not np.nan_to_num(rate)[~run.moved[key.owner]].any()
        if key.role is Role.VALUE and key in exact.values and not np.isnan(rate).any():
            slopes = np.array([float(number.by[0]) for number in exact.values[key]])
            assert rate == pytest.approx(slopes, rel=1e-9, abs=1e-9)
