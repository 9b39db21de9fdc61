from __future__ import annotations

import pytest

from engine.edits import sheet
from engine.files.reader import read
from engine.lessons import find
from engine.project import Project
from engine.quantity import value
from engine.trace import trace


@pytest.fixture
def xor() -> Project:
    return read(find("xor").path)


def test_columns_are_the_numbers_of_a_sample_in_the_order_of_the_nodes(xor: Project) -> None:
    assert sheet.columns(xor.network) == (value("x").element(1), value("x").element(2), value("y"))
    assert sheet.rows(xor) == ((0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0))


def test_rows_make_the_same_project_again(xor: Project) -> None:
    again = sheet.with_rows(xor, sheet.rows(xor))
    assert again.samples == xor.samples
    assert trace(again).loss == trace(xor).loss


def test_rows_are_added_and_removed(xor: Project) -> None:
    assert sheet.rows(sheet.appended(xor, [(2, 3, 4)]))[-1] == (2, 3, 4)
    assert sheet.rows(sheet.inserted(xor, 1))[:3] == ((0, 0, 0), (0, 0, 0), (0, 1, 1))
    assert sheet.rows(sheet.removed(xor, {0, 2})) == ((0, 1, 1), (1, 1, 0))


def test_the_last_sample_stays(xor: Project) -> None:
    assert sheet.rows(sheet.removed(xor, range(4))) == ((0, 0, 0),)


def test_a_block_is_pasted_over_and_beyond_the_sheet(xor: Project) -> None:
    pasted = sheet.rows(sheet.pasted(xor, (3, 1), [(5, 6, 7), (8, 9, 10)]))
    assert pasted == ((0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 5, 6), (0, 8, 9))
