"""Veil: the board itself over the drawing, so that what is painted above stands out."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from gui.canvas.placing.style import Style
from gui.theme import ColorRole

AREA = 4000.0
"""Scene units around the drawing that a veil covers too."""


def veil(style: Style, covered: float) -> QColor:
    """The colour of a veil that covers such a part of what is behind it."""
    color = QColor(style.colors[ColorRole.CANVAS])
    color.setAlphaF(covered)
    return color


def veiled(content: QRectF) -> QRectF:
    """What a veil over all of a drawing covers."""
    return content.adjusted(-AREA, -AREA, AREA, AREA)
