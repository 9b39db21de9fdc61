"""Several numbers as people type them into one field: `1 2`, `0,5; -1`, `[1, 2]`."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from engine.errors import FormulaError
from engine.formula.typed_number import parse_number

_BRACKETS: Final = re.compile(r"[\[\](){}]")


def parse_numbers(text: str, counts: Collection[int]) -> tuple[float, ...]:
    """The numbers in `text`, as many as one of `counts` says; raises `FormulaError`.

    A comma is a decimal one where that gives as many numbers as are wanted: 1,2 may be two.
    """
    plain = _BRACKETS.sub(" ", text)
    words = [word.strip(",") for word in re.split(r"[;\s]+", plain)]
    found = [word for word in words if word]
    if len(found) not in counts:
        found = [word for word in re.split(r"[,;\s]+", plain) if word]
    if len(found) not in counts:
        wanted = " / ".join(map(str, sorted(counts)))
        raise FormulaError("numbers_count", wanted=wanted, found=len(found))
    return tuple(map(parse_number, found))
