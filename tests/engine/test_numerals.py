"""Numbers as text: digits, rounding, signs."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.numerals import Numeral, full, numeral, relation

finite = st.floats(allow_nan=False, allow_infinity=False)
SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def read(text: str) -> Decimal:
    """The exact decimal that a text shows."""
    factor, _, power = text.replace("−", "-").partition("·10")
    return Decimal(factor) * Decimal(10) ** int(power.translate(SUPERSCRIPTS) or 0)


@pytest.mark.parametrize(
    ("number", "text", "exact"),
    [
        (0.0, "0", True),
        (-0.0, "0", True),
        (0.5, "0.5", True),
        (-0.375, "−0.375", True),
        (3.0, "3", True),
        (1 / 3, "0.3333", False),
        (0.1 + 0.2, "0.3000", False),
        (2.0005, "2.001", False),  # its binary value lies below
        (-2.0005, "−2.001", False),
        (9.99996, "10.00", False),
        (12345.678, "12346", False),
        (123456.0, "123456", True),
        (999999.4, "999999", False),
        (999999.5, "1.000·10⁶", False),
        (1e6, "1·10⁶", True),
        (1e22, "1·10²²", True),
        (0.0001, "0.0001", True),
        (0.000099996, "0.0001000", False),
        (0.00009, "9·10⁻⁵", True),
        (-1.23456e-7, "−1.235·10⁻⁷", False),
        (5e-324, "5·10⁻³²⁴", True),
    ],
)
def test_four_significant_digits(number: float, text: str, exact: bool) -> None:
    assert numeral(number) == Numeral(text, exact)


@given(finite)
def test_a_numeral_is_off_by_half_a_unit_of_its_fourth_digit_at_most(number: float) -> None:
    shown = numeral(number)
    exact = Decimal(repr(number))
    assert abs(read(shown.text) - exact) <= abs(exact) * Decimal("0.0005")
    assert shown.exact == (read(shown.text) == exact)
    assert (shown.text[0] == "−") == (number < 0)


@given(finite)
def test_the_full_text_reads_as_the_very_same_number(number: float) -> None:
    assert float(full(number).replace("−", "-")) == number


def test_full_texts() -> None:
    assert [full(x) for x in (0.1, -2.0, -0.0, 1e-7, 1e22)] == ["0.1", "−2", "0", "1e−7", "1e22"]


def test_the_sign_between_numbers_is_equality_only_if_all_are_exact() -> None:
    assert relation(numeral(0.5), numeral(2)) == "="
    assert relation(numeral(0.5), numeral(1 / 3)) == "≈"


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_has_no_numeral(number: float) -> None:
    for write in (numeral, full):
        with pytest.raises(ValueError, match="numeral"):
            write(number)
