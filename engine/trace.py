"""Trace: every value and every gradient of one run, frozen."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.addresses import Address, Addresses, Shelf, address
from engine.arrays import Array, Vector
from engine.network import Network
from engine.parameters import Parameters
from engine.plan.compile import Plan, compile_plan
from engine.plan.passes import Pass
from engine.probabilities import by_probabilities, probabilities
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
    plan: Plan

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

    @cached_property
    def kinked(self) -> tuple[Mapping[str, AbstractSet[int]], ...]:
        """Per sample: the nodes that are at a kink, with the elements, from 1, which are."""
        found: list[dict[str, set[int]]] = [{} for _ in self.remarks]
        for of_sample, own in zip(self.remarks, found, strict=True):
            for remark in of_sample:
                if remark.kind == "kink":
                    own.setdefault(remark.node, set()).add(remark.element)
        return tuple(found)

    def read(self, quantity: Quantity, sample: int = 0) -> Array | None:
        """The number(s) at an address, for one sample: shape (), (size,) or (rows, columns).

        None when there is no such number: a derivative by a constant, in a network without
        objective, or of something else than the objective.
        """
        found = address(quantity, self.network, self.run.places)
        array = self._beside(quantity, sample) if found is None else self._at(found, sample)
        index = (quantity if quantity.by is None else quantity.by).index
        return array if array is None or not index else array[tuple(i - 1 for i in index)]

    def _at(self, found: Address, sample: int) -> Array:
        shelf = self._shelf(found.shelf, sample)
        return shelf[found.start : found.stop].reshape(found.shape)

    def _beside(self, quantity: Quantity, sample: int) -> Array | None:
        """What no run computes: the probabilities of a loss on scores, and ∂L/∂p."""
        match quantity:
            case Quantity(role=Role.PROBABILITY, owner=loss, by=None):
                return probabilities(self.network, self.run, loss)[:, sample]
            case Quantity(
                role=Role.VALUE, owner=objective, by=Quantity(role=Role.PROBABILITY, owner=loss)
            ) if objective == self.network.objective:
                return by_probabilities(self.network, self.run, loss)[:, sample]
            case _:
                return None

    def gather(self, shown: Addresses, sample: int = 0) -> Vector:
        """The numbers of one sample at many addresses, as a new array in their order.

        NaN is undefined, or absent: `shown.present` tells which. `shown` was looked up in the
        trace's network; raises ValueError for those of another.
        """
        if shown.network is not self.network:
            raise ValueError("addresses of another network")
        shelves = [self._shelf(shelf, sample) for shelf in Shelf]
        return np.concatenate([[np.nan], *shelves]).take(shown.positions)

    def _shelf(self, shelf: Shelf, sample: int) -> Vector:
        match shelf:
            case Shelf.NUMBERS:
                return self.run.numbers[:, sample]
            case Shelf.PARAMETERS:
                return self.parameters.vector
            case Shelf.GRADIENTS:
                return self.run.gradients[:, sample]
            case Shelf.PARAMETER_GRADIENTS if self.losses is None:
                return np.empty(0)
            case Shelf.PARAMETER_GRADIENTS:
                return self.sample_gradient(sample)


def solve(network: Network, parameters: Parameters, batch: Batch) -> Trace:
    """Forward and backward pass; raises `NetworkError` naming what an incomplete network lacks."""
    plan = compile_plan(network)
    run = plan.run(parameters.vector, batch.count, batch.arrays)
    run.freeze()
    return Trace(network, parameters, run, plan)


def trace(project: Project) -> Trace:
    """Forward and backward pass of a project with all its samples."""
    return solve(project.network, project.parameters, project.batch)
