"""Cells: a pasted text as rows of cells, whatever stands between them.

Tabs of a spreadsheet, bars of Markdown, `&` of TeX, semicolons, commas or blanks: the one that
makes most lines rows of a table is taken. A line that is none has one cell, all of it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile
from typing import Final

from engine.errors import FileError, FormulaError
from engine.files.delimited import number
from engine.formula.spelling import VULGAR
from engine.importing.labels import directions, is_corner, label

LONGEST: Final = 4_000_000
"""Signs of one text."""

NO_WEIGHT: Final = frozenset(("-", "–", "—", "−", "―", "/", "·", ".", "n/a", "none", "∅", "×"))
"""What people write into a cell where there is no connection."""

_BLANKS: Final = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_HIDDEN: Final = "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u00ad"
_SIGNS: Final = str.maketrans(
    {
        **{chr(0xFEE0 + code): chr(code) for code in range(0x21, 0x7F)},  # full width
        **dict.fromkeys(_BLANKS, " "),
        **dict.fromkeys(_HIDDEN, ""),
        **dict.fromkeys("│┃║", "|"),
    }
)
_RULE: Final = re.compile(r"[\s|+:=\-–—\u2500-\u257f]*(?:\\[a-z]+(?:\{[^}]*\})*\s*)*")
_TEX: Final = re.compile(r"\\(?:hline|(?:top|mid|bottom)rule)|\\\\(?:\[[^\]]*\])?\s*$")
_NO_PART: Final = re.compile(r"\W*$|[-−–+]\d")
_ARROW: Final = re.compile(r"(.+?)\s*(?:-+>|→|⟶|⇒|=>)\s*(.+?)\s*[:=|\t]\s*(\S+)\s*")
_LIST: Final = r"\[[^\[\]=]*+\]"
_NESTED: Final = re.compile(rf"\[\s*({_LIST}(?:\s*,?\s*{_LIST})*+)\s*,?\s*\]")
_ROWS: Final = re.compile(r"\[([^\[\]\n=;]*+(?:;[^\[\]\n=;]*+)++)\]")
_ONE_ROW: Final = re.compile(r"(?<=[Ww\d]) ?= ?\[([^\[\]\n=]*+)\]")

_MOST_WORDS: Final = 6
_LONGEST_NUMBER: Final = 40
_LONGEST_LINE: Final = 1_000
_TRIED: Final = 20_000
"""Words of one label; signs of a weight, of a line without separators, of what a cut must suit."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a line; `line` counts from 1, and `apart` says that a blank one stands above."""

    line: int
    cells: tuple[str, ...]
    apart: bool = False


def rows(text: str) -> tuple[Row, ...]:
    """The lines that hold something; raises `FileError` for a text too long."""
    if len(text) > LONGEST:
        raise FileError("table_long", most=LONGEST)
    lines = _matrices(text.translate(_SIGNS)).splitlines()
    ends = accumulate(map(len, lines))
    tried = [line for line, end in zip(lines, ends, strict=True) if end - len(line) <= _TRIED]
    return tuple(_rows(_best_cut(tried), lines))


def is_number(cell: str) -> bool:
    """Whether a cell holds a weight."""
    if len(cell) > _LONGEST_NUMBER or not any(sign.isdecimal() or sign in VULGAR for sign in cell):
        return False  # most cells that are none, without parsing them
    try:
        number(cell)
    except FormulaError:
        return False
    return True


def is_blank(cell: str) -> bool:
    """Whether a cell holds no weight, and nothing else."""
    return not cell or cell.casefold() in NO_WEIGHT


def _rows(cut: Callable[[str], list[str]], lines: list[str]) -> Iterator[Row]:
    apart = False
    for number_of_line, line in enumerate(lines, 1):
        if _RULE.fullmatch(line):
            apart = apart or not line.strip()
            continue
        cells = [_bare(cell) for cell in cut(line)]
        if any(cells):
            yield Row(number_of_line, tuple(cells), apart)
            apart = False


def _bare(cell: str) -> str:
    """A cell without blanks and the signs for bold type, code and formulas around it."""
    return cell.strip(" \t*`$")


def _best_cut(lines: list[str]) -> Callable[[str], list[str]]:
    """The first that suits: blanks make rows even of other text, so most rows are no proof."""
    suited = [(_suits(cut, lines), cut) for cut in _CUTS]
    most = max(count for count, _ in suited)
    return next(cut for count, cut in suited if 2 * count >= most)


def _suits(cut: Callable[[str], list[str]], lines: list[str]) -> int:
    """How many lines are rows of a table: a label or none, then numbers or nothing.

    None if the line above the first has no cells but by blanks: then 0,5 is one number.
    """
    filled = [line for line in lines if line.strip()]
    found = [_is_row(cut(line)) for line in filled]
    first = found.index(True) if True in found else 0
    above = filled[first - 1] if first else ""
    if len(cut(above)) == 1 and _is_head(_words(above)):
        return 0
    return sum(found)


def _is_head(cells: list[str]) -> bool:
    numbered = any(sign.isdecimal() for cell in cells for sign in cell)
    return len(cells) > 1 and numbered and all(label(cell) or is_corner(cell) for cell in cells)


def _is_row(cells: list[str]) -> bool:
    first, *behind = [_bare(cell) for cell in cells]
    numbers = sum(map(is_number, behind))
    name = label(first)
    if not numbers or not (name or is_corner(first) or is_number(first)):
        return False
    if name and name.kind == "named" and numbers == 1:  # "Exercise 3"
        return False
    return all(is_number(each) or is_blank(each) or label(each) for each in behind)


# -- ways to cut a line -----------------------------------------------------------------------


def _quoted(separator: str) -> Callable[[str], list[str]]:
    def cut(line: str) -> list[str]:
        try:
            return next(csv.reader([line], delimiter=separator, skipinitialspace=True), [line])
        except csv.Error:
            return [line]

    return cut


def _barred(line: str) -> list[str]:
    if "|" not in line:
        return [line]
    return line.strip().removeprefix("|").removesuffix("|").split("|")


def _tex(line: str) -> list[str]:
    return re.sub(_TEX, "", re.sub(_TEX, "", line).strip()).split("&")


def _split(pattern: str) -> Callable[[str], list[str]]:
    return lambda line: re.split(pattern, line.strip())


def _words(line: str) -> list[str]:
    """Cells between single blanks; "Input Node 1" is one label all the same."""
    words, cells = line.split(), []
    if len(words) > _LONGEST_LINE:
        return [line]
    at = sum(1 for _ in takewhile(_heads, words))  # From \ To
    if at:
        cells.append(" ".join(words[:at]))
    while at < len(words):
        ends = range(min(len(words), at + _MOST_WORDS), at + 1, -1)
        end = next((end for end in ends if _is_label(words[at:end])), at + 1)
        cells.append(" ".join(words[at:end]))
        at = end
    return cells


def _heads(word: str) -> bool:
    return bool(directions(word)) or not any(sign.isalnum() for sign in word)


def _is_label(words: Sequence[str]) -> bool:
    """Whether several words are one label, and none of them a weight or a sign for none."""
    if any(_NO_PART.match(word) for word in words) or any(")" in word for word in words[:-1]):
        return False
    found = label(" ".join(words))
    return found is not None and found.kind != "named" and (found.kind, found.unit) != ("bias", 1)


def _listed(line: str) -> list[str]:
    """Cut a line such as Input 1 → Hidden 1: 0.5."""
    found = _ARROW.fullmatch(line) if len(line) <= _LONGEST_LINE else None
    return list(found.groups()) if found else [line]


_CUTS: Final = (
    _quoted("\t"),
    _barred,
    _tex,
    _quoted(";"),
    _split(r",\s+|;"),
    _quoted(","),
    _listed,
    _split(r"\s{2,}"),
    _words,
)
"""In the order of trying: a comma may also be a decimal one, and a blank part of a label."""


# -- matrices in brackets ---------------------------------------------------------------------


def _matrices(text: str) -> str:
    """Text in which a row of a matrix such as [[1, 2], [3, 4]] or [1 2; 3 4] is a line."""
    text = _NESTED.sub(lambda found: _lines(re.findall(_LIST, found[1])), text)
    text = _ROWS.sub(lambda found: _lines(found[1].split(";")), text)
    return _ONE_ROW.sub(lambda found: _lines([found[1]]), text)


def _lines(parts: list[str]) -> str:
    """Rows of a matrix; a comma is a decimal one only where blanks stand between the numbers."""
    decimal = any(re.search(r"\d,\d+\s+[\d-]", part) for part in parts)
    split = [re.split(r"\s+" if decimal else r"[,\s]+", part.strip(" ,[]\n")) for part in parts]
    return "\n".join(["", *map("\t".join, split), "", ""])
