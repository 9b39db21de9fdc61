"""The query: what is typed to find an entry of the palette: 3 tanh, x input, constant 0.5."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from engine.edits.adding import Recipe
from engine.errors import EngineError
from engine.formula.typed_number import parse_number
from engine.nodes import Constant, Input, Layer, Parameter, Target
from engine.quantity import ID
from gui.canvas.building.palette import Entry

_WHOLE = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)
_SHAPE = re.compile(r"([1-9][0-9]{0,3})[x×]([1-9][0-9]{0,3})", re.ASCII)
_NUMBER = re.compile(r"[-+−]?[.,]?[0-9]\S*", re.ASCII)
_BIAS = "bias"

_SIZED = (Input.kind, Target.kind, Layer.kind)
_NUMBERED = (Constant.kind, Parameter.kind)

_BEGINNING, _WORD_INSIDE = 1, 2
"""What a word costs that only begins a name, or a later word of it."""


@dataclass(frozen=True, slots=True)
class Query:
    """The parts of a typed text; `whole` is a size or a number, as an entry takes it."""

    words: tuple[str, ...] = ()
    shape: tuple[int, ...] | None = None
    whole: int | None = None
    number: float | None = None
    has_bias: bool = False


def parse(typed: str) -> Query:
    """Every part by what it looks like; of several of one sort the last counts."""
    query = Query()
    for part in typed.split():
        query = _with(query, part)
    return query


def _with(query: Query, part: str) -> Query:
    if part.casefold() == _BIAS:
        return replace(query, has_bias=True)
    shape = _SHAPE.fullmatch(part)
    if shape is not None:
        return replace(query, shape=(int(shape[1]), int(shape[2])))
    if _WHOLE.fullmatch(part):
        return replace(query, whole=int(part))
    number = _number(part)
    if number is not None:
        return replace(query, number=number)
    return replace(query, words=(*query.words, part))


def _number(part: str) -> float | None:
    if not _NUMBER.fullmatch(part):
        return None
    try:
        return parse_number(part)
    except EngineError:
        return None


def found(entries: Iterable[Entry], query: Query) -> list[tuple[Entry, Recipe]]:
    """The entries that a query means and what to make of them, the best match first.

    A word is taken for an id only where no entry knows all words.
    """
    matches = [(match, entry) for entry in entries if (match := _match(entry, query))]
    known = [each for each in matches if not each[0][1].id] or matches
    known.sort(key=lambda each: each[0][0])  # stable: the palette's order among equals
    return [(entry, recipe) for (_, recipe), entry in known]


def _match(entry: Entry, query: Query) -> tuple[int, Recipe] | None:
    """How badly a query fits an entry, and what it makes of it; None where it does not fit."""
    if not _takes(entry.kind, query):
        return None
    if _price(entry, " ".join(query.words)) == 0:
        return -1, _recipe(entry, query)
    prices = {word: _price(entry, word) for word in query.words}
    strange = [word for word, price in prices.items() if price is None]
    if len(strange) > 1 or (strange and (len(prices) == 1 or not ID.fullmatch(strange[0]))):
        return None
    score = sum(price or 0 for price in prices.values())
    return score, _recipe(entry, query, "".join(strange))


def _takes(kind: str, query: Query) -> bool:
    """Whether this kind of node has what the query gives."""
    return (
        (query.shape is None or kind == Parameter.kind)
        and (query.whole is None or kind in (*_SIZED, *_NUMBERED))
        and (query.number is None or kind in _NUMBERED)
        and (not query.has_bias or kind == Layer.kind)
    )


def _price(entry: Entry, word: str) -> int | None:
    """0 for a name, more for the beginning of one or of a word inside of it; None for neither."""
    wanted = word.casefold()
    names = [name.casefold() for name in (entry.word, entry.sign, *entry.names)]
    if wanted in names:
        return 0
    if any(name.startswith(wanted) for name in names):
        return _BEGINNING
    inside = (part for name in names for part in name.split()[1:])
    return _WORD_INSIDE if any(part.startswith(wanted) for part in inside) else None


def _recipe(entry: Entry, query: Query, wish: str = "") -> Recipe:
    number, shape = query.number, query.shape or (1,)
    if query.whole is not None and entry.kind in _NUMBERED:
        number = float(query.whole)
    elif query.whole is not None:
        shape = (query.whole,)
    return Recipe(entry.kind, entry.function, shape, wish, number, query.has_bias)
