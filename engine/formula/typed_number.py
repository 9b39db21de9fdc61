"""A number as people type it into a field: -0,25, 1/2, ½, 1e-3, 2*0.3, sqrt(2)."""

from __future__ import annotations

from engine.errors import FormulaError
from engine.formula.evaluate import evaluate
from engine.formula.parser import parse
from engine.formula.vocabulary import symbols

_NAMES = frozenset(("name_unknown", "name_similar"))


def parse_number(text: str) -> float:
    """The finite value of a formula without names; raises `FormulaError` for anything else."""
    try:
        tree = parse(text, symbols())
    except FormulaError as error:
        if error.code in _NAMES:  # nobody who types a number is helped by a list of names
            raise FormulaError("cell_no_number", found=text.strip()) from None
        raise
    return float(evaluate(tree, lambda _: None)[0]) + 0.0  # −0 is 0
