"""A walk reads like a model answer."""

from __future__ import annotations

import numpy as np

from engine.derivation.definition import Rule
from engine.derivation.table import derive
from engine.explain.explanation import explain
from engine.explain.steps import Step
from engine.network import network
from engine.nodes import Edge, Operation, Parameter
from engine.parameters import Parameters
from engine.project import Project
from engine.quantity import Quantity, Role, parameter, preactivation, value
from engine.walk import Phase, walk
from tests.engine.lesson_files import lesson
from tests.engine.networks import graph, skip_connection


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


def test_the_step_of_a_single_number_is_called_as_on_paper() -> None:
    project = lesson("xor")
    weight = step(project, gradient(parameter("W2"))).element(1, 2)
    assert str(weight.title) == "Gradient of the weight W2₁₂"
    assert str(step(project, gradient(parameter("b1"))).element(2).title) == (
        "Gradient of the bias b1₂"
    )


def test_a_term_of_single_numbers_says_which_unit_it_comes_from_or_goes_through() -> None:
    project = lesson("xor")

    def labels(quantity: Quantity, *at: int) -> list[str]:
        terms = step(project, quantity).element(*at).terms
        return [str(term.label) for term in terms if term.label is not None]

    assert labels(preactivation("1"), 2) == ["from x₁", "from x₂"]
    assert labels(preactivation("2")) == ["from unit 1 of layer 1", "from unit 2 of layer 1"]
    assert labels(gradient(value("x")), 1) == [
        "through unit 1 of layer 1",
        "through unit 2 of layer 1",
    ]


def test_one_probability_is_called_so() -> None:
    found = step(lesson("softmax-cross-entropy"), Quantity(Role.PROBABILITY, "L"))
    assert str(found.title) == "Probabilities p"
    assert str(found.element(1).title) == "Probability p₁"
    slope = step(lesson("softmax-cross-entropy"), gradient(Quantity(Role.PROBABILITY, "L")))
    assert str(slope.element(1).title) == "Gradient of the probability p₁"


def test_an_incomplete_network_has_no_steps_but_what_is_missing() -> None:
    project = skip_connection()
    network = project.network
    project = project.with_network(network.without_edge(network.edge("x", "0")))
    found = explain(project)
    assert not found.steps
    assert [each.code for each in found.missing] == ["layer_unconnected"]


def test_every_step_has_words_for_title_and_rule() -> None:
    found = step(skip_connection(), gradient(value("0")))
    assert str(found.title) == "Gradient of the output of unit 0"
    assert str(found.rule_title) == "Chain rule, sum over paths"
    assert str(found.rule_sentence).startswith("The change goes on along several connections")


def test_terms_say_where_they_come_by() -> None:
    found = step(skip_connection(), gradient(value("0")))
    assert [str(term.label) for term in found.terms] == ["through the skip", "through unit 1"]
    assert [term.equation.text() for term in found.terms] == [
        "∂L/∂z₂·w₃ = 1·0.5 = 0.5",
        "∂L/∂z₁·w₁ = 0.5·0.5 = 0.25",
    ]


def test_a_step_lights_up_what_it_speaks_of() -> None:
    lights = step(skip_connection(), gradient(value("0"))).lights
    assert lights.nodes == {"0", "1", "2"}
    assert lights.edges == {("0", "2", None), ("0", "1", None)}
    assert gradient(value("0")) in lights.quantities
    assert parameter("w3") in lights.quantities


def test_any_element_on_demand() -> None:
    found = step(lesson("xor"), gradient(value("x")))
    assert found.equation.text().startswith("∂L/∂x = W₁ᵀ·∂L/∂z₁ ≈ ")
    assert (
        found.element(2)
        .equation.text()
        .startswith("∂L/∂x₂ = ∂L/∂z₁_1·W₁_{1,2} + ∂L/∂z₁_2·W₁_{2,2} ≈ ")
    )
    assert len(found.elements) == 2


def test_a_number_made_of_vectors_is_written_out() -> None:
    found = step(lesson("xor"), preactivation("2"))
    assert found.equation.text().startswith("z₂ = W₂·h₁ + b₂ ≈ ")
    (written,) = found.elements
    assert written.equation.text().startswith("z₂ = W₂_{1,1}·h₁_1 + W₂_{1,2}·h₁_2 + b₂ ≈ ")


def test_a_parameter_node_is_found_by_its_value_too() -> None:
    project = graph("multiply", 2.0, 3.0)
    for by in (value("a"), parameter("a")):
        found = step(project, value("f").derivative(by))
        assert found.equation.text() == "∂L/∂a = ∂L/∂f·b = 1·3 = 3"


def test_a_value_used_twice_gets_both_shares() -> None:
    built = network(
        (Parameter("a", "a", (1,)), Operation("f", "multiply")),
        (Edge("a", "f", port=0), Edge("a", "f", port=1)),
        "f",
    )
    found = step(Project(built, Parameters(built.layout, np.array([3.0]))), gradient_of("f", "a"))
    assert found.equation.text() == "∂L/∂a = ∂L/∂f·a + ∂L/∂f·a = 1·3 + 1·3 = 6"
    assert [str(term.label) for term in found.terms] == [
        "through f (multiply) as operand 1",
        "through f (multiply) as operand 2",
    ]


def gradient_of(objective: str, name: str) -> Quantity:
    return value(objective).derivative(parameter(name))


def test_what_leads_nowhere_has_gradient_0() -> None:
    project = skip_connection()
    built = project.network.with_node(Parameter("q", "q", (1,)))
    definition = derive(built)[value("L").derivative(parameter("q"))]
    assert definition.rule is Rule.NO_PATH


def test_forward_and_backward_come_in_the_order_of_the_walk() -> None:
    steps = explain(skip_connection()).steps
    phases = [each.phase for each in steps]
    assert phases == sorted(phases, key=list(Phase).index)
    walked = [q for stop in walk(skip_connection().network) for q in stop.quantities]
    assert [each.quantity for each in steps if each.phase is not Phase.UPDATE] == walked


def test_a_slope_is_worked_out_beside() -> None:
    found = step(lesson("xor"), gradient(preactivation("2")))
    assert [aside.text() for aside in found.asides] == [
        "tanh′(z₂) = 1 − h₂² ≈ 1 − 0.8616² ≈ 0.2577"
    ]


def test_who_ties_for_the_maximum_shares_with_all_who_have_not_lost() -> None:
    found = step(graph("maximum", 2.0, 2.0, 1.0), value("f").derivative(value("b")))
    share = "(1 − |sign(f − b)|)/(3 − |sign(f − a)| − |sign(f − b)| − |sign(f − c)|)"
    assert f"= ∂L/∂f·({share}) =" in found.equation.text()
