"""Bars of absolute values: which of them open and which close.

A bar does not tell, so every pairing is followed that the signs around it allow; `|x|y|z|` has two
and is refused. Brackets and separators bound what a bar may pair with.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, Literal

from engine.errors import FormulaError
from engine.formula.words import Piece

Before = Literal["nothing", "operand", "function", "factor"]
"""What the next sign finds before it; "factor": a bar inside others that opens behind a factor."""

Pairing = tuple[str, "Pairing"] | None
"""The sides of the bars so far, the newest first."""

_States = dict[tuple[int, Before], list[Pairing]]
"""Open bars and what stands before the next sign: up to two pairings that lead there."""

_DEEPEST: Final = 64
_MISSES: Final[dict[str, tuple[Before, ...]]] = {
    "TIMES": ("nothing", "function", "factor"),
    "OVER": ("nothing", "function", "factor"),
    "CARET": ("nothing", "factor"),
    "SUPERSCRIPT": ("nothing", "factor"),
    "PLUS": ("factor",),  # 2|x| + 3|y| is no 2·|x·|+3|·y|
    "MINUS": ("factor",),
}
"""What a sign cannot stand behind."""

_AFTER: Final[dict[str, Before]] = {"NUMBER": "operand", "LEAF": "operand", "FUNCTION": "function"}


def with_sides(pieces: list[Piece]) -> list[Piece]:
    """`pieces` with every BAR as BAR_OPEN or BAR_CLOSE."""
    if not any(piece.kind == "BAR" for piece in pieces):
        return pieces
    sides: dict[int, str] = {}
    levels = [_Level()]
    for piece in pieces:
        match piece.kind:
            case "OPEN":
                levels.append(_Level())
            case "CLOSE":
                sides |= levels.pop().sides()
                levels[-1].step("NUMBER")  # a group is an operand like any other
            case "SEPARATOR":
                sides |= levels.pop().sides()
                levels.append(_Level())
            case "BAR":
                levels[-1].bar(piece.start)
            case kind:
                levels[-1].step(kind)
    sides |= levels.pop().sides()
    return [replace(each, kind=sides.get(each.start, each.kind)) for each in pieces]


class _Level:
    """What stands between two brackets or separators."""

    def __init__(self) -> None:
        self._states: _States = {(0, "nothing"): [None]}
        self._bars: list[int] = []

    def bar(self, at: int) -> None:
        found: _States = {}
        for (depth, before), pairings in self._states.items():
            if depth < _DEEPEST and before != "factor":  # |x||y||z| is no |x·||y||·z|
                after: Before = "factor" if before == "operand" and depth else "nothing"
                _add(found, (depth + 1, after), (("BAR_OPEN", each) for each in pairings))
            if before == "operand" and depth > 0:
                _add(found, (depth - 1, "operand"), (("BAR_CLOSE", each) for each in pairings))
        self._states = found
        self._bars.append(at)

    def step(self, kind: str) -> None:
        """Follow the pairings on which a sign of this kind may stand here."""
        found: _States = {}
        for (depth, before), pairings in self._states.items():
            if before in _MISSES.get(kind, ()):
                continue
            after = before if kind == "SUPERSCRIPT" else _AFTER.get(kind, "nothing")
            _add(found, (depth, after), pairings)
        self._states = found

    def sides(self) -> dict[int, str]:
        """Of the bars of this level, by position."""
        closed = [each for (depth, _), found in self._states.items() if not depth for each in found]
        if len(self._bars) % 2:
            raise FormulaError("bars_unpaired", position=self._bars[-1])
        if self._bars and len(closed) > 1:
            raise FormulaError("bars_ambiguous", position=self._bars[0])
        if not closed:  # something else is wrong: let the grammar say what
            return {at: ("BAR_OPEN", "BAR_CLOSE")[i % 2] for i, at in enumerate(self._bars)}
        found: list[str] = []
        pairing = closed[0]
        while pairing is not None:
            side, pairing = pairing
            found.append(side)
        return dict(zip(self._bars, reversed(found), strict=True))


def _add(states: _States, key: tuple[int, Before], pairings: Iterable[Pairing]) -> None:
    states[key] = [*states.get(key, ()), *pairings][:2]
