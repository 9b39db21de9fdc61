"""The complex step: derivatives by the forward tables alone, for the check of a trace.

With a step iε·d added to parameters, values and pre-activations, the imaginary part of the
objective is ε times its derivative along d (Squire and Trapp 1998); nothing is subtracted.
"""

from __future__ import annotations

import numpy as np

from engine.arrays import Array
from engine.plan.passes import Pass
from engine.trace import Trace

EPSILON = 1e-30
"""Small beside any number that is moved, and so large that a share of 1e-270 does not vanish."""

SMALL, TINY = 1e-20, 1e-290
"""A number below the first is moved in proportion to it, below the second not at all."""


class Stepping:
    """A trace with an objective, ready to be stepped; what it stacks is (height, N), as in a run.

    `rows` tells which rows belong to which value or z that a derivative is taken by; `reach` how
    far each number may be moved, 0 of what there is no derivative by.
    """

    def __init__(self, trace: Trace) -> None:
        """Look at what the trace shows."""
        self.trace = trace
        self.gradients = trace.run.gradients
        self.rows = trace.plan.places.quantities
        self.reach = reach(trace.run.numbers) * trace.plan.places.differentiated

    def stepped(self, parameters: Array, nodes: Array) -> Pass:
        """A forward pass along a direction: on the flat parameters, and on the stacked numbers."""
        run = self.trace.run
        theta = run.theta + 1j * EPSILON * parameters
        nudge = EPSILON * nodes
        return self.trace.plan.forward(Pass(theta, run.count, run.inputs, run.places, run, nudge))

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
