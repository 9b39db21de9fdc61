"""Terms: what each connection brings, beside a piece of its line: 0.5 through the skip."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gui.theme import PATH_LINES, ColorRole, Theme
from gui.view import Way
from gui.widgets.label import Label, type_size

SWATCH = 2.2
"""Length of the piece of line, in sizes of type."""

THICK = 0.22
"""Its width."""


class Swatch(QWidget):
    """A piece of the line by which a path is drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("swatch")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._drawn: tuple[int, Theme] | None = None

    def show_hue(self, hue: int, theme: Theme) -> None:
        """Take the colour and the dashes of a path."""
        self._drawn = hue, theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As long as some dashes."""
        return QSize(round(SWATCH * type_size()), type_size())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        del event
        if self._drawn is None:
            return
        hue, theme = self._drawn
        with QPainter(self) as painter:
            pen = QPen(
                theme.path_color(hue), THICK * type_size(), PATH_LINES[hue % len(PATH_LINES)]
            )
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            y = self.height() / 2
            painter.drawLine(QPointF(0, y), QPointF(self.width(), y))


class TermRow(QWidget):
    """One term; while the pointer is at it the drawing shows its way alone."""

    pointed = Signal(object)
    """The way under the pointer; None when it leaves."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.setObjectName(f"term_{number}")
        self._way: Way | None = None
        self._swatch, self._label = Swatch(), Label(f"term_words_{number}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._swatch)
        row.addWidget(self._label, 1)

    def show_term(self, words: str, way: Way | None, theme: Theme) -> None:
        """A term in words, in the colour of its way."""
        self._way = way
        self._swatch.setVisible(way is not None)
        if way is not None:
            self._swatch.show_hue(way.hue, theme)
        self._label.say(words, ColorRole.TEXT, theme)
        self.setVisible(True)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Point at the way."""
        super().enterEvent(event)
        self.pointed.emit(self._way)

    def leaveEvent(self, event: QEvent) -> None:
        """At nothing."""
        super().leaveEvent(event)
        self.pointed.emit(None)
