"""The inspector: everything about what is selected, and what can be set of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gui.moment import Change
from gui.panels.inspector.curve import CurveView
from gui.panels.inspector.function import Function
from gui.panels.inspector.numbers import Lines
from gui.panels.inspector.project import ProjectSheet
from gui.panels.inspector.properties import ParameterName, Properties
from gui.panels.inspector.sheet import (
    CurvePart,
    FunctionPart,
    NamePart,
    NumbersPart,
    Part,
    ProjectPart,
    PropertiesPart,
    RemarksPart,
    SeveralPart,
    TitlePart,
    TrainedPart,
    sheet,
)
from gui.panels.inspector.table import Table
from gui.panels.inspector.texts import Remarks, Several, Title, Trained
from gui.session import Session
from gui.theme import Themes


class Refreshed(Protocol):
    """A part on the screen."""

    def refresh(self) -> None:
        """Show what the session shows now."""


_VIEWS: dict[type[Part], Callable[[Session, Themes, Any], Refreshed]] = {
    ProjectPart: ProjectSheet,
    SeveralPart: Several,
    TitlePart: Title,
    FunctionPart: Function,
    PropertiesPart: Properties,
    NamePart: ParameterName,
    TrainedPart: Trained,
    CurvePart: CurveView,
    RemarksPart: Remarks,
}


class Inspector(QScrollArea):
    """Shows the sheet of the selection; keeps its widgets while the structure stays."""

    def __init__(self, session: Session, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setAccessibleName(self.tr("Inspector"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._session, self._themes = session, themes
        self._parts: tuple[Part, ...] = ()
        self._views: list[Refreshed] = []
        session.changed.connect(self._on_changed)
        themes.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        parts = sheet(self._session.shown.project, self._session.view.selection)
        if parts != self._parts:
            self._build(parts)
        for view in self._views:
            view.refresh()

    def _build(self, parts: tuple[Part, ...]) -> None:
        self._parts = parts
        page = QWidget()
        page.setObjectName("inspector_page")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(14)
        self._views = [self._view(part) for part in parts]
        for view in self._views:
            assert isinstance(view, QWidget)
            layout.addWidget(view)
        layout.addStretch(1)
        before = self.takeWidget()
        if before is not None:
            before.deleteLater()  # it may be the sender of what happens right now
        self.setWidget(page)

    def _view(self, part: Part) -> Refreshed:
        if isinstance(part, NumbersPart):
            make = Lines if part.single else Table
            return make(self._session, self._themes, part)
        return _VIEWS[type(part)](self._session, self._themes, part)

    def _on_changed(self, change: Change) -> None:
        del change  # the views compare with what they show
        if self.isVisible():
            self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while the panel was folded."""
        super().showEvent(event)
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        """The size of type changes with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.isVisible():
            self._refresh()
