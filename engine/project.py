"""Project: the document as one frozen value. Every edit returns a new one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import inf
from types import MappingProxyType
from typing import Any, Final, Literal, get_args

import numpy as np

from engine.arrays import Array, Vector, frozen
from engine.errors import EngineError
from engine.network import Network
from engine.nodes import Constant, Input, Parameter, Target
from engine.parameters import Fill, Parameters, carry, zeros
from engine.quantity import Quantity, Role

Optimizer = Literal["sgd", "momentum", "nesterov", "rmsprop", "adam"]
Schedule = Literal["constant", "step", "cosine"]

CHOICES: Final = {"optimizer": get_args(Optimizer), "schedule": get_args(Schedule)}
"""The names a setting may have."""

RANGES: Final[dict[str, tuple[str, float, float, str]]] = {
    "learning_rate": ("(", 0, inf, ")"),
    "momentum": ("[", 0, 1, ")"),
    "batch_size": ("[", 0, 1_000_000, "]"),
    "seed": ("[", 0, 2**63, ")"),
    "l1": ("[", 0, inf, ")"),
    "l2": ("[", 0, inf, ")"),
    "test_fraction": ("[", 0, 1, ")"),
}
"""The interval a setting lies in; a round bracket leaves its end out."""


@dataclass(frozen=True, slots=True)
class Training:
    """How the project is trained; `batch_size` 0 is the full batch."""

    optimizer: Optimizer = "sgd"
    learning_rate: float = 0.1
    momentum: float = 0.9
    batch_size: int = 0
    shuffle: bool = True
    seed: int = 0
    l1: float = 0.0
    l2: float = 0.0
    schedule: Schedule = "constant"
    test_fraction: float = 0.0

    def checked(self) -> Training:
        """These settings; raises `EngineError` with the place of one that cannot be."""
        for setting, known in CHOICES.items():
            name = getattr(self, setting)
            if name not in known:
                place = f"training.{setting}"
                raise EngineError("unknown", place, what=setting, name=name, known=known)
        for setting, (left, low, high, right) in RANGES.items():
            found = getattr(self, setting)
            above = low <= found if left == "[" else low < found
            below = found <= high if right == "]" else found < high
            if not (above and below):
                interval = f"{left}{low}, {high}{right}".replace("inf", "∞")
                place = f"training.{setting}"
                raise EngineError("setting_range", place, interval=interval, found=str(found))
        return self


@dataclass(frozen=True, slots=True)
class Sample:
    """One row of data: the numbers of every input and target, by node id."""

    entries: tuple[tuple[str, tuple[float, ...]], ...] = ()

    def __getitem__(self, node: str) -> tuple[float, ...]:
        """The numbers for `node`; raises KeyError."""
        for key, numbers in self.entries:
            if key == node:
                return numbers
        raise KeyError(node)

    def __iter__(self) -> Iterator[str]:
        """The node ids, in the order of the file."""
        return (key for key, _ in self.entries)

    def with_number(self, node: str, index: int, number: float) -> Sample:
        """Replace one number; `index` counts from 0."""
        numbers = list(self[node])
        numbers[index] = number
        changed = tuple((key, tuple(numbers) if key == node else old) for key, old in self.entries)
        return Sample(changed)


@dataclass(frozen=True, eq=False, slots=True)
class Batch:
    """Samples packed for a run: per input and target an array (size, count)."""

    count: int
    arrays: Mapping[str, Array]


@dataclass(frozen=True, eq=False)
class Project:
    """Network, numbers, samples, positions, settings, lesson. Compared field by identity."""

    network: Network
    parameters: Parameters
    samples: tuple[Sample, ...] = (Sample(),)
    positions: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    training: Training = Training()
    title: str = ""
    notes: str = ""
    lesson: Mapping[str, Any] | None = None
    view: Mapping[str, Any] | None = None

    @cached_property
    def batch(self) -> Batch:
        """All samples, packed once."""
        nodes = (node for node in self.network.nodes if isinstance(node, Input | Target))
        rows = [dict(sample.entries) for sample in self.samples]
        arrays = {node.id: frozen([row[node.id] for row in rows]).T for node in nodes}
        return Batch(len(self.samples), MappingProxyType(arrays))

    def with_parameter(self, name: str, value: object) -> Project:
        """Set all numbers of a weight, bias, parameter node or constant."""
        return self._with(parameters=self.parameters.with_value(name, value))

    def with_weight(self, name: str, number: float, index: tuple[int, ...] = ()) -> Project:
        """Set one number of a parameter; without `index` (from 0) its only one."""
        shape = self.parameters.layout.by_name[name].shape
        return self._with(
            parameters=self.parameters.with_element(name, index or (0,) * len(shape), number)
        )

    def with_data(self, sample: int, node: str, index: int, number: float) -> Project:
        """Set one number of an input or target in one sample; indices count from 0."""
        samples = list(self.samples)
        samples[sample] = samples[sample].with_number(node, index, number)
        return replace(self, samples=tuple(samples))

    def numbers(self, quantity: Quantity, sample: int = 0) -> Vector:
        """What stands at a settable address, whether or not the network can be solved."""
        slot = self.network.layout.holding(quantity)
        if slot is None:
            array = frozen(self.samples[sample][quantity.owner])
        else:
            array = slot.of(self.parameters.vector)
        return np.asarray(array[tuple(each - 1 for each in quantity.index)])

    def with_number(self, quantity: Quantity, number: float, sample: int = 0) -> Project:
        """Set the number at an address; without an index its only one. See `is_settable`."""
        slot = self.network.layout.holding(quantity)
        if slot is not None:
            return self.with_weight(slot.name, number, slot.at(quantity.index))
        index = quantity.index[0] - 1 if quantity.index else 0
        return self.with_data(sample, quantity.owner, index, number)

    def with_vector(self, vector: Array) -> Project:
        """Put a whole parameter vector in place, as a training step does."""
        return self._with(parameters=Parameters(self.parameters.layout, vector))

    def with_network(self, network: Network, fill: Fill = zeros) -> Project:
        """Change the structure; what was not touched keeps its numbers.

        New inputs and targets get zeros in every sample; without any there is one empty sample.
        """
        samples = tuple(_fitted(sample, network) for sample in self.samples)
        old = self.parameters
        vector = carry(old.layout, network.layout, old.vector, fill)
        return replace(
            self,
            network=network,
            parameters=Parameters(network.layout, vector),
            samples=samples if samples[0].entries else (Sample(),),
            positions={key: at for key, at in self.positions.items() if key in network.by_id},
        )

    def with_position(self, node: str, x: float, y: float) -> Project:
        """Move a node on the drawing."""
        return self._with(positions={**self.positions, node: (x, y)})

    def with_training(self, **settings: Any) -> Project:
        """Change training settings; raises `EngineError` for one that cannot be."""
        return self._with(training=replace(self.training, **settings).checked())

    def _with(self, **changes: Any) -> Project:
        """A copy with other numbers, positions or settings; the packed samples go along."""
        copy = replace(self, **changes)
        if "batch" in vars(self):
            vars(copy)["batch"] = self.batch
        return copy


def empty() -> Project:
    """A project without a single node."""
    nothing = Network()
    return Project(nothing, Parameters(nothing.layout, np.empty(0)))


def is_settable(network: Network, quantity: Quantity) -> bool:
    """Whether a person may set this number: a parameter, or the value of a leaf."""
    if quantity.by is not None or quantity.role not in (Role.PARAMETER, Role.VALUE):
        return False
    if quantity.role is Role.PARAMETER:
        return True
    return isinstance(network.by_id[quantity.owner], Input | Target | Constant | Parameter)


def _fitted(sample: Sample, network: Network) -> Sample:
    """`sample` with one entry for every input and target, cut or filled with zeros."""
    given = dict(sample.entries)
    entries = []
    for node in network.nodes:
        if isinstance(node, Input | Target):
            old = given.get(node.id, ())
            padded = (*old[: node.size], *(0.0,) * (node.size - len(old)))
            entries.append((node.id, padded))
    return Sample(tuple(entries))
