from __future__ import annotations

import pytest

from engine.errors import FormulaError
from engine.importing.typed_numbers import parse_numbers


@pytest.mark.parametrize(
    ("text", "counts", "numbers"),
    [
        ("1; 2", (2,), (1, 2)),
        ("1 2", (2,), (1, 2)),
        ("[1, 2]", (2,), (1, 2)),
        ("1,2", (2,), (1, 2)),
        ("1,2", (1,), (1.2,)),
        ("0,5; -1/2", (2,), (0.5, -0.5)),
        ("", (0, 1), ()),
        (" 3 ", (0, 1, 4), (3,)),
    ],
)
def test_numbers_of_one_field(
    text: str, counts: tuple[int, ...], numbers: tuple[float, ...]
) -> None:
    assert parse_numbers(text, counts) == numbers


@pytest.mark.parametrize(
    ("text", "code"),
    [("1 2 3", "numbers_count"), ("", "numbers_count"), ("1; x", "cell_no_number")],
)
def test_what_are_not_the_numbers_wanted(text: str, code: str) -> None:
    with pytest.raises(FormulaError) as refused:
        parse_numbers(text, (2,))
    assert refused.value.code == code
    assert str(refused.value)
