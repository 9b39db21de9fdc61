"""Sections: which rows of cells are one table, and which are text around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from engine.importing.cells import Row, is_blank, is_number
from engine.importing.labels import is_corner, label


@dataclass(slots=True)
class Section:
    """The lines of one table."""

    head: list[Row]
    body: list[Row]


def sections(rows: Sequence[Row]) -> Iterator[Section | str]:
    """Tables, and lines of text between them."""
    table = Section([], [])
    for row in rows:
        match _sort(row, table):
            case "head":
                if table.body:
                    yield table
                    table = Section([], [])
                table.head.append(row)
            case "body":
                if row.apart and table.body and not table.head and _is_bare(row):
                    yield table
                    table = Section([], [])
                table.body.append(row)
            case _:
                yield from _closed(table)
                table = Section([], [])
                yield "\t".join(row.cells)
    yield from _closed(table)


def _closed(table: Section) -> Iterator[Section | str]:
    """A table without a row of numbers was none."""
    if table.body:
        yield table
    else:
        yield from ("\t".join(row.cells) for row in table.head)


def _sort(row: Row, table: Section) -> Literal["head", "body", "text"]:
    """A row of labels alone is a head, one of numbers behind a label belongs to the table."""
    first, *others = row.cells
    filled = [cell for cell in others if not is_blank(cell)]
    numbers = sum(map(is_number, filled))
    is_open = bool(table.head or table.body)
    if is_corner(first):
        heads = all(label(cell) or is_corner(cell) for cell in filled)
        names = bool(first) or numbers < len(filled) or not table.body
        return "head" if filled and heads and names else "body" if numbers else "text"
    name = label(first)
    if name is None and not is_number(first):
        inside = is_open and not row.apart and numbers and 2 * numbers >= len(filled)
        return "body" if inside else "text"
    if numbers:
        told = name is None or name.kind != "named" or 2 * numbers >= len(filled)
        return "body" if told else "text"
    if is_open and len(row.cells) > 1 and not row.apart and (name is None or name.kind != "named"):
        return "body"
    if is_number(first) and not filled:
        return "body"
    return "head" if filled and all(map(label, filled)) else "text"


def _is_bare(row: Row) -> bool:
    return all(is_number(cell) or is_blank(cell) for cell in row.cells)
