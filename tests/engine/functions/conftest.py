"""The functions are run as a plan runs them: NumPy's floating-point flags mean nothing."""

from collections.abc import Iterator

import numpy as np
import pytest


@pytest.fixture(autouse=True)
def _as_in_a_plan() -> Iterator[None]:
    with np.errstate(all="ignore"):
        yield
