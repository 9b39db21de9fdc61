"""Numbers in rows, as spreadsheets export and copy them, and the samples that they are.

Cells stand between tabs, semicolons, commas or blanks; which of them is found by trying, so a
decimal comma is no separator where it makes no sense. A first row of words names the columns.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from engine.edits.sheet import columns
from engine.errors import FileError, FormulaError
from engine.files.schema import LARGEST_FILE
from engine.formula.typed_number import parse_number
from engine.network import Network
from engine.vocabulary import text as named

SEPARATORS: Final = ("\t", ";", ",", " ")
"""In the order of trying; a blank stands for any number of them."""

_PLAIN: Final = re.compile(r"[+-]?(?:\d+[.,]?\d*|[.,]\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_TRIED: Final = 50
"""Lines that a separator must suit."""


@dataclass(frozen=True, slots=True)
class Line:
    """The cells of one line; `number` counts from 1, empty lines too."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleTable:
    """Rows of numbers in the order of the network's sheet.

    `header` names the columns of the text, empty where it has no names; `sources` says from which
    of them (from 0) each column of the sheet is read, `by_name` whether the names decided that.
    """

    header: tuple[str, ...]
    sources: tuple[int, ...]
    by_name: bool
    rows: tuple[tuple[float, ...], ...]


def decoded(data: bytes) -> str:
    """The text of a file; raises `FileError`."""
    if len(data) > LARGEST_FILE:
        raise FileError("file_large", most=LARGEST_FILE // 2**20)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileError("not_utf8") from None


def lines(text: str, separator: str | None = None) -> tuple[Line, ...]:
    """The lines that hold something, cut at `separator` or at the one that suits them best."""
    if separator is None:
        separator = best_separator(text)
    return tuple(_cut(text, separator))


def best_separator(text: str) -> str:
    """The first that cuts every line alike into several cells of which the last row's are numbers.

    Where none does, the cells of each line are not separated at all.
    """
    sample = "\n".join([line for line in text.splitlines() if line.strip()][:_TRIED])
    for separator in SEPARATORS:
        cut = tuple(_cut(sample, separator))
        counts = {len(line.cells) for line in cut}
        if len(counts) == 1 and counts != {1} and all(map(_is_number, cut[-1].cells)):
            return separator
    return next((each for each in SEPARATORS if each in sample.strip()), ",")


def read_samples(text: str, network: Network, separator: str | None = None) -> SampleTable:
    """The samples that `text` holds for `network`; raises `FileError` with line and column."""
    wanted = columns(network)
    if not wanted:
        raise FileError("no_columns")
    separator = separator or best_separator(text)
    found = lines(text, separator)
    header = found[0].cells if found and not all(map(_is_number, found[0].cells)) else ()
    body = found[1:] if header else found
    if not body:
        raise FileError("no_rows")
    names = [named(quantity, network) for quantity in wanted]
    width = len(header or body[0].cells)
    sources, by_name = _sources(header, names, width)
    rows = tuple(_numbers(line, sources, width) for line in body)
    return SampleTable(header, sources, by_name, rows)


def read_block(found: Sequence[Line]) -> tuple[tuple[float, ...], ...]:
    """The numbers of all cells, as a clipboard holds them; raises `FileError` with the place."""
    return tuple(_numbers(line, range(len(line.cells)), len(line.cells)) for line in found)


def number(cell: str) -> float:
    """The number in a cell: 0.5, 0,5, 1/2, −1e-3; raises `FormulaError`."""
    if _PLAIN.fullmatch(cell):
        plain = float(cell.replace(",", "."))
        if abs(plain) <= 1e300:
            return plain
    return parse_number(cell)


def _cut(text: str, separator: str) -> Iterator[Line]:
    if separator == " ":
        for at, line in enumerate(text.splitlines(), 1):
            if line.strip():
                yield Line(at, tuple(line.split()))
        return
    reader = csv.reader(text.splitlines(), delimiter=separator, skipinitialspace=True)
    try:
        for cells in reader:
            trimmed = tuple(cell.strip() for cell in cells)
            if any(trimmed):
                yield Line(reader.line_num, trimmed)
    except csv.Error as error:
        raise FileError("cannot_read", f"line {reader.line_num}", reason=str(error)) from None


def _sources(
    header: Sequence[str], names: Sequence[str], width: int
) -> tuple[tuple[int, ...], bool]:
    """From which column each of `names` is read: by their names, or else in their order."""
    given = [_folded(cell) for cell in header]
    folded = [_folded(name) for name in names]
    if set(folded) <= set(given):
        return tuple(given.index(name) for name in folded), True
    if width != len(names):
        listed = ", ".join(names)
        raise FileError("columns_differ", found=width, expected=len(names), names=listed)
    return tuple(range(width)), False


def _numbers(line: Line, sources: Sequence[int], width: int) -> tuple[float, ...]:
    if len(line.cells) != width:
        place = f"line {line.number}"
        raise FileError("row_length", place, found=len(line.cells), expected=width)
    found = []
    for at in sources:
        try:
            found.append(number(line.cells[at]))
        except FormulaError:
            place = f"line {line.number}, column {at + 1}"
            raise FileError("cell_no_number", place, found=line.cells[at]) from None
    return tuple(found)


def _is_number(cell: str) -> bool:
    try:
        number(cell)
    except FormulaError:
        return False
    return True


def _folded(name: str) -> str:
    """Names of columns are compared without case, blanks and the signs of an index."""
    return re.sub(r"[\s_{}]", "", name).casefold()
