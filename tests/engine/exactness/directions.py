"""The second oracle: forward mode at 60 digits, along two random directions at once.

A direction moves every parameter and, on its own, the value and z of every node; so its derivative
weighs every gradient of a sample with a known number. Nothing here goes backwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import mpmath as mp

from engine.nodes import Constant, Input, Layer, Loss, Operation, Parameter, Target
from engine.project import Project
from engine.quantity import Quantity, parameter, preactivation, value
from tests.engine.exactness.duals import DIGITS, FUNCTIONS, NIL, Dual, Vector
from tests.engine.exactness.formulas import Array
from tests.engine.exactness.gradients import columns, loss_sources

Directions = Mapping[Quantity, Array]
"""Two directions in the last axis: (rows, columns, 2); absent where nothing moves."""


exactly = lru_cache(maxsize=10_000)(mp.mpf)
"""A float as it is, in many digits."""


class Forward:
    """One sample's forward pass in dual numbers; `values` holds every number that it met."""

    def __init__(
        self, project: Project, sample: int, directions: Directions, digits: int = DIGITS
    ) -> None:
        """Run it; the sample's objective is defined, and nothing moves across a missing slope."""
        self.project = project
        self.sample = sample
        self.directions = directions
        self.values: dict[Quantity, Vector] = {}
        with mp.workdps(digits):
            for key in project.network.order:
                if key in project.network.behind_objective:
                    self.values[value(key)] = self._moved(value(key), self._output(key))

    @property
    def slopes(self) -> tuple[mp.mpf, mp.mpf]:
        """dL along both directions."""
        objective = self.project.network.objective
        assert objective is not None
        return self.values[value(objective)][0].by

    def _moved(self, quantity: Quantity, numbers: Vector) -> Vector:
        along = self.directions.get(quantity)
        if along is None:
            return numbers
        moved = []
        for number, (a, b) in zip(numbers, along.reshape(-1, 2).tolist(), strict=True):
            by = number.by
            moved.append(Dual(number.x, (by[0] + exactly(a), by[1] + exactly(b))))
        return moved

    def _parameter(self, name: str) -> list[Vector]:
        """The rows of a parameter; of a vector, rows of one number."""
        own = columns(self.project, name)
        flat = self._moved(parameter(name), [Dual(exactly(x)) for x in own.ravel().tolist()])
        return [flat[row * own.shape[1] : (row + 1) * own.shape[1]] for row in range(len(own))]

    def _output(self, key: str) -> Vector:
        network, node = self.project.network, self.project.network.by_id[key]
        sources = [edge.source for edge in network.incoming[key]]
        match node:
            case Input() | Target():
                return [Dual(exactly(x)) for x in self.project.samples[self.sample][key]]
            case Parameter(name=name) | Constant(id=name):
                return [number for row in self._parameter(name) for number in row]
            case Layer(activation=name):
                return FUNCTIONS[name](self._moved(preactivation(key), self._z(node)))
            case Operation(operation="matmul"):
                matrix = network.by_id[sources[0]]
                assert isinstance(matrix, Parameter)
                return _products(self._parameter(matrix.name), self.values[value(sources[1])])
            case Operation(operation=name):
                return FUNCTIONS[name](*(self.values[value(source)] for source in sources))
            case Loss(loss=name):
                sources = loss_sources(network, key)
                return FUNCTIONS[name](*(self.values[value(source)] for source in sources))

    def _z(self, layer: Layer) -> Vector:
        z: Vector = [Dual(NIL)] * layer.size
        if layer.bias is not None:
            own = [row[0] for row in self._parameter(layer.bias.name)]
            z = own * (layer.size // len(own))
        for edge in self.project.network.incoming[layer.id]:
            assert edge.weight is not None
            products = _products(self._parameter(edge.weight.name), self.values[value(edge.source)])
            z = [x + y for x, y in zip(z, products, strict=True)]
        return z


def _products(rows: list[Vector], vector: Vector) -> Vector:
    """Matrix times vector; every sum of products is exact until it is rounded once."""
    x = [number.x for number in vector]
    by = [[number.by[i] for number in vector] for i in (0, 1)]
    found = []
    for row in rows:
        w = [number.x for number in row]
        slopes = (mp.fdot(w + [number.by[i] for number in row], by[i] + x) for i in (0, 1))
        found.append(Dual(mp.fdot(w, x), tuple(slopes)))
    return found
