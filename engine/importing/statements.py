"""The lines of an expression that is pasted: `q = a*b; f = q + c`, and the names in them.

Nobody has declared a name yet, so a word is cut where people see names: behind digits (`w1x` is
w1·x) and around a Greek letter (`2λw` is 2·λ·w); other letters together are one name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from engine.errors import FormulaError
from engine.formula import hints
from engine.formula.spelling import GREEK, SUBSCRIPTS, prepared
from engine.formula.vocabulary import CONSTANTS, Vocabulary
from engine.formula.words import WORD

LONGEST: Final = 20_000
MOST: Final = 500
"""Signs and statements of one text."""

_INDEX: Final = rf"(?:[0-9{SUBSCRIPTS}]+|_\{{[\w ,;]{{1,12}}\}}|_[0-9]+|_[A-Za-z]+[0-9]*)*"
_NAME: Final = re.compile(rf"(?:[{GREEK}]|[A-Za-zŷ]+){_INDEX}")
_LEFT: Final = re.compile(rf"\s*(?P<name>{_NAME.pattern})\s*(?:\([^()=]*\))?\s*")
_NEXT: Final = re.compile(rf",(?=\s*{_NAME.pattern}\s*=)")
_NUMBER: Final = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_CALLED: Final = re.compile(r"\s*\(")
_COMMENT: Final = re.compile(r"#.*")
_DIGITS: Final = str.maketrans(SUBSCRIPTS, "0123456789")
_SIGNS: Final = str.maketrans({"＝": "=", "；": ";", "，": ",", "$": " ", "\r": " "})
_QUOTED: Final = re.compile(r"^`([^`\n]*)`(?=\s*$)", re.MULTILINE)  # else a mark of a derivative
_NO_NAMES: Final = Vocabulary()


@dataclass(frozen=True, slots=True)
class Statement:
    """`name = formula`; only the last may have no name. `line` counts from 1, `start` from 0."""

    name: str
    formula: str
    line: int
    start: int

    def refusal(self, error: FormulaError) -> FormulaError:
        """`error`, which counts in the formula, with its line and its place in the whole text."""
        position = error.arguments.get("position")
        at = self.start + (position if isinstance(position, int) else 0)
        arguments = {**error.arguments, "position": at}
        return FormulaError(error.code, f"line {self.line}", **arguments)


def statements(text: str) -> tuple[Statement, ...]:
    """What stands between line ends, semicolons, and commas before `name =`.

    Empty lines and what follows a # are passed over. Raises `FormulaError` with the line.
    """
    if len(text) > LONGEST:
        raise FormulaError("formula_long", most=LONGEST)
    found = tuple(_statements(text))
    if not found:
        raise FormulaError("formula_empty")
    if len(found) > MOST:
        raise FormulaError("statements_many", most=MOST)
    for each in found[:-1]:
        if not each.name:
            raise each.refusal(FormulaError("left_side_missing", formula=each.formula.strip()))
    return found


def _statements(text: str) -> Iterator[Statement]:
    text = _COMMENT.sub(lambda found: " " * len(found[0]), text).translate(_SIGNS)
    text = _QUOTED.sub(r" \1 ", text)
    for start, end in _spans(text):
        part = text[start:end]
        if not part.strip():
            continue
        line = text.count("\n", 0, start + len(part) - len(part.lstrip())) + 1
        left, sign, right = part.rpartition("=")
        at = start + len(left) + len(sign)
        statement = Statement("", right.replace("\n", " "), line, at)
        if not sign:
            yield statement
            continue
        name = _LEFT.fullmatch(left.removesuffix(":"))
        whole = Statement("", part, line, start)
        if name is None:
            raise whole.refusal(FormulaError("left_side", found=left.strip()))
        called = canonical(name["name"])
        if _NO_NAMES.function(called):
            raise whole.refusal(FormulaError("left_side_function", name=called))
        yield replace(statement, name=called)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where statements begin and end: at signs that stand within no bracket."""
    start = depth = 0
    for at, sign in enumerate(text):
        if sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth = max(0, depth - 1)
        elif depth == 0 and (sign in "\n;" or _NEXT.match(text, at)):
            yield start, at
            start = at + 1
    yield start, len(text)


def canonical(spelling: str) -> str:
    """The one name of `w1`, `w_1`, `w₁` and `w_{1}`: w1; of `w_out` w_out; of `ŷ` yhat."""
    return _plain(spelling).replace("ŷ", "yhat")


def _plain(spelling: str) -> str:
    """A name without the signs of an index, where a parser finds it in all its spellings."""
    marked = re.sub(rf"([{SUBSCRIPTS}]+)", r"_\1", spelling).translate(_DIGITS)
    joined = re.sub(r"[ ,;_{}]+", "_", marked).strip("_")
    return re.sub(r"^([^\W\d_]+)_(\d+)$", r"\1\2", joined)


def names(statement: Statement, own: frozenset[str]) -> dict[str, str]:
    """Every name of a formula in the spelling that the parser looks for, with its canonical name.

    `own` are names that the text gives itself: they go before the numbers e and π. Raises
    `FormulaError` for a word that is called like a function and is none.
    """
    try:
        text = prepared(statement.formula)
        return dict(_names(text, own))
    except FormulaError as error:
        raise statement.refusal(error) from None


def _names(text: str, own: frozenset[str]) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text):
        number, word = _NUMBER.match(text, at), WORD.match(text, at)
        if word is not None:
            yield from _names_in(text, word, own)
        found = number or word
        at = found.end() if found else at + 1


def _names_in(text: str, word: re.Match[str], own: frozenset[str]) -> Iterator[tuple[str, str]]:
    end = word.end()
    called = _CALLED.match(text, end) is not None
    if _NO_NAMES.function(word[0]) and (called or canonical(word[0]) not in own):
        return
    for found in _NAME.finditer(text, word.start(), end):
        name = canonical(found[0])
        last = found.end() == end
        if last and _NO_NAMES.function(found[0]) and name not in own:
            return
        if last and called and len(name) > 1 and name.isalpha() and name not in own:
            raise hints.unknown_function(found[0], found.start())
        if name not in CONSTANTS or name in own:
            yield (found[0] if re.search("[,;]", found[0]) else _plain(found[0])), name
