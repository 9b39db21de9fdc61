"""Values of trees: shapes, probes, and what has no value."""

from collections.abc import Callable, Mapping

import numpy as np
import pytest

from engine.errors import FormulaError
from engine.formula.evaluate import evaluate, evaluate_probes
from engine.formula.expression import MatMul, Outer, Ref, Symbol, Transpose
from engine.formula.parser import parse
from engine.formula.typed_number import parse_number
from engine.formula.vocabulary import Vocabulary, symbols
from engine.quantity import Quantity, parameter, value

X, H, W = Ref(value("x"), "x"), Ref(value("h"), "h", (3,)), Ref(parameter("W"), "W", (2, 3))
VOCABULARY = Vocabulary({"x": X, "h": H, "W": W})


def of(numbers: Mapping[str, object]) -> Callable[[Quantity | Symbol], object]:
    values = {VOCABULARY.leaves[name].quantity: each for name, each in numbers.items()}
    return values.__getitem__


def test_probes_are_the_last_axis() -> None:
    x, h = np.array([1.0, 2.0]), np.array([[1.0, 4.0], [2.0, 5.0], [3.0, 6.0]])
    environment = of({"x": x, "h": h})
    assert evaluate(parse("2x + 1", VOCABULARY), environment).tolist() == [3, 5]
    assert np.array_equal(evaluate(parse("x·h", VOCABULARY), environment), x * h)
    assert evaluate(parse("sum(h)", VOCABULARY), environment).tolist() == [6, 15]
    assert evaluate(parse("mean(h) − max(h)", VOCABULARY), environment).tolist() == [-1, -1]
    assert evaluate(parse("max(x, h)", VOCABULARY), environment).shape == (3, 2)
    softmax = evaluate(parse("softmax(h)", VOCABULARY), environment)
    assert np.allclose(softmax.sum(axis=0), 1)
    assert evaluate(parse("softmax(x)", VOCABULARY), environment).tolist() == [1, 1]
    assert evaluate(parse("7", VOCABULARY), environment).tolist() == [7]


@pytest.mark.parametrize("x", [1.5, np.array(1.5), np.array([1.5]), np.array([[1.5]])])
@pytest.mark.parametrize("h", [[1.0, 2.0, 3.0], [[1.0], [2.0], [3.0]]])
def test_one_point_may_leave_its_axis_out(x: object, h: object) -> None:
    found = evaluate(parse("x·h", VOCABULARY), of({"x": x, "h": h}))
    assert found.tolist() == [[1.5], [3.0], [4.5]]


def test_matrices() -> None:
    random = np.random.default_rng(1)
    w, h, u = random.normal(size=(2, 3)), random.normal(size=(3, 5)), random.normal(size=(2, 5))
    upstream = Symbol("u", (2,))
    values: Mapping[object, object] = {W.quantity: w, H.quantity: h, upstream: u}
    environment = values.__getitem__
    assert np.allclose(evaluate(MatMul(W, H), environment), w @ h)
    back = MatMul(Transpose(W), upstream)
    assert np.allclose(evaluate(back, environment), w.T @ u)
    outer = evaluate(Outer(upstream, H), environment)
    assert np.allclose(outer.sum(axis=2), u @ h.T)


def test_a_size_of_one_is_no_axis_to_matrices_either() -> None:
    row, column = Symbol("row", (1, 3)), Symbol("column", (3, 1))
    values = {
        row: np.ones((1, 3)),
        column: np.ones((3, 1)),
        H.quantity: np.ones(3),
        X.quantity: 2.0,
    }
    environment = values.__getitem__
    assert evaluate(MatMul(row, H), environment).tolist() == [3]
    assert evaluate(MatMul(column, X), environment).shape == (3, 1)
    assert evaluate(Outer(X, H), environment).shape == (1, 3, 1)


UNDEFINED = [
    ("1/0", "division_by_zero", "1/0"),
    ("sign(0/0)", "division_by_zero", "0/0"),
    ("1/(1/0)", "division_by_zero", "1/0"),
    ("relu(1/(x − x))", "division_by_zero", "1/(x − x)"),
    ("0·log(0)", "log_domain", "log(0)"),
    ("max(0, log(-x))", "log_domain", "log(−x)"),
    ("sqrt(-x)", "sqrt_domain", "√(−x)"),
    ("(-8)^(1/3)", "power_domain", "(−8)^(1/3)"),
    ("0^-x", "division_by_zero", "0^(−x)"),
    ("(1/0)^0", "division_by_zero", "1/0"),
    ("x^(65x)", "exponent_large", "64"),
    ("exp(1000x)", "value_large", "exp(1000·x)"),
    ("1e308·10", "value_large", "1e308·10"),
    ("x + h", "value_missing", "h"),
]


@pytest.mark.parametrize(("formula", "code", "told"), UNDEFINED)
def test_the_first_part_without_a_value_is_named(formula: str, code: str, told: str) -> None:
    with pytest.raises(FormulaError) as refusal:
        evaluate(parse(formula, VOCABULARY), of({"x": 1.0}))
    assert refusal.value.code == code
    assert told in str(refusal.value)


@pytest.mark.parametrize(
    "formula",
    ["1/x", "1/(1/x)", "sign(1/x)", "step(log(x))", "identity'(1/x)", "(1/x)^0", "1^(1/x)"],
)
def test_probes_are_undefined_where_any_part_is(formula: str) -> None:
    """At 0 only; no function and no power hides it."""
    found = evaluate_probes(parse(formula, VOCABULARY), of({"x": np.array([0.0, 2.0])}))
    assert np.isnan(found).tolist() == [True, False]


def test_a_formula_of_symbols() -> None:
    formula = parse("h·(1 − h)", symbols("h"))
    assert evaluate(formula, {Symbol("h"): 0.25}.__getitem__).tolist() == [0.1875]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0.5", 0.5),
        ("-0,25", -0.25),
        ("−3", -3),
        ("1/2", 0.5),
        ("½", 0.5),
        (" 1e-3 ", 1e-3),
        ("2*0.3", 0.6),
        ("sqrt(2)", 2**0.5),
        ("-pi/2", -np.pi / 2),
        ("1.5·10⁻³", 1.5e-3),
    ],
)
def test_a_number_as_people_type_it(typed: str, number: float) -> None:
    assert parse_number(typed) == pytest.approx(number, rel=1e-15)


def test_nobody_types_a_negative_zero() -> None:
    assert str(parse_number("-0")) == "0.0"


@pytest.mark.parametrize(
    "typed", ["", "nan", "inf", "-inf", "∞", "1/0", "x", "1_000", "1e999", "1 2"]
)
def test_what_is_no_number_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(FormulaError) as refusal:
        parse_number(typed)
    assert str(refusal.value)
