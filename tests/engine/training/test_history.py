from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from engine.training import history
from engine.training.history import History


def grown(names: int, points: int, at_once: int) -> History:
    found = History(tuple(f"w{name}" for name in range(names)))
    for start in range(0, points, at_once):
        found = found.extended([np.full(1 + names, start + i) for i in range(at_once)])
    return found


def test_points_stand_in_the_order_in_which_they_came() -> None:
    found = grown(3, 500, 5)
    assert len(found) == 500
    assert found.losses.tolist() == list(range(500))
    assert found.magnitudes("w1").tolist() == list(range(500))
    assert [found.row(at)[0] for at in (0, 4, 5, 499)] == [0, 4, 5, 499]
    assert found.columns([0, 2]).shape == (500, 2)
    with pytest.raises(IndexError):
        found.row(500)


def test_an_empty_one_has_no_points() -> None:
    assert len(History(("w",))) == 0
    assert History(("w",)).losses.shape == (0,)


def test_the_oldest_points_fall_away_before_memory_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MOST_NUMBERS", 100_000)
    tracemalloc.start()
    found = grown(999, 4_000, 2)
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 100 <= len(found) <= 100 + 2 * history.MOST_CHUNKS
    assert found.losses[-1] == 3_999
    assert found.forgotten == found.losses[0] == 4_000 - len(found)
    assert size < 4 * 8 * 100_000
