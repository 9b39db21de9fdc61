"""Two stock designs for the same drawing: what QGraphicsView offers to whoever does not batch."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsLineItem,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
    QStyleOptionGraphicsItem,
    QWidget,
)

from gui.canvas.painting.backdrop import HINTS
from gui.canvas.placing.layout import Layout
from gui.canvas.zooming import ZoomView
from gui.fonts import math_font
from gui.readings import Readings, Rows


class EdgeItem(QGraphicsItem):
    """An item with a Python paint: one line, one text."""

    def __init__(self, line: QLineF, font: QFont) -> None:
        super().__init__()
        self._line, self._font = line, font
        self._pen = QPen("#3d4650")
        self._pen.setWidthF(1.6)
        self._bounds = QRectF(line.p1(), line.p2()).normalized().adjusted(-60, -20, 60, 20)
        self.text = ""

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        painter.setPen(self._pen)
        painter.drawLine(self._line)
        painter.setFont(self._font)
        painter.drawText(self._line.center(), self.text)


class StockView(ZoomView):
    """Every wire an item of its own (`python`), or a stock line and a stock text."""

    def __init__(self, layout: Layout, *, python: bool) -> None:
        super().__init__()
        self.setScene(QGraphicsScene(self))
        self.setRenderHints(HINTS)
        font = math_font(17.0)
        self._items: list[EdgeItem | QGraphicsSimpleTextItem] = []
        for curve in layout.curves:
            line = QLineF(QPointF(*map(float, curve[0])), QPointF(*map(float, curve[3])))
            if python:
                item: EdgeItem | QGraphicsSimpleTextItem = EdgeItem(line, font)
            else:
                self.scene().addItem(QGraphicsLineItem(line))
                item = QGraphicsSimpleTextItem()
                item.setFont(font)
                item.setPos(line.center())
            self.scene().addItem(item)
            self._items.append(item)

    def show_numbers(self, readings: Readings, rows: Rows) -> None:
        """Another number at every wire that has one."""
        texts = readings.written(rows).texts.tolist()
        for item, text in zip(self._items, texts, strict=False):
            if isinstance(item, EdgeItem):
                item.text = text
                item.update()
            else:
                item.setText(text)
