"""The update says, row by row, what the optimizer does."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from engine.explain.explanation import explain
from engine.formula.evaluate import evaluate
from engine.project import Project
from engine.training.training import Snapshot, full_batch, train
from engine.walk import Phase
from tests.engine.lesson_files import lesson
from tests.engine.networks import skip_connection

OPTIMIZERS = ("sgd", "momentum", "nesterov", "rmsprop", "adam")


def lines(project: Project) -> list[str]:
    steps = explain(project).steps
    return [step.equation.text() for step in steps if step.phase is Phase.UPDATE]


def snapshots(project: Project, count: int) -> list[Snapshot]:
    return list(islice(train(full_batch(project)), count))


def test_one_sample_needs_no_mean() -> None:
    assert lines(skip_connection())[0] == "w₀ ← w₀ − η·∂L/∂w₀ = 0.5 − 0.1·0.75 = 0.425"


def test_several_samples_are_averaged_first() -> None:
    assert lines(lesson("relu-and-linear"))[:2] == [
        "g ← (∂L₁/∂w₀ + ∂L₂/∂w₀ + ∂L₃/∂w₀)/3 = (3 + 0 + 0)/3 = 1",
        "w₀ ← w₀ − η·g = 0.5 − 0.1·1 = 0.4",
    ]


def test_penalties_join_the_gradient() -> None:
    project = skip_connection().with_training(l1=0.25, l2=0.5)
    assert lines(project)[0] == (
        "g ← ∂L/∂w₀ + l₁·sign(w₀) + l₂·w₀ = 0.75 + 0.25·sign(0.5) + 0.5·0.5 = 1.25"
    )


def test_momentum_remembers() -> None:
    project = skip_connection().with_training(optimizer="momentum", momentum=0.5)
    assert lines(project)[:2] == [
        "v ← μ·v + ∂L/∂w₀ = 0.5·0 + 0.75 = 0.75",
        "w₀ ← w₀ − η·v = 0.5 − 0.1·0.75 = 0.425",
    ]


def test_adam_in_full() -> None:
    project = skip_connection().with_training(optimizer="adam")
    mean, square, new = lines(project)[:3]
    assert mean == "m ← β₁·m + (1 − β₁)·∂L/∂w₀ = 0.9·0 + (1 − 0.9)·0.75 ≈ 0.07500"
    assert square.startswith("v ← β₂·v + (1 − β₂)·(∂L/∂w₀)² = 0.999·0 + (1 − 0.999)·0.75²")
    assert new.startswith("w₀ ← w₀ − η·(m/(1 − β₁^t))/(√(v/(1 − β₂^t)) + ε) ≈ 0.5 − 0.1·(0.07500/")
    assert new.endswith(" ≈ 0.4000")


def test_adam_is_worked_out_after_many_steps_too() -> None:
    project = lesson("xor").with_training(optimizer="adam")
    *_, last = snapshots(project, 150)
    steps = explain(project.with_vector(last.vector), memory=last.memory).steps
    update = next(step for step in steps if step.place.part == "w")
    assert update.equation.numbers is not None
    assert "0.9¹⁵⁰" in update.element(1, 1).equation.text()
    assert not update.remarks


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("name", ["xor", "skip-connection"])
def test_every_row_gives_what_the_optimizer_does(optimizer: str, name: str) -> None:
    project = lesson(name).with_training(
        optimizer=optimizer, l1=0.01, l2=0.02, schedule="cosine", learning_rate=0.05
    )
    *_, before, after = snapshots(project, 4)
    project = project.with_vector(before.vector)
    steps = explain(project, memory=before.memory).steps
    updates = [step for step in steps if step.phase is Phase.UPDATE]
    assert updates
    for step in updates:
        value = np.reshape(step.source.value, step.left.shape or ())
        found = evaluate(step.formula, step.source.read)[..., 0]
        np.testing.assert_allclose(found, value, rtol=1e-12, atol=1e-15)
        if step.place.part == "w":
            slot = project.network.layout.by_name[step.quantity.owner]
            new = slot.of(after.vector).reshape(step.left.shape or ())
            np.testing.assert_array_equal(value, new)


def test_what_is_not_trained_has_no_update() -> None:
    updates = [line for line in lines(lesson("softmax")) if "←" in line]
    assert updates == []
