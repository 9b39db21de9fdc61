"""What the grammar finds, as a tree; what people read in two ways is refused with both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from lark import Token, Transformer

from engine.errors import FormulaError
from engine.formula.algebra import add, divide, multiply, negate, number, power
from engine.formula.expression import EULER, Call, Expression, Leaf, Negative, Number
from engine.formula.functions import FUNCTIONS
from engine.formula.scanner import LARGEST_EXPONENT
from engine.formula.words import Piece


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the formula, text[start:end].

    `first` is the kind of its first sign; `plain` is a literal number, `closed` ends with a
    bracket. An `open` one has no brackets around its last operand, text[operand:end], and some
    read on from there: ln p1·x, √2x, e^2x.
    """

    expression: Expression
    start: int
    end: int
    first: str
    plain: bool = False
    closed: bool = False
    open: Literal["function", "root", "exponent"] | None = None
    operand: int = 0


class TwoReadings(Exception):
    """What follows `part` belongs to all of it, or to its last operand only."""

    def __init__(self, start: int, operand: int, end: int, sign: str, following: Part) -> None:
        super().__init__()
        self._spans = (start, operand), (operand, end), (following.start, following.end)
        self._sign = sign

    def refusal(self, source: str) -> FormulaError:
        """The sentence with both readings, in the student's own spelling."""
        head, operand, following = (source[slice(*span)] for span in self._spans)
        return FormulaError(
            "two_readings",
            first=f"({head}{operand}){self._sign}{following}",
            second=f"{head}({operand}{self._sign}{following})",
            position=self._spans[1][0],
        )


Children = list[Part | Token]


class Builder(Transformer[Token, Expression]):
    """One method for each rule of the grammar."""

    def start(self, children: list[Part]) -> Expression:
        """The whole formula."""
        return children[0].expression

    def sum(self, children: Children) -> Part:
        """`a + b - c`."""
        first, *others = _with_operators(children)
        if not others:
            return first[1]
        terms = (
            negate(part.expression) if operator == "MINUS" else part.expression
            for operator, part in (first, *others)
        )
        return _spanning(children, add(*terms))

    def product(self, children: Children) -> Part:
        """`a*b/c`, `2x`."""
        first, *others = _with_operators(children)
        if not others:
            return first[1]
        factors, total = [first], first[1].expression
        for operator, part in others:
            _refuse_two_readings(factors, operator, part)
            factors.append((operator, part))
            combined = divide if operator == "OVER" else multiply
            total = combined(total, part.expression)
        return _spanning(children, total)

    def signed(self, children: Children) -> Part:
        """`-x`, `--x`."""
        *signs, part = children
        assert isinstance(part, Part)
        negative = sum(_piece(sign).kind == "MINUS" for sign in signs) % 2
        signed = _spanning(children, negate(part.expression) if negative else part.expression)
        return replace(part, expression=signed.expression, start=signed.start, first=signed.first)

    exponent = signed

    def power(self, children: Children) -> Part:
        """`x^2`, `e^-z`."""
        base, *raised = children
        assert isinstance(base, Part)
        if not raised:
            return base
        exponent = raised[1]
        assert isinstance(exponent, Part)
        if base.open:
            raise TwoReadings(base.start, base.operand, base.end, "^", exponent)
        part = _spanning(children, _power(base.expression, exponent.expression))
        whole = _integer(exponent.expression) is not None and base.expression != EULER
        if exponent.closed or whole:
            return part
        if exponent.open:
            return replace(part, open=exponent.open, operand=exponent.operand)
        return replace(part, open="exponent", operand=exponent.start)

    def raised(self, children: Children) -> Part:
        """`x²`."""
        base, *exponent = children
        assert isinstance(base, Part)
        if not exponent:
            return base
        piece = _piece(exponent[0])
        if base.open:
            sign = Part(base.expression, piece.start, piece.end, piece.kind)
            raise TwoReadings(base.start, base.operand, base.end, "", sign)
        return _spanning(children, _power(base.expression, _raised(piece)))

    def number(self, children: Children) -> Part:
        """A literal."""
        return replace(self.leaf(children), plain=True)

    def leaf(self, children: Children) -> Part:
        """A name."""
        leaf = _piece(children[0]).meaning
        assert isinstance(leaf, Leaf)
        return _spanning(children, leaf)

    def group(self, children: Children) -> Part:
        """`(x)`, `{x}`."""
        inner = children[1]
        assert isinstance(inner, Part)
        return replace(_spanning(children, inner.expression), closed=True)

    def bars(self, children: Children) -> Part:
        """`|x|`."""
        inner = self.group(children)
        return replace(inner, expression=Call("abs", (inner.expression,)))

    def call(self, children: Children) -> Part:
        """`relu(z)`, `max(0, z)`, also `tanh²(z)` and `tanh^2(z)`."""
        function = str(_piece(children[0]).meaning)
        opening = [isinstance(each, Token) and each.type for each in children].index("OPEN")
        arguments = tuple(part.expression for _, part in _with_operators(children[opening:]))
        _check_count(function, arguments, _piece(children[0]))
        expression: Expression = Call(function, arguments)
        if opening > 1:
            exponent = _raised(_piece(children[opening - 1]))
            if (_integer(exponent) or 0) < 1:  # tanh⁻¹ is the inverse function to some
                raise FormulaError("function_power", name=function, position=_start(children[0]))
            expression = _power(expression, exponent)
        return replace(_spanning(children, expression), closed=True)

    def bare(self, children: Children) -> Part:
        """`ln p1`: a function of a single operand without brackets."""
        function = str(_piece(children[0]).meaning)
        part = self._applied(children, function)
        _check_count(function, (part.expression,), _piece(children[0]))
        return part if part.closed else replace(part, open="function")

    def root(self, children: Children) -> Part:
        """`√x`, `√(x + 1)`."""
        part = self._applied(children, "sqrt")
        return part if part.closed else replace(part, open="root")

    def _applied(self, children: Children, function: str) -> Part:
        operand = children[1]
        assert isinstance(operand, Part)
        part = _spanning(children, Call(function, (operand.expression,)))
        return replace(part, closed=operand.closed, operand=operand.start)


def _refuse_two_readings(
    factors: Sequence[tuple[str, Part]], operator: str, following: Part
) -> None:
    """`1/2x`, `x/w0 w1`, `ln p1·x`, `e^2x`; `1/2 x` and `1/2(x)` of plain numbers are ½·x."""
    before, part = factors[-1]
    if not operator and following.first == "NUMBER":
        raise FormulaError("number_behind", position=following.start)
    set_off = part.end < following.start or following.first in ("OPEN", "BAR_OPEN")
    runs_on = {
        "function": True,
        "root": not operator,
        "exponent": not operator and not set_off,
    }
    if part.open and runs_on[part.open]:
        sign = "/" if operator == "OVER" else "·"
        raise TwoReadings(part.start, part.operand, part.end, sign, following)
    if operator or before != "OVER":
        return
    over, numerator = factors[-2]
    fraction = part.plain and numerator.plain and over != "OVER"
    if not (fraction and set_off):
        raise TwoReadings(factors[0][1].start, part.start, part.end, "·", following)


def _power(base: Expression, exponent: Expression) -> Expression:
    """base^exponent, unless the exponent is a literal beyond reason."""
    size = exponent.operand if isinstance(exponent, Negative) else exponent
    if base != EULER and isinstance(size, Number) and size.value > LARGEST_EXPONENT:
        raise FormulaError("exponent_large", most=LARGEST_EXPONENT)
    return power(base, exponent)


def _raised(piece: Piece) -> Expression:
    """The exponent that a superscript, or the number of `tanh^2(z)`, spells."""
    meaning = piece.meaning
    if isinstance(meaning, int):
        return number(meaning, str(abs(meaning)))
    assert isinstance(meaning, Number)
    return meaning


def _integer(exponent: Expression) -> int | None:
    """The value of a literal whole number, None for any other exponent."""
    sign, size = (-1, exponent.operand) if isinstance(exponent, Negative) else (1, exponent)
    whole = isinstance(size, Number) and size.value == int(size.value)
    return sign * int(size.value) if whole and isinstance(size, Number) else None


def _check_count(function: str, arguments: Sequence[Expression], piece: Piece) -> None:
    """max and min compare several numbers, or the elements of a vector; the others take one."""
    several = FUNCTIONS[function].several
    if len(arguments) > 1 and not several:
        raise FormulaError("arguments_many", name=function, position=piece.start)
    if len(arguments) == 1 and several and arguments[0].shape == ():
        raise FormulaError("arguments_few", name=function, position=piece.start)


def _with_operators(children: Children) -> Iterator[tuple[str, Part]]:
    """The parts, each with the kind of the sign before it, "" for none."""
    sign = ""
    for child in children:
        if isinstance(child, Part):
            yield sign, child
            sign = ""
        else:
            sign = child.type


def _spanning(children: Children, expression: Expression) -> Part:
    first, last = children[0], children[-1]
    end = last.end if isinstance(last, Part) else _piece(last).end
    kind = first.first if isinstance(first, Part) else first.type
    return Part(expression, _start(first), end, kind)


def _start(child: Part | Token) -> int:
    return child.start if isinstance(child, Part) else _piece(child).start


def _piece(child: Part | Token) -> Piece:
    assert isinstance(child, Token)
    piece = child.value
    assert isinstance(piece, Piece)
    return piece
