"""Tables: rows of cells as labels of rows, labels of columns, and what stands where they meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile, zip_longest
from typing import Final, Literal

from engine.errors import FileError, FormulaError
from engine.files.delimited import number
from engine.importing.cells import Row, is_blank, is_number
from engine.importing.labels import (
    Label,
    Stage,
    are_letters,
    directions,
    is_corner,
    label,
    stages_in,
)
from engine.importing.sections import Section, sections

Side = Literal["from", "to"]
"""What a row is of a weight: the unit that it comes from, or the one that it leads to."""

_LONGEST_CAPTION: Final = 9
"""Words of a line above a table that says between which layers it is."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a table says of one pair; `number` is None in a cell without a weight."""

    row: Label
    column: Label
    number: float | None
    text: str
    line: int

    @property
    def place(self) -> str:
        """Where it stands, for a refusal."""
        return place(self.line, self.row.text, self.column.text)


@dataclass(frozen=True, slots=True)
class Table:
    """`rows_are` is None where the text does not say; a `bare` table has no labels of its own.

    A `listed` one has a row for each weight. `caption` holds the layers that the line above speaks
    of, and a `matrix` is called W there.
    """

    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    cells: tuple[Cell, ...]
    rows_are: Side | None
    caption: tuple[Stage, ...]
    bare: bool = False
    matrix: bool = False
    listed: bool = False


def place(line: int, row: str = "", column: str = "") -> str:
    """`line 4, row "Input 1", column "Node 2"`."""
    parts = [f"line {line}", *([f'row "{row}"'] if row else [])]
    return ", ".join([*parts, *([f'column "{column}"'] if column else [])])


def tables(rows: Sequence[Row]) -> tuple[tuple[Table, ...], tuple[str, ...]]:
    """The tables of a text, and the lines that belong to none.

    Raises `FileError` with line, row and column for a cell that cannot be understood.
    """
    found: list[Table] = []
    others: list[str] = []
    caption = ""
    for part in sections(rows):
        if isinstance(part, str):
            caption = part
            others.append(part)
        else:
            found.append(_table(part, caption))
            caption = ""
    return tuple(found), tuple(others)


def _table(lines: Section, caption: str) -> Table:
    """The labels and cells of one table."""
    body = lines.body
    width = max(len(row.cells) for row in body)
    head = _joined_head(lines.head, width)
    count = min(_label_columns(head, body), width - 1)
    stages = stages_in(caption) if len(caption.split()) <= _LONGEST_CAPTION else ()
    told = stages if len(stages) == 2 else ()
    if (count, width) == (2, 3) and _is_list(head, body):
        return _list_of_weights(head, body, told)
    texts = _Texts([*head[count:], *(row.cells[0] for row in body)])
    names = _row_names(body, count, texts)
    columns = _column_names(head[count:], body, count, texts)
    cells = tuple(
        _cell(name, column, _cell_at(row, at), row.line)
        for name, row in zip(names, body, strict=True)
        for at, column in enumerate(columns, count)
        if column is not None
    )
    known = tuple(column for column in columns if column is not None)
    side = _side(" ".join(head[:count]), names, known)
    is_matrix = caption.strip().lstrip("$").casefold().startswith("w")
    return Table(names, known, cells, side, told, not count and not head, is_matrix)


def _joined_head(head: Sequence[Row], width: int) -> list[str]:
    """One heading a column: the upper ones reach over the blank cells behind them."""
    length = max((len(row.cells) for row in head), default=0)
    joined = [""] * length
    for row in head:
        cells = [*row.cells, *[""] * (length - len(row.cells))]
        if row is not head[-1]:
            cells = _filled(cells)
        joined = [_joined(*pair) for pair in zip(joined, cells, strict=True)]
    without_corner = bool(joined) and not is_corner(joined[0])
    return [""] * (width - length) + joined if without_corner else joined


def _joined(*parts: str) -> str:
    """Cells of one label; the comma keeps two numbers in a row apart."""
    return ", ".join(filter(None, parts))


def _filled(cells: Sequence[str]) -> list[str]:
    """Cells of which the blank ones repeat the one before: merged cells arrive like that."""
    filled: list[str] = []
    for cell in cells:
        filled.append(cell or (filled[-1] if filled else ""))
    return filled


def _label_columns(head: Sequence[str], body: Sequence[Row]) -> int:
    """How many columns hold the labels of the rows."""
    count = sum(1 for _ in takewhile(is_corner, head))
    columns = zip_longest(*(row.cells for row in body), fillvalue="")
    for index, column in enumerate(columns):
        words = [cell for cell in column if not is_blank(cell)]
        told = label(head[index]) if index < len(head) else None
        if not words or any(map(is_number, words)) or (told and told.kind != "named"):
            return max(count, index)
    return count


def _is_list(head: Sequence[str], body: Sequence[Row]) -> bool:
    """Whether each row is a connection: the unit it comes from, the one it leads to, its weight."""
    if len(head) > 1 and directions(head[0]) and directions(head[1]):
        return True
    names = [label(cell) for row in body for cell in row.cells[:2]]
    return all(name and (name.stage or name.kind == "named") for name in names)


def _list_of_weights(head: Sequence[str], body: Sequence[Row], told: tuple[Stage, ...]) -> Table:
    side: Side = "to" if head and directions(head[0]) == ("to",) else "from"
    cells = []
    texts = _Texts([cell for row in body for cell in row.cells[:2]])
    for row in body:
        first, second = (texts.label(_cell_at(row, at), row.line) for at in (0, 1))
        cells.append(_cell(first, second, _cell_at(row, 2), row.line))
    rows = tuple(dict.fromkeys(cell.row for cell in cells))
    columns = tuple(dict.fromkeys(cell.column for cell in cells))
    return Table(rows, columns, tuple(cells), side, told, listed=True)


def _row_names(body: Sequence[Row], count: int, texts: _Texts) -> tuple[Label, ...]:
    """What each row is called; the labels of two columns are one, "Input" and "Node 1"."""
    if not count:
        return tuple(_numbered(index) for index in range(1, len(body) + 1))
    columns = list(zip_longest(*(row.cells[:count] for row in body), fillvalue=""))
    merged = [_filled(column) for column in columns[:-1]]
    joined = [_joined(*parts) for parts in zip(*merged, columns[-1], strict=True)]
    names = [texts.label(text, row.line) for text, row in zip(joined, body, strict=True)]
    first: dict[Label, int] = {}
    for name, row in zip(names, body, strict=True):
        if name.kind != "bias" and name in first:
            raise FileError("row_twice", place(row.line), name=name.text, line=first[name])
        first[name] = row.line
    return tuple(names)


def _column_names(
    head: Sequence[str], body: Sequence[Row], start: int, texts: _Texts
) -> list[Label | None]:
    """What each column from `start` on is called; None where it has neither name nor numbers."""
    width = max(*(len(row.cells) - start for row in body), len(head))
    if not head:
        return [_numbered(index) for index in range(1, width + 1)]
    found: dict[int, Label | None] = {}
    known: set[Label] = set()
    for at, text in zip_longest(range(width), head, fillvalue=""):
        column = start + int(at or 0)
        lines = [row.line for row in body if not is_blank(_cell_at(row, column))]
        if not text and lines:
            raise FileError("column_unnamed", place(lines[0]), number=column + 1)
        name = texts.label(text, body[0].line) if text else None
        if name in known:
            raise FileError("column_twice", name=text)
        found[column] = name
        known |= {name} if name is not None else set()
    return list(found.values())


class _Texts:
    """Reads the labels of one table."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._letters = are_letters(texts)

    def label(self, text: str, line: int) -> Label:
        """What `text` names, in a row or column that has numbers."""
        if not text:
            raise FileError("row_unnamed", place(line))
        found = label(text)
        if found is None:
            raise FileError("label_unknown", place(line), found=text)
        if self._letters and len(found.text) == 1 and found.text.isalpha():
            return Label(found.text, "named")
        return replace(found, text=found.text.replace(",", ""))


def _numbered(index: int) -> Label:
    return Label(str(index), "", unit=index)


def _cell_at(row: Row, column: int) -> str:
    """The text of a cell; a row may be shorter than the others."""
    return row.cells[column] if column < len(row.cells) else ""


def _cell(row: Label, column: Label, text: str, line: int) -> Cell:
    if is_blank(text):
        return Cell(row, column, None, text, line)
    try:
        return Cell(row, column, number(text), text, line)
    except FormulaError:
        raise FileError("cell_no_number", place(line, row.text, column.text), found=text) from None


def _side(corner: str, rows: Sequence[Label], columns: Sequence[Label]) -> Side | None:
    """What the corner says, or else words such as "to Node 1" in the labels."""
    words = directions(corner)
    toward = [*(name.toward for name in rows), *(_OTHER.get(c.toward, "") for c in columns)]
    said = words[0] if words else next(filter(None, toward), "")
    return "from" if said == "from" else "to" if said == "to" else None


_OTHER: Final = {"from": "to", "to": "from"}
