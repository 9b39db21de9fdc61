"""Walk: from step to step through what is shown. Where it stands is in the session's view."""

from __future__ import annotations

from collections.abc import Sequence
from operator import le
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from engine.derivation.table import Level
from engine.explain.steps import Place, Step
from engine.quantity import Quantity
from engine.walk import Phase
from gui.explained import current_step, index, step_number
from gui.moment import Change
from gui.session import Session
from gui.view import Passes

PACE = 3000
"""Milliseconds for a step while it plays."""


class Walk(QObject):
    """Next, previous, jump and play; in reveal mode a number is guessed before it is shown."""

    playing_changed = Signal(bool)
    """Whether the steps follow each other by themselves."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._timer = QTimer(self)
        self._timer.setInterval(PACE)
        self._timer.timeout.connect(self._on_timeout)
        session.changed.connect(self._on_changed)
        session.opened.connect(self._on_opened)

    # -- where it stands ----------------------------------------------------------------------

    @property
    def steps(self) -> Sequence[Step]:
        """All steps; none while the network is incomplete."""
        return self._session.explanation.steps

    @property
    def step(self) -> Step | None:
        """The current step, or the element of it that is looked at."""
        return current_step(self._session.shown, self._session.view)

    @property
    def number(self) -> int | None:
        """The number of the current step from 0; None while nobody walks."""
        place = self._session.view.step
        return None if place is None else step_number(self._session.explanation, place)

    # -- moving -------------------------------------------------------------------------------

    def next(self) -> None:
        """Show the number that is to be guessed; else one step on. The last one stays."""
        self._pause()
        self._advance()

    def previous(self) -> None:
        """One step back; the first one stays."""
        self._pause()
        number = self.number
        self.go(0 if number is None else number - 1)

    def go(self, number: int, *, uncovered: bool = True) -> None:
        """To a step, counted from 0; beyond the ends to the nearest."""
        steps = self.steps
        if steps:
            step = steps[max(0, min(number, len(steps) - 1))]
            if self.single:
                step = step.element(*self._element(step.left.shape or ()))
            self._look(step.place, uncovered=uncovered)

    @property
    def single(self) -> bool:
        """Whether the steps are those of single numbers, not of vectors and matrices."""
        place = self._session.view.step
        return place is not None and place.level is Level.ELEMENT

    def set_single(self, single: bool) -> None:
        """Walk on in single numbers, from the first of this step on; or in whole ones."""
        number = self.number
        if number is not None:
            whole = self.steps[number]
            first = (1,) * len(whole.left.shape or ())
            self._stay(whole.element(*first) if single else whole)

    def show_element(self, at: tuple[int, ...]) -> None:
        """One element of the current step, counted from 1; a single number is written out."""
        number = self.number
        if number is not None:
            self._stay(self.steps[number].element(*at))

    def _element(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """The element of the step before, where there is one in the next; else the first."""
        place = self._session.view.step
        before = () if place is None else index(place.quantity)
        fits = len(before) == len(shape) and all(map(le, before, shape))
        return before if fits else (1,) * len(shape)

    def leave(self) -> None:
        """Nobody walks any more: everything is shown again."""
        self._pause()
        self._session.look(step=None, way=None)

    def set_reveal(self, reveal: bool) -> None:
        """Hide what the walk has not reached, from the current step on or from the first."""
        self._session.look(reveal=reveal, uncovered=not reveal)
        if reveal and self.number is None:
            self.go(0, uncovered=False)

    def set_expanded(self, expanded: bool) -> None:
        """The formula of every step in full."""
        self._session.look(expanded=expanded)

    def _advance(self) -> bool:
        """One step on; False at the end."""
        view, number = self._session.view, self.number
        if number is not None and view.reveal and not view.uncovered:
            self._session.look(uncovered=True)
            return True
        following = 0 if number is None else number + 1
        if following >= len(self.steps):
            return False
        self.go(following, uncovered=not view.reveal)
        return True

    def _stay(self, step: Step) -> None:
        self._look(step.place, uncovered=self._session.view.uncovered)

    def _look(self, place: Place, *, uncovered: bool) -> None:
        look_at(self._session, place, uncovered=uncovered)

    # -- playing ------------------------------------------------------------------------------

    @property
    def playing(self) -> bool:
        """Whether the steps follow each other by themselves."""
        return self._timer.isActive()

    def toggle_play(self) -> None:
        """Play from here on, or from the beginning when at the end; or stop."""
        if self.playing:
            self._pause()
            return
        if self.number in (None, len(self.steps) - 1):
            self.go(0, uncovered=not self._session.view.reveal)
        if self.number is not None:
            self._timer.start()
            self.playing_changed.emit(True)

    def _pause(self) -> None:
        if self.playing:
            self._timer.stop()
            self.playing_changed.emit(False)

    def _on_timeout(self) -> None:
        if not self._advance():
            self._pause()

    def _on_changed(self, change: Change) -> None:
        if change.view.step is None:
            self._pause()

    def _on_opened(self) -> None:
        """A class that guesses does so in the next document too, from its first step on."""
        if self._session.view.reveal:
            self.set_reveal(True)


def look_at(session: Session, place: Place, *, uncovered: bool = True) -> None:
    """Walk to a place; the pass that it speaks of is shown."""
    passes, backward = session.view.passes, place.phase is not Phase.FORWARD
    wanted: dict[str, Any] = {"step": place, "uncovered": uncovered, "way": None}
    if session.view.presenting:
        wanted["passes"] = Passes.BOTH if backward else Passes.FORWARD
    elif not (passes.backward if backward else passes.forward):
        wanted["passes"] = Passes.BOTH
    session.look(**wanted)


def jump(session: Session, quantity: Quantity) -> bool:
    """Walk to the step that computes a number; False if none does."""
    if session.shown.trace is None:
        return False
    step = session.explanation.step(quantity)
    if step is not None:
        look_at(session, step.place)
    return step is not None
