"""Influence: which numbers depend on which others, by structure alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.functions.operations import OPERATIONS
from engine.network import Network
from engine.nodes import Layer, Node, Operation
from engine.quantity import Quantity

Mask = NDArray[np.bool_]


def mask_of(size: int, index: tuple[int, ...]) -> Mask:
    """Which of `size` numbers an index means, counted from 1; all where it is empty."""
    mask = np.full(size, not index)
    if index:
        mask[index[0] - 1] = True
    return mask


def through_activation(activation: str, mask: Mask) -> Mask:
    """Which h of a layer depend on the z of `mask`."""
    return mask if OPERATIONS[activation].elementwise else np.full(len(mask), mask.any())


def influenced(network: Network, start: str, mask: Mask) -> Mapping[str, Mask]:
    """Numbers that depend on those of `mask` in node `start`: a mask (size,) for every such node.

    Of a matrix the mask tells its rows.
    """
    found = {start: mask}
    for key in network.order:
        masks = [found.get(edge.source) for edge in network.incoming[key]]
        if key != start and any(each is not None for each in masks):
            found[key] = _depending(network, network.by_id[key], masks)
    return found


def _depending(network: Network, node: Node, operands: Sequence[Mask | None]) -> Mask:
    """Which outputs of a node depend on what its operands' masks tell; None: on nothing there."""
    size = network.sizes[node.id] or 1
    by_rows = isinstance(node, Operation) and (
        OPERATIONS[node.operation].elementwise
        or (node.operation == "matmul" and operands[1] is None)
    )
    if not by_rows:
        return np.full(size, True)
    found = np.zeros(size, dtype=np.bool_)
    for mask in operands:
        found |= False if mask is None else mask
    return found


def entry(network: Network, quantity: Quantity) -> tuple[str, Mask]:
    """Where a settable number enters: a node, and which of its outputs depend on it at once.

    The number of a leaf is that output; a weight and a bias move a unit, a matrix's own node moves
    nothing yet but what it is multiplied with.
    """
    slot = network.layout.holding(quantity)
    owner = quantity.owner if slot is None else slot.owner
    key = owner[1] if isinstance(owner, tuple) else owner
    node, size = network.by_id[key], network.sizes[key] or 1
    if isinstance(node, Layer):
        whole = slot is not None and slot.shape == (1,)  # one bias of all units
        moved = mask_of(size, () if whole else quantity.index)
        return key, through_activation(node.activation, moved)
    return key, mask_of(size, quantity.index[:1])
