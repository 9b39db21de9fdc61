"""`solve --worked` reads like a model answer."""

from __future__ import annotations

from time import perf_counter

import pytest

from engine.explain.explanation import explain
from engine.lessons import lessons
from engine.worked import WIDTH, worked
from main import main
from tests.engine.lesson_files import lesson
from tests.engine.wide import digits


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["solve", *arguments, "--worked"]) == 0
    return capsys.readouterr().out


def test_the_skip_connection(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "skip-connection")
    headings = ("Given", "Forward pass", "Backward pass", "Update")
    assert [line for line in out.splitlines() if line in headings] == list(headings)
    assert (
        """
 15. Gradient of the output of unit 0 (chain rule, sum over paths)
     The change goes on along several connections: what comes back along each is added up.
     ∂L/∂h₀ = ∂L/∂z₂·w₃ + ∂L/∂z₁·w₁ = 1·0.5 + 0.5·0.5 = 0.75
     That is 0.5 through the skip + 0.25 through unit 1.
"""
        in out
    )
    assert "     In full: ∂L/∂w₀ = L′·(w₂·g₁′(z₁)·w₁ + w₃)·g₀′(z₀)·x" in out
    assert "     w₀ ← w₀ − η·∂L/∂w₀ = 0.5 − 1·0.75 = −0.25" in out


def test_softmax_arrives_at_p_minus_a(capsys: pytest.CaptureFixture[str]) -> None:
    assert """
        ∂L/∂h_s_1 = ∂L/∂p₁·p₁·(1 − p₁) − ∂L/∂p₂·p₁·p₂ − ∂L/∂p₃·p₁·p₃
                  = −a₁·(1 − p₁) + a₂·p₁ + a₃·p₁              (slope of the loss put in)
                  = (a₁ + a₂ + a₃)·p₁ − a₁                    (written shorter)
                  = p₁ − a₁                                   (targets add up to 1)
                  ≈ 0.2279 − 1
                  ≈ −0.7721
""" in printed(capsys, "softmax-cross-entropy")


def test_a_rule_is_explained_once(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "skip-connection")
    assert out.count("A weight multiplies a value") == 1


def test_after_a_step_it_says_why_nothing_moves(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "skip-connection", "--steps", "1")
    assert "z₁ = 0 is exactly the kink of ReLU" in out
    assert "z₀ < 0: ReLU is flat there, so no gradient passes." in out


def test_one_sample_of_several(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Sample 1 of 4" in printed(capsys, "xor")
    out = printed(capsys, "xor", "--sample", "3")
    assert "Sample 3 of 4" in out
    assert "x = (1, 0), y = 1" in out


def test_without_objective_there_is_a_forward_pass_only() -> None:
    lines = list(worked(explain(lesson("weight-table"))))
    assert "Forward pass" in lines
    assert "Backward pass" not in lines
    assert lines[-1] == "     h₂ = z₂ ≈ 1.057"


@pytest.mark.parametrize("name", [each.name for each in lessons()])
def test_lines_fit_a_page(name: str) -> None:
    lines = "\n".join(worked(explain(lesson(name)))).splitlines()
    assert not [line for line in lines if len(line) > WIDTH]


def test_wide_layers_are_told_in_matrices() -> None:
    start = perf_counter()
    lines = list(worked(explain(digits())))
    assert perf_counter() - start < 3.0  # 0.1 s on an idle machine
    assert "W₁ of 128×784 numbers" in "\n".join(lines)
    assert "     z₁ = W₁·x + b₁ ≈ (−0.8329, −0.5442, 0.1227, …, −0.1429)" in lines


def test_json_and_worked_exclude_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["solve", "xor", "--worked", "--json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "not allowed with" in err


def test_an_incomplete_file_is_refused_as_without_worked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["solve", "nowhere.chainrule", "--worked"]) == 2
    assert "cannot be read" in capsys.readouterr().err
