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

    @property
    def sides(self) -> tuple[tuple[str, Expression], ...]:
        """(sign before it, formula) from left to right; long sums with dots for most terms."""
        first = [] if self.left == self.formula else [("", self.left)]
        found = [*first, (self.assign if first else "", self.formula)]
        for sign, side in ((self.to_numbers, self.numbers), (self.to_value, self.value)):
            if side is not None and side != found[-1][1]:
                found.append((sign, side))
        return tuple((sign, shortened(side)) for sign, side in found)

    def text(self, style: Style = Style.SUBSCRIPTS) -> str:
        """The whole line."""
        sides = ((_SIGNS.get((sign, style), sign), text(side, style)) for sign, side in self.sides)
        return " ".join(part for side in sides for part in side if part)


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
    size = scale_of(formula, read)
    flaw = _flaw(formula, value, size, read)
    if flaw is not None or not _fits(formula):
        sign = "=" if is_exact(shown) and flaw is None else "≈"
        return Equation(left, formula, None, shown, assign, to_value=sign, flaw=flaw)
    numbers = _readable(formula, value, size, read)
    to_numbers = "=" if is_exact(numbers) else "≈"
    if text(numbers) == text(shown):
        return Equation(left, formula, None, shown, assign, to_value=to_numbers)
    to_value = relation(numbers, shown)
    return Equation(left, formula, numbers, shown, assign, to_numbers, to_value)


def is_rounding(value: Array, size: Array) -> Array:
    """Where no more is left of a sum than its rounding, if its formula gives it; see `scale_of`."""
    return np.asarray((np.abs(value) <= TOLERANCE * size) & (value != 0.0))


def scale_of(formula: Expression, read: Environment) -> Array:
    """What rounding is measured by; 0 where the formula cannot be computed."""
    try:
        return scale(formula, read)[..., 0]
    except FormulaError:
        return np.zeros(())


def shortened(expression: Expression) -> Expression:
    """The same with dots for most of the terms of long sums."""
    return fold(expression, _shortened)


def _shortened(node: Expression, parts: list[Expression]) -> Expression:
    if isinstance(node, Sum) and len(parts) > MOST_TERMS:
        return Sum((*parts[:3], Symbol("…"), *parts[-2:]))
    return with_parts(node, parts)


def _flaw(formula: Expression, value: Array, size: Array, read: Environment) -> Sentence | None:
    """Why the formula does not give the value in float64."""
    try:
        found = evaluate(formula, read)[..., 0]
    except FormulaError as refused:
        reason = Sentence(SENTENCES[refused.code], refused.arguments)
        return Sentence(NOT_COMPUTABLE, {"reason": reason})
    error = np.abs(found - value)
    near = (error <= TOLERANCE * size) & ((error <= SHOWN * np.abs(value)) | (value == 0.0))
    return None if near.all() else Sentence(CANCELS)


def _fits(formula: Expression) -> bool:
    """Whether a formula with numbers can be read."""
    sizes = [prod(ref.shape or ()) for ref in refs(formula)]
    return max(sizes, default=1) == 1 or sum(sizes) <= MOST_NUMBERS


def _readable(formula: Expression, value: Array, size: Array, read: Environment) -> Expression:
    """The formula with so many digits that whoever works it out gets the value, about."""
    # In a vector one number that is but rounding would cost all others seventeen digits.
    hopeless = (value == 0.0) | (is_rounding(value, size) & (np.size(value) > 1))
    for digits in DIGITS:
        numbers = with_numbers(formula, read, digits)
        try:
            found = evaluate(as_printed(numbers), lambda _: None)[..., 0]
        except FormulaError:
            continue
        if np.all((np.abs(found - value) <= SHOWN * np.abs(value)) | hopeless):
            return numbers
    return with_numbers(formula, read)
