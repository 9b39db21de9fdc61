"""Pass: the arrays of one run, filled in by a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from engine.arrays import Array
from engine.plan.places import Places, Rows


@dataclass(eq=False, slots=True)
class Pass:
    """Values and gradients of all samples of one run, stacked by `places`: (height, N).

    `numbers` holds values and z, `gradients` the derivatives of each sample's own objective by
    them, zero where it does not depend on the number; `value`, `z`, `grad` and `dz` are views by
    node id, (size, N). `value` of a parameter with a matrix is that matrix, (rows, columns).
    """

    theta: Array
    count: int
    inputs: Mapping[str, Array]
    places: Places
    around: Pass | None = None  # the real run that this one is a complex step from
    nudge: Array | None = None  # what that step adds to `numbers`, as its imaginary part
    is_finite: bool = False  # known of all numbers and gradients
    lost: list[tuple[str, Array]] = field(default_factory=list)  # node, mask: no slope there
    numbers: Array = field(init=False)
    gradients: Array = field(init=False)
    matrices: dict[str, Array] = field(init=False, default_factory=dict)
    value: Rows = field(init=False)
    z: Rows = field(init=False)
    grad: Rows = field(init=False)
    dz: Rows = field(init=False)

    def __post_init__(self) -> None:
        """Make room for the numbers; what nobody computes stays undefined."""
        places, shape = self.places, (self.places.height, self.count)
        self.numbers = np.full(shape, np.nan, dtype=self.theta.dtype)
        self.gradients = np.zeros(shape if self.around is None else (0, self.count))
        self.value = Rows(self.numbers, places.values, self.matrices)
        self.z = Rows(self.numbers, places.z)
        self.grad = Rows(self.gradients, places.grad)
        self.dz = Rows(self.gradients, places.dz)

    def put_data(self) -> None:
        """Record all inputs and targets at once, and make ready for `put_rows`."""
        if self.around is None:
            for node, data in self.inputs.items():
                self.numbers[self.places.values[node]] = data
        else:
            self.numbers.real = self.around.numbers
            self.numbers.imag = 0.0 if self.nudge is None else self.nudge

    def put_rows(self, rows: slice, array: Array) -> None:
        """Record rows without a look at what is not finite; whoever does looks at the end."""
        if self.around is None:
            self.numbers[rows] = array
        else:  # real parts and nudges stand there already
            imaginary = self.numbers.imag[rows]
            imaginary += array.imag
            imaginary += 0.0 * array.real  # NaN where there is none, as there is no slope

    def put_value(self, node: str, array: Array) -> None:
        """Record the output of `node`."""
        rows = self.places.values.get(node)
        if rows is None:
            self.matrices[node] = undefined_as_nan(array)
        else:
            self.put(rows, array)

    def put_z(self, node: str, array: Array) -> Array:
        """Record z of a layer and return it as recorded."""
        rows = self.places.z[node]
        self.put(rows, array)
        return self.numbers[rows]

    def put(self, rows: slice, array: Array) -> None:
        """Record rows, NaN where a number is not finite."""
        if self.around is None:
            self.numbers[rows] = undefined_as_nan(array)
            return
        nudge = 0.0 if self.nudge is None else self.nudge[rows]
        # Real parts are the real run's to the bit, so that both stand on one side of every kink.
        slope = np.where(np.isfinite(array), array.imag, np.nan)  # NaN where there is none
        stepped = self.around.numbers[rows] + 1j * (slope + nudge)
        self.numbers[rows] = undefined_as_nan(stepped)

    def note_lost(self, node: str, upstream: Array, share: Array, *, elementwise: bool) -> None:
        """Remember where a defined upstream gradient meets a slope that is not finite."""
        if not np.isfinite(share).all():
            undefined = np.isnan(upstream)
            own = elementwise and len(share) == len(upstream)  # else a share needs all elements
            before = undefined if own else undefined.any(axis=0, keepdims=True)
            self.lost.append((node, ~np.isfinite(share) & ~before))

    def freeze(self) -> None:
        """From now on nobody writes into the numbers."""
        for array in (self.numbers, self.gradients, *self.matrices.values()):
            array.flags.writeable = False


def undefined_as_nan(array: Array) -> Array:
    """±∞ as NaN: a number that is not finite must never become finite again (1/∞ = 0)."""
    finite = np.isfinite(array)
    undefined = complex(np.nan, np.nan) if np.iscomplexobj(array) else np.nan
    return array if finite.all() else np.where(finite, array, undefined)
