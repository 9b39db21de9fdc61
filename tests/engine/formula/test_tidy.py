"""Trees that a program builds read as if a person had written them."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from engine.formula.expression import (
    Call,
    MatMul,
    Negative,
    Number,
    Outer,
    Power,
    Ref,
    Stack,
    Symbol,
)
from engine.formula.notation import Style
from engine.formula.parser import parse
from engine.formula.printer import text
from engine.formula.rational import rational
from engine.formula.scale import scale
from engine.formula.tidy import ONE, ZERO, over, plus, signed, times, total, written
from engine.formula.vocabulary import symbols
from engine.quantity import preactivation, value

A, B, C = Symbol("a"), Symbol("b"), Symbol("c")
VECTOR = Ref(value("x"), "x", (3,))


def test_factors_1_and_terms_0_are_left_out() -> None:
    assert times(ONE, A, ONE) == A
    assert times(A, ZERO) == ZERO
    assert times() == ONE
    assert plus(ZERO, A, ZERO) == A
    assert plus() == ZERO
    assert over(A, ONE) == A


def test_signs_stand_before_a_product() -> None:
    assert text(times(A, Negative(B), C)) == "−a·b·c"
    assert text(times(Negative(A), Negative(B))) == "a·b"
    assert signed(Negative(times(A, Negative(B)))) == (False, (A, B))


def test_the_sum_of_one_number_is_the_number() -> None:
    assert total(A) == A
    assert text(total(VECTOR)) == "sum(x)"


def test_a_formula_of_the_tables_in_other_names() -> None:
    found = written("2*(yhat - y)/n", yhat=A, y=B, n=Number(1.0))
    assert text(found) == "2·(a − b)"


def test_vectors_and_matrices_are_written_out() -> None:
    row = Stack((Number(1.0), Negative(Number(2.5))))
    matrix = Stack((row, Stack((Number(3.0), Number(4.0)))))
    product = MatMul(matrix, row)
    assert product.shape == (2,)
    assert text(product) == "[1 −2.5; 3 4]·(1, −2.5)"
    assert text(product, Style.TEX) == (
        r"\begin{pmatrix} 1 & {-2.5} \\ 3 & 4 \end{pmatrix} \cdot "
        r"\begin{pmatrix} 1 \\ {-2.5} \end{pmatrix}"
    )
    column = Stack((Stack((Number(1.0),)), Stack((Number(2.0),))))
    assert column.shape == (2, 1)
    assert text(column) == "[1; 2]"


def test_an_environment_bears_its_exponent_in_braces() -> None:
    column = Stack((Number(1.0), Number(2.0)))
    inside = r"{\begin{pmatrix} 1 \\ 2 \end{pmatrix}}"
    assert text(Power(column, Number(2.0)), Style.TEX) == f"{inside}^{{2}}"
    assert text(Outer(A, column), Style.TEX) == rf"a \cdot {inside}^{{\top}}"


def test_of_a_long_vector_the_ends_are_written() -> None:
    assert text(Stack(tuple(map(Number, map(float, range(20)))))) == "(0, 1, 2, …, 19)"


def test_of_a_wide_matrix_as_many_columns_are_set_as_can_be_read() -> None:
    row = Stack(tuple(map(Number, map(float, range(7)))))
    tex = r"\begin{pmatrix} 0 & 1 & 2 & \cdots & 6 \end{pmatrix}"
    assert text(Stack((row,)), Style.TEX) == tex


def test_a_vector_is_no_exponent() -> None:
    column = Stack((Number(1.0), Number(2.0)))
    inside = r"\begin{matrix} 1 \\ 2 \end{matrix}"
    assert text(Call("exp", (column,)), Style.TEX) == rf"\mathrm{{exp}}\left({inside}\right)"
    assert text(Call("exp", (VECTOR,)), Style.TEX) == "e^{x}"


def test_a_row_of_one_number_is_not_transposed() -> None:
    assert text(Outer(VECTOR, A)) == "x·a"
    assert text(Outer(A, VECTOR)) == "a·xᵀ"


def test_activations_by_letter_and_the_slope_of_the_loss() -> None:
    z = Ref(preactivation("1"), "z1")
    assert text(Call("relu'", (z,), "g1'")) == "g₁′(z₁)"
    assert text(Call("relu'", (z,), "g1'"), Style.TEX) == r"g_{1}'\left(z_{1}\right)"
    assert Call("relu'", (z,), "g1'") == Call("relu'", (z,))
    slope = Ref(value("L").derivative(value("2")), "L'")
    assert [text(slope, style) for style in Style] == ["L'", "L′", "L'"]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("0.1*0.2", Fraction(1, 50)),
        ("1/3 + 1/6", Fraction(1, 2)),
        ("max(0, -2) + |1 - 3|", Fraction(2)),
        ("sqrt(9/4)", Fraction(3, 2)),
        ("2^-3", Fraction(1, 8)),
        ("exp(0) + sigmoid(0)", Fraction(3, 2)),
        ("sqrt(2)", None),
        ("exp(1)", None),
        ("1/0", None),
        ("0*exp(1)", Fraction(0)),
        ("pi", None),
    ],
)
def test_exact_values(formula: str, expected: Fraction | None) -> None:
    assert rational(parse(formula, symbols())) == expected


def test_a_rounded_number_has_no_exact_value() -> None:
    third = Number(1 / 3, "0.3333")
    assert rational(third) is None
    assert rational(times(Number(2.0, "2"), third)) is None
    assert rational(times(Number(0.5, "0.5"), Number(2.0, "2"))) == 1


@pytest.mark.parametrize(
    ("formula", "size"),
    [("a - b", 5.0), ("a*b - a*b", 12.0), ("|a - b|", 5.0), ("(a - b)/b", 2.5), ("a", 3.0)],
)
def test_the_scale_of_a_formula_is_what_it_adds_up(formula: str, size: float) -> None:
    numbers = {A: np.array(3.0), B: np.array(2.0)}
    found = scale(parse(formula, symbols("a", "b")), numbers.__getitem__)
    np.testing.assert_allclose(found, size)


def test_a_steep_function_enlarges_the_scale() -> None:
    numbers = {A: np.array(20.0)}
    found = scale(parse("exp(a)", symbols("a")), numbers.__getitem__)
    np.testing.assert_allclose(found, 21 * np.exp(20.0), rtol=1e-6)
