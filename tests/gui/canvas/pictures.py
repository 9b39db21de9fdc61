"""Pictures as arrays, and how far two of them are apart."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage, QPainter

from gui.canvas.painting.backdrop import HINTS

Pixels = NDArray[np.float64]
"""(height, width, 3), 0 … 255."""


def pixels(image: QImage) -> Pixels:
    rgb = image.convertToFormat(QImage.Format.Format_RGB32)
    raw = np.frombuffer(rgb.constBits(), np.uint8).reshape(rgb.height(), rgb.width(), 4)
    return raw[..., :3].astype(np.float64)


def painted(
    paint: Callable[[QPainter], None], size: tuple[int, int], zoom: float, at: tuple[float, float]
) -> Pixels:
    """What `paint` draws on white, in scene coordinates seen at a zoom, the origin at a pixel."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    with QPainter(image) as painter:
        painter.setRenderHints(HINTS)
        painter.translate(*at)
        painter.scale(zoom, zoom)
        paint(painter)
    return pixels(image)


def blurred(picture: Pixels) -> Pixels:
    """Means over 3 × 3 pixels: what lies half a pixel off is still near."""
    rows = (picture[:-2] + picture[1:-1] + picture[2:]) / 3
    return np.asarray((rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]) / 3)


def apart(one: Pixels, other: Pixels) -> float:
    """The part of the ink by which two blurred pictures differ."""
    ink = np.abs(255 - blurred(other)).sum()
    return float(np.abs(blurred(one) - blurred(other)).sum() / ink)
