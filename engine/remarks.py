"""Remarks on a run: derivatives chosen at a kink, and where a number first is not finite."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.functions.activations import ACTIVATIONS
from engine.functions.kinks import Kinks
from engine.functions.losses import LOSSES
from engine.functions.operations import OPERATIONS
from engine.network import Network
from engine.nodes import Layer, Loss, Node, Operation, Parameter
from engine.plan.passes import Pass

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark on one sample; `code` keys its sentence in `wording`, `element` counts from 1.

    At a kink every number of `interval` is a derivative from one side or between, and `chosen` is
    the convention's (the subgradient of least norm).
    """

    code: str
    node: str
    element: int
    interval: tuple[float, float] | None = None
    chosen: float | None = None

    @property
    def kind(self) -> str:
        """The word of a solution file: kink or not_finite."""
        return "kink" if self.code == "kink" else "not_finite"


def remarks(network: Network, run: Pass) -> tuple[tuple[Remark, ...], ...]:
    """All remarks, per sample, in the order in which the nodes are computed."""
    found: list[list[Remark]] = [[] for _ in range(run.count)]
    for key in network.order:
        node = network.by_id[key]
        for sample, element in _first_undefined(network, run, node):
            found[sample].append(Remark("not_finite", key, element))
        if key not in network.behind_objective:
            continue
        with np.errstate(all="ignore"):  # an undefined operand is at no kink
            kinks = _kinks(network, run, node)
        for sample, remark in _at_kinks(key, kinks) if kinks else ():
            found[sample].append(remark)
    for key, lost in run.lost:
        for sample, element in _elements(lost):
            found[sample].append(Remark("slope_not_finite", key, element))
    return tuple(map(tuple, found))


def _first_undefined(network: Network, run: Pass, node: Node) -> Iterator[tuple[int, int]]:
    """(sample, element) of outputs that are undefined though all they depend on is defined."""
    own = _undefined(network, run, node.id)
    if own.any():
        elementwise = isinstance(node, Operation) and OPERATIONS[node.operation].elementwise
        for edge in network.incoming[node.id]:
            operand = _undefined(network, run, edge.source)
            own = own & ~(operand if elementwise else operand.any(axis=0))
        yield from _elements(own)


def _undefined(network: Network, run: Pass, key: str) -> Mask:
    """Where the output of a node is undefined, (size, N); a matrix is in all samples or none."""
    undefined: Mask = np.isnan(run.value[key])
    node = network.by_id[key]
    if isinstance(node, Parameter) and node.is_matrix:
        return np.full((1, run.count), undefined.any())
    return undefined


def _elements(mask: Mask) -> Iterator[tuple[int, int]]:
    """The first element of every sample in which the mask holds."""
    for sample in np.flatnonzero(mask.any(axis=0)):
        yield int(sample), int(mask[:, sample].argmax()) + 1


def _kinks(network: Network, run: Pass, node: Node) -> Kinks | None:
    operands = [run.value[edge.source] for edge in network.incoming[node.id]]
    match node:
        case Layer(activation=name):
            return ACTIVATIONS[name].met(run.z[node.id])
        case Operation(operation=name) if operation_kinks := OPERATIONS[name].kinks:
            return operation_kinks(operands)
        case Loss(loss=name) if loss_kinks := LOSSES[name].kinks:
            return loss_kinks(operands[0], operands[1])
        case _:
            return None


def _at_kinks(key: str, kinks: Kinks) -> Iterator[tuple[int, Remark]]:
    shape = kinks.where.shape
    low, high, chosen = (np.broadcast_to(a, shape) for a in (kinks.low, kinks.high, kinks.chosen))
    for element, sample in zip(*np.nonzero(kinks.where), strict=True):
        at = (element, sample)
        interval = (float(low[at]), float(high[at]))
        yield int(sample), Remark("kink", key, int(element) + 1, interval, float(chosen[at]))
