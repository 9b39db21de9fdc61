"""Blocks: the local derivatives between the numbers of two quantities, with their numbers.

The numbers are those of the backward pass itself: weights, and what `engine.sensitivity.local`
pulls back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.arrays import Array
from engine.derivation.table import derive
from engine.nodes import EdgeKey, Layer
from engine.quantity import Quantity, Role, preactivation, value
from engine.sensitivity.local import local
from engine.trace import Trace


@dataclass(frozen=True, eq=False, slots=True)
class Block:
    """∂target/∂source, (size of source, size of target), by one connection or activation.

    `diagonal`: each element of the source moves its own element of the target alone.
    """

    target: Quantity
    via: EdgeKey | None
    jacobian: Array
    diagonal: bool


def blocks(solved: Trace, sample: int, source: Quantity) -> Iterator[Block]:
    """Everything that is computed directly from z or the value of a node, on one sample.

    Only what leads to the objective counts; the last consumer comes first, as in the table.
    """
    network = solved.network
    if source.role is Role.PREACTIVATION:
        yield _of_node(solved, sample, source.owner, 0, value(source.owner), None)
        return
    position = derive(network).scope.position
    used = [e for e in network.outgoing[source.owner] if e.target in network.behind_objective]
    for edge in sorted(used, key=lambda edge: -position[edge.target]):
        if isinstance(network.by_id[edge.target], Layer):
            weights = network.layout.by_owner[edge.source, edge.target].of(solved.run.theta)
            yield Block(preactivation(edge.target), edge.key, weights.T, diagonal=False)
        else:
            port = network.incoming[edge.target].index(edge)
            yield _of_node(solved, sample, edge.target, port, value(edge.target), edge.key)


def _of_node(
    solved: Trace, sample: int, key: str, port: int, target: Quantity, via: EdgeKey | None
) -> Block:
    function = local(solved, key, sample)
    assert function is not None
    size = len(function.result)
    same = len(function.operands[port]) == size and function.elementwise
    if same:  # one column does for all
        slopes = function.pull(port, np.ones((size, 1)))
        return Block(target, via, slopes, diagonal=True)
    return Block(target, via, function.pull(port, np.eye(size)), diagonal=False)
