"""A number as people type it into a field: -0,25, 1/2, ½, 1e-3, 2*0.3, sqrt(2)."""

from __future__ import annotations

from engine.formula.evaluate import evaluate
from engine.formula.parser import parse
from engine.formula.vocabulary import symbols


def parse_number(text: str) -> float:
    """The finite value of a formula without names; raises `FormulaError` for anything else."""
    return float(evaluate(parse(text, symbols()), lambda _: None)[0]) + 0.0  # −0 is 0
