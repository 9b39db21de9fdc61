"""`solve --worked` reads like a model answer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.explain.explanation import explain
from engine.lessons import lessons
from engine.network import network
from engine.nodes import Edge, Loss, Operation, Parameter, Target
from engine.parameters import Parameters
from engine.project import Project, Sample
from engine.worked import WIDTH, worked
from main import main
from tests.cost import at_most
from tests.engine.lesson_files import lesson
from tests.engine.networks import graph, skip_connection, unit, weighted
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


def test_what_goes_back_is_added_with_its_sign_and_said_to_be_rounded() -> None:
    whole = worked(explain(skip_connection({"w1": -0.5, "w3": 1.5})))
    assert "     That is 1.5 through the skip + 0 through unit 1." in whole
    third = worked(explain(skip_connection({"w1": 1 / 3, "w2": -1.0, "w3": 1.5})))
    assert "     That is about 1.5 through the skip − 0.3333 through unit 1." in third


def test_a_value_used_often_fits_a_page() -> None:
    operations = ("multiply", "power", "divide", "subtract", "maximum")
    built = network(
        (
            Parameter("p", "a", (1,)),
            *(Operation(f"q{i}", name) for i, name in enumerate(operations)),
            Operation("f", "add"),
        ),
        (
            *(Edge("p", f"q{i}", port=port) for i in range(5) for port in (0, 1)),
            *(Edge(f"q{i}", "f", port=i) for i in range(5)),
        ),
        "f",
    )
    project = Project(built, Parameters(built.layout, np.full(1, 2.0)))
    lines = list(worked(explain(project)))
    assert not [line for line in lines if len(line) > WIDTH]
    at = next(i for i, line in enumerate(lines) if line.startswith("     That is"))
    assert lines[at + 1].startswith(" " * 21 + "+ ")


def test_what_is_differentiated_is_called_l() -> None:
    assert "differentiated, in short L;" in "\n".join(worked(explain(graph("multiply", 2, 3))))


def test_every_line_of_a_long_formula_stands_below_its_relation() -> None:
    built = network(
        (Parameter("p", "p", (3,)), Target("y", 3), Loss("L", "huber")),
        (Edge("p", "L", port="prediction"), Edge("y", "L", port="target")),
    )
    project = Project(
        built, Parameters(built.layout, np.ones(3)), (Sample((("y", (3.0, 2.0, 0.5)),)),)
    )
    lines = list(worked(explain(project)))
    assert len([line for line in lines if line.startswith(" " * 14 + "+ min(")]) == 4
    assert not [line for line in lines if line.startswith("   + ")]


@pytest.mark.parametrize(
    ("optimizer", "name"),
    [("nesterov", "(Nesterov momentum)"), ("rmsprop", "(RMSprop)"), ("adam", "(Adam)")],
)
def test_names_of_optimizers_keep_their_capitals(optimizer: str, name: str) -> None:
    project = skip_connection()
    settings = replace(project.training, optimizer=optimizer)
    assert name in "\n".join(worked(explain(replace(project, training=settings))))


def test_an_update_says_why_what_leads_nowhere_stays() -> None:
    project = skip_connection()
    nodes = (*project.network.nodes, unit("9"))
    built = network(nodes, (*project.network.edges, weighted("x", "9", "u")))
    idle = Project(built, Parameters(built.layout, np.full(5, 0.5)), project.samples)
    lines = list(worked(explain(idle)))
    at = lines.index("     u ← u − η·∂L/∂u = 0.5 − 0.1·0 = 0.5")
    assert lines[at + 1] == (
        "     Note: Nothing leads from here to what is differentiated, so the gradient is 0."
    )


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
    with at_most(3.0):  # 0.1 s on an idle machine
        lines = list(worked(explain(digits())))
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
