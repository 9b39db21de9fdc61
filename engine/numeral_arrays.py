"""The numerals of whole arrays: the very texts of `numerals.numeral`, thousands in a millisecond.

Arithmetic decides nearly all of them: |x|·10ˢ leaves the four digits before the point, which are
rounded there. The product errs by less than `DOUBT`; a number whose digits hang on as little, a tie
say, is handed to `numeral` itself, and so is one too small or large to be scaled.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Vector
from engine.numerals import MINUS, SUPERSCRIPTS, numeral

WIDEST = 16
"""Characters of the longest numeral, and some."""

DOUBT = 1e-6
"""Far more than the error of a scaled number below 10⁶."""

_DIGITS = 4
_LOWEST, _HIGHEST = -290, 290
"""Decades that are scaled here."""

_EXACT = 22
"""Powers of ten up to this one are floats, so a product or quotient by one is rounded once."""

_FIRST_PLAIN, _LAST_PLAIN = -4, 5
"""Decades shown without a power of ten."""

_TENS = np.array([float(f"1e{power}") for power in range(-308, 309)])
_WHOLE_TENS = 10 ** np.arange(9)

_POWERS = np.array(
    [f"·10{str(decade).translate(SUPERSCRIPTS)}" for decade in range(-308, 309)], dtype="U8"
)
_POINT, _ZERO, _MINUS = ord("."), ord("0"), ord(MINUS)

_Whole = NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class Numerals:
    """Texts of numbers; `exact` where reading one gives the very same number. Both (n,)."""

    texts: NDArray[np.str_]
    exact: NDArray[np.bool_]


@dataclass(frozen=True, eq=False, slots=True)
class _Rounded:
    """|x| as `digits`·10⁻ˢ of a decade; `doubtful` where only the scalar way decides."""

    digits: _Whole
    scale: _Whole
    decade: _Whole
    exact: NDArray[np.bool_]
    doubtful: NDArray[np.bool_]


def numerals(numbers: Vector) -> Numerals:
    """The numerals of finite numbers, (n,); raises ValueError if one is not finite."""
    if not np.isfinite(numbers).all():
        raise ValueError("not all of these numbers are finite")
    rounded = _rounded(np.abs(numbers))
    codes = np.zeros((len(numbers), WIDEST), dtype=np.uint32)
    _write(codes, numbers < 0, rounded)
    texts, exact = codes.view(f"U{WIDEST}")[:, 0], rounded.exact
    for index in np.flatnonzero(rounded.doubtful):
        alone = numeral(float(numbers[index]))
        texts[index], exact[index] = alone.text, alone.exact
    return Numerals(texts, exact)


def _rounded(size: Vector) -> _Rounded:
    """Round |x| half up, to four digits or to all of those before the point."""
    is_zero = size == 0
    with np.errstate(divide="ignore"):
        decade = np.floor(np.log10(np.where(is_zero, 1.0, size))).astype(np.int64)
    doubtful = (decade < _LOWEST) | (decade > _HIGHEST)
    decade[doubtful] = 0
    decade -= size < _ten(decade)  # a logarithm may err by one unit in its last place
    decade += size >= _ten(decade + 1)
    decade[is_zero | doubtful] = 0
    scale = _scale(decade)
    scaled = np.where(doubtful, 0.0, size) * _ten(scale)
    digits = np.floor(scaled + 0.5).astype(np.int64)
    doubtful |= np.abs(scaled - np.floor(scaled) - 0.5) < DOUBT
    carried = digits >= _WHOLE_TENS[np.clip(decade + scale + 1, 0, 8)]  # 9.9996 is 10.00
    decade = decade + carried
    digits = np.where(carried, digits // _WHOLE_TENS[scale - _scale(decade)], digits)
    scale = _scale(decade)
    is_whole = np.abs(scaled - np.round(scaled)) < DOUBT
    doubtful |= is_whole & (np.abs(scale) > _EXACT)
    ten = _ten(np.clip(np.abs(scale), 0, _EXACT))
    exact = is_whole & (np.where(scale < 0, digits * ten, digits / ten) == size)
    return _Rounded(digits, scale, decade, exact, doubtful)


def _ten(power: _Whole) -> Vector:
    return _TENS[power + 308]


def _scale(decade: _Whole) -> _Whole:
    """Decimals of a number in a decade: none are cut off before the point of a plain number."""
    decimals = _DIGITS - 1 - decade
    return np.where(decade <= _LAST_PLAIN, np.maximum(decimals, 0), decimals)


def _write(codes: NDArray[np.uint32], is_negative: NDArray[np.bool_], rounded: _Rounded) -> None:
    """Sign, digits with their point, and the power of ten, as code points from the left."""
    is_plain = (rounded.decade >= _FIRST_PLAIN) & (rounded.decade <= _LAST_PLAIN)
    decimals = np.where(is_plain, rounded.scale, _DIGITS - 1)
    digits = rounded.digits.copy()
    for _ in range(int(decimals.max(initial=0))):  # an exact number shows no trailing zeros
        spare = rounded.exact & (decimals > 0) & (digits % 10 == 0)
        if not spare.any():
            break
        decimals -= spare
        digits = np.where(spare, digits // 10, digits)
    count = np.maximum(np.searchsorted(_WHOLE_TENS, digits, side="right"), decimals + 1)
    rows = np.arange(len(codes))
    start = is_negative.astype(np.int64)
    codes[is_negative, 0] = _MINUS
    for place in range(int(count.max(initial=0))):
        own = rows[count > place]
        behind_point = place >= count[own] - decimals[own]
        digit = digits[own] // _WHOLE_TENS[count[own] - 1 - place] % 10
        codes[own, start[own] + place + behind_point] = _ZERO + digit
    pointed = rows[decimals > 0]
    codes[pointed, (start + count - decimals)[pointed]] = _POINT
    powered = rows[~is_plain]
    if len(powered):
        suffixes = _POWERS[rounded.decade[powered] + 308].view(np.uint32).reshape(-1, 8)
        end = (start + count + (decimals > 0))[powered]
        for place in range(suffixes.shape[1]):
            codes[powered, np.minimum(end + place, WIDEST - 1)] = suffixes[:, place]
