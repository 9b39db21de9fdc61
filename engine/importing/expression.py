"""From an expression to the graph of operations that it is: `f = (a*b + c)*(a - c)`.

Equal parts become one operation, so its gradient is the sum over its uses. A number for a name
(`a = 2`) is its value, and what only numbers make up is one number. Every name stands for a single
number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from engine.errors import FormulaError
from engine.formula.evaluate import evaluate
from engine.formula.expression import Expression, Symbol, fold
from engine.formula.parser import parse
from engine.formula.vocabulary import CONSTANTS, Vocabulary
from engine.importing.drawing import Drawing, Leaf, Part
from engine.importing.notes import Note, note
from engine.importing.statements import Statement, names, statements

LONGEST_TITLE: Final = 60

RESULT: Final = "f"
"""The name of a last formula that has none, where it is free."""

_LIKE_FUNCTIONS: Final = "fghFGH"

_SEVERAL_LETTERS: Final = re.compile(r"[A-Za-z]{2,}\d*")


@dataclass(frozen=True, slots=True)
class Graph:
    """An expression understood: parts, each behind its operands; `objective` is one's index.

    `title` is the last formula, `values` are the numbers that the text gives to names.
    """

    title: str
    parts: tuple[Part, ...]
    objective: int
    values: Mapping[str, float]
    notes: tuple[Note, ...] = ()

    @property
    def leaves(self) -> tuple[str, ...]:
        """The open names, in the order in which they are met."""
        return tuple(part.name for part in self.parts if isinstance(part, Leaf))


def read_expression(text: str) -> Graph:
    """The graph of one or several statements; raises `FormulaError` with line and position."""
    lines = statements(text)
    own = frozenset(each.name for each in lines if each.name)
    values: dict[str, float] = {}
    formulas: list[tuple[Statement, Expression]] = []
    used: set[str] = set(own)
    for each in lines:
        found = names(each, own)
        used |= set(found.values())
        tree = _tree(each, found)
        if found or not each.name:
            formulas.append((each, tree))
        elif each.name in values:
            raise each.refusal(FormulaError("name_given_twice", name=each.name))
        else:
            values[each.name] = _number(each, tree)
    if not formulas or not _has_names(formulas[-1][1]):
        raise lines[-1].refusal(FormulaError("expression_constant"))
    if not formulas[-1][0].name and RESULT not in used:
        formulas[-1] = (replace(formulas[-1][0], name=RESULT), formulas[-1][1])
    return _graph(formulas, values)


def _graph(formulas: list[tuple[Statement, Expression]], values: Mapping[str, float]) -> Graph:
    drawing = Drawing(frozenset(each.name for each, _ in formulas if each.name))
    last = 0
    for statement, tree in formulas:
        try:
            if statement.name in values:
                raise FormulaError("name_given_twice", name=statement.name)
            last = drawing.define(statement.name, tree)
        except FormulaError as error:
            raise statement.refusal(error) from None
    parts = tuple(drawing.parts)
    written = " ".join(statement.formula for statement, _ in formulas)
    notes = (*_on_names(written, parts, values), *drawing.notes(last))
    return Graph(_title(formulas[-1][0]), parts, last, values, notes)


def _on_names(written: str, parts: tuple[Part, ...], values: Mapping[str, float]) -> Iterator[Note]:
    leaves = [part.name for part in parts if isinstance(part, Leaf)]
    if words := [name for name in leaves if _SEVERAL_LETTERS.fullmatch(name)]:
        yield note("names_of_letters", names=", ".join(words))
    for name in leaves:
        if name in _LIKE_FUNCTIONS and re.search(rf"\b{name} ?\(", written):
            yield note("name_times_bracket", name=name)
    if unused := [name for name in values if name not in leaves]:
        yield note("values_unused", names=", ".join(unused))


def _title(last: Statement) -> str:
    written = " ".join(f"{last.name} = {last.formula}".removeprefix(" = ").split())
    return written if len(written) <= LONGEST_TITLE else f"{written[: LONGEST_TITLE - 1]}…"


def _tree(statement: Statement, found: Mapping[str, str]) -> Expression:
    leaves = {spelling: Symbol(name, ()) for spelling, name in found.items()}
    constants = {word: leaf for word, leaf in CONSTANTS.items() if word not in found}
    try:
        return parse(statement.formula, Vocabulary({**constants, **leaves}))
    except FormulaError as error:
        raise statement.refusal(error) from None


def _number(statement: Statement, tree: Expression) -> float:
    try:
        return float(evaluate(tree, lambda _: None)[0]) + 0.0  # −0 is 0
    except FormulaError as error:
        raise statement.refusal(error) from None


def _has_names(tree: Expression) -> bool:
    return fold(tree, lambda node, parts: isinstance(node, Symbol) or any(parts))
