"""Lettering: draws typeset numbers, those of one colour, size and angle in one call.

Qt draws a run of glyphs in a fraction of the time that as many texts take, pixel for pixel alike.
Angles are rounded as far as no end of a number moves by more than `SLACK`, so there are few runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, sin

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QGlyphRun, QPainter, QTransform

from engine.arrays import Vector
from gui.canvas.painting.glyphs import FontCases
from gui.canvas.painting.pointers import PointPool
from gui.canvas.painting.typesetting import Ink, Typeset
from gui.canvas.placing.geometry import Boxes, Points
from gui.canvas.placing.style import Style
from gui.theme import ColorRole

SLACK = 1.0
"""Pixels."""

_ROLES = {
    Ink.VALUE: ColorRole.FORWARD,
    Ink.GRADIENT: ColorRole.GRADIENT,
    Ink.WARNING: ColorRole.WARNING,
}

_FINENESS = 64
"""Sizes that differ by less than a part of this of a pixel are one."""


class Lettering:
    """Type, and what it takes to print with it."""

    def __init__(self) -> None:
        self._cases = FontCases()
        self._pool = PointPool()

    def draw(self, painter: QPainter, texts: Typeset, boxes: Boxes, style: Style) -> None:
        """Draw texts in the middle of their boxes, (texts, 5); the view itself is never turned."""
        base, glyphs = painter.worldTransform(), texts.glyphs
        zoom = base.m11()
        angles = rounded(boxes[:, 4], np.array([texts.reach * zoom]))
        middles = _turned_back(boxes[:, :2] * zoom + (base.dx(), base.dy()), angles)
        middles[:, 1] += texts.baselines * zoom
        looks = _looks(zoom * np.concatenate((texts.sizes, texts.small)), np.tile(angles, 2))
        fonts = [self._cases.font(key) for key in looks.keys]
        factors = looks.sizes / [font.pixelSize() for font in fonts]
        look = looks.of[glyphs.texts + len(texts.rows) * glyphs.is_small]
        places = middles[glyphs.texts]
        places[:, 0] += glyphs.x * zoom
        runs = look * len(Ink) + glyphs.ink
        order = np.argsort(runs, kind="stable")
        points = self._pool.points((places / factors[look, None])[order])
        indexes = glyphs.glyphs[order].tolist()
        transforms = list(map(_transform, factors.tolist(), looks.angles.tolist()))
        pens = [style.colors[_ROLES[ink]] for ink in Ink]
        glyph_run = QGlyphRun()
        painter.save()
        for run, start, end in _stretches(runs[order]):
            which, ink = divmod(run, len(Ink))
            glyph_run.setRawFont(fonts[which])
            glyph_run.setGlyphIndexes(indexes[start:end])
            glyph_run.setPositions(points[start:end])
            painter.setWorldTransform(transforms[which])
            painter.setPen(pens[ink])
            painter.drawGlyphRun(_ORIGIN, glyph_run)
        painter.restore()


_ORIGIN = QPointF(0.0, 0.0)


@dataclass(frozen=True, eq=False, slots=True)
class _Looks:
    """The different sizes (pixels) and angles of glyphs, and which of them each has."""

    keys: list[tuple[int, int]]
    sizes: Vector
    angles: Vector
    of: NDArray[np.intp]


def _looks(sizes: Vector, angles: Vector) -> _Looks:
    steps = np.unique(angles)
    whole = np.round(sizes * _FINENESS).astype(np.int64)
    keys = whole * len(steps) + np.searchsorted(steps, angles)
    different, first, of = np.unique(keys, return_index=True, return_inverse=True)
    looks = zip(whole[first].tolist(), angles[first].tolist(), strict=True)
    del different
    return _Looks(list(looks), sizes[first], angles[first], of)


def rounded(angles: Vector, reach: Vector) -> Vector:
    """Angles in steps that move what lies up to `reach` pixels away by `SLACK` at most."""
    step = 2 * SLACK / max(float(reach.max(initial=0.0)), 1.0)
    return np.asarray(np.round(angles / step) * step)


def _turned_back(points: Points, angles: Vector) -> Points:
    """Points in axes that are turned by an angle each."""
    c, s = np.cos(angles), np.sin(angles)
    x, y = points[:, 0], points[:, 1]
    return np.stack((c * x + s * y, c * y - s * x), axis=1)


def _transform(factor: float, angle: float) -> QTransform:
    c, s = factor * cos(angle), factor * sin(angle)
    return QTransform(c, s, -s, c, 0.0, 0.0)


def _stretches(runs: NDArray[np.int64]) -> Iterator[tuple[int, int, int]]:
    """Each of sorted numbers, and from where to where it stands."""
    starts = np.flatnonzero(np.diff(runs, prepend=-1))
    ends = np.append(starts, len(runs))[1:]
    return zip(runs[starts].tolist(), starts.tolist(), ends.tolist(), strict=True)
