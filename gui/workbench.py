"""The workbench: every panel in its place around the drawing, and which of them are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from gui.canvas.view import NetworkView
from gui.panels.inspector import Inspector
from gui.panels.lessons import LessonsPanel
from gui.panels.steps import StepBand, StepsPanel
from gui.session import Session
from gui.strip import Strip
from gui.theme import Themes
from gui.walk import Walk

SIDE, COLUMN, STRIP = 190, 320, 230
STEPS, INSPECTOR = 390, 240
"""First widths and heights of the panels, in pixels."""

FOLDABLE = ("show_lessons", "show_steps", "show_inspector", "show_strip")
"""Actions that fold a panel; also the keys of the settings that remember it."""


class Workbench(QWidget):
    """Lessons left, the column right, between them the drawing over the strip.

    In a presentation there are only the drawing and the current step.
    """

    def __init__(
        self, session: Session, walk: Walk, themes: Themes, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("workbench")
        self._session = session
        self._themes = themes
        self.canvas = NetworkView(session, themes)
        self.lessons = LessonsPanel(themes)
        self.steps = StepsPanel(session, walk, themes)
        self.inspector = Inspector(session, themes)
        self.step = StepBand(session, walk, themes)
        self.strip = Strip(session, themes)
        self._middle = _splitter(Qt.Orientation.Vertical, (self.canvas, self.strip), 0)
        self._column = _splitter(Qt.Orientation.Vertical, (self.steps, self.inspector), 0)
        self._column.setStretchFactor(1, 1)  # steps and inspector share what is more or less
        self._column.setSizes([STEPS, INSPECTOR])
        parts = (self.lessons, self._middle, self._column)
        self._outer = _splitter(Qt.Orientation.Horizontal, parts, 1)
        self._middle.setSizes([10 * STRIP, STRIP])
        self._outer.setSizes([SIDE, 10 * COLUMN, COLUMN])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._outer, 1)
        column.addWidget(self.step)
        self.step.hide()

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the actions do that one of the panels answers, by their ids."""
        return {**self.canvas.handlers(), **self.steps.handlers()}

    def show_panels(self, shown: Mapping[str, bool]) -> None:
        """Show or fold the panels of `FOLDABLE`."""
        self.lessons.setVisible(shown["show_lessons"])
        self.inspector.setVisible(shown["show_inspector"])
        self.steps.setVisible(shown["show_steps"])
        self._column.setVisible(shown["show_inspector"] or shown["show_steps"])
        self.strip.setVisible(shown["show_strip"])

    def present(self) -> None:
        """The drawing and the current step alone."""
        self.show_panels(dict.fromkeys(FOLDABLE, False))
        self.step.show()

    def stop_presenting(self, shown: Mapping[str, bool]) -> None:
        """Back to work, with these panels."""
        self.step.hide()
        self.show_panels(shown)

    def save(self, settings: QSettings) -> None:
        """Remember how wide everything is."""
        for name, splitter in self._splitters().items():
            settings.setValue(name, splitter.saveState())

    def restore(self, settings: QSettings) -> None:
        """As wide as last time."""
        for name, splitter in self._splitters().items():
            state = settings.value(name)
            if state is not None:
                splitter.restoreState(state)

    def _splitters(self) -> dict[str, QSplitter]:
        return {"middle": self._middle, "column": self._column, "outer": self._outer}


def _splitter(orientation: Qt.Orientation, parts: tuple[QWidget, ...], stretched: int) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    for part in parts:
        splitter.addWidget(part)
    splitter.setStretchFactor(stretched, 1)
    return splitter
