"""What something costs, in a measure that other programs on the machine hardly change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Asserts that the block takes no more processor time, however long that takes by the clock."""
    start = process_time()
    yield
    taken = process_time() - start
    assert taken < seconds, f"took {taken:.2f} s of processor time"
