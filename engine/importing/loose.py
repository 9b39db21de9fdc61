"""Pairs: cells with their two ends; and what is said of those that end nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from engine.importing.labels import Label, Stage
from engine.importing.notes import Note, note
from engine.importing.tables import Cell, Side, Table

_MOST: Final = 6
"""Names or numbers that one sentence lists."""


@dataclass(slots=True)
class Pair:
    """A cell with its ends, and the layers of these as far as they are known."""

    source: Label
    target: Label
    cell: Cell
    before: Stage | None = None
    after: Stage | None = None


def pairs(tables: Sequence[Table], sides: Sequence[Side]) -> list[list[Pair]]:
    """The cells of each table, from source to target, where its rows are the one or the other."""
    return [
        [
            Pair(cell.row, cell.column, cell)
            if side == "from"
            else Pair(cell.column, cell.row, cell)
            for cell in table.cells
        ]
        for table, side in zip(tables, sides, strict=True)
    ]


def number_of(label: Label) -> int:
    """Which unit of its layer a label names: "Output" is the only one."""
    return 1 if label.unit is None else label.unit


def loose_notes(loose: Sequence[Pair], units: Mapping[Stage, Mapping[int, str]]) -> Iterator[Note]:
    """One for all cells that end nowhere for the same reason."""
    groups: dict[tuple[object, ...], list[Pair]] = {}
    for pair in loose:
        groups.setdefault(_reason(pair, units), []).append(pair)
    for (code, *_), own in groups.items():
        stage = own[0].after if code == "cells_no_target" else own[0].before
        known = units.get(stage, {}) if stage is not None else {}
        yield note(
            str(code),
            numbers=listed(pair.cell.text for pair in own),
            sources=_named(pair.source for pair in own),
            targets=_named(pair.target for pair in own),
            last=known[max(known)] if known else "",
        )


def _reason(pair: Pair, units: Mapping[Stage, Mapping[int, str]]) -> tuple[object, ...]:
    """A code of a sentence, and what its cells have in common."""
    if "bias" in (pair.source.kind, pair.target.kind):
        return ("biases_unused",)
    if pair.after is None:
        return "rows_no_target", pair.before
    if pair.before is None:
        return "rows_no_source", pair.after
    if number_of(pair.target) not in units.get(pair.after, ()):
        return "cells_no_target", pair.before, pair.target.text
    return "cells_no_source", pair.after, pair.source.text


def _named(labels: Iterable[Label]) -> str:
    return listed(f'"{text}"' for text in dict.fromkeys(label.text for label in labels))


def listed(words: Iterable[str]) -> str:
    """Words behind one another, the first few of many."""
    found = list(words)
    return ", ".join(found[:_MOST]) + (", …" if len(found) > _MOST else "")
