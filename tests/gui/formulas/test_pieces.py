"""A tree as pieces: signs stand apart, terms keep their tags, nothing is lost."""

import pytest

from engine.formula.expression import Expression
from engine.formula.notation import Style
from engine.formula.parser import parse
from engine.formula.printer import text
from engine.vocabulary import vocabulary_of
from gui.formulas.pieces import Kind, pieces, relation, term, written
from tests.engine.networks import skip_connection

VOCABULARY = vocabulary_of(skip_connection().network)

FORMULAS = [
    "dL/dz2*w3 + dL/dz1*w1",
    "L'*(w2*g1'(z1)*w1 + w3)*g0'(z0)*x",
    "-w0*x - w1*(x - 1)",
    "max(0, z0)",
    "(w0 + w1)/(w2 - w3)",
    "-(w0 + w1)",
    "w0*-w1",
    "exp(z0)/(1 + exp(z0))^2 - sqrt(z0)",
    "abs(y - yhat)",
    "0.75",
]


def tree(formula: str) -> Expression:
    return parse(formula, VOCABULARY)


@pytest.mark.parametrize("formula", FORMULAS)
def test_pieces_put_together_read_as_the_formula(formula: str) -> None:
    expression = tree(formula)
    assert written(pieces(expression)) == text(expression)
    assert parse(written(pieces(expression)), VOCABULARY) == expression


@pytest.mark.parametrize("formula", FORMULAS)
def test_tex_is_that_of_the_printer_but_for_the_size_of_brackets(formula: str) -> None:
    def plain(tex: str) -> str:
        for sign in (" ", r"\left", r"\right", "{-", "-", "{", "}"):
            tex = tex.replace(sign, "")
        return tex

    expression = tree(formula)
    tex = written(pieces(expression), tex=True)
    assert plain(tex) == plain(text(expression, Style.TEX))


def test_each_term_of_a_sum_has_its_tag() -> None:
    found = pieces(tree("dL/dz2*w3 + dL/dz1*w1"), ("skip", "unit"))
    assert [(piece.text, piece.tag) for piece in found] == [
        *((each, "skip") for each in ("∂L/∂z₂", "·", "w₃")),
        ("+", None),
        *((each, "unit") for each in ("∂L/∂z₁", "·", "w₁")),
    ]


def test_inside_of_brackets_is_deeper() -> None:
    found = pieces(tree("x*(w0 + w1)"))
    assert [(piece.text, piece.depth) for piece in found if piece.kind is not Kind.TERM] == [
        ("·", 0),
        ("+", 1),
    ]
    assert [piece.text for piece in found if piece.kind is Kind.TERM] == ["x", "(w₀", "w₁)"]


def test_brackets_around_a_fraction_are_set_as_high_as_it_is() -> None:
    found = pieces(tree("x*(w0 + w1/w2)"))
    assert [piece.text for piece in found] == ["x", "·", "(w₀ + w₁/w₂)"]
    assert found[-1].tex.startswith(r"\left(")


def test_a_chain_reads_as_on_paper() -> None:
    chain = (term("∂L/∂h₀", "q"), relation("="), *pieces(tree("-0.5*x")), relation("≈"))
    assert written(chain) == "∂L/∂h₀ = −0.5·x ≈"
    assert written(chain, tex=True) == r"q = -0.5 \cdot x \approx"


def test_digits_and_signs_need_no_tex() -> None:
    assert all(piece.is_plain for piece in pieces(tree("1*0.5 - 0.5*(2 + 3)")))
    assert not term("w₀").is_plain


def test_high_brackets_are_split_where_both_ends_are_high() -> None:
    found = pieces(tree("x*(w0/w1 + w1/w2)"))
    assert [piece.text for piece in found] == ["x", "·", "(w₀/w₁", "+", "w₁/w₂)"]
    assert found[2].tex == r"\left(\frac{w_{0}}{w_{1}}\right."
    assert found[4].tex == r"\left.\frac{w_{1}}{w_{2}}\right)"
