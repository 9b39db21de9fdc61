"""How the word of a quantity looks: plain, with subscripts, or in TeX."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from typing import Final

from engine.formula.spelling import LETTER, SUBSCRIPTS


class Style(Enum):
    """The same word, three times."""

    PLAIN = "∂L/∂w0"
    SUBSCRIPTS = "∂L/∂w₀"
    TEX = r"\frac{\partial L}{\partial w_{0}}"


_DERIVATIVE: Final = re.compile(r"∂(?P<of>.+)/∂(?P<by>.+)")
_WORD: Final = re.compile(
    rf"(?P<stem>.*?[{LETTER}])(?P<digits>\d+)?(?:_(?P<tail>\w+|\{{[\d,]+\}}))?"
)
SMALL: Final = str.maketrans("0123456789", SUBSCRIPTS)


def styled(word: str, style: Style) -> str:
    """`word`, the plain spelling of a quantity, in another style; all of them read as the same."""
    if style is Style.PLAIN:
        return word
    if word.endswith("'"):  # the slope L' of the loss
        return styled(word[:-1], style) + ("'" if style is Style.TEX else "′")
    if derivative := _DERIVATIVE.fullmatch(word):
        of, by = (styled(part, style) for part in derivative.group("of", "by"))
        return rf"\frac{{\partial {of}}}{{\partial {by}}}" if style is Style.TEX else f"∂{of}/∂{by}"
    found = _WORD.fullmatch(word)
    if found is None:
        return word
    return (_tex if style is Style.TEX else _subscripted)(*found.group("stem", "digits", "tail"))


def _subscripted(stem: str, digits: str | None, tail: str | None) -> str:
    if tail is None:
        return stem + (digits or "").translate(SMALL)
    if digits is None:
        return stem + (tail.translate(SMALL) if tail.isdecimal() else f"_{tail}")
    return f"{stem}{digits.translate(SMALL)}_{tail}"


def _tex(stem: str, digits: str | None, tail: str | None) -> str:
    """W1_{1,2} as W with the index 1; 1,2."""
    letter, *words = stem.split("_")
    words += [digits] if digits else []
    words += tail.strip("{}").split("_") if tail else []
    indices = [each if each[0].isdecimal() else rf"\mathrm{{{each}}}" for each in words if each]
    body = _letter(letter) if len(letter) == 1 else rf"\mathrm{{{letter}}}"
    return f"{body}_{{{'; '.join(indices)}}}" if indices else body


def _letter(letter: str) -> str:
    """A single letter; the Greek ones that TeX knows by their names."""
    if letter == "ŷ":
        return r"\hat{y}"
    name = unicodedata.name(letter, "").replace("LAMDA", "LAMBDA").split()
    known = name[:2] == ["GREEK", "SMALL"] and len(name) == 4 and name[3] != "OMICRON"
    return f"\\{name[3].lower()}" if known else letter
