"""Nudging: turns of the wheel and presses of arrow keys, gathered so that a run is one step."""

from __future__ import annotations

from time import monotonic

from engine.quantity import Quantity
from gui.canvas.numbers import NUDGE, current, step, stepped
from gui.edits import set_to
from gui.session import Session

PAUSE = 0.8
"""Seconds of rest after which a new run begins."""


class Nudger:
    """Changes numbers by small steps; the run that is going on is the key of its undo step."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._run: _Run | None = None

    def nudge(self, quantity: Quantity, steps: float, factor: float) -> None:
        """`steps` of a tenth of the number's decade each, made larger or smaller by `factor`."""
        now = monotonic()
        if self._run is None or self._run.quantity != quantity or now > self._run.end:
            self._run = _Run(quantity)
        self._run.end = now + PAUSE
        whole = self._run.whole(steps) * round(NUDGE * factor)
        number = current(self._session.settle(), quantity, self._session.view.sample)
        moved = stepped(number, whole, step(number))
        set_to(self._session, quantity, moved, self._run)

    def rest(self) -> None:
        """The next nudge begins a new run."""
        self._run = None


class _Run:
    """One run; parts of a step, as a touch pad sends them, add up."""

    def __init__(self, quantity: Quantity) -> None:
        self.quantity = quantity
        self.end = 0.0
        self._part = 0.0

    def whole(self, steps: float) -> int:
        self._part += steps
        whole = int(self._part)
        self._part -= whole
        return whole
