"""Nudges: the steps by which a held number is moved in thought, 1-2-5 in every decade."""

from __future__ import annotations

from decimal import Decimal

from gui.canvas.numbers import step

_SIZES = tuple(Decimal(size).scaleb(power) for power in (-1, 0, 1, 2) for size in (1, 2, 5))
"""In parts of the step that a pixel of dragging makes."""


def first(number: float) -> float:
    """What a number is nudged by to begin with: +0.01 around 1."""
    return float(step(number))


def further(nudge: float, number: float, direction: int) -> float:
    """The next nudge above (1) or below (−1); from the smallest on to the other sign."""
    unit = step(number)
    ladder = [float(sign * size * unit) for sign in (-1, 1) for size in _SIZES]
    ladder.sort()
    beyond = [each for each in ladder if (each - nudge) * direction > 1e-9 * abs(nudge)]
    if not beyond:
        return nudge
    return min(beyond) if direction > 0 else max(beyond)
