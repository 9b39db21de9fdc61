from __future__ import annotations

from gui.panels.table.rows import Rows


def test_rows_are_found_by_counting() -> None:
    rows = Rows(["a", "b", "c"], [2, 0, 3])
    assert len(rows) == 6  # a thing without numbers has a row too
    assert [rows.at(row) for row in range(6)] == [
        ("a", 0),
        ("a", 1),
        ("b", 0),
        ("c", 0),
        ("c", 1),
        ("c", 2),
    ]
    assert [rows.of(key) for key in "abcd"] == [range(2), range(2, 3), range(3, 6), range(0)]


def test_nothing_has_no_rows() -> None:
    rows: Rows[str] = Rows([], [])
    assert len(rows) == 0
    assert rows.same_as(Rows([], []))
    assert not rows.same_as(Rows(["a"], [1]))
