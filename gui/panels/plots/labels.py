"""Where the labels at the ends of the curves go."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places at least `gap` apart and within [`low`, `high`], as near as can be to `wanted`.

    With `gap`·i taken off the i-th place in order, "apart" becomes "not decreasing": isotonic
    regression, solved by pooling neighbours that violate it.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    pools: list[tuple[float, int]] = []  # (mean, members)
    for rank, index in enumerate(order):
        pools.append((wanted[index] - gap * rank, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (mean, count), (other, more) = pools.pop(), pools.pop()
            pools.append(((mean * count + other * more) / (count + more), count + more))
    means = np.repeat([mean for mean, _ in pools], [count for _, count in pools])
    highest = max(low, high - gap * (len(wanted) - 1))
    places = [0.0] * len(wanted)
    for rank, index in enumerate(order):
        places[index] = float(np.clip(means[rank], low, highest)) + gap * rank
    return places
