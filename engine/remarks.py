"""Remarks on a run: derivatives chosen at a kink, and where a number first is not finite."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.functions.activations import ACTIVATIONS, Activation
from engine.functions.kinks import Kinks
from engine.functions.losses import LOSSES
from engine.functions.operations import OPERATIONS
from engine.network import Network
from engine.nodes import Layer, Loss, Node, Operation, Parameter
from engine.plan.passes import Pass
from engine.plan.places import Places

Mask = NDArray[np.bool_]
KinksOf = Callable[[Sequence[Array]], Kinks | None]

Found = tuple[int, "Remark"]
"""A sample, and a remark on it."""


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
    found = [*_where_undefined(network, run), *_where_bent(network, run)]
    position = {key: index for index, key in enumerate(network.order)} if found else {}
    found.sort(key=lambda each: position[each[1].node])
    for key, lost in run.lost:
        for sample, element in _elements(lost):
            found.append((sample, Remark("slope_not_finite", key, element)))
    of_sample: list[list[Remark]] = [[] for _ in range(run.count)]
    for sample, remark in found:
        of_sample[sample].append(remark)
    return tuple(map(tuple, of_sample))


def _where_undefined(network: Network, run: Pass) -> Iterator[Found]:
    if np.isnan(run.numbers).any() or any(np.isnan(each).any() for each in run.matrices.values()):
        for key in network.order:
            for sample, element in _first_undefined(network, run, network.by_id[key]):
                yield sample, Remark("not_finite", key, element)


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


@dataclass(frozen=True, eq=False, slots=True)
class _Bent:
    """Where a network has kinks, at which the objective depends on a slope.

    Of layers with one activation the rows of all z stand together, with their nodes and elements.
    """

    layers: tuple[tuple[Activation, NDArray[np.intp], tuple[tuple[str, int], ...]], ...]
    others: tuple[tuple[str, KinksOf], ...]


@lru_cache(maxsize=16)
def _bent(network: Network, places: Places) -> _Bent:
    layers: dict[str, list[tuple[int, tuple[str, int]]]] = defaultdict(list)
    others: list[tuple[str, KinksOf]] = []
    for key in network.order:
        match network.by_id[key]:
            case _ if key not in network.behind_objective:
                pass
            case Layer(size=size, activation=name) if ACTIVATIONS[name].kinks:
                start = places.z[key].start
                layers[name] += ((start + i, (key, i + 1)) for i in range(size))
            case Operation(operation=name) if of_operation := OPERATIONS[name].kinks:
                others.append((key, of_operation))
            case Loss(loss=name) if of_loss := LOSSES[name].kinks:
                others.append((key, _of_operands(of_loss)))
    together = (
        (ACTIVATIONS[name], np.array([row for row, _ in own]), tuple(at for _, at in own))
        for name, own in layers.items()
    )
    return _Bent(tuple(together), tuple(others))


def _of_operands(kinks: Callable[[Array, Array], Kinks | None]) -> KinksOf:
    return lambda operands: kinks(operands[0], operands[1])


def _where_bent(network: Network, run: Pass) -> Iterator[Found]:
    bent = _bent(network, run.places)
    with np.errstate(all="ignore"):  # an undefined operand is at no kink
        for activation, rows, at in bent.layers:
            kinks = activation.met(run.numbers.take(rows, axis=0))
            yield from _at_kinks(at, kinks)
        for key, function in bent.others:
            kinks = function([run.value[edge.source] for edge in network.incoming[key]])
            height = 0 if kinks is None else len(kinks.where)
            yield from _at_kinks([(key, element + 1) for element in range(height)], kinks)


def _at_kinks(at: Sequence[tuple[str, int]], kinks: Kinks | None) -> Iterator[Found]:
    """A remark for every number on a kink; `at` tells the node and element of each row."""
    if kinks is None:
        return
    shape = kinks.where.shape
    low, high, chosen = (np.broadcast_to(a, shape) for a in (kinks.low, kinks.high, kinks.chosen))
    for row, sample in zip(*np.nonzero(kinks.where), strict=True):
        place = (row, sample)
        interval = (float(low[place]), float(high[place]))
        node, element = at[row]
        yield int(sample), Remark("kink", node, element, interval, float(chosen[place]))
