"""What stands over the curves: markers at the present point, labels, and the readout."""

from __future__ import annotations

from dataclasses import dataclass

from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.theme import ColorRole, Theme

MARKER = 8.0
"""Pixels kept free for a marker at the first point."""

MARKER_LINES = 5
"""Diameter of a marker in widths of the theme's line."""

LABEL_GAP = 9.0
"""Between a marker and its label."""

PADDING = 6.0
"""Around the readout."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The end of a curve, in pixels; without `label_y` no label, without `symbol` no marker."""

    at: QPointF
    label: str
    color: QColor
    symbol: str | None
    label_y: float | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a readout: the name and number of a curve."""

    name: str
    number: str
    color: QColor
    at: QPointF | None  # where the curve is; None in a gap


@dataclass(frozen=True, slots=True)
class Readout:
    """The numbers of all curves at one point, `x` in pixels."""

    x: float
    title: str
    lines: tuple[Line, ...]


class Overlay(QGraphicsItem):
    """Paints in pixels of the view box that it is a child of."""

    def __init__(self, box: QGraphicsItem, theme: Theme) -> None:
        super().__init__(box)
        self.setZValue(100)
        self._theme = theme
        self._area = QRectF()
        self._marks: tuple[Mark, ...] = ()
        self._readout: Readout | None = None
        self._text_font = self._math_font = QFont()

    def restyle(self, theme: Theme, text: QFont, mathematics: QFont) -> None:
        """Use these fonts and the theme's colours."""
        self._theme, self._text_font, self._math_font = theme, text, mathematics
        self.update()

    def show_marks(self, area: QRectF, marks: tuple[Mark, ...]) -> None:
        """Replace the markers and labels; `area` is the box in its own pixels."""
        if area != self._area:
            self.prepareGeometryChange()
            self._area = area
        self._marks = marks
        self.update()

    def show_readout(self, readout: Readout | None) -> None:
        """Replace the readout."""
        if readout != self._readout:
            self._readout = readout
            self.update()

    def boundingRect(self) -> QRectF:
        """The whole view box."""
        return self._area

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Labels and markers, over them the readout."""
        del option, widget
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._math_font)
        for mark in self._marks:
            self._paint_label(painter, mark)
        for mark in self._marks:
            if mark.symbol is not None:
                self._paint_marker(painter, mark.at, mark.color, mark.symbol)
        if self._readout is not None:
            self._paint_readout(painter, self._readout)

    def _paint_label(self, painter: QPainter, mark: Mark) -> None:
        if mark.label_y is None:
            return
        start = mark.at + QPointF(MARKER / 2 + 1, 0)
        end = QPointF(mark.at.x() + LABEL_GAP, mark.label_y)
        if abs(start.y() - end.y()) > 2:
            leader = QColor(mark.color)
            leader.setAlphaF(0.45)
            painter.setPen(QPen(leader, 1))
            painter.drawLine(start, end)
        painter.setPen(mark.color)
        metrics = QFontMetricsF(self._math_font)
        painter.drawText(end + QPointF(3, metrics.capHeight() / 2), mark.label)

    def _paint_marker(self, painter: QPainter, at: QPointF, color: QColor, symbol: str) -> None:
        painter.save()
        painter.translate(at)
        diameter = MARKER_LINES * self._theme.sizes.line
        painter.scale(diameter, diameter)
        painter.setPen(QPen(self._theme.color(ColorRole.CANVAS), 1.5 / diameter))
        painter.setBrush(color)
        shape: QPainterPath = Symbols[symbol]
        painter.drawPath(shape)
        painter.restore()

    def _paint_readout(self, painter: QPainter, readout: Readout) -> None:
        painter.setPen(QPen(self._theme.color(ColorRole.MUTED), 1))
        painter.drawLine(
            QPointF(readout.x, self._area.top()), QPointF(readout.x, self._area.bottom())
        )
        for line in readout.lines:
            if line.at is not None:
                self._paint_marker(painter, line.at, line.color, "o")
        table = _Table(readout, self._text_font, self._math_font, self._area)
        painter.setPen(QPen(self._theme.color(ColorRole.BORDER), 1))
        painter.setBrush(self._theme.color(ColorRole.FIELD))
        painter.drawRoundedRect(table.frame, 4, 4)
        painter.setFont(self._text_font)
        painter.setPen(self._theme.color(ColorRole.MUTED))
        painter.drawText(table.title_at, readout.title)
        for line, at in zip(readout.lines, table.places, strict=True):
            painter.setPen(line.color)
            painter.setFont(self._math_font)
            painter.drawText(at, line.name)
            painter.setPen(self._theme.color(ColorRole.TEXT))
            painter.setFont(self._text_font)
            painter.drawText(at + QPointF(table.name_width, 0), line.number)


class _Table:
    """The geometry of a readout: its lines in as many columns as the height asks for."""

    def __init__(self, readout: Readout, text: QFont, mathematics: QFont, area: QRectF) -> None:
        words, names = QFontMetricsF(text), QFontMetricsF(mathematics)
        height = max(words.height(), names.capHeight() * 1.8)
        rows = max(1, int((area.height() - 3 * PADDING) / height) - 1)
        columns = -(-len(readout.lines) // rows)
        rows = -(-len(readout.lines) // columns) if columns else 0
        widest = max((names.horizontalAdvance(line.name) for line in readout.lines), default=0)
        self.name_width = widest + PADDING if widest else 0.0
        numbers = max((words.horizontalAdvance(line.number) for line in readout.lines), default=0)
        column = self.name_width + numbers + 2 * PADDING
        width = max(columns * column, words.horizontalAdvance(readout.title) + 2 * PADDING)
        left = readout.x + 12
        if left + width > area.right():
            left = max(area.left(), readout.x - 12 - width)
        top = area.top() + PADDING / 2
        self.frame = QRectF(left, top, width, (rows + 1) * height + PADDING * 1.5)
        self.title_at = QPointF(left + PADDING, top + PADDING / 2 + words.ascent())
        self.places = [
            self.title_at + QPointF(index // rows * column, (index % rows + 1) * height)
            for index in range(len(readout.lines))
        ]


def label_width(labels: list[str], font: QFont) -> float:
    """Room that the widest label and the marker before it need."""
    metrics = QFontMetricsF(font)
    widest = max((metrics.horizontalAdvance(label) for label in labels), default=0.0)
    return widest + LABEL_GAP + 6 if widest else MARKER
