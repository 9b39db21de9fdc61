"""Messages: how the gradient of one unit comes back from the objective, by every path.

Along each edge runs what its target has to say: upstream gradient times local derivative. What
arrives at a node through all of its outgoing edges adds up to ∂L/∂ of its output.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.arrays import Array
from engine.network import Network
from engine.nodes import Constant, Edge, EdgeKey, Layer, Parameter, Target
from engine.order import levels
from engine.plan.passes import undefined_as_nan
from engine.quantity import Quantity, Role
from engine.sensitivity.influence import Mask, influenced, mask_of
from engine.sensitivity.local import NOTHING, TOLERANCE, local, upstream_of
from engine.trace import Trace


@dataclass(frozen=True, eq=False, slots=True)
class Message:
    """The gradient's way back to `to` on one sample; NaN is *undefined*.

    `to` is a node's value or one element of it. `shares` belong to the edges on a path from there
    to the objective: from a layer's z a matrix (units, numbers of the source), one term for each
    weight; else in the size of the source.
    `moved` tells which elements of a node have a part in it; `level` counts edges from the
    objective backwards, by the longest way.

    `checked`: at every node the shares add up to the gradient that the trace has.
    """

    to: Quantity
    sample: int
    shares: Mapping[EdgeKey, Array]
    moved: Mapping[str, Mask]
    level: Mapping[str, int]
    checked: bool


def can_receive(network: Network, to: Quantity) -> bool:
    """Whether `network` has this value, or element of one, and a gradient comes back to it."""
    behind = to.owner in network.behind_objective and to.owner != network.objective
    if not behind or to.role is not Role.VALUE or to.by is not None:
        return False
    node = network.by_id[to.owner]
    fixed = isinstance(node, Constant | Target)
    matrix = isinstance(node, Parameter) and node.is_matrix
    inside = not to.index or 1 <= to.index[0] <= (network.sizes[to.owner] or 1)
    return inside and not (fixed or matrix)


def message(trace: Trace, to: Quantity, sample: int = 0) -> Message:
    """The message to a value for which `can_receive`; `sample` counts from 0."""
    network, objective = trace.network, trace.network.objective
    assert objective is not None
    moved = influenced(network, to.owner, mask_of(network.sizes[to.owner] or 1, to.index))
    back = levels(network, objective, backwards=True)
    level = {key: back[key] for key in network.order if key in back and key in moved}
    shares: dict[EdgeKey, Array] = {}
    checked = True
    for key in level:
        total = np.zeros_like(_gradient(trace, key, sample))
        size = np.zeros_like(total)
        for edge in network.outgoing[key]:
            if edge.target in level:
                shares[edge.key] = _share(trace, edge, sample)
                each = shares[edge.key].reshape(-1, len(total))
                total, size = total + each.sum(axis=0), size + np.abs(each).sum(axis=0)
        if key != objective:
            checked = checked and _agree(total, _gradient(trace, key, sample), size)
    return Message(to, sample, shares, moved, level, checked)


def _share(trace: Trace, edge: Edge, sample: int) -> Array:
    """What returns along one edge."""
    network = trace.network
    upstream = upstream_of(trace, edge.target, sample)
    if isinstance(network.by_id[edge.target], Layer):
        weights = network.layout.by_owner[edge.source, edge.target].of(trace.parameters.vector)
        return undefined_as_nan(weights * upstream)
    function = local(trace, edge.target, sample)
    assert function is not None
    return function.pull(network.incoming[edge.target].index(edge), upstream)[:, 0]


def _gradient(trace: Trace, key: str, sample: int) -> Array:
    return trace.run.grad[key][:, sample]


def _agree(total: Array, gradient: Array, size: Array) -> bool:
    same = np.abs(total - gradient) <= TOLERANCE * size + NOTHING
    return bool((same | (np.isnan(total) & np.isnan(gradient))).all())
