from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.files.reader import read
from engine.lessons import lessons
from gui.fonts import italic
from gui.panels.inspector.notes import Run, runs


def plain(found: list[Run]) -> str:
    """What the runs say, upright, with levels marked as in TeX."""
    marks = {-1: "_", 0: "", 1: "^"}
    upright = {italic(letter): letter for letter in "abcdefghijklmnopqrstuvwxyzWLĥŷy"}
    text = "".join(marks[run.level] + run.text for run in found)
    return "".join(upright.get(sign, sign) for sign in text)


def formula(tex: str) -> str:
    return plain(runs(f"${tex}$"))


@pytest.mark.parametrize(
    ("tex", "read_as"),
    [
        (r"\partial L/\partial h_0", "∂L/∂h_0"),
        (r"w_{12}", "w_1_2"),
        (r"-a_j/p_j", "−a_j/p_j"),
        (r"\sum_j a_j \log p_j", "∑_j a_j log p_j"),
        (r"e^{y_1}", "e^y^₁"),
        (r"\mathrm{softmax}(s)", "softmax(s)"),
        (r"\frac{\partial L}{\partial w_1}", "∂L/∂w_1"),
        (r"\pm q \cdot x", "± q · x"),
        (r"\sqrt{2}", "√(2)"),
        (r"|z|", "|z|"),
    ],
)
def test_formulas_are_set_as_on_paper(tex: str, read_as: str) -> None:
    assert formula(tex) == read_as


def test_letters_of_names_are_slanted_and_functions_are_not() -> None:
    assert [run.text for run in runs(r"$\log p$")] == ["log", " ", "𝑝"]


def test_text_stays_text() -> None:
    assert runs("Look at <b>w</b> & co.") == [Run("Look at <b>w</b> & co.")]


def test_formulas_stand_within_their_sentence() -> None:
    found = runs("the weight $w$ here")
    assert [(run.text, run.formula) for run in found] == [
        ("the weight ", False),
        ("𝑤", True),
        (" here", False),
    ]


@pytest.mark.parametrize("tex", [r"\begin{matrix}", r"\unknown x", "w_", "{", r"\frac{1}"])
def test_what_is_not_understood_stands_as_it_was_written(tex: str) -> None:
    assert "".join(run.text for run in runs(f"${tex}$")) in (tex, tex.strip("{}"))


def test_a_dollar_without_a_partner_is_a_dollar() -> None:
    assert runs("it costs 5 $ today") == [Run("it costs 5 "), Run("$ today")]


@given(st.text())
def test_any_text_can_be_shown(notes: str) -> None:
    assert isinstance(runs(notes), list)


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.name)
def test_every_formula_of_the_lessons_is_understood(lesson: object) -> None:
    found = runs(read(lesson.path).notes)
    assert not [run for run in found if "\\" in run.text or "$" in run.text]
