"""Sides: on which side of its kinks each number of a run lies.

Two runs with equal sides stand on one smooth piece of the network: between them no slope jumps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from engine.arrays import Array
from engine.functions.activations import ACTIVATIONS
from engine.functions.elementary import ELEMENTARY
from engine.functions.kinks import Kink
from engine.functions.losses import LOSSES
from engine.functions.operations import OPERATIONS
from engine.network import Network
from engine.nodes import Layer, Loss, Node, Operation
from engine.plan.passes import Pass


def sides(network: Network, run: Pass) -> Iterator[tuple[str, Array]]:
    """(node, sides) of every node with kinks behind the objective; sides as `side` gives them."""
    for key in network.order:
        if key in network.behind_objective:
            operands = [run.value[edge.source].real for edge in network.incoming[key]]
            node = network.by_id[key]
            found = side(node, [run.z[key].real] if isinstance(node, Layer) else operands)
            if found is not None:
                yield key, found


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
    return np.asarray(sum(np.sign(x - kink.at) for kink in kinks)) if kinks else None


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
