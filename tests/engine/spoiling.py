"""Wrong gradients in a trace, which is read-only for everybody else."""

from __future__ import annotations

from engine.arrays import Array
from engine.quantity import Quantity
from engine.trace import Trace


def spoil(solved: Trace, quantity: Quantity, gradient: Array) -> None:
    """Put `gradient`, (size, N), in the place of ∂L/∂(a value or z)."""
    stacked = solved.run.gradients
    stacked.flags.writeable = True
    stacked[solved.run.places.quantities[quantity]] = gradient
    stacked.flags.writeable = False
