"""Whole arrays of numbers as text: the same, to the last sign, as one number after the other."""

import math
from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.numeral_arrays import Numerals, numerals
from engine.numerals import numeral


def disagreements(numbers: Iterable[float]) -> list[tuple[float, str]]:
    array = np.array(list(numbers))
    found: Numerals = numerals(array)
    written = zip(array.tolist(), found.texts.tolist(), found.exact.tolist(), strict=True)
    alone = ((x, text, exact, numeral(x)) for x, text, exact in written)
    return [(x, text) for x, text, exact, one in alone if (text, exact) != (one.text, one.exact)]


def around(number: float, steps: int = 3) -> list[float]:
    """A float, its neighbours on both sides, and their negatives."""
    found = [number]
    for direction in (0.0, math.inf):
        neighbour = number
        for _ in range(steps):
            neighbour = math.nextafter(neighbour, direction)
            found.append(neighbour)
    return [sign * each for each in found if math.isfinite(each) for sign in (1.0, -1.0)]


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=50))
def test_any_floats(numbers: list[float]) -> None:
    assert not disagreements(numbers)


def test_random_numbers_of_all_sizes() -> None:
    random = np.random.default_rng(5)
    near = random.normal(0, 1, 20_000) * 10.0 ** random.integers(-8, 8, 20_000)
    far = random.uniform(1, 10, 5_000) * 10.0 ** random.integers(-307, 307, 5_000).astype(float)
    assert not disagreements(np.concatenate((near, far)))


def test_short_decimals() -> None:
    random = np.random.default_rng(6)
    whole = random.integers(-99_999, 99_999, 20_000)
    assert not disagreements(whole / 10.0 ** random.integers(0, 9, 20_000))
    assert not disagreements(range(-20_000, 20_000))


def test_ties_and_their_neighbours() -> None:
    random = np.random.default_rng(7)
    ties = random.integers(1_000, 10_000, 1_000) * 10 + 5
    scaled = ties / 10.0 ** random.integers(-3, 12, 1_000)
    assert not disagreements(x for tie in scaled for x in around(float(tie)))


def test_where_one_more_digit_begins() -> None:
    decades = [float(f"1e{power}") for power in range(-323, 309)]
    nines = [float(f"9.9995e{power}") for power in range(-320, 308)]
    assert not disagreements(x for number in decades + nines for x in around(number))


def test_extremes() -> None:
    assert not disagreements([0.0, -0.0, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308])
    assert not disagreements([999_999.4, 999_999.5, 999_999.99, 99_999.5, 9_999.5, 0.000099995])


def test_no_numbers_no_texts() -> None:
    assert numerals(np.array([])).texts.tolist() == []


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_has_no_numeral(number: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        numerals(np.array([0.5, number]))
