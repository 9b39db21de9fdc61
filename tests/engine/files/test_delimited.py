from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import FileError
from engine.files.delimited import decoded, read_samples
from engine.files.reader import read
from engine.lessons import find
from engine.network import Network

XOR = read(find("xor").path).network
SKIP = read(find("skip-connection").path).network


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("0\t1\t1\n1\t1\t0", ((0, 1, 1), (1, 1, 0))),
        ("0;1;1\n1;1;0\n", ((0, 1, 1), (1, 1, 0))),
        ("0,5;1;1\n\n1;1,25;0", ((0.5, 1, 1), (1, 1.25, 0))),
        ("0.5,1,1\r\n1,1.25,0", ((0.5, 1, 1), (1, 1.25, 0))),
        ("0,5 1 1\n1   1,25 0", ((0.5, 1, 1), (1, 1.25, 0))),
        ("0,5\t1,5\t−1", ((0.5, 1.5, -1),)),
        ('"0.5", "1", "1/2"', ((0.5, 1, 0.5),)),
        ("1e-3 2E2 .5", ((1e-3, 200, 0.5),)),
    ],
)
def test_every_usual_separator_is_found(text: str, rows: object) -> None:
    assert read_samples(text, XOR).rows == rows


def test_names_decide_the_order_and_leave_out_what_is_not_ours() -> None:
    table = read_samples("id,y,X_2,x 1\n7,1,0.25,0.5\n8,0,1,2", XOR)
    assert table.by_name
    assert table.rows == ((0.5, 0.25, 1), (2, 1, 0))


def test_other_names_are_read_in_their_order() -> None:
    table = read_samples("left;right;wanted\n1;2;3", XOR)
    assert not table.by_name
    assert table.rows == ((1, 2, 3),)


def test_a_separator_may_be_given() -> None:
    assert read_samples("1,5;2,5", SKIP).rows == ((1.5, 2.5),)
    assert read_samples("1,5", SKIP, ",").rows == ((1, 5),)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "there is no row of numbers here"),
        ("x_1,x_2,y\n", "there is no row of numbers here"),
        ("1,2\n3,4", "the data have 2 columns, this network needs 3: x_1, x_2, y"),
        ("1,2,3\n4,5", "line 2: this row has 2 cells, the others have 3"),
        ("1,2,3\n\n4,five,6", 'line 3, column 2: "five" is no number'),
        ("1,2,3\n4,nan,6", 'line 2, column 2: "nan" is no number'),
        ("1,2,3\n4,1e999,6", 'line 2, column 2: "1e999" is no number'),
        ("1,2,3\n4,,6", 'line 2, column 2: "" is no number'),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(text: str, sentence: str) -> None:
    with pytest.raises(FileError) as refused:
        read_samples(text, XOR)
    assert str(refused.value) == sentence


def test_a_network_without_data_takes_none() -> None:
    with pytest.raises(FileError):
        read_samples("1,2", Network())


def test_bytes_that_are_no_text_are_refused() -> None:
    assert decoded(b"\xef\xbb\xbf1,2") == "1,2"
    with pytest.raises(FileError):
        decoded(b"\xff\xfe1\x00")


@given(st.lists(st.tuples(*[st.floats(-1e9, 1e9, allow_nan=False)] * 3), min_size=1))
def test_what_is_written_is_read_again(rows: list[tuple[float, ...]]) -> None:
    text = "\n".join("\t".join(map(repr, row)) for row in rows)
    assert read_samples(text, XOR).rows == tuple(rows)
