"""Which stretch of the horizontal axis a curve shows."""

from __future__ import annotations

from math import isfinite

from engine.sensitivity.curve import Interval

LEAST, SIZES = 1.0, 1.5
"""How far it reaches from its number: at least, and in sizes of it, so that 0 is in sight."""

LEAST_ARGUMENT = 3.0
"""How far the function of a node is drawn, at least."""

BEYOND, MOST_STEPS = 1.25, 4.0
"""It reaches beyond a step of the learning rate, unless that is far outside."""

MOST_ROOM = 3.0
"""It stays as it was while it is no more than so many times as long as need be."""

EDGE = 0.06
"""A number nearer to an end than this part of the stretch asks for another one."""


def around(at: float, step: float, before: Interval | None, *, held: bool) -> Interval:
    """To both sides of a parameter; the stretch `before` stays while the number is well inside.

    While the number is `held` by the mouse it stays in any case.
    """
    if before is not None and (held or _is_inside(at, before)):
        return before
    reach = max(LEAST, SIZES * abs(at))
    if isfinite(step) and BEYOND * abs(step) <= MOST_STEPS * reach:
        reach = max(reach, BEYOND * abs(step))
    return at - reach, at + reach


def around_zero(at: float, before: Interval | None, *marked: float) -> Interval:
    """To both sides of 0, and beyond what is `marked`."""
    reach = max(LEAST_ARGUMENT, *(SIZES * abs(each) for each in (at, *marked)))
    fits = before is not None and before[1] >= reach and before[1] <= MOST_ROOM * reach
    return before if before is not None and fits else (-reach, reach)


def _is_inside(at: float, stretch: Interval) -> bool:
    margin = EDGE * (stretch[1] - stretch[0])
    return stretch[0] + margin <= at <= stretch[1] - margin
