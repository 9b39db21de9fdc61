"""Arrays as frozen values."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
"""One axis, float64: the flat vector of all parameters, a bias."""

Array = NDArray[Any]
"""float64 of shape (size, N), features × batch; complex128 inside a complex step."""


def frozen(numbers: Any) -> Vector:
    """A read-only float64 array with its own memory."""
    array = np.array(numbers, dtype=np.float64)
    array.flags.writeable = False
    return array
