"""The workbench: every panel in its place around the drawing, and which of them are shown."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from gui.canvas.view import NetworkView
from gui.panels.inspector import Inspector
from gui.panels.lessons import LessonsPanel
from gui.panels.step import StepBand
from gui.session import Session
from gui.theme import Themes

SIDE, INSPECTOR, PLOTS = 190, 300, 230
"""First widths and height of the panels, in pixels."""

FOLDABLE = ("show_lessons", "show_inspector", "show_plots")
"""Actions that fold a panel; also the keys of the settings that remember it."""


class Workbench(QWidget):
    """Lessons left, then drawing, inspector and plots; or, in a presentation, drawing and step."""

    def __init__(self, session: Session, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("workbench")
        self._session = session
        self._themes = themes
        self.canvas = NetworkView(session, themes)
        self.lessons = LessonsPanel(themes)
        self.inspector = Inspector(session, themes)
        self.step = StepBand(session, themes)
        self.plots = QWidget()  # until `build_plots`
        self._plots_built = False
        self._board = _splitter(Qt.Orientation.Horizontal, (self.canvas, self.inspector), 0)
        self._right = _splitter(Qt.Orientation.Vertical, (self._board, self.plots), 0)
        self._outer = _splitter(Qt.Orientation.Horizontal, (self.lessons, self._right), 1)
        self._board.setSizes([10 * INSPECTOR, INSPECTOR])
        self._right.setSizes([10 * PLOTS, PLOTS])
        self._outer.setSizes([SIDE, 10 * SIDE])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._outer, 1)
        column.addWidget(self.step)
        self.step.hide()

    def build_plots(self) -> None:
        """Put the plots in their place; called after the first paint, pyqtgraph loads slowly."""
        if self._plots_built:
            return
        from gui.panels.plots import PlotsPanel

        self._plots_built = True
        placeholder, sizes = self.plots, self._right.sizes()
        shown = not placeholder.isHidden()
        self.plots = PlotsPanel(self._session, self._themes)
        self._right.replaceWidget(1, self.plots)
        self._right.setSizes(sizes)
        self.plots.setVisible(shown)  # not earlier: without a parent it would be a window
        placeholder.deleteLater()

    def show_panels(self, shown: Mapping[str, bool]) -> None:
        """Show or fold the panels of `FOLDABLE`."""
        self.lessons.setVisible(shown["show_lessons"])
        self.inspector.setVisible(shown["show_inspector"])
        self.plots.setVisible(shown["show_plots"])

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
        return {"board": self._board, "right": self._right, "outer": self._outer}


def _splitter(
    orientation: Qt.Orientation, parts: tuple[QWidget, QWidget], stretched: int
) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    for part in parts:
        splitter.addWidget(part)
    splitter.setStretchFactor(stretched, 1)
    return splitter
