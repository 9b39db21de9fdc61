"""The complex step: derivatives by the forward tables alone, for the check of a trace.

With a step iε·d added to parameters, values and pre-activations, the imaginary part of the
objective is ε times its derivative along d (Squire and Trapp 1998); nothing is subtracted.
"""

from __future__ import annotations

import numpy as np

from engine.arrays import Array
from engine.plan.passes import Pass
from engine.quantity import Quantity, preactivation, value
from engine.trace import Trace

EPSILON = 1e-30
"""Small beside any number that is moved, and so large that a share of 1e-270 does not vanish."""

SMALL, TINY = 1e-20, 1e-290
"""A number below the first is moved in proportion to it, below the second not at all."""


class Stepping:
    """A trace with an objective, its gradients by nodes stacked into one array (numbers, N).

    `rows` tells which rows belong to which value or z; `reach` how far each number may be moved.
    """

    def __init__(self, trace: Trace) -> None:
        """Stack what the trace shows."""
        run = trace.run
        self.trace = trace
        shown = {value(node): (grad, run.value[node]) for node, grad in run.grad.items()}
        shown |= {preactivation(node): (dz, run.z[node]) for node, dz in run.dz.items()}
        self.gradients = np.concatenate([gradient for gradient, _ in shown.values()])
        self.reach = reach(np.concatenate([numbers for _, numbers in shown.values()]))
        self.rows: dict[Quantity, slice] = {}
        start = 0
        for key, (gradient, _) in shown.items():
            self.rows[key] = slice(start, start + len(gradient))
            start += len(gradient)

    def stepped(self, parameters: Array, nodes: Array) -> Pass:
        """A forward pass along a direction: on the flat parameters, and on the stacked numbers."""
        run = self.trace.run
        nudge = {key: EPSILON * nodes[rows] for key, rows in self.rows.items()}
        theta = run.theta + 1j * EPSILON * parameters
        return self.trace.plan.forward(Pass(theta, run.count, run.inputs, run, nudge))

    def slopes(self, parameters: Array, nodes: Array) -> Array:
        """The derivative of every sample's objective along a direction, (N,)."""
        objective = self.trace.network.objective
        assert objective is not None
        return np.asarray(self.stepped(parameters, nodes).value[objective][0].imag / EPSILON)


def reach(numbers: Array) -> Array:
    """How far numbers may be moved, so that ε times it is infinitesimal beside them."""
    size, found = np.abs(numbers), np.ones(numbers.shape)
    small = (size < SMALL) & (size > 0.0)
    if small.any():
        found[small] = np.where(size[small] > TINY, size[small] / SMALL, 0.0)
    return found
