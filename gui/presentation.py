"""Presentation: the drawing and one step at a time, for a class and a presenter's remote."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from gui.session import Session
from gui.theme import Themes
from gui.view import View
from gui.walk import Walk

THEME = "projector"


@dataclass(frozen=True, slots=True)
class _Before:
    """What to return to."""

    view: View
    theme: str


class Presentation(QObject):
    """Walks through the forward pass, then the backward pass; gradients come with the latter."""

    changed = Signal(bool)
    """Whether a presentation is on."""

    def __init__(
        self, session: Session, walk: Walk, themes: Themes, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._walk, self._themes = session, walk, themes
        self._before: _Before | None = None

    @property
    def active(self) -> bool:
        """Whether a presentation is on."""
        return self._before is not None

    def toggle(self) -> None:
        """Begin, or return."""
        if self.active:
            self.stop()
        else:
            self.start()

    def start(self) -> None:
        """Begin at the step where the walk stands, else at the first."""
        if self.active:
            return
        self._before = _Before(self._session.view, self._themes.current.name)
        self._themes.use(THEME)
        self._session.look(presenting=True, selection=frozenset())
        self.changed.emit(True)
        number = self._walk.number
        self._walk.go(0 if number is None else number, uncovered=self._session.view.uncovered)

    def stop(self) -> None:
        """Return to the view and theme from before."""
        if self._before is None:
            return
        before, self._before = self._before, None
        self._themes.use(before.theme)
        self._walk.leave()
        view = before.view
        self._session.look(presenting=False, passes=view.passes, selection=view.selection)
        self.changed.emit(False)

    def next(self) -> None:
        """One step on; the last one stays."""
        self._walk.next()

    def previous(self) -> None:
        """One step back; the first one stays."""
        self._walk.previous()
