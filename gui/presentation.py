"""Presentation: the drawing and one step at a time, for a class and a presenter's remote."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from engine.walk import Phase, Step, walk
from gui.session import Session
from gui.theme import Themes
from gui.view import Passes, View

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

    def __init__(self, session: Session, themes: Themes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._themes = themes
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
        """Begin at the first step."""
        if self.active:
            return
        self._before = _Before(self._session.view, self._themes.current.name)
        self._themes.use(THEME)
        self.changed.emit(True)
        self._show(0)

    def stop(self) -> None:
        """Return to the view and theme from before."""
        if self._before is None:
            return
        before, self._before = self._before, None
        self._themes.use(before.theme)
        view = before.view
        self._session.look(step=None, passes=view.passes, selection=view.selection)
        self.changed.emit(False)

    def next(self) -> None:
        """One step on; the last one stays."""
        self._show(self._index() + 1)

    def previous(self) -> None:
        """One step back; the first one stays."""
        self._show(self._index() - 1)

    def _steps(self) -> tuple[Step, ...]:
        return walk(self._session.project.network)

    def _index(self) -> int:
        """Where the walk is; an edit may have removed the step."""
        steps, step = self._steps(), self._session.view.step
        return steps.index(step) if step in steps else 0

    def _show(self, index: int) -> None:
        steps = self._steps()
        if not self.active or not steps:
            return
        step = steps[max(0, min(index, len(steps) - 1))]
        passes = Passes.FORWARD if step.phase is Phase.FORWARD else Passes.BOTH
        self._session.look(step=step, passes=passes, selection=frozenset({step.node}))
