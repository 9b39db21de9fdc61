"""Sentences of the engine are plain English, with what they count in the right number."""

from __future__ import annotations

import pytest

from engine.wording import SENTENCES, Sentence, filled, worded


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (1_000, "1000 rows")]
)
def test_a_count_brings_its_word(count: int, text: str) -> None:
    assert filled("{found:row|rows}", {"found": count}) == text
    assert Sentence("{found:row|rows}", {"found": count}).text() == text


def test_other_numbers_are_written_as_ever() -> None:
    given = {"a": 3, "b": 0.25, "c": "2×3", "d": True}
    assert filled("{a} {a:03d} {b:g} {c} {d}", given) == "3 003 0.25 2×3 True"


def test_a_translation_brings_its_own_words() -> None:
    sentence = Sentence("{found:row|rows}", {"found": 1})
    assert sentence.text({"{found:row|rows}": "{found:Zeile|Zeilen}"}.__getitem__) == "1 Zeile"


def test_sentences_say_one_row_and_two_rows() -> None:
    assert not [code for code, template in SENTENCES.items() if "(s)" in template]
    one = {"columns": 1, "found": 2}
    assert worded("matmul_size", one) == "the matrix has 1 column, the vector 2 numbers"
