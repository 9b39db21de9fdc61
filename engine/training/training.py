"""Training: a generator of frozen snapshots, one per optimizer step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from engine.arrays import Array, Vector
from engine.errors import NetworkError
from engine.plan.compile import Plan, compile_plan
from engine.project import Batch, Project
from engine.training.optimizers import Memory, fresh, step


@dataclass(frozen=True, eq=False, slots=True)
class Snapshot:
    """A moment of the training: the parameters, and loss and mean gradient *at* them."""

    vector: Vector
    loss: float
    gradient: Vector
    memory: Memory


def full_batch(project: Project) -> Project:
    """The same project, trained on all samples at once."""
    return replace(project, training=replace(project.training, batch_size=0))


def train(project: Project, memory: Memory | None = None) -> Iterator[Snapshot]:
    """The project as it is, then the snapshot after each optimizer step, without end.

    Numbers that are no longer finite are NaN from then on. Raises `NetworkError` for an incomplete
    network or one without objective.
    """
    if project.network.objective is None and not project.network.missing:
        raise NetworkError("nothing_to_train")
    plan = compile_plan(project.network)
    trainable = project.network.layout.trainable
    batches = _mini_batches(project, memory.steps if memory else 0)
    vector = project.parameters.vector
    memory = memory or fresh(vector.size)
    while True:
        loss, gradient = _evaluate(plan, vector, project.batch)
        yield Snapshot(vector, loss, gradient, memory)
        batch = next(batches)
        if batch is not project.batch:
            _, gradient = _evaluate(plan, vector, batch)
        vector, memory = step(vector, gradient, memory, project.training, trainable)


def _evaluate(plan: Plan, vector: Vector, batch: Batch) -> tuple[float, Vector]:
    """Mean loss and its flat gradient."""
    run = plan.run(vector, batch.count, batch.arrays)
    objective = plan.network.objective
    assert objective is not None
    return float(np.mean(run.value[objective])), plan.gradient(run)


def _mini_batches(project: Project, steps_before: int) -> Iterator[Batch]:
    """The batch of each step. The order of an epoch follows from the seed and its number alone."""
    settings, batch = project.training, project.batch
    size = settings.batch_size
    if not 0 < size < batch.count:
        while True:
            yield batch
    per_epoch = -(-batch.count // size)
    epoch, skipped = divmod(steps_before, per_epoch)
    while True:
        indices = np.arange(batch.count)
        if settings.shuffle:
            np.random.default_rng((settings.seed, epoch)).shuffle(indices)
        for part in range(skipped, per_epoch):
            yield _columns(batch, indices[part * size : (part + 1) * size])
        epoch, skipped = epoch + 1, 0


def _columns(batch: Batch, indices: Array) -> Batch:
    return Batch(len(indices), {key: array[:, indices] for key, array in batch.arrays.items()})
