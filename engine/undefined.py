"""Whether what a trace calls undefined is so, and nothing else: the other half of `verify`.

An undefined gradient needs a reason: the objective of its sample is undefined, or so is the
gradient of something that uses the number, or a complex step of the number meets no slope there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce

import numpy as np

from engine.arrays import Array
from engine.complex_step import Stepping
from engine.functions.operations import OPERATIONS
from engine.layout import Owner
from engine.nodes import Layer, Operation
from engine.quantity import Quantity, Role, parameter, preactivation, value

MOST_ELEMENTS = 32
"""So many doubtful elements of one quantity are stepped."""


def falsely_undefined(stepping: Stepping, samples: Sequence[int]) -> Iterator[Quantity]:
    """Quantities undefined without reason, or defined where the objective is not.

    Of the parameters, the mean gradient and those of `samples` are looked at.
    """
    trace = stepping.trace
    assert trace.losses is not None
    defined = ~np.isnan(trace.losses)
    undefined = _Undefined(stepping)
    for node in trace.network.behind_objective & trace.run.grad.keys():
        if not undefined.masks[value(node)][:, ~defined].all():
            yield value(node)
    for quantity, mask in undefined.masks.items():
        doubtful = mask & defined & ~undefined.reasons(quantity)
        for element in np.flatnonzero(doubtful.any(axis=1))[:MOST_ELEMENTS]:
            if not undefined.at_a_step(quantity, element)[doubtful[element]].all():
                yield quantity
    for slot in trace.network.layout.parameters:
        reasons = undefined.reasons_of_parameter(slot.owner)
        shown = [(trace.gradient, reasons.any())]
        shown += [(trace.sample_gradient(sample), reasons[sample]) for sample in samples]
        if any(np.isnan(slot.of(flat)).any() and not reason for flat, reason in shown):
            yield parameter(slot.name)


class _Undefined:
    """Where the gradients of a trace are undefined: masks by quantity, (size, N)."""

    def __init__(self, stepping: Stepping) -> None:
        self.stepping = stepping
        self.network = stepping.trace.network
        gradients = stepping.gradients
        self.masks = {key: np.isnan(gradients[rows]) for key, rows in stepping.rows.items()}

    def reasons(self, quantity: Quantity) -> Array:
        """Where the gradient of something that uses the quantity is undefined; broadcasts to it."""
        found = [np.zeros((1, self.stepping.trace.count), dtype=np.bool_)]
        for user in self._users(quantity):
            mask = self.masks[user]
            same = len(mask) == len(self.masks[quantity]) and self._is_elementwise(user)
            found.append(mask if same else np.asarray(mask.any(axis=0, keepdims=True)))
        return np.asarray(reduce(np.logical_or, found))

    def reasons_of_parameter(self, owner: Owner) -> Array:
        """Samples in which the gradient of what uses a parameter is undefined, (N,)."""
        entry = self._entry(owner[1] if isinstance(owner, tuple) else owner)
        if entry in self.masks:
            return np.asarray(self.masks[entry].any(axis=0))
        return np.asarray(self._anywhere(self.masks, self._users(entry)))  # of a matrix

    def at_a_step(self, quantity: Quantity, element: int) -> Array:
        """Samples in which a step of one element leaves something that uses it without slope."""
        nodes = np.zeros_like(self.stepping.gradients)
        nodes[self.stepping.rows[quantity]][element] = 1.0
        stepped = self.stepping.stepped(np.zeros(self.network.layout.size), nodes)
        masks = {preactivation(node): np.isnan(z) for node, z in stepped.z.items()}
        masks |= {value(node): np.isnan(h) for node, h in stepped.value.items()}
        return self._anywhere(masks, self._users(quantity))

    def _anywhere(self, masks: Mapping[Quantity, Array], users: Sequence[Quantity]) -> Array:
        nowhere = np.zeros(self.stepping.trace.count, dtype=np.bool_)
        return reduce(np.logical_or, (masks[user].any(axis=0) for user in users), nowhere)

    def _users(self, quantity: Quantity) -> list[Quantity]:
        """What is computed directly from a node's value or z, and leads to the objective."""
        behind = self.network.behind_objective
        if quantity.owner not in behind:
            return []
        if quantity.role is Role.PREACTIVATION:
            return [value(quantity.owner)]
        targets = (edge.target for edge in self.network.outgoing[quantity.owner])
        return [self._entry(target) for target in targets if target in behind]

    def _entry(self, node: str) -> Quantity:
        """Where what is computed for a node arrives first: z of a layer."""
        layer = isinstance(self.network.by_id[node], Layer)
        return preactivation(node) if layer else value(node)

    def _is_elementwise(self, user: Quantity) -> bool:
        match self.network.by_id[user.owner]:
            case Operation(operation=name):
                return OPERATIONS[name].elementwise
            case Layer(activation=name) if user.role is Role.VALUE:
                return OPERATIONS[name].elementwise
            case _:
                return False
