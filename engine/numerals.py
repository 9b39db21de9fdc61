"""Numbers as people read them: the only place that turns a number into text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import isfinite

MINUS = "−"
SMALLEST, LARGEST = Decimal("1e-4"), Decimal("1e6")
"""From LARGEST on, and below SMALLEST, a numeral shows a power of ten."""

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_FROM_SUPERSCRIPTS = {small: sign for sign, small in SUPERSCRIPTS.items()}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number's text; `exact` when reading the text gives the very same number."""

    text: str
    exact: bool

    def __str__(self) -> str:
        return self.text


def numeral(x: float, digits: int = 4) -> Numeral:
    """`x` to `digits` significant digits, half away from zero: −0.4317, 1.250·10⁻⁷, 12346.

    The shortest decimal text of the float is rounded, never its binary expansion, so 2.0005 becomes
    2.001. Digits before the point are never rounded off. An exact number is shown without trailing
    zeros. Raises ValueError for what is not finite: that has no numeral.
    """
    exact = _decimal(x)
    if exact == 0:
        return Numeral("0", exact=True)
    rounded = _rounded(exact, digits)
    if SMALLEST <= abs(rounded) < LARGEST:
        body = _trimmed(rounded) if rounded == exact else f"{rounded:f}"
    else:
        power = rounded.adjusted()
        factor = rounded.scaleb(-power)
        shown = _trimmed(factor) if rounded == exact else f"{factor:f}"
        body = f"{shown}·10{str(power).translate(SUPERSCRIPTS)}"
    return Numeral(body.replace("-", MINUS), rounded == exact)


def read_number(text: str) -> float:
    """The number that the text of a numeral says."""
    digits, _, power = text.replace(MINUS, "-").partition("·10")
    return float(f"{digits}e{power.translate(_FROM_SUPERSCRIPTS)}" if power else digits)


def relation(*numerals: Numeral) -> str:
    """The sign between numbers that are shown as `numerals`: "=" only if every one is exact."""
    return "=" if all(each.exact for each in numerals) else "≈"


def full(x: float) -> str:
    """The shortest text that reads as `x` again, with a real minus sign: −0.1, 1e−7."""
    text = repr(float(_decimal(x)))
    mantissa, _, power = text.removesuffix(".0").partition("e")
    return (f"{mantissa}e{int(power)}" if power else mantissa).replace("-", MINUS)


def _decimal(x: float) -> Decimal:
    """The shortest decimal that reads as the float `x`; −0 is 0."""
    if not isfinite(x):
        raise ValueError(f"{x} has no numeral")
    return Decimal(repr(float(x) + 0.0))


def _rounded(x: Decimal, digits: int) -> Decimal:
    """`x` with exactly `digits` significant digits, or all before its point if those are more."""
    step = x.adjusted() - digits + 1
    rounded = x.quantize(
        Decimal(1).scaleb(min(step, 0) if abs(x) < LARGEST else step), ROUND_HALF_UP
    )
    carried = rounded.adjusted() > x.adjusted()  # 9.9996 is 10.00
    return _rounded(rounded, digits) if carried else rounded


def _trimmed(x: Decimal) -> str:
    text = f"{x:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
