"""Chart: some curves over the points of a history, with labels where they end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.arrays import Array, Vector
from engine.numerals import numeral
from gui.fonts import math_font
from gui.panels.plots.frame import MOST_LABELS, Frame, Picture, room
from gui.panels.plots.overlay import Line, Mark, Overlay, Readout, label_width
from gui.panels.plots.pointing import Pointing
from gui.panels.plots.scales import Scale, count_ticks
from gui.reading import UNDEFINED
from gui.theme import ColorRole, Theme

RAGGED = 40
"""Heights of the chart that its curves may climb and fall in all and still be drawn wide.

Stroking a wide antialiased path costs time by its length (9 ragged curves 60 ms, hairlines 1.4),
and a ragged curve reads better thin.
"""

WIDEST_TICK = "−0.0005"
TICK_DISTANCE = 70  # pixels
GRID = 80  # opacity, of 255


@dataclass(frozen=True, slots=True)
class Series:
    """What tells a curve from the others."""

    label: str
    color: QColor
    dash: tuple[float, ...] = ()
    symbol: str = "o"


class Chart(QWidget):
    """Draws what it is given; knows neither history nor session."""

    pointed = Signal(float, float)
    """The mouse is at this point of the axis, so many pixels below the top."""

    left = Signal()
    zoomed = Signal(float, float)
    """Show this share of the axis, about this point."""

    dragged = Signal(float)
    """By so many points to the right."""

    reset = Signal()
    resized = Signal()

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme = theme
        self._series: tuple[Series, ...] = ()
        self._curves: list[pg.PlotCurveItem] = []
        self._frame: Frame | None = None
        self.plot = pg.PlotWidget(self)
        self.plot.setObjectName(f"{name}_plot")
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self._box = self.plot.getViewBox()
        self._overlay = Overlay(self._box, theme)
        self._separator = pg.InfiniteLine(angle=0)
        self.plot.addItem(self._separator, ignoreBounds=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plot)
        self._listen()

    def _listen(self) -> None:
        pointing = Pointing(self.plot.viewport())
        pointing.hovered.connect(self._on_hovered)
        pointing.left.connect(self.left)
        pointing.zoomed.connect(self._on_zoomed)
        pointing.dragged.connect(self._on_dragged)
        pointing.reset.connect(self.reset)
        self._box.sigResized.connect(self._on_resized)

    # -- look ---------------------------------------------------------------------------------

    def restyle(self, theme: Theme, series: tuple[Series, ...]) -> None:
        """Take these colours and curves, for the next `draw`."""
        self._theme, self._series, self._frame = theme, series, None
        while len(self._curves) > len(series):
            self.plot.removeItem(self._curves.pop())
        while len(self._curves) < len(series):
            self._curves.append(pg.PlotCurveItem(connect="finite", antialias=True))
            self.plot.addItem(self._curves[-1], ignoreBounds=True)
        self.plot.setBackground(theme.color(ColorRole.CANVAS))
        self._separator.setPen(pg.mkPen(theme.color(ColorRole.BORDER), dash=(4, 4)))
        self._overlay.restyle(theme, self._small_font(), self._label_font())
        self._restyle_axes()

    def _restyle_axes(self) -> None:
        metrics = QFontMetricsF(self._small_font())
        for side in ("left", "bottom"):
            axis = self.plot.getAxis(side)
            axis.setPen(pg.mkPen(self._theme.color(ColorRole.BORDER)))
            axis.setTextPen(self._theme.color(ColorRole.MUTED))
            axis.setStyle(tickFont=self._small_font(), tickLength=0, tickTextOffset=6)
            axis.setStyle(hideOverlappingLabels=False)  # it takes the ends for overlaps
        self.plot.getAxis("left").setGrid(GRID)
        self.plot.getAxis("left").setWidth(metrics.horizontalAdvance(WIDEST_TICK) + 12)
        self.plot.getAxis("bottom").setHeight(metrics.height() + 6)

    def _small_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.9)
        return font

    def _label_font(self) -> QFont:
        return math_font(QFontInfo(self.font()).pixelSize() * 1.2)

    # -- curves -------------------------------------------------------------------------------

    @property
    def room(self) -> int:
        """Pixels that curves can use, from the left to their labels."""
        return int(room(self._box.width(), self._gutter()))

    def _gutter(self) -> float:
        return label_width([series.label for series in self._series], self._label_font())

    def draw(self, picture: Picture, separator: float | None = None) -> None:
        """Show a picture; its columns are the series. `separator` is a dashed line's height."""
        scale, area = picture.scale, QRectF(self._box.rect())
        self._frame = frame = Frame(picture, area.width(), area.height(), self._gutter())
        heights = scale.heights(picture.points.table)
        for curve, column in zip(self._curves, heights.T, strict=True):
            curve.setData(picture.points.x, column)
        self._thicken(heights, scale)
        self._separator.setVisible(separator is not None)
        self._separator.setValue(separator or 0.0)
        self._box.setRange(
            xRange=(frame.point_at(0), frame.point_at(area.width())),
            yRange=(scale.bottom, scale.top),
            padding=0,
            disableAutoRange=True,
        )
        self._box.prepareForPaint()  # left to the paint event it would ask for another one
        most = max(1, int(frame.room / TICK_DISTANCE))
        start, before = self.tr("start"), picture.forgotten
        ticks = count_ticks(picture.first, picture.last, most, start, before)
        self.plot.getAxis("bottom").setTicks([ticks])
        self.plot.getAxis("left").setTicks(list(scale.ticks()))
        self._overlay.show_marks(area, self._marks(frame, heights[-1:]))

    def _thicken(self, heights: Array, scale: Scale) -> None:
        climbed = np.nansum(np.abs(np.diff(heights, axis=0))) / (scale.top - scale.bottom)
        width = self._theme.sizes.line if climbed < RAGGED else 1
        for curve, series in zip(self._curves, self._series, strict=True):
            curve.setPen(pg.mkPen(series.color, width=width, dash=series.dash or None))

    def _marks(self, frame: Frame, last_row: Array) -> tuple[Mark, ...]:
        """Labels of the curves' ends, with markers where these are the present."""
        marks: list[Mark] = []
        for ends in last_row:  # there may be no point yet
            last = frame.picture.points.x[-1]
            line = QFontMetricsF(self._label_font()).capHeight() * 1.7
            places = frame.label_heights(ends, line)
            for index, series in enumerate(self._series):
                if np.isfinite(ends[index]):
                    symbol = series.symbol if last == frame.picture.present else None
                    at = frame.place(last, ends[index])
                    marks.append(Mark(at, series.label, series.color, symbol, places.get(index)))
        return tuple(marks)

    # -- readout ------------------------------------------------------------------------------

    def read_out(self, point: int, numbers: Vector, pointer: float | None = None) -> None:
        """Show the series' `numbers` at `point`.

        Of more series than have labels, the ones nearest to the height of the `pointer`.
        """
        if self._frame is None:
            return
        heights = self._frame.picture.scale.heights(numbers)
        places = [self._frame.place(point, height) for height in heights]
        apart = [abs(place.y() - (pointer or 0)) for place in places]
        near = sorted(range(len(numbers)), key=lambda index: apart[index])[:MOST_LABELS]
        lines = tuple(
            Line(
                self._series[index].label,
                _text(numbers[index]),
                self._series[index].color,
                places[index] if np.isfinite(heights[index]) else None,
            )
            for index in sorted(near)
        )
        count = point + self._frame.picture.forgotten
        title = self.tr("point {0}").format(count) if count else self.tr("start")
        words = ", ".join((title, *(f"{line.name} {line.number}" for line in lines)))
        self.setAccessibleDescription(words)
        self._overlay.show_readout(Readout(self._frame.place(point, 0).x(), title, lines))

    def hide_readout(self) -> None:
        """Show no readout."""
        self._overlay.show_readout(None)

    # -- events -------------------------------------------------------------------------------

    def _on_resized(self) -> None:
        self.resized.emit()

    def _at(self, place: QPointF) -> QPointF:
        """A place of the viewport as pixels in the box."""
        return QPointF(self._box.mapFromScene(self.plot.mapToScene(place.toPoint())))

    def _on_hovered(self, place: QPointF) -> None:
        if self._frame is not None:
            at = self._at(place)
            self.pointed.emit(self._frame.point_at(at.x()), at.y())

    def _on_zoomed(self, factor: float, place: QPointF) -> None:
        if self._frame is not None:
            self.zoomed.emit(factor, self._frame.point_at(self._at(place).x()))

    def _on_dragged(self, by: float) -> None:
        if self._frame is not None:
            self.dragged.emit(self._frame.point_at(by) - self._frame.point_at(0))


def _text(number: float) -> str:
    return UNDEFINED.text if np.isnan(number) else numeral(number).text
