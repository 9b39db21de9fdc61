"""The strip below the drawing: pages one at a time, each built when it is seen first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from gui.panels.check import CheckPanel
from gui.panels.data import DataPanel
from gui.panels.table import TablePanel
from gui.session import Session
from gui.theme import Themes
from gui.translation import QT_TRANSLATE_NOOP, translated

CONTEXT = "strip"


def _plots(session: Session, themes: Themes) -> QWidget:
    from gui.panels.plots import PlotsPanel  # pyqtgraph loads slowly

    return PlotsPanel(session, themes)


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page: the word on its tab, and what makes its panel."""

    title: str
    make: Callable[[Session, Themes], QWidget]


PAGES: Mapping[str, PageSpec] = {
    "plots": PageSpec(QT_TRANSLATE_NOOP("strip", "Plots"), _plots),
    "data": PageSpec(QT_TRANSLATE_NOOP("strip", "Data"), DataPanel),
    "table": PageSpec(QT_TRANSLATE_NOOP("strip", "Table"), TablePanel),
    "check": PageSpec(QT_TRANSLATE_NOOP("strip", "Check"), CheckPanel),
}
"""All pages by their names, in the order of their tabs."""


class Strip(QTabWidget):
    """Tabs of `PAGES`; with a single page there is nothing to choose, so no tab is shown."""

    def __init__(self, session: Session, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAccessibleName(self.tr("Panels below the drawing"))
        self.setDocumentMode(True)
        self.setTabBarAutoHide(True)
        self._pages = {
            name: _Page(partial(spec.make, session, themes)) for name, spec in PAGES.items()
        }
        for name, page in self._pages.items():
            page.setObjectName(f"{name}_page")
            self.addTab(page, translated(CONTEXT, PAGES[name].title))

    def page(self, name: str) -> QWidget | None:
        """The panel of a page; None until it was seen."""
        return self._pages[name].panel

    def show_page(self, name: str) -> None:
        """Bring a page to the front."""
        self.setCurrentWidget(self._pages[name])


class _Page(QWidget):
    """An empty place that makes its panel after the paint in which it is seen first."""

    def __init__(self, make: Callable[[], QWidget]) -> None:
        super().__init__()
        self._make = make
        self.panel: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Seen for the first time, empty: the window is painted before what loads slowly."""
        super().paintEvent(event)
        if self.panel is None:
            QTimer.singleShot(0, self, self._build)

    def _build(self) -> None:
        if self.panel is None:
            self.panel = self._make()
            self._column.addWidget(self.panel)
