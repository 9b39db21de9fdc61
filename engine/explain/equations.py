"""Equations: a formula, the same with numbers, and the value; never one that is not true."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Final

import numpy as np

from engine.arrays import Array
from engine.errors import FormulaError
from engine.explain.numbers import as_printed, is_exact, literal, relation, with_numbers
from engine.explain.words import CANCELS, NOT_COMPUTABLE
from engine.formula.algebra import with_parts
from engine.formula.evaluate import Environment, evaluate
from engine.formula.expression import Expression, Sum, Symbol, fold, refs
from engine.formula.notation import Style
from engine.formula.printer import text
from engine.formula.scale import scale
from engine.wording import SENTENCES, Sentence

TOLERANCE: Final = 1e-12
"""Largest difference of a formula in float64, relative to the size of what it adds up."""

MOST_NUMBERS: Final = 24
"""Vectors and matrices with more numbers than these are not written out."""

MOST_TERMS: Final = 8
"""Of a sum of more terms only the first and the last are shown."""

DIGITS: Final = (4, 6, 9, 13, 17)
"""Numbers are shown with more digits where they cancel: 1 − 0.99999 is not 1 − 1.000."""

SHOWN: Final = 0.01
"""How far what is printed may be from its value when somebody works it out."""


@dataclass(frozen=True, slots=True)
class Equation:
    """left = formula = numbers = value, as far as there is each; `left` may be the formula itself.

    `assign` stands behind the left side ("←" in an update), `to_numbers` and `to_value` before the
    others: "=" only where it holds as printed. `flaw` says why the formula cannot be computed with
    the numbers of this sample; then the value comes from a stable form of the same formula.
    """

    left: Expression
    formula: Expression
    numbers: Expression | None = None
    value: Expression | None = None
    assign: str = "="
    to_numbers: str = "="
    to_value: str = "="
    flaw: Sentence | None = None

    def text(self, style: Style = Style.SUBSCRIPTS) -> str:
        """The whole line; of long sums only the first and the last terms."""
        sides = [text(shortened(self.formula), style)]
        if self.left != self.formula:
            sides = [text(self.left, style), _SIGNS.get((self.assign, style), self.assign), *sides]
        for sign, side in ((self.to_numbers, self.numbers), (self.to_value, self.value)):
            if side is not None:
                sides += [_SIGNS.get((sign, style), sign), text(shortened(side), style)]
        return " ".join(sides)


_SIGNS: Final = {("≈", Style.TEX): r"\approx", ("←", Style.TEX): r"\leftarrow"}


def equation(
    left: Expression,
    formula: Expression,
    value: Array | None,
    read: Environment,
    assign: str = "=",
) -> Equation:
    """A formula for `left` with the numbers that `read` gives; NaN or None is undefined."""
    if value is None or not np.isfinite(value).all():
        return Equation(left, formula, assign=assign)
    shown = literal(np.reshape(value, left.shape) if left.shape is not None else value)
    flaw = _flaw(formula, value, read)
    if flaw is not None or not _fits(formula):
        sign = "=" if is_exact(shown) and flaw is None else "≈"
        return Equation(left, formula, None, shown, assign, to_value=sign, flaw=flaw)
    numbers = _readable(formula, value, read)
    to_numbers = "=" if is_exact(numbers) else "≈"
    if text(numbers) == text(shown):
        return Equation(left, formula, None, shown, assign, to_value=to_numbers)
    to_value = relation(numbers, shown)
    return Equation(left, formula, numbers, shown, assign, to_numbers, to_value)


def shortened(expression: Expression) -> Expression:
    """The same with dots for most of the terms of long sums."""
    return fold(expression, _shortened)


def _shortened(node: Expression, parts: list[Expression]) -> Expression:
    if isinstance(node, Sum) and len(parts) > MOST_TERMS:
        return Sum((*parts[:3], Symbol("…"), *parts[-2:]))
    return with_parts(node, parts)


def _flaw(formula: Expression, value: Array, read: Environment) -> Sentence | None:
    """Why the formula does not give the value in float64."""
    try:
        found = evaluate(formula, read)[..., 0]
    except FormulaError as error:
        reason = Sentence(SENTENCES[error.code], error.arguments)
        return Sentence(NOT_COMPUTABLE, {"reason": reason})
    size = scale(formula, read)[..., 0]
    near = np.abs(found - value) <= TOLERANCE * size
    return None if near.all() else Sentence(CANCELS)


def _fits(formula: Expression) -> bool:
    """Whether a formula with numbers can be read."""
    sizes = [prod(ref.shape or ()) for ref in refs(formula)]
    return max(sizes, default=1) == 1 or sum(sizes) <= MOST_NUMBERS


def _readable(formula: Expression, value: Array, read: Environment) -> Expression:
    """The formula with so many digits that whoever works it out gets the value, about."""
    for digits in DIGITS:
        numbers = with_numbers(formula, read, digits)
        try:
            found = evaluate(as_printed(numbers), lambda _: None)[..., 0]
        except FormulaError:
            continue
        if np.all((np.abs(found - value) <= SHOWN * np.abs(value)) | (value == 0.0)):
            return numbers
    return with_numbers(formula, read)
