"""Sides: on which side of its kinks each number of a run lies.

Two runs with equal sides stand on one smooth piece of the network: between them no slope jumps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.functions.activations import ACTIVATIONS
from engine.functions.elementary import ELEMENTARY
from engine.functions.kinks import Kink
from engine.functions.losses import LOSSES
from engine.functions.operations import OPERATIONS
from engine.network import Network
from engine.nodes import Layer, Loss, Node, Operation
from engine.plan.passes import Pass
from engine.plan.places import Places


def sides(network: Network, run: Pass) -> tuple[list[str], Array]:
    """Every kink behind the objective: whose it is, and the sides of it, (kinks, N).

    In the order of the network; sides are as `side` gives them.
    """
    kinked = _kinked(network, run.places)
    owners: list[str] = []
    found: list[Array] = []
    for kinks, nodes, rows in kinked.layers:
        owners += nodes
        found.append(_signs(kinks, run.numbers[rows].real))
    for node, operands in kinked.others:
        own = side(node, [run.value[operand].real for operand in operands])
        if own is not None:
            owners += [node.id] * len(own)
            found.append(np.broadcast_to(own, (len(own), run.count)))
    order = sorted(range(len(owners)), key=lambda kink: kinked.rank[owners[kink]])
    together = np.concatenate([np.empty((0, run.count)), *found])
    return [owners[kink] for kink in order], together[order]


@dataclass(frozen=True, eq=False, slots=True)
class _Kinked:
    """Nodes that may have kinks behind the objective.

    Of layers those with one activation together: its kinks, whose rows of z, and these.
    """

    layers: tuple[tuple[Sequence[Kink], list[str], NDArray[np.intp]], ...]
    others: tuple[tuple[Node, tuple[str, ...]], ...]
    rank: Mapping[str, int]


@lru_cache(maxsize=4)  # a curve asks some dozen times
def _kinked(network: Network, places: Places) -> _Kinked:
    nodes = [network.by_id[key] for key in network.order if key in network.behind_objective]
    alike: dict[str, list[Layer]] = {}
    for node in nodes:
        if isinstance(node, Layer) and ACTIVATIONS[node.activation].kinks:
            alike.setdefault(node.activation, []).append(node)
    layers = tuple(
        (
            ACTIVATIONS[name].kinks,
            [layer.id for layer in own for _ in range(layer.size)],
            np.concatenate([np.arange(places.height)[places.z[layer.id]] for layer in own]),
        )
        for name, own in alike.items()
    )
    others = tuple(
        (node, tuple(edge.source for edge in network.incoming[node.id]))
        for node in nodes
        if isinstance(node, Operation | Loss)
    )
    return _Kinked(layers, others, {key: rank for rank, key in enumerate(network.order)})


def side(node: Node, operands: Sequence[Array]) -> Array | None:
    """Whole numbers, (size, N), which differ where a kink lies between; of a layer `operands` is z.

    None for a function without kinks. Of maximum and minimum it says which operands are the result.
    """
    match node:
        case Layer(activation=name):
            return _of_function(ACTIVATIONS[name].kinks, operands[0])
        case Operation(operation=name) if name in ELEMENTARY or name in ACTIVATIONS:
            function = ELEMENTARY.get(name) or ACTIVATIONS[name]
            return _of_function(function.kinks, operands[0])
        case Operation(operation=name) if OPERATIONS[name].kinks is not None:
            with np.errstate(all="ignore"):  # an undefined operand is at no kink
                result = OPERATIONS[name].value(operands)
            winners = (2**port * (operand == result) for port, operand in enumerate(operands))
            return np.asarray(sum(winners))
        case Loss(loss=name) if (margin := LOSSES[name].margin) is not None:
            return np.sign(margin(operands[0], operands[1]))
        case _:
            return None


def _of_function(kinks: Sequence[Kink], x: Array) -> Array | None:
    return _signs(kinks, x) if kinks else None


def _signs(kinks: Sequence[Kink], x: Array) -> Array:
    return np.asarray(sum(np.sign(x - kink.at) for kink in kinks))


def with_kinks(network: Network) -> bool:
    """Whether any function behind the objective has a kink."""
    nodes = (network.by_id[key] for key in network.behind_objective)
    return any(_has_kinks(node) for node in nodes)


def _has_kinks(node: Node) -> bool:
    match node:
        case Layer(activation=name):
            return bool(ACTIVATIONS[name].kinks)
        case Operation(operation=name):
            return OPERATIONS[name].kinks is not None
        case Loss(loss=name):
            return LOSSES[name].kinks is not None
        case _:
            return False
