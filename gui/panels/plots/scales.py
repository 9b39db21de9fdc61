"""Scales: how numbers become heights, and which ticks stand beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from engine.arrays import Array
from engine.numerals import numeral
from gui.widgets.ticks import round_numbers

Ticks = list[tuple[float, str]]
"""(place on the axis, text); minor ticks have no text."""

SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

RAIL = 0.14
"""How far the rail for zeros lies below the smallest decade, as a share of all decades."""

FEWEST_DECADES = 2


class Scale(Protocol):
    """A vertical axis that fits some numbers."""

    @property
    def bottom(self) -> float:
        """Lower end of the axis."""

    @property
    def top(self) -> float:
        """Upper end of the axis."""

    def heights(self, numbers: Array) -> Array:
        """Where numbers lie on the axis; NaN stays NaN."""

    def ticks(self) -> tuple[Ticks, Ticks]:
        """Major and minor ticks."""


@dataclass(frozen=True, slots=True)
class Linear:
    """Height is the number itself."""

    bottom: float
    top: float

    @classmethod
    def around(cls, numbers: Array) -> Linear:
        """From 0 where that wastes no more than half the axis; never of no extent."""
        finite = numbers[np.isfinite(numbers)]
        low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
        if low < 0 and high <= 0:  # the same upside down
            mirrored = cls.around(-finite)
            return cls(-mirrored.top, -mirrored.bottom)
        if 0 <= low < high / 2 or low == high >= 0:
            low, high = 0.0, high or 1.0
        margin = 0.08 * max(high - low, 0.1 * abs(high + low))
        return cls(low and low - margin, high + margin)

    def heights(self, numbers: Array) -> Array:
        """The numbers."""
        return numbers

    def ticks(self) -> tuple[Ticks, Ticks]:
        """Up to five round numbers."""
        return [(at, numeral(at).text) for at in round_numbers(self.bottom, self.top, 4)], []


@dataclass(frozen=True, slots=True)
class Decades:
    """Height is log₁₀, for numbers from 0 on; zeros lie on a rail below the smallest decade."""

    low: int
    high: int

    @classmethod
    def around(cls, numbers: Array) -> Decades:
        """Whole decades."""
        positive = numbers[np.isfinite(numbers) & (numbers > 0)]
        low, high = 0.0, 0.0
        if positive.size:
            low, high = (float(np.log10(end)) for end in (positive.min(), positive.max()))
        above = int(np.ceil(high))
        return cls(min(int(np.floor(low)), above - FEWEST_DECADES), above)

    @property
    def rail(self) -> float:
        """Where zeros lie."""
        return self.low - RAIL * (self.high - self.low)

    @property
    def separator(self) -> float:
        """The line between rail and decades."""
        return (self.low + self.rail) / 2

    @property
    def bottom(self) -> float:
        """A little below the rail."""
        return self.rail + (self.rail - self.separator)

    @property
    def top(self) -> float:
        """A little above the largest decade, so that its label and a marker there are whole."""
        return self.high + 0.06 * (self.high - self.low)

    def heights(self, numbers: Array) -> Array:
        """log₁₀, and the rail for 0."""
        with np.errstate(divide="ignore"):
            return np.where(numbers == 0, self.rail, np.log10(numbers))

    def ticks(self) -> tuple[Ticks, Ticks]:
        """The rail's 0 and the decades, at most six of them."""
        step = -(-(self.high - self.low) // 6)
        shown = range(self.high, self.low - 1, -step)
        major = [(float(decade), power_of_ten(decade)) for decade in shown]
        minor = [(float(decade), "") for decade in range(self.low, self.high) if step > 1]
        return [(self.rail, "0"), *major], minor


def count_ticks(first: int, last: int, most: int, start: str, before: int = 0) -> Ticks:
    """Round whole numbers for points `first` to `last`, or thereabouts; 0 reads `start`.

    `before` points came before point 0, and are counted.
    """
    counts = round_numbers(first + before, last + before, most)
    whole = [count for count in counts if count.is_integer()]
    return [(count - before, f"{count:.0f}" if count else start) for count in whole]


def power_of_ten(exponent: int) -> str:
    """10⁻³; 1 for 10⁰ and 10 for 10¹."""
    return {0: "1", 1: "10"}.get(exponent, f"10{str(exponent).translate(SUPERSCRIPT)}")
