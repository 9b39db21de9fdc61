"""Style: colours, sizes and prepared texts of the drawing, from the theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPen, QStaticText, QTransform

from gui.canvas.painting.glyphs import face
from gui.fonts import math_font, word_font
from gui.theme import ColorRole, Theme

TYPICAL = "−0.000"
"""Room is reserved for this, whatever the number is now: so nothing moves while one drags it."""

CAP_HEIGHT = 0.66
"""Height of digits in either face. This and the next two are in parts of the size."""

BASELINE = 0.29
"""Below the middle of a line of numbers: there is room for a subscript."""

HALF_LINE = 0.56
"""Half the height of a line with a subscript."""

GAP = 5.0
"""Scene units between the bias of a unit and the next unit of its layer."""


@dataclass(frozen=True, eq=False)
class Style:
    """What a theme means for the board; sizes in scene units."""

    theme: Theme

    @cached_property
    def colors(self) -> Mapping[ColorRole, QColor]:
        """The colour of every role."""
        return {role: self.theme.color(role) for role in ColorRole}

    @cached_property
    def number(self) -> float:
        """Size of numbers beside a connection and in a box."""
        return self.theme.sizes.number

    @cached_property
    def caption(self) -> float:
        """Size of words."""
        return self.theme.sizes.caption

    @cached_property
    def line(self) -> float:
        """Width of an outline."""
        return self.theme.sizes.line

    @cached_property
    def row(self) -> float:
        """Height of a line of numbers."""
        return 1.15 * self.number

    @cached_property
    def radius(self) -> float:
        """Of a unit. Nodes stand 200 apart, so larger numbers get only a little more of it."""
        return 38 + 1.3 * self.number

    @cached_property
    def close_pitch(self) -> float:
        """From one unit of a layer without biases to the next."""
        return 2 * self.radius + 3 * GAP

    @cached_property
    def pitch(self) -> float:
        """From one unit of a layer to the next: there is room for a bias between."""
        return 2 * self.radius + self.stub + 2 * self.row + GAP

    @cached_property
    def stub(self) -> float:
        """Length of the arrow by which a bias enters."""
        return 14.0


def pen(color: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """A pen with round joints and flat ends."""
    return QPen(color, width, style, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin)


class Prepared(NamedTuple):
    """A laid-out text: Qt draws it without laying it out again."""

    static: QStaticText
    font: QFont
    width: float
    ascent: float


@lru_cache(maxsize=16384)
def prepared(text: str, size: float, *, math: bool = True) -> Prepared:
    """`text` in the mathematics face, or in the interface's, at `size`."""
    font = math_font(size) if math else word_font(size)
    static = QStaticText(text)
    static.setTextFormat(Qt.TextFormat.PlainText)
    static.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    static.prepare(QTransform(), font)
    metrics = QFontMetricsF(font)
    return Prepared(static, font, metrics.horizontalAdvance(text), metrics.ascent())


def width(text: str, size: float, *, math: bool = True) -> float:
    """Width of `text` in scene units."""
    if math:
        return _em_width(text) * size
    return _word_width(text, size)


@lru_cache(maxsize=65536)
def _em_width(text: str) -> float:
    return face().width(text)


@lru_cache(maxsize=16384)
def _word_width(text: str, size: float) -> float:
    return _word_metrics(size).horizontalAdvance(text)


@lru_cache(maxsize=16)
def _word_metrics(size: float) -> QFontMetricsF:
    return QFontMetricsF(word_font(size))
