"""Pass: the arrays of one run, filled in by a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from engine.arrays import Array
from engine.quantity import Quantity, preactivation, value

Nudge = Mapping[Quantity, Array]
"""What a complex step adds to z or h of a node, as its imaginary part: (size, N)."""


@dataclass(eq=False, slots=True)
class Pass:
    """Values and gradients of all samples of one run, by node id; arrays are (size, N).

    `value` of a parameter with a matrix is that matrix, (rows, columns). `grad` and `dz` are the
    derivatives of each sample's own objective, zero where it does not depend on the node.
    """

    theta: Array
    count: int
    inputs: Mapping[str, Array]
    around: Pass | None = None  # the real run that this one is a complex step from
    nudge: Nudge = field(default_factory=dict)
    value: dict[str, Array] = field(default_factory=dict)
    z: dict[str, Array] = field(default_factory=dict)
    grad: dict[str, Array] = field(default_factory=dict)
    dz: dict[str, Array] = field(default_factory=dict)
    lost: list[tuple[str, Array]] = field(default_factory=list)  # node, mask: no slope there

    def put_value(self, node: str, array: Array) -> None:
        """Record the output of `node`."""
        real = None if self.around is None else self.around.value[node]
        self.value[node] = self._recorded(value(node), array, real)

    def put_z(self, node: str, array: Array) -> Array:
        """Record z of a layer and return it as recorded."""
        real = None if self.around is None else self.around.z[node]
        self.z[node] = self._recorded(preactivation(node), array, real)
        return self.z[node]

    def _recorded(self, quantity: Quantity, array: Array, real: Array | None) -> Array:
        if real is None:
            return undefined_as_nan(array)
        # Real parts are the real run's to the bit, so that both stand on one side of every kink.
        slope = np.where(np.isfinite(array), array.imag, np.nan)  # NaN where there is none
        return undefined_as_nan(real + 1j * (slope + self.nudge.get(quantity, 0.0)))

    def note_lost(self, node: str, upstream: Array, share: Array, *, elementwise: bool) -> None:
        """Remember where a defined upstream gradient meets a slope that is not finite."""
        if not np.isfinite(share).all():
            undefined = np.isnan(upstream)
            own = elementwise and len(share) == len(upstream)  # else a share needs all elements
            before = undefined if own else undefined.any(axis=0, keepdims=True)
            self.lost.append((node, ~np.isfinite(share) & ~before))


def undefined_as_nan(array: Array) -> Array:
    """±∞ as NaN: a number that is not finite must never become finite again (1/∞ = 0)."""
    finite = np.isfinite(array)
    undefined = complex(np.nan, np.nan) if np.iscomplexobj(array) else np.nan
    return array if finite.all() else np.where(finite, array, undefined)
