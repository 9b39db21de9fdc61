"""The step of a walk in one line: which pass, which node, and the numbers found there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from engine.formula.notation import Style
from engine.quantity import Quantity
from engine.vocabulary import text
from engine.walk import Phase, Step, walk
from gui.fonts import italic, math_font
from gui.moment import Change
from gui.session import Session
from gui.theme import ColorRole, Themes
from gui.words import called

LARGEST, SMALLEST = 32, 16
"""Pixels of the numbers, 24 points at 96 dots per inch; less only where they do not fit."""

SPACE = 28


class StepBand(QWidget):
    """Reads the step from the session's view."""

    def __init__(self, session: Session, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("step_band")
        self.setAccessibleName(self.tr("Step"))
        self._session = session
        self._themes = themes
        self._title = _label("step_title")
        self._numbers = _label("step_numbers")
        self._count = _label("step_count")
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, 4, SPACE, 8)
        row.setSpacing(SPACE)
        row.addWidget(self._title)
        row.addWidget(self._numbers, 1)
        row.addWidget(self._count)
        session.changed.connect(self._on_changed)
        themes.changed.connect(self._refresh)
        self._refresh()

    def _on_changed(self, change: Change) -> None:
        if self.isVisible() or change.view.step != change.view_before.step:
            self._refresh()

    def _refresh(self) -> None:
        step = self._session.view.step
        if step is None:
            return
        steps = walk(self._session.shown.project.network)
        theme = self._themes.current
        number = ColorRole.FORWARD if step.phase is Phase.FORWARD else ColorRole.GRADIENT
        for label, words, role in (
            (self._title, self._words(step), ColorRole.TEXT),
            (self._numbers, "     ".join(map(self._equation, step.quantities)), number),
            (
                self._count,
                self.tr("{0} of {1}").format(steps.index(step) + 1, len(steps)),
                ColorRole.MUTED,
            ),
        ):
            label.setText(words)
            label.setStyleSheet(f"color: {theme.color(role).name()};")
        self._fit()

    def _fit(self) -> None:
        """The largest size in which the line is not cut off."""
        for size in range(LARGEST, SMALLEST - 1, -1):
            for label in (self._title, self._numbers, self._count):
                label.setFont(math_font(size))
            if self._row.sizeHint().width() <= self.width():
                break

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the line into the new width."""
        super().resizeEvent(event)
        self._fit()

    def _words(self, step: Step) -> str:
        node = self._session.shown.project.network.by_id[step.node]
        phase = self.tr("Forward") if step.phase is Phase.FORWARD else self.tr("Backward")
        return f"{phase} · {called(node)}"

    def _equation(self, quantity: Quantity) -> str:
        name = text(quantity, self._session.shown.project.network, Style.SUBSCRIPTS)
        reading = self._session.reading(quantity)
        return f"{italic(name)} {reading.equals} {reading.text}"


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setMinimumWidth(1)  # a long line must not widen the window
    return label
