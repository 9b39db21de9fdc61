"""A damaged or hostile table is refused in one sentence with its place, and never misread."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import FileError
from engine.importing.choices import assumptions, defaults
from engine.importing.table_project import project_of
from engine.importing.weight_table import read_weight_table
from engine.trace import trace
from tests.cost import at_most
from tests.engine.importing.test_weight_table import EXERCISE, SHEET, TWO_TWO_ONE

ROW = 'row "Input Node 2"'


def spoilt(old: str, new: str) -> str:
    return SHEET.replace(old, new)


CELL = f'line 3, {ROW}, column "Node 1"'

DAMAGED = {
    "a letter for a digit": (spoilt("0.3", "O.3"), CELL, "no number"),
    "a word": (spoilt("0.3", "three"), CELL, '"three"'),
    "not a number": (spoilt("0.3", "NaN"), CELL, '"NaN"'),
    "infinite": (spoilt("0.3", "1e999"), CELL, "1e999"),
    "∞": (spoilt("0.3", "∞"), CELL, "∞"),
    "an error of a spreadsheet": (spoilt("0.3", "#DIV/0!"), CELL, "#DIV/0!"),
    "a formula of a spreadsheet": (spoilt("0.3", "=A1+B1"), CELL, "=A1+B1"),
    "foreign digits": (spoilt("0.3", "٠٫٣"), CELL, "٠٫٣"),
    "two numbers in a cell": (spoilt("0.3", "0.3 0.4"), CELL, "0.3 0.4"),
    "an empty cell": (spoilt("0.3", ""), CELL, "missing"),
    "a row broken off": (spoilt("\t0.4", ""), CELL.replace("Node 1", "Node 2"), "missing"),
    "a row too long": (spoilt("0.4", "0.4\t9"), "line 3", "column 4"),
    "no heading": (spoilt("\tNode 2", "\t"), "line 2", "column 3"),
    "a row twice": (spoilt("Node 2\t0.3", "Node 1\t0.3"), "line 3", "twice"),
    "a column twice": (spoilt("\tNode 2", "\tNode 1"), "", "twice"),
    "no label": (spoilt("Input Node 2", ""), "line 3", "no label"),
    "a label of two nodes": (spoilt("Node 2\t0.3", "Node 2 Node 3\t0.3"), "line 3", "no node"),
    "a weight twice": (
        f"{SHEET}\n\nFrom\th1\nInput Node 1\t3", 'line 10, row "Input Node 1"', "line 2"
    ),
    "a sum below": (f"{SHEET}Sum\t2.5\t3.0", 'line 7, row "Sum"', "no node"),
    "back": ("From \\ To\tInput 1\nHidden 1\t0.5", 'line 2, row "Hidden 1"', "leads back"),
    "a cycle": ("\tA\tB\nA\t\t1\nB\t2\t", "line", "leads back"),
    "itself": ("\tA\tB\nA\t3\t1\nB\t\t", 'line 2, row "A", column "A"', "leads back"),
    "a node that nothing feeds": (
        "\th1\th2\ty\nx\t1\nh1\t\t\t1\nh2\t\t\t2", 'line 2, row "x", column "h2"', "missing"
    ),
    "a layer that nothing feeds": (
        "From\tHidden 1 Node 1\tOutput\nx\t1\t\nHidden 2 Node 1\t\t2", "", '"Hidden 2 Node 1"'
    ),
    "matrices that do not fit": ("1 2\n3 4\n\n5\n6\n7", "", "missing"),
    "nothing": ("", "", "no table"),
    "blanks": (" \n\t\n", "", "no table"),
    "words": ("Hello world,\nhow are you?", "", "no table"),
    "labels alone": ("From\tNode 1\tNode 2", "", "no table"),
    "no weights": ("\th1\nx1\t-\nx2\t-", "", "no table"),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_table_is_refused_with_its_place(damage: str) -> None:
    text, place, words = DAMAGED[damage]
    with pytest.raises(FileError) as refused:
        read_weight_table(text)
    assert refused.value.place.startswith(place)
    assert words in str(refused.value)


def test_a_lost_row_is_seen_in_the_remarks() -> None:
    table = read_weight_table("\n".join(SHEET.splitlines()[:4]))
    assert str(table.notes[1]) == (
        '0.2, 0.4 (from "Input Node 1", "Input Node 2" to "Node 2") have no target: '
        'the next layer ends with "Hidden Node 1"'
    )


HUGE = {
    "signs": "0.1\t" * 2_000_000,
    "columns": "From\t" + "\t".join(f"h{n}" for n in range(3000)) + "\nx1" + "\t1" * 3000,
    "rows": "From\th1\n" + "\n".join(f"x{n}\t1" for n in range(5_000)),
    "names": "\tB\n" + "\n".join(f"A{n}a\t{'' if n % 2 else 1}" for n in range(500)),
    "blanks": " " * 1_000_000 + "\n" * 100_000,
    "one word": "a" * 1_000_000,
    "bars": "|" * 300_000,
    "brackets": "[" * 200_000,
    "brackets that close": "[[" * 20_000 + "]" * 20_000,
    "quotes": '"' * 300_000,
    "digits": "1" * 300_000 + "\t2",
    "arrows": "->" * 100_000,
    "words": "x " * 200_000,
    "equals": "W = [" * 20_000,
}


@pytest.mark.parametrize("size", HUGE)
def test_a_huge_text_takes_no_time(size: str) -> None:
    with at_most(10):
        _read_or_refused(HUGE[size])


SIGNS = "\t\n ,;|.-0123456789eE+x₂½\"'\\/→[]=AbhNode InputHiddenOutput\u00a0"


@settings(max_examples=250)
@given(
    st.sampled_from([*TWO_TWO_ONE.values(), EXERCISE]),
    st.lists(
        st.tuples(st.integers(0, 10_000), st.integers(0, 12), st.text(SIGNS, max_size=6)),
        min_size=1,
        max_size=4,
    ),
)
def test_any_damage_is_read_or_refused(text: str, cuts: list[tuple[int, int, str]]) -> None:
    for at, length, inserted in cuts:
        start = at % (len(text) + 1)
        text = text[:start] + inserted + text[start + length :]
    _read_or_refused(text)


@settings(max_examples=200)
@given(st.text(SIGNS, max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    _read_or_refused(text)


def _read_or_refused(text: str) -> None:
    """Nothing but a refusal may be raised, and what is read can be solved."""
    try:
        table = read_weight_table(text)
    except FileError:
        return
    assert all(str(each) for each in (*table.notes, *assumptions(table, defaults(table))))
    project = project_of(table, defaults(table))
    assert project.network.missing == ()
    trace(project)
