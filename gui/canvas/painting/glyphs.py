"""Glyphs: the mathematics face as tables, so that thousands of texts are set by arithmetic.

The face is neither hinted nor kerned on the drawing, so a text is as wide as the advances of its
glyphs together, at every zoom. Qt keeps the pictures of its glyphs: ten scales and angles for each
font. `FontCases` spreads these over several sizes of the face, as a printer has several cases.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QRawFont

from engine.arrays import Vector
from gui.fonts import math_font

_EM = 100.0
_LAST_CODE = 0x1D800
"""One past the last mathematical letter."""

Codes = NDArray[np.uint32]
"""Code points; 0 is nothing at all."""


@dataclass(frozen=True, eq=False, slots=True)
class Words:
    """The glyphs of many texts behind one another: text i from `starts[i]`, `counts[i]` of them.

    `offsets` of each glyph in its text and the `widths` of the texts are in parts of the size. A
    text that is not `simple` has signs that stand above others or that the face does not have.
    """

    glyphs: NDArray[np.int64]
    offsets: Vector
    starts: NDArray[np.int64]
    counts: NDArray[np.int64]
    widths: Vector
    simple: NDArray[np.bool_]


class Face:
    """Glyph and advance by code point, looked up once for each."""

    def __init__(self) -> None:
        self._raw = QRawFont.fromFont(math_font(_EM))
        self._glyphs = np.full(_LAST_CODE, -1, dtype=np.int64)
        self._advances = np.zeros(_LAST_CODE)
        self._glyphs[0] = 0
        self._widths: dict[str, float] = {}

    def look_up(self, codes: Codes) -> tuple[NDArray[np.int64], Vector]:
        """Glyphs, 0 for what is not simply one glyph, and advances in parts of the size."""
        known = np.minimum(codes, _LAST_CODE - 1)
        glyphs = self._glyphs[known]
        if (glyphs < 0).any():
            for code in np.unique(known[glyphs < 0]).tolist():
                self._learn(code)
            glyphs = self._glyphs[known]
        return glyphs, self._advances[known]

    def _learn(self, code: int) -> None:
        sign = chr(code)
        glyphs = self._raw.glyphIndexesForString(sign)
        alone = len(glyphs) == 1 and not unicodedata.combining(sign) and code < _LAST_CODE - 1
        self._glyphs[code] = glyphs[0] if alone else 0
        self._advances[code] = sum(x.x() for x in self._raw.advancesForGlyphIndexes(glyphs)) / _EM

    def words(self, texts: Sequence[str]) -> Words:
        """The glyphs of many texts."""
        codes = np.frombuffer("".join(texts).encode("utf-32-le"), dtype=np.uint32)
        glyphs, advances = self.look_up(codes)
        counts = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        ends = np.cumsum(counts)
        starts = ends - counts
        travelled = np.concatenate(([0.0], np.cumsum(advances)))
        widths = travelled[ends] - travelled[starts]
        missing = np.concatenate(([0], np.cumsum(glyphs == 0)))
        simple = missing[ends] == missing[starts]
        offsets = travelled[:-1] - np.repeat(travelled[starts], counts)
        return Words(glyphs, offsets, starts, counts, widths, simple)

    def width(self, text: str) -> float:
        """Width of one text, in parts of its size."""
        try:
            return sum([self._widths[sign] for sign in text])
        except KeyError:
            codes = np.array([ord(sign) for sign in text], dtype=np.uint32)
            self._widths.update(zip(text, self.look_up(codes)[1].tolist(), strict=True))
            return self.width(text)


@cache
def face() -> Face:
    """The mathematics face; needs an application."""
    return Face()


_SMALLEST_CASE, _CASES, _IN_A_CASE = 16, 48, 9


class FontCases:
    """Fonts to draw with, so that the glyphs of no scale and angle in use are thrown away."""

    def __init__(self) -> None:
        self._taken: dict[object, int] = {}
        self._fonts: list[QRawFont] = []

    def font(self, look: object) -> QRawFont:
        """The font for one scale and angle; scale it to the size that is wanted."""
        at = self._taken.get(look)
        if at is None:
            if len(self._taken) == _CASES * _IN_A_CASE:
                self._taken.clear()
            at = self._taken[look] = len(self._taken) // _IN_A_CASE
        while at >= len(self._fonts):
            size = _SMALLEST_CASE + len(self._fonts)
            self._fonts.append(QRawFont.fromFont(math_font(float(size))))
        return self._fonts[at]
