"""Everything that is known of a project without asking the engine's mathematics."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np

from engine.nodes import Constant, Layer, Node, Operation, Parameter, Target
from engine.project import Project
from engine.quantity import Quantity, Role, parameter, preactivation, value
from tests.engine.exactness.comfort import lost_slope
from tests.engine.exactness.formulas import COUPLED, Array
from tests.engine.exactness.gradients import gradients
from tests.engine.exactness.kinks import Met, expected_kinks
from tests.engine.exactness.magnitudes import Numbers, magnitudes, undefined_gradients

Place = tuple[int, str, int]
"""A sample, counted from 0, a node, and an element of it, counted from 1."""


class Oracle:
    """What HIPS autograd and the conventions of the format say of a project with an objective."""

    def __init__(self, project: Project) -> None:
        """Run it forward and backward."""
        self.project = project
        self.network = project.network
        found = gradients(project)
        self.values, self._gradients = found.values, found.of
        assert project.network.objective is not None
        self.objective = value(project.network.objective)

    @cached_property
    def sizes(self) -> Numbers:
        """S of what the objective depends on."""
        return magnitudes(self.network, self.values)

    @cached_property
    def undefined(self) -> Numbers:
        """Where the gradients of what the objective depends on are undefined."""
        return undefined_gradients(self.network, self.values)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Everything that a derivative is taken by."""
        nodes = [node for node in self.network.nodes if has_gradient(node)]
        layers = [node for node in nodes if isinstance(node, Layer)]
        return (
            *(parameter(slot.name) for slot in self.network.layout.parameters),
            *(preactivation(layer.id) for layer in layers),
            *(value(node.id) for node in nodes),
        )

    def gradient(self, quantity: Quantity) -> Array:
        """Per sample, NaN where undefined, 0 where the objective does not depend on it."""
        if quantity not in self._gradients:
            return np.zeros_like(self.values[quantity])
        return np.where(self.undefined[quantity], np.nan, self._gradients[quantity])

    def size(self, quantity: Quantity) -> Array:
        """S per sample; 0 where the objective does not depend on it, or not defined."""
        found = self.sizes.get(quantity)
        own = np.zeros_like(self.values[quantity])
        return own if found is None else np.where(self.undefined[quantity], own, found)

    @cached_property
    def kinks(self) -> list[Met]:
        """What must be reported as a kink."""
        values = {q.owner: array for q, array in self.values.items() if q.role is Role.VALUE}
        z = {q.owner: array for q, array in self.values.items() if q.role is Role.PREACTIVATION}
        behind = {q.owner for q in self._gradients if q.role is Role.VALUE}
        return expected_kinks(self.network, values, z, behind)

    @cached_property
    def first_undefined(self) -> list[Place]:
        """Where a value is undefined though everything that it depends on is defined."""
        return [place for key in self.network.order for place in self._arising(key)]

    def _arising(self, key: str) -> Iterator[Place]:
        own, node = np.isnan(self.values[value(key)]), self.network.by_id[key]
        for edge in self.network.incoming[key] if own.any() else ():
            operand = np.isnan(self.values[value(edge.source)])
            before = operand if is_elementwise(node) else operand.any(axis=1, keepdims=True)
            own = own & ~before
        yield from _first_elements(key, own)

    @cached_property
    def lost_slopes(self) -> list[Place]:
        """Where a defined gradient meets a slope that does not exist, once for every operand."""
        return [place for key in self.network.order for place in self._losing(key)]

    def _losing(self, key: str) -> Iterator[Place]:
        node, edges = self.network.by_id[key], self.network.incoming[key]
        if value(key) not in self._gradients or not isinstance(node, Operation):
            return
        before = self.undefined[value(key)]
        operands = [self.values[value(edge.source)] for edge in edges]
        for port, edge in enumerate(edges):
            if has_gradient(self.network.by_id[edge.source]):
                own = operands[port].shape[1] == before.shape[1]
                defined = ~(before if own else before.any(axis=1, keepdims=True))
                lost = lost_slope(node.operation, operands, port) & defined
                whole = lost if own else lost.any(axis=1, keepdims=True)
                yield from _first_elements(key, whole)


def _first_elements(key: str, mask: Array) -> Iterator[Place]:
    """The first element of every sample in which the mask holds."""
    for sample in np.flatnonzero(mask.any(axis=(1, 2))):
        yield int(sample), key, int(mask[sample].argmax()) + 1


def has_gradient(node: Node) -> bool:
    """Whether ∂L/∂(this node's value) is shown; that of a matrix is its parameter's."""
    matrix = isinstance(node, Parameter) and node.is_matrix
    return not (matrix or isinstance(node, Constant | Target))


def is_elementwise(node: Node) -> bool:
    """Whether each number depends on one number of each operand."""
    return isinstance(node, Operation) and node.operation not in COUPLED
