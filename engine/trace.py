"""Trace: every value and every gradient of one run, frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.arrays import Array, Vector
from engine.functions.activations import ACTIVATIONS
from engine.functions.losses import LOSSES, OnScores
from engine.layout import Slot
from engine.network import Network
from engine.nodes import Loss, Parameter
from engine.parameters import Parameters
from engine.plan.compile import compile_plan
from engine.plan.layers import LayersPlan
from engine.plan.passes import Pass, undefined_as_nan
from engine.project import Batch, Project
from engine.quantity import Quantity, Role
from engine.remarks import Remark, remarks


@dataclass(frozen=True, eq=False)
class Trace:
    """What one network computes for all samples; compared by identity.

    Arrays are (size, N) by node id; NaN is *undefined*: not finite, or dependent on a number that
    is not. Gradients are those of each sample's own objective.
    """

    network: Network
    parameters: Parameters
    run: Pass
    plan: LayersPlan

    @property
    def count(self) -> int:
        """Number of samples."""
        return self.run.count

    @property
    def values(self) -> Mapping[str, Array]:
        """Output of every node; of a matrix parameter the matrix itself."""
        return self.run.value

    @cached_property
    def losses(self) -> Vector | None:
        """The objective of each sample, shape (N,); None in a network without objective."""
        objective = self.network.objective
        return None if objective is None else self.run.value[objective][0]

    @cached_property
    def loss(self) -> float | None:
        """Mean objective; NaN where it is not finite, None without objective."""
        if self.losses is None:
            return None
        with np.errstate(over="ignore"):
            mean = float(np.mean(self.losses))
        return mean if np.isfinite(mean) else np.nan

    @cached_property
    def gradient(self) -> Vector:
        """Gradient of the mean objective, flat, in the layout of the parameters.

        Only where there is an objective; so is `sample_gradient`.
        """
        return self.plan.gradient(self.run)

    @cached_property
    def _sample_gradients(self) -> dict[int, Vector]:
        return {}

    def sample_gradient(self, sample: int) -> Vector:
        """Gradient of one sample's own objective, flat; `sample` counts from 0."""
        if sample not in self._sample_gradients:
            columns = slice(sample, sample + 1)
            self._sample_gradients[sample] = self.plan.gradient(self.run, columns)
        return self._sample_gradients[sample]

    @cached_property
    def remarks(self) -> tuple[tuple[Remark, ...], ...]:
        """Per sample: kinks that were met, and where a number first is not finite."""
        return remarks(self.network, self.run)

    def read(self, quantity: Quantity, sample: int = 0) -> Array | None:
        """The number(s) at an address, for one sample: shape (), (size,) or (rows, columns).

        None when there is no such number: a derivative by a constant, in a network without
        objective, or of something else than the objective.
        """
        by = quantity.by
        if by is None:
            array = self._value(quantity, sample)
        elif quantity.owner != self.network.objective or quantity.role is not Role.VALUE:
            return None
        else:
            array = self._derivative(by, sample)
        index = (quantity if by is None else by).index
        return array if array is None or not index else array[tuple(i - 1 for i in index)]

    def _value(self, quantity: Quantity, sample: int) -> Array | None:
        match quantity.role:
            case Role.VALUE:
                array = self.values[quantity.owner]
                return array if self._is_matrix(quantity.owner) else array[:, sample]
            case Role.PREACTIVATION:
                return self.run.z[quantity.owner][:, sample]
            case Role.PARAMETER:
                return self.parameters.value(quantity.owner)
            case Role.PROBABILITY:
                return self._probabilities(quantity.owner)[:, sample]
            case _:
                return None

    def _derivative(self, by: Quantity, sample: int) -> Array | None:
        slots = self.network.layout
        match by.role:
            case Role.PARAMETER:
                return self._of_slot(slots.by_name[by.owner], sample)
            case Role.VALUE if self._is_matrix(by.owner):
                return self._of_slot(slots.by_owner[by.owner], sample)
            case Role.VALUE:
                found = self.run.grad.get(by.owner)
            case Role.PREACTIVATION:
                found = self.run.dz[by.owner]
            case Role.PROBABILITY:
                found = self._by_probabilities(by.owner)
            case _:
                found = None
        return None if found is None else found[:, sample]

    def _of_slot(self, slot: Slot, sample: int) -> Array | None:
        return None if slot.constant else slot.of(self.sample_gradient(sample))

    def _probabilities(self, loss: str) -> Array:
        """p inside a loss on scores, which takes its numbers from the scores themselves."""
        activation = ACTIVATIONS[self._on_scores(loss).activation]
        with np.errstate(all="ignore"):
            return activation.value(self._operand(loss, "prediction"))

    def _by_probabilities(self, loss: str) -> Array:
        """∂L/∂p of the same loss on probabilities; undefined where p is rounded to 0 or 1."""
        p, target = self._probabilities(loss), self._operand(loss, "target")
        with np.errstate(all="ignore"):
            slope = LOSSES[self._on_scores(loss).loss].gradient(p, target)
            return undefined_as_nan(self.run.grad[loss] * slope)

    def _on_scores(self, loss: str) -> OnScores:
        node = self.network.by_id[loss]
        assert isinstance(node, Loss)
        on_scores = LOSSES[node.loss].on_scores
        assert on_scores is not None
        return on_scores

    def _operand(self, loss: str, port: str) -> Array:
        edges = self.network.incoming[loss]
        return self.run.value[next(edge.source for edge in edges if edge.port == port)]

    def _is_matrix(self, key: str) -> bool:
        node = self.network.by_id[key]
        return isinstance(node, Parameter) and node.is_matrix


def solve(network: Network, parameters: Parameters, batch: Batch) -> Trace:
    """Forward and backward pass; raises `NetworkError` naming what an incomplete network lacks."""
    plan = compile_plan(network)
    run = plan.backward(plan.forward(Pass(parameters.vector, batch.count, batch.arrays)))
    for arrays in (run.value, run.z, run.grad, run.dz):
        for array in arrays.values():
            array.flags.writeable = False
    return Trace(network, parameters, run, plan)


def trace(project: Project) -> Trace:
    """Forward and backward pass of a project with all its samples."""
    return solve(project.network, project.parameters, project.batch)
