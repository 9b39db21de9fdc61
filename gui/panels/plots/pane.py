"""Pane: a chart under its heading, or a sentence that says why there is none."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from gui.panels.plots.chart import Chart
from gui.panels.plots.headings import Heading
from gui.reading import State
from gui.theme import ColorRole, Theme
from gui.widgets.elided import Elided


class Pane(QWidget):
    """One plot of the strip."""

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_pane")
        self.chart = Chart(name, theme)
        self._title = Elided(f"{name}_title", self)
        self._number = self._label(f"{name}_number")
        self._message = self._label(f"{name}_message")
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setWordWrap(True)
        header = QHBoxLayout()
        header.setContentsMargins(8, 0, 8, 0)
        header.addWidget(self._title)
        header.addWidget(self._number)
        header.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 8, 4, 4)
        layout.setSpacing(4)
        layout.addLayout(header)
        self._stack = QStackedLayout()
        layout.addLayout(self._stack, 1)  # first: without a parent it would open the chart's window
        self._stack.addWidget(self.chart)
        self._stack.addWidget(self._message)

    def show_heading(self, heading: Heading, theme: Theme) -> None:
        """Show title and number over the chart, or the message in the chart's place."""
        self._title.setText(heading.title)
        self.chart.setAccessibleName(heading.title)
        self._message.setText(heading.message)
        self._stack.setCurrentWidget(self._message if heading.message else self.chart)
        number = heading.number
        undefined = number is not None and number.state is State.UNDEFINED
        role = ColorRole.WARNING if undefined else ColorRole.FORWARD
        self._number.setText(f"{number.equals} {number.text}" if number else "")
        self._number.setToolTip(number.full if number else "")
        for label, color in (
            (self._title, ColorRole.TEXT),
            (self._number, role),
            (self._message, ColorRole.MUTED),
        ):
            # A palette would be lost whenever the application's style sheet changes.
            sheet = f"#{label.objectName()} {{ color: {theme.color(color).name()} }}"
            if sheet != label.styleSheet():
                label.setStyleSheet(sheet)

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label
