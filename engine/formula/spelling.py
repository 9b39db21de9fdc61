"""What people type and paste, as the few signs that the scanner knows.

Every sign stands for one sign, so that positions stay those of the text. Whatever is not listed is
refused: hidden signs, look-alikes of other scripts, and digits that only some programs take for
digits.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from engine.errors import FormulaError

LONGEST: Final = 500

GREEK: Final = "Ͱ-Ͽ"
LETTER: Final = f"A-Za-z{GREEK}ŷ"
VULGAR: Final = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
SUBSCRIPTS: Final = "₀₁₂₃₄₅₆₇₈₉"
SUPERSCRIPTS: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"

_ALIKE: Final = {
    "-": "−–—―‒‐‑﹣",
    "*": "×·∙⋅•∗⊙∘\u2062",
    "/": "÷∕",
    "^": "ˆ",
    "'": "′’‘`´ʹʼ",
    "|": "∣",
    "μ": "µ",
    " ": "\t\u200b\ufeff\u2060\u2061",
}
"""Several signs of one meaning. U+2061 is the "function application" of copied web pages."""

_SIGNS: Final = {ord(sign): meaning for meaning, signs in _ALIKE.items() for sign in signs}
_KNOWN: Final = re.compile(
    rf"[{LETTER}0-9 +\-*/^'|(){{}},.;_√∂⁄⁺⁻{VULGAR}{SUBSCRIPTS}{SUPERSCRIPTS}]"
)
_COPIES: Final = re.compile(r"[\u2100-\u214f\uff01-\uff5e\U0001d400-\U0001d7ff]")
"""Letterlike, full-width and mathematical signs: 𝑤, ℯ, （."""

_INSTEAD: Final = {
    "[": "(",
    "]": ")",
    "!": "a product",
    "%": "/100",
    ":": "/",
    "✕": "·",
    "✖": "·",
    "⨯": "·",
    "=": "one side only",
    "ˣ": "^x",
    "ⁿ": "^n",
    "ᵀ": "sums over elements",
    "\\": "∂L/∂w0, sqrt(x) and the like without TeX",
    "∞": "a number",
    "Σ": "sum(…)",
    "∑": "sum(…)",
    "″": "first derivatives only",
    "<": "max, min or step",
    ">": "max, min or step",
}
_LOOKALIKES: Final = str.maketrans("аеорсухкмнвті", "aeopcyxkmhbti")  # Cyrillic


def prepared(text: str, longest: int | None = LONGEST) -> str:
    """`text` in the scanner's signs; raises `FormulaError` for a sign that is not known.

    Blanks and line ends around it do not count.
    """
    if longest is not None and len(text) > longest:
        raise FormulaError("formula_long", most=longest)
    text = unicodedata.normalize("NFC", text).rstrip()
    start = len(text) - len(text.lstrip())
    return " " * start + "".join(_sign(text, at) for at in range(start, len(text)))


def _sign(text: str, at: int) -> str:
    sign = text[at].translate(_SIGNS)
    if _COPIES.fullmatch(sign):
        sign = unicodedata.normalize("NFKC", sign).translate(_SIGNS)
    if unicodedata.category(sign[0]) == "Zs":
        return " "
    if _KNOWN.fullmatch(sign):
        return sign
    raise _unknown(text[at], at)


def _unknown(sign: str, at: int) -> FormulaError:
    point = f"U+{ord(sign):04X}"
    if unicodedata.category(sign)[0] in "CMZ":  # controls, formats, marks, separators
        return FormulaError("sign_hidden", point=point, position=at)
    instead = _INSTEAD.get(sign, sign.translate(_LOOKALIKES))
    if instead != sign:
        return FormulaError("sign_instead", sign=sign, instead=instead, position=at)
    return FormulaError("sign_unknown", sign=sign, point=point, position=at)
