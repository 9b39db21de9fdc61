"""The layers way: every node is one NumPy step, arrays are features × batch.

It is the way that explanations step through, and the oracle of every faster one. The forward pass
runs the steps in order; the backward pass is one loop over the reversed order, in which each step
hands its upstream gradient on to its operands. Everything mathematical stands in
`engine.functions`; here is only bookkeeping.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from engine.arrays import Array, Vector
from engine.functions.activations import ACTIVATIONS, Activation
from engine.functions.losses import LOSSES
from engine.functions.losses import Loss as LossFunction
from engine.functions.operations import OPERATIONS
from engine.functions.operations import Operation as OperationFunction
from engine.layout import Slot
from engine.network import Network
from engine.nodes import Constant, Input, Layer, Loss, Node, Operation, Parameter, Target
from engine.plan.passes import Pass, undefined_as_nan
from engine.plan.places import Places, places

Contributions = Iterator[tuple[str, Array]]


class Step(Protocol):
    """One node of a plan."""

    @property
    def node(self) -> str:
        """The node's id."""

    def forward(self, run: Pass) -> None:
        """Compute the node's output from its operands'."""

    def backward(self, run: Pass, upstream: Array) -> Contributions:
        """Yield (operand, its share of ∂L/∂operand) from the upstream gradient ∂L/∂node."""


@dataclass(frozen=True, slots=True)
class DataStep:
    """An input or target: the numbers of the sample."""

    node: str

    def forward(self, run: Pass) -> None:
        run.put_value(self.node, run.inputs[self.node])

    def backward(self, run: Pass, upstream: Array) -> Contributions:
        return iter(())


@dataclass(frozen=True, slots=True)
class LeafStep:
    """A parameter node or constant: the same numbers in every sample."""

    node: str
    slot: Slot

    def forward(self, run: Pass) -> None:
        own = self.slot.of(run.theta)
        spread = own if own.ndim == 2 else np.broadcast_to(own[:, None], (own.size, run.count))
        run.put_value(self.node, spread)

    def backward(self, run: Pass, upstream: Array) -> Contributions:
        return iter(())


@dataclass(frozen=True, slots=True)
class LayerStep:
    """z = Σ W·h(source) + b, h = g(z)."""

    node: str
    activation: Activation
    weights: tuple[tuple[str, Slot], ...]  # source, weight
    bias: Slot | None

    def forward(self, run: Pass) -> None:
        z = sum(slot.of(run.theta) @ run.value[source] for source, slot in self.weights)
        if self.bias is not None:
            z = z + self.bias.of(run.theta)[:, None]
        run.put_value(self.node, self.activation.value(run.put_z(self.node, np.asarray(z))))

    def backward(self, run: Pass, upstream: Array) -> Contributions:
        z, h = run.z[self.node], run.value[self.node]
        dz = undefined_as_nan(self.activation.pullback(upstream, z, h))
        run.dz[self.node][...] = dz
        for source, slot in self.weights:
            yield source, slot.of(run.theta).T @ dz


@dataclass(frozen=True, slots=True)
class OperationStep:
    """A function of the operands, in the order of their ports."""

    node: str
    function: OperationFunction
    operands: tuple[str, ...]

    def forward(self, run: Pass) -> None:
        run.put_value(self.node, self.function.value([run.value[key] for key in self.operands]))

    def backward(self, run: Pass, upstream: Array) -> Contributions:
        values = [run.value[key] for key in self.operands]
        for port, operand in enumerate(self.operands):
            if operand not in run.grad:  # a constant, a target, or a matrix (`_slot_sum`)
                continue
            share = self.function.pullback(upstream, values, run.value[self.node], port)
            if len(values[port]) < len(share):  # a size-1 operand was spread: sum over its uses
                share = share.sum(axis=0, keepdims=True)
            yield operand, share


@dataclass(frozen=True, slots=True)
class LossStep:
    """One number per sample from prediction and target."""

    node: str
    function: LossFunction
    prediction: str
    target: str

    def forward(self, run: Pass) -> None:
        value = self.function.value(run.value[self.prediction], run.value[self.target])
        run.put_value(self.node, value)

    def backward(self, run: Pass, upstream: Array) -> Contributions:
        slope = self.function.gradient(run.value[self.prediction], run.value[self.target])
        yield self.prediction, upstream * slope


class LayersPlan:
    """A network compiled to steps; holds structure only, so any numbers can be run through it."""

    def __init__(self, network: Network, own: Places | None = None) -> None:
        """Compile a complete network (`network.missing` is empty); its order gives the places."""
        self.network = network
        self.places = places(network, network.order) if own is None else own
        self.steps = tuple(_step(network, network.by_id[key]) for key in network.order)

    @property
    def layers(self) -> LayersPlan:
        """This plan itself; of every other way the plan that it falls back on."""
        return self

    def run(self, theta: Vector, count: int, inputs: Mapping[str, Array]) -> Pass:
        """Forward and backward pass of `count` samples; `inputs` as in `Pass`."""
        return self.backward(self.forward(Pass(theta, count, inputs, self.places)))

    def forward(self, run: Pass) -> Pass:
        """Fill in the values; a value that is not finite becomes NaN, as does what needs it."""
        with np.errstate(all="ignore"):
            for step in self.steps:
                step.forward(run)
        return run

    def backward(self, run: Pass) -> Pass:
        """Fill in ∂L/∂value and ∂L/∂z of every node, zero where L does not depend on it."""
        if self.network.objective is None:
            return run
        self.begin_gradients(run)
        with np.errstate(all="ignore"):
            for step in reversed(self.steps):
                self.hand_back(run, step)
        return run

    def begin_gradients(self, run: Pass) -> None:
        """Gradients start fresh in every pass: 0, and ∂L/∂L = 1 where L is defined."""
        objective = self.network.objective
        assert objective is not None
        run.lost.clear()
        run.gradients[...] = 0.0
        run.grad[objective][...] = np.where(np.isfinite(run.value[objective]), 1.0, np.nan)

    def hand_back(self, run: Pass, step: Step) -> None:
        """Add a step's upstream gradient to those of its operands."""
        upstream = run.grad.get(step.node)
        if upstream is None or step.node not in self.network.behind_objective:
            return
        elementwise = isinstance(step, OperationStep) and step.function.elementwise
        for operand, share in step.backward(run, upstream):
            if operand in run.grad:
                run.note_lost(step.node, upstream, share, elementwise=elementwise)
                own = run.grad[operand]
                own[...] = undefined_as_nan(own + share)

    def gradient(self, run: Pass, columns: Array | slice = slice(None)) -> Array:
        """Flat mean gradient of all parameters over the samples `columns` of a finished run.

        It is 0 where the objective does not depend on a parameter, also beside undefined values.
        """
        layout = self.network.layout
        flat = np.zeros(layout.size)
        with np.errstate(all="ignore"):
            self.add_up(run, columns, flat, layout.parameters)
        return undefined_as_nan(flat)

    def add_up(self, run: Pass, columns: Array | slice, flat: Array, slots: Iterable[Slot]) -> None:
        """Put the mean gradients of `slots` over the samples `columns` into `flat`."""
        count = np.arange(run.count)[columns].size
        for slot in slots:
            if slot.user in self.network.behind_objective:
                slot.of(flat)[...] = self._slot_sum(run, slot, columns) / count

    def _slot_sum(self, run: Pass, slot: Slot, columns: Array | slice) -> Array:
        """One parameter's gradient, summed over samples: Σ upstream·sourceᵀ of a matrix."""
        if isinstance(slot.owner, tuple):
            source, target = slot.owner
            return np.asarray(run.dz[target][:, columns] @ run.value[source][:, columns].T)
        node = self.network.by_id[slot.owner]
        if isinstance(node, Parameter) and node.is_matrix:
            uses = (self.network.incoming[e.target] for e in self.network.outgoing[node.id])
            products = (
                run.grad[vector.target][:, columns] @ run.value[vector.source][:, columns].T
                for _, vector in uses
                if vector.target in self.network.behind_objective
            )
            return np.asarray(sum(products, np.zeros(slot.shape)))
        own = run.dz[node.id] if isinstance(node, Layer) else run.grad[node.id]
        total = own[:, columns].sum(axis=1)  # of one shared bias: over the units as well
        return np.asarray(total if total.shape == slot.shape else total.sum(keepdims=True))


def _step(network: Network, node: Node) -> Step:
    slots = network.layout.by_owner
    edges = network.incoming[node.id]
    match node:
        case Input() | Target():
            return DataStep(node.id)
        case Parameter() | Constant():
            return LeafStep(node.id, slots[node.id])
        case Layer():
            weights = tuple((edge.source, slots[edge.source, node.id]) for edge in edges)
            return LayerStep(node.id, ACTIVATIONS[node.activation], weights, slots.get(node.id))
        case Operation():
            operands = tuple(edge.source for edge in edges)
            return OperationStep(node.id, OPERATIONS[node.operation], operands)
        case Loss():
            source = {edge.port: edge.source for edge in edges}
            return LossStep(node.id, LOSSES[node.loss], source["prediction"], source["target"])
