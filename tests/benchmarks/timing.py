"""Times of several things, interleaved, so that a drifting machine is fair to all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter


def medians(things: Mapping[str, Callable[[], object]], rounds: int = 200) -> dict[str, float]:
    """Median milliseconds of each thing over `rounds` rounds in turn, after a warm-up."""
    times: dict[str, list[float]] = {name: [] for name in things}
    for number in range(rounds + rounds // 10):
        for name, thing in things.items():
            start = perf_counter()
            thing()
            if number >= rounds // 10:
                times[name].append(1000 * (perf_counter() - start))
    return {name: median(found) for name, found in times.items()}


def report(title: str, found: Mapping[str, float], floor: str) -> None:
    """A line a thing: milliseconds, and the ratio to `floor`."""
    print(title)
    for name, time in found.items():
        print(f"  {name:34} {time:8.3f} ms   {time / found[floor]:6.2f} × {floor}")
