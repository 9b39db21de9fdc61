"""A walk reads like a model answer."""

from __future__ import annotations

from engine.explain.explanation import explain
from engine.explain.steps import Step
from engine.project import Project
from engine.quantity import Quantity, parameter, value
from tests.engine.lesson_files import lesson
from tests.engine.networks import skip_connection


def step(project: Project, quantity: Quantity) -> Step:
    found = explain(project).step(quantity)
    assert found is not None
    return found


def gradient(by: Quantity) -> Quantity:
    return value("L").derivative(by)


def test_the_gradient_behind_the_skip_is_the_sum_of_two_terms() -> None:
    found = step(skip_connection(), gradient(value("0")))
    whole = "∂L/∂h₀ = ∂L/∂z₂·w₃ + ∂L/∂z₁·w₁ = 1·0.5 + 0.5·0.5 = 0.75"
    assert found.equation.text() == whole
    assert [term.via for term in found.terms] == [("0", "2", None), ("0", "1", None)]


def test_negative_numbers_stand_in_brackets() -> None:
    found = step(skip_connection(), gradient(value("2")))
    assert found.equation.text() == "∂L/∂h₂ = sign(h₂ − y) = sign(0.375 − (−3)) = 1"


def test_rounded_numbers_are_only_about_equal() -> None:
    found = step(lesson("softmax-cross-entropy"), gradient(parameter("W").element(2, 1)))
    assert found.equation.text() == "∂L/∂W_{2,1} = ∂L/∂z_s_2·x₁ ≈ 0.6194·1 ≈ 0.6194"


def test_an_incomplete_network_has_no_steps_but_what_is_missing() -> None:
    project = skip_connection()
    network = project.network
    project = project.with_network(network.without_edge(network.edge("x", "0")))
    found = explain(project)
    assert found.steps == ()
    assert [each.code for each in found.missing] == ["layer_unconnected"]
