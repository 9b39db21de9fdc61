"""Fonts: STIX Two Math for mathematics on the drawing, and its italic letters."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

MATH_FAMILY = "STIX Two Math"

_FONT_FILE = Path("fonts", "STIXTwoMath-Regular.ttf")  # it comes with ziamath

# Letters of names, and the first of their slanted forms in the block "Mathematical Alphanumeric
# Symbols"; h has none there, because ℎ is older.
_SLANTED = {
    **{ord("A") + i: chr(0x1D434 + i) for i in range(26)},
    **{ord("a") + i: chr(0x1D44E + i) for i in range(26)},
    **{ord("Α") + i: chr(0x1D6E2 + i) for i in range(25)},
    **{ord("α") + i: chr(0x1D6FC + i) for i in range(25)},
    ord("h"): "ℎ",
}


@cache
def math_family() -> str:
    """The mathematics face, registered with Qt at the first call; needs an application."""
    # Only the file is wanted: importing the package would cost a tenth of a second.
    package = find_spec("ziamath")
    assert package is not None
    assert package.origin is not None
    number = QFontDatabase.addApplicationFont(str(Path(package.origin).parent / _FONT_FILE))
    families = QFontDatabase.applicationFontFamilies(number)
    return families[0] if families else QFont().family()


@cache
def math_font(size: float) -> QFont:
    """The mathematics face at `size` pixels (scene units on the drawing)."""
    return _sized(QFont(math_family()), size)


@cache
def word_font(size: float) -> QFont:
    """The interface's face at `size` pixels, for words on the drawing."""
    return _sized(QFont(), size)


def _sized(font: QFont, size: float) -> QFont:
    font.setPixelSize(max(1, round(size)))
    # Hinted widths depend on the zoom; unhinted text keeps its place while one zooms.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@cache
def italic(text: str) -> str:
    """`text` with the Latin and Greek letters of names slanted, as in mathematics: 𝑤₀, ∂𝐿/∂ℎ₀."""
    return unicodedata.normalize("NFD", text).translate(_SLANTED)


_NAME = re.compile(r"(?<![A-Za-zŷ])[A-Za-zŷ](?![A-Za-zŷ])")
"""A name of one letter, which is slanted; the names of functions are not."""


def slanted(formula: str) -> str:
    """A formula with its names slanted and the names of its functions upright: max(0, 𝑧₁)."""
    return _NAME.sub(lambda letter: italic(letter[0]), formula)
