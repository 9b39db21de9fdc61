"""Pieces: a formula as a row of what is never torn apart, with the signs between.

Lines break only before signs, and a piece has one colour: so the terms of a sum can be told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from engine.formula.expression import Call, Expression, Negative, Product, Quotient, Ref, Sum
from engine.formula.notation import Style
from engine.formula.printer import FRACTION, PRODUCT, SUM, part
from engine.quantity import Quantity

_PLAIN = re.compile(r"[\d.+−·()=≈?;, ]*", re.ASCII)
"""What looks the same as text in the mathematics face and set by TeX."""


_HIGH = re.compile(r"\\frac|\\begin")
"""Fractions, vectors and matrices."""


class Kind(Enum):
    """What stands in a row; lines break before a relation, else before plus, else before times."""

    TERM = "term"
    TIMES = "times"
    PLUS = "plus"
    RELATION = "relation"


@dataclass(frozen=True, slots=True)
class Piece:
    """`text` in Unicode and `tex` are the same.

    `tag` is whatever the piece belongs to, `quantity` what it names, if it is a single name.
    """

    kind: Kind
    text: str
    tex: str
    tag: object = None
    quantity: Quantity | None = None
    depth: int = 0  # in so many brackets: lines break outside of them first

    @property
    def is_plain(self) -> bool:
        """Whether there is no need for TeX: digits and signs."""
        return _PLAIN.fullmatch(self.text) is not None and not _HIGH.search(self.tex)

    @property
    def has_array(self) -> bool:
        """Whether a vector or matrix is written out in it."""
        return r"\begin" in self.tex


Formula = tuple[Piece, ...]

_RELATIONS = {"≈": r"\approx", "←": r"\leftarrow"}


def relation(sign: str) -> Piece:
    """=, ≈ or ←."""
    return Piece(Kind.RELATION, sign, _RELATIONS.get(sign, sign))


def term(text: str, tex: str | None = None, tag: object = None) -> Piece:
    """A piece of its own; `tex` where it is not the same as the text."""
    return Piece(Kind.TERM, text, text if tex is None else tex, tag)


def pieces(expression: Expression, tags: Iterable[object] = ()) -> Formula:
    """A tree as pieces; `tags` are those of its terms, in their order."""
    return tuple(_sum(expression, [*tags], depth=0))


def _sum(expression: Expression, tags: Sequence[object], depth: int) -> Iterator[Piece]:
    terms = expression.terms if isinstance(expression, Sum) else (expression,)
    for number, each in enumerate(terms):
        negative = isinstance(each, Negative)
        if negative or number:
            yield Piece(Kind.PLUS, *(("−", "-") if negative else ("+", "+")), depth=depth)
        body = each.operand if isinstance(each, Negative) else each
        least = PRODUCT if negative or len(terms) > 1 else SUM
        for piece in _product(body, least, depth):
            yield replace(piece, tag=tags[number] if number < len(tags) else None)


def _product(expression: Expression, least: int, depth: int) -> Iterator[Piece]:
    """Factors with the signs between them."""
    if not isinstance(expression, Product):
        yield from _factor(expression, least, depth)
        return
    first, *others = expression.factors
    yield from _factor(first, PRODUCT if isinstance(first, Quotient) else FRACTION, depth)
    vector = bool(first.shape)
    for factor in others:
        dot = ("⊙", r"\odot") if vector and factor.shape else ("·", r"\cdot")
        yield Piece(Kind.TIMES, *dot, depth=depth)
        yield from _factor(factor, FRACTION, depth)
        vector = vector or bool(factor.shape)


def _factor(expression: Expression, least: int, depth: int) -> Iterator[Piece]:
    """One piece; what stands in brackets is several, so that lines can break inside."""
    text, tex = (part(expression, least, style) for style in (Style.SUBSCRIPTS, Style.TEX))
    match expression:
        case Sum() if least > SUM:
            inner, name, tex_name = tuple(_sum(expression, (), depth + 1)), "", ""
        case Call(function, (Sum() | Product() as argument,)) if _HIGH.search(tex):
            inner = tuple(_sum(argument, (), depth + 1))
            name, tex_name = function, rf"\mathrm{{{function}}}"
        case _:
            inner, name, tex_name = (), "", ""
    ends = {bool(_HIGH.search(piece.tex)) for piece in (*inner[:1], *inner[-1:])}
    high = _HIGH.search(tex) is not None
    if ends != {high} or f"{name}(" != text[: len(name) + 1]:  # brackets as high as the inside
        quantity = expression.quantity if isinstance(expression, Ref) else None
        yield Piece(Kind.TERM, text, tex, quantity=quantity, depth=depth)
        return
    (first, *_), last = inner, inner[-1]
    opened, closed = _brackets(first.tex, last.tex, high=high)
    yield replace(first, text=f"{name}({first.text}", tex=f"{tex_name}{opened}")
    yield from inner[1:-1]
    yield replace(last, text=f"{last.text})", tex=closed)


def _brackets(first: str, last: str, *, high: bool) -> tuple[str, str]:
    """The two ends of what stands in brackets, each with its own."""
    if high:
        return rf"\left({first}\right.", rf"\left.{last}\right)"
    return f"({first}", f"{last})"


def written(formula: Formula, *, tex: bool = False) -> str:
    """A formula in one line, as people copy it."""
    between = {Kind.TIMES: "" if not tex else " ", Kind.TERM: ""}
    parts = []
    for number, piece in enumerate(formula):
        shown = piece.tex if tex else piece.text
        blank = between.get(piece.kind, " ")
        lone = piece.kind is Kind.PLUS and (
            number == 0 or formula[number - 1].kind is Kind.RELATION
        )
        parts.append(shown if lone else f"{blank}{shown}{blank}")
    return re.sub(r"\s+", " ", "".join(parts)).strip()
