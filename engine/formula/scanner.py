"""The signs of a formula, in order: numbers, names, functions, operators, brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isinf
from typing import Final
from unicodedata import normalize

from engine.errors import FormulaError
from engine.formula.bars import with_sides
from engine.formula.expression import Number
from engine.formula.functions import FUNCTIONS
from engine.formula.spelling import SUPERSCRIPTS, VULGAR
from engine.formula.vocabulary import Vocabulary
from engine.formula.words import WORD, Piece, Words

DEEPEST: Final = 64
LARGEST_EXPONENT: Final = 64

_SIGNS: Final = {
    "+": "PLUS",
    "-": "MINUS",
    "*": "TIMES",
    "/": "OVER",
    "⁄": "OVER",
    "^": "CARET",
    "(": "OPEN",
    "{": "OPEN",
    ")": "CLOSE",
    "}": "CLOSE",
    "|": "BAR",
    "√": "ROOT",
}
_CLOSING: Final = {"(": ")", "{": "}"}
_ENDS: Final = {"NUMBER", "LEAF", "CLOSE", "BAR_CLOSE", "SUPERSCRIPT"}
_POWER: Final = r"(?:[eE][+-]?\d+)?"
_NUMBER: Final = re.compile(rf"(?:\d+(?:\.\d*)?|\.\d+){_POWER}", re.ASCII)
_NUMBER_WITH_COMMA: Final = re.compile(rf"(?:\d+(?:\.\d*|,\d+)?|\.\d+){_POWER}", re.ASCII)
_FRACTION: Final = re.compile(rf"\d+⁄\d+|[{VULGAR}]", re.ASCII)
_MORE_DIGITS: Final = re.compile(rf"[\d.{VULGAR}_]|,\d", re.ASCII)
_POWER_OF_TEN: Final = re.compile(r"[^eE]+[eE](\d+)")
_UNFINISHED: Final = re.compile(r"e(?!\^|\*\*)")
_RAISED: Final = re.compile(rf"[⁺⁻]?[{SUPERSCRIPTS}]+")
_RAISED_DIGITS: Final = str.maketrans(f"⁺⁻{SUPERSCRIPTS}", "+-0123456789")


@dataclass(slots=True)
class _Bracket:
    """An open bracket: `call` of a function, of `several` arguments; the commas met in it."""

    sign: str
    at: int
    call: bool = False
    several: bool = False
    comma_between_digits: bool = False
    semicolon: bool = False


def scan(text: str, vocabulary: Vocabulary) -> list[Piece]:
    """The pieces of a prepared text; raises `FormulaError` for what is none."""
    pieces = with_sides(_Scanner(text, vocabulary).pieces())
    _check_levels(pieces)
    return pieces


class _Scanner:
    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self._text = text
        self._vocabulary = vocabulary
        self._words = Words(text, vocabulary)
        self._found: list[Piece] = []
        self._open: list[_Bracket] = []

    def pieces(self) -> list[Piece]:
        at = 0
        while at < len(self._text):
            if self._text[at] == " ":
                at += 1
            else:
                self._found += self._next(at)
                at = self._found[-1].end
        if self._open:
            bracket = self._open[-1]
            raise FormulaError("bracket_open", sign=bracket.sign, position=bracket.at)
        return self._found

    def _next(self, at: int) -> list[Piece]:
        sign = self._text[at]
        if sign.isdecimal() or sign in "." + VULGAR:
            return [self._number(at)]
        if sign == "∂" or WORD.match(self._text, at):
            return self._run(at)
        if sign in ",;":
            return [self._separator(at)]
        if raised := _RAISED.match(self._text, at):
            return [self._exponent(raised)]
        if sign not in _SIGNS:
            raise FormulaError("sign_alone", sign=sign, position=at)
        if self._text.startswith("**", at):
            return [Piece("CARET", at, at + 2)]
        self._track_brackets(at)
        return [Piece(_SIGNS[sign], at, at + 1)]

    # -- numbers ------------------------------------------------------------------------------

    def _number(self, at: int) -> Piece:
        """A comma between two digits is a decimal one, but for calls of several arguments."""
        separates = bool(self._open) and self._open[-1].several
        pattern = _NUMBER if separates else _NUMBER_WITH_COMMA
        found = _FRACTION.match(self._text, at) or pattern.match(self._text, at)
        more = _MORE_DIGITS.match(self._text, found.end()) if found else None
        if found is None or (more and not (separates and more[0][0] == ",")):
            raise FormulaError("number_malformed", text=self._around(at), position=at)
        text = found[0].replace(",", ".")
        numerator, _, denominator = normalize("NFKC", text).partition("⁄")
        value = float(numerator) / (float(denominator) or 1) if denominator else float(text)
        if denominator and not float(denominator):
            raise FormulaError("division_by_zero", part=text, position=at)
        if isinf(value) or (value == 0 and re.match("[.0]*[1-9]", text)):
            raise FormulaError("literal_range", found=text, position=at)
        self._refuse_other_reading(text, at)
        return Piece("NUMBER", at, found.end(), Number(value, text))

    def _around(self, at: int) -> str:
        found = re.compile(rf"[\w.,{VULGAR}]*").match(self._text, at)
        return found[0] if found and found[0] else self._text[at]

    def _refuse_other_reading(self, text: str, at: int) -> None:
        """`2e3` is undecided where something is called e3."""
        power = _POWER_OF_TEN.fullmatch(text)
        if power and self._vocabulary.read(f"e{power[1]}"):
            first, name = text[: text.lower().index("e")], f"e{power[1]}"
            readings = f"{first}·{name} or {first}·10^{power[1]}"
            raise FormulaError("name_ambiguous", name=text, readings=readings, position=at)

    def _run(self, at: int) -> list[Piece]:
        """A run of names. `1e`, `2e·x` and `0b1` look like numbers of another kind."""
        found = self._words.run(at)
        before = self._found[-1] if self._found else None
        if before and before.kind == "NUMBER" and before.end == at:
            unfinished = _UNFINISHED.match(self._text, at) and self._text[at : found[0].end] == "e"
            if unfinished or self._text[before.start : at] == "0":
                text = self._around(before.start)
                raise FormulaError("number_malformed", text=text, position=before.start)
        return found

    def _exponent(self, raised: re.Match[str]) -> Piece:
        value = int(raised[0].translate(_RAISED_DIGITS))
        if abs(value) > LARGEST_EXPONENT:
            raise FormulaError(
                "exponent_large", most=LARGEST_EXPONENT, found=raised[0], position=raised.start()
            )
        return Piece("SUPERSCRIPT", *raised.span(), value)

    # -- brackets -----------------------------------------------------------------------------

    def _track_brackets(self, at: int) -> None:
        sign = self._text[at]
        if sign in _CLOSING:
            function = self._found[-1] if self._found else None
            call = function is not None and function.kind == "FUNCTION"
            several = call and FUNCTIONS[str(function and function.meaning)].several
            self._open.append(_Bracket(sign, at, call, several))
        elif sign in _CLOSING.values():
            if not self._open or _CLOSING[self._open[-1].sign] != sign:
                raise FormulaError("bracket_close", sign=sign, position=at)
            bracket = self._open.pop()
            if bracket.several and bracket.comma_between_digits and bracket.semicolon:
                raise FormulaError("comma_ambiguous", position=at)

    def _separator(self, at: int) -> Piece:
        bracket = self._open[-1] if self._open else None
        if bracket is None or not bracket.call:
            raise FormulaError("comma_outside", sign=self._text[at], position=at)
        between_digits = re.fullmatch(r"\d,\d", self._text[at - 1 : at + 2], re.ASCII) is not None
        bracket.comma_between_digits |= between_digits
        bracket.semicolon |= self._text[at] == ";"
        return Piece("SEPARATOR", at, at + 1)


def _check_levels(pieces: list[Piece]) -> None:
    """Brackets, bars and exponents may be nested `DEEPEST` deep.

    An exponent ends where the next factor or term begins; brackets in it keep it open.
    """
    outer: list[int] = []
    exponents, before = 0, ""
    for piece in pieces:
        if before in _ENDS and piece.kind not in ("CARET", "SUPERSCRIPT", "CLOSE", "BAR_CLOSE"):
            exponents = 0
        if piece.kind in ("OPEN", "BAR_OPEN"):
            outer.append(exponents)
            exponents = 0
        elif piece.kind in ("CLOSE", "BAR_CLOSE"):
            exponents = outer.pop()
        elif piece.kind == "CARET":
            exponents += 1
        if len(outer) + sum(outer) + exponents > DEEPEST:
            raise FormulaError("nested", most=DEEPEST, position=piece.start)
        before = piece.kind
