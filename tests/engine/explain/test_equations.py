"""An equation says what is so: signs, digits, and where a formula cannot be computed."""

from __future__ import annotations

import numpy as np
import pytest

from engine.explain.equations import Equation, equation
from engine.explain.explanation import explain
from engine.formula.evaluate import Environment
from engine.formula.expression import Ref, Symbol
from engine.formula.notation import Style
from engine.formula.parser import parse
from engine.formula.vocabulary import Vocabulary
from engine.network import network
from engine.nodes import Constant, Edge, Input, Loss, Target
from engine.parameters import Parameters
from engine.project import Project, Sample
from engine.quantity import Quantity, Role, parameter, value
from tests.engine.networks import skip_connection

WORDS = Vocabulary({name: Ref(parameter(name), name) for name in "abc"})


def reading(**numbers: float) -> Environment:
    def read(name: Quantity | Symbol) -> float:
        assert isinstance(name, Quantity)
        return numbers[name.owner]

    return read


def shown(formula: str, result: float, **numbers: float) -> str:
    left = Ref(parameter("f"), "f")
    return equation(left, parse(formula, WORDS), np.array(result), reading(**numbers)).text()


@pytest.mark.parametrize(
    ("formula", "result", "numbers", "line"),
    [
        ("a*b + c", 0.75, {"a": 1, "b": 0.5, "c": 0.25}, "f = a·b + c = 1·0.5 + 0.25 = 0.75"),
        ("a - b", 7, {"a": 5, "b": -2}, "f = a − b = 5 − (−2) = 7"),
        ("a*b", 1, {"a": -2, "b": -0.5}, "f = a·b = −2·(−0.5) = 1"),
        ("a/b", 1 / 3, {"a": 1, "b": 3}, "f = a/b = 1/3 ≈ 0.3333"),
        ("a*b", 0.1 * 0.3, {"a": 0.1, "b": 0.3}, "f = a·b = 0.1·0.3 = 0.03"),
        ("a*b", 2 / 3, {"a": 1 / 3, "b": 2}, "f = a·b ≈ 0.3333·2 ≈ 0.6667"),
        ("a*b", 0, {"a": 1 / 3, "b": 0}, "f = a·b ≈ 0.3333·0 = 0"),
        ("sqrt(a)", 1.5, {"a": 2.25}, "f = √(a) = √(2.25) = 1.5"),
        ("tanh(a)", np.tanh(20.0), {"a": 20}, "f = tanh(a) = tanh(20) ≈ 1"),
        ("a", 0.5, {"a": 0.5}, "f = a = 0.5"),
        ("a", 1 / 3, {"a": 1 / 3}, "f = a ≈ 0.3333"),
    ],
)
def test_signs(formula: str, result: float, numbers: dict[str, float], line: str) -> None:
    assert shown(formula, result, **numbers) == line


def test_numbers_that_cancel_are_shown_with_the_digits_that_count() -> None:
    line = shown("1 - a", 1 - 0.99998765, a=0.99998765)
    assert line == "f = 1 − a = 1 − 0.99998765 ≈ 1.235·10⁻⁵"


def test_a_saturated_sigmoid_is_shown_with_all_its_digits() -> None:
    line = shown("a*(1 - a)", 9.35e-14, a=0.9999999999999065)
    assert line == "f = a·(1 − a) = 0.9999999999999065·(1 − 0.9999999999999065) ≈ 9.35·10⁻¹⁴"


def test_what_the_formula_cannot_give_is_said() -> None:
    left, formula = Ref(parameter("f"), "f"), parse("a*log(b)", WORDS)
    found = equation(left, formula, np.array(0.0), reading(a=0, b=0))
    assert found.text() == "f = a·log(b) ≈ 0"
    assert "no logarithm of 0" in str(found.flaw)


def test_a_formula_that_loses_its_digits_says_so() -> None:
    left, formula = Ref(parameter("f"), "f"), parse("1 - a", WORDS)
    found = equation(left, formula, np.array(4.2e-18), reading(a=1.0))
    assert found.numbers is None
    assert "loses its digits" in str(found.flaw)


def test_what_is_undefined_has_no_number() -> None:
    assert shown("a*b", np.nan, a=1, b=2) == "f = a·b"


def test_tex() -> None:
    left = Ref(parameter("f"), "f")
    found = equation(left, parse("a/b", WORDS), np.array(1 / 3), reading(a=1, b=3))
    assert found.text(Style.TEX) == r"f = \frac{a}{b} = \frac{1}{3} \approx 0.3333"


def saturated(score: float) -> Equation:
    """∂L/∂p of a loss on a score at which p is rounded to 1."""
    built = network(
        (Input("s", 2), Target("a", 2), Loss("L", "softmax_binary_cross_entropy")),
        (Edge("s", "L", port="prediction"), Edge("a", "L", port="target")),
    )
    row = Sample((("s", (score, 0.0)), ("a", (1.0, 0.0))))
    project = Project(built, Parameters(built.layout, np.empty(0)), (row,))
    step = explain(project).step(value("L").derivative(value("s")))
    assert step is not None
    return step.equation


def test_where_p_is_rounded_to_1_no_false_equation_is_shown() -> None:
    assert saturated(1.0).flaw is None
    found = saturated(50.0)
    assert found.numbers is None
    assert found.flaw is not None


def test_a_long_sum_is_shown_with_dots() -> None:
    letters = [chr(ord("a") + at) for at in range(10)]
    words = Vocabulary({each: Ref(parameter(each), each) for each in letters})
    numbers = {each: float(at) for at, each in enumerate(letters)}
    formula = parse(" + ".join(letters), words)
    found = equation(Ref(parameter("y"), "y"), formula, np.array(45.0), reading(**numbers))
    assert found.text() == "y = a + b + c + … + i + j = 0 + 1 + 2 + … + 8 + 9 = 45"


def test_the_loss_of_constants_needs_no_gradient() -> None:
    built = network(
        (Constant("c", 1), Target("y", 1), Loss("L", "squared")),
        (Edge("c", "L", port="prediction"), Edge("y", "L", port="target")),
    )
    row = Sample((("y", (2.0,)),))
    project = Project(built, Parameters(built.layout, np.array([1.0])), (row,))
    assert [step.equation.text() for step in explain(project).steps] == [
        "L = (y − c)² = (2 − 1)² = 1"
    ]


def test_probabilities_have_an_address() -> None:
    project = skip_connection()
    assert explain(project).step(Quantity(Role.PROBABILITY, "L")) is None
