"""What is printed reads as people write it, and back as the same tree."""

import importlib
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.formula.algebra import add, divide, multiply, negate, number, power, substituted
from engine.formula.expression import (
    EULER,
    PI,
    Call,
    Expression,
    MatMul,
    Negative,
    Number,
    Outer,
    Ref,
    Symbol,
    Transpose,
)
from engine.formula.functions import FUNCTIONS
from engine.formula.notation import Style
from engine.formula.parser import parse
from engine.formula.printer import text
from engine.formula.vocabulary import CONSTANTS, Vocabulary, symbols
from engine.quantity import parameter, preactivation, value

VOCABULARY = Vocabulary(
    {
        **CONSTANTS,
        "L": Ref(value("L"), "L"),
        "w0": Ref(parameter("w0"), "w0"),
        "z1": Ref(preactivation("1"), "z1"),
        "h1": Ref(value("1"), "h1", (3,)),
        "x": Ref(value("x"), "x", (3,)),
        "W1": Ref(parameter("W1"), "W1", (2, 3)),
        "η": Ref(parameter("η"), "η"),
    }
)
WORDS = ("w0", "z1", "η", "h1_2", "x_1", "W1_{1,2}", "dL/dw0", "dL/dh1_2", "∂z1/∂w0")

WRITTEN = [
    ("dL/dw0*w0+2", "∂L/∂w₀·w₀ + 2", r"\frac{\partial L}{\partial w_{0}} \cdot w_{0} + 2"),
    ("1-z1^2", "1 − z₁²", "1 - z_{1}^{2}"),
    ("-2(w0-z1)", "−2·(w₀ − z₁)", r"{-2 \cdot \left(w_{0} - z_{1}\right)}"),
    ("w0*-1", "w₀·(−1)", r"w_{0} \cdot \left({-1}\right)"),
    ("-w0 - -z1", "−w₀ + z₁", "{-w_{0}} + z_{1}"),
    ("w0-(z1-1)", "w₀ − (z₁ − 1)", r"w_{0} - \left(z_{1} - 1\right)"),
    ("w0/z1*2", "w₀/z₁·2", r"\frac{w_{0}}{z_{1}} \cdot 2"),
    ("2*(w0/z1)", "2·(w₀/z₁)", r"2 \cdot \frac{w_{0}}{z_{1}}"),
    ("1/(w0*z1)", "1/(w₀·z₁)", r"\frac{1}{w_{0} \cdot z_{1}}"),
    ("w0/dL/dz1", "w₀/(∂L/∂z₁)", r"\frac{w_{0}}{\frac{\partial L}{\partial z_{1}}}"),
    ("dL/dz1^2", "(∂L/∂z₁)²", r"\left(\frac{\partial L}{\partial z_{1}}\right)^{2}"),
    ("(-w0)^-2", "(−w₀)⁻²", r"\left({-w_{0}}\right)^{{-2}}"),
    ("w0^z1", "w₀^z₁", "w_{0}^{z_{1}}"),
    ("relu'(z1)", "relu′(z₁)", r"\mathrm{relu}'\left(z_{1}\right)"),
    ("leaky_relu(z1)", "leaky_relu(z₁)", r"\mathrm{leaky\_relu}\left(z_{1}\right)"),
    ("sigmoid'(z1)w0", "σ′(z₁)·w₀", r"\sigma'\left(z_{1}\right) \cdot w_{0}"),
    ("e^-z1", "exp(−z₁)", "e^{{-z_{1}}}"),
    ("|z1|", "|z₁|", r"\left|z_{1}\right|"),
    ("sqrt(z1)", "√(z₁)", r"\sqrt{z_{1}}"),
    ("(√(z1))^2", "(√(z₁))²", r"\sqrt{z_{1}}^{2}"),
    ("max(0,z1)", "max(0, z₁)", r"\mathrm{max}\left(0, z_{1}\right)"),
    ("h1*x", "h₁ ⊙ x", r"h_{1} \odot x"),
    ("w0*h1", "w₀·h₁", r"w_{0} \cdot h_{1}"),
    ("0,50·1e-7", "0.50·1e−7", r"0.50 \cdot \left(1 \cdot 10^{-7}\right)"),
    ("½pi", "½·π", r"\tfrac{1}{2} \cdot \pi"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "unicode", "tex"), WRITTEN, ids=[each[1] for each in WRITTEN])
def test_writes(typed: str, unicode: str, tex: str) -> None:
    expression = parse(typed, VOCABULARY)
    assert text(expression) == unicode
    assert text(expression, Style.TEX) == tex
    assert parse(unicode, VOCABULARY) == expression


def test_plain_words_keep_their_digits() -> None:
    assert text(parse("∂L/∂w₀·h1₂", VOCABULARY), Style.PLAIN) == "∂L/∂w0·h1_2"


def test_matrices_of_our_own_side() -> None:
    matrix, upstream, h = VOCABULARY.leaves["W1"], Symbol("u", (2,)), VOCABULARY.leaves["h1"]
    forward = MatMul(matrix, h)
    backward = multiply(MatMul(Transpose(matrix), upstream), h)
    assert text(forward) == "W₁·h₁"
    assert text(backward) == "(W₁ᵀ·u) ⊙ h₁"
    assert text(Outer(upstream, h)) == "u·h₁ᵀ"
    assert text(backward, Style.TEX) == r"\left(W_{1}^{\top} \cdot u\right) \odot h_{1}"
    assert (forward.shape, backward.shape, Outer(upstream, h).shape) == ((2,), (3,), (2, 3))


def test_a_formula_of_a_table_takes_the_place_of_its_symbols() -> None:
    slope = parse("-(1 - h^2)", symbols("h"))
    meaning = {Symbol("h"): negate(parse("w0 + 1", VOCABULARY))}
    found = substituted(slope, lambda leaf: meaning.get(leaf, leaf))
    assert text(found) == "−(1 − (−(w₀ + 1))²)"


def leaves() -> st.SearchStrategy[Expression]:
    literal = st.floats(0, 1e9, allow_nan=False) | st.integers(0, 64).map(float)
    names = st.sampled_from([parse(word, VOCABULARY) for word in WORDS])
    return names | literal.map(number) | st.sampled_from([EULER, PI, Number(0.5, "½")])


def is_no_literal(tree: Expression) -> bool:
    return not isinstance(tree.operand if isinstance(tree, Negative) else tree, Number)


def grown(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    single = [name for name, function in FUNCTIONS.items() if not function.several]
    exponents = st.integers(-64, 64).map(number) | parts.filter(is_no_literal)
    return (
        st.lists(parts, min_size=2, max_size=4).map(lambda terms: add(*terms))
        | st.lists(parts, min_size=2, max_size=4).map(lambda factors: multiply(*factors))
        | parts.map(negate)
        | st.builds(divide, parts, parts)
        | st.builds(power, parts, exponents)
        | st.builds(Call, st.sampled_from(single), st.tuples(parts))
        | st.builds(Call, st.sampled_from(["max", "min"]), st.tuples(parts, parts))
    )


trees = st.recursive(leaves(), grown, max_leaves=12)


@given(trees, st.sampled_from([Style.PLAIN, Style.SUBSCRIPTS]))
def test_what_is_printed_reads_back_as_the_same_tree(tree: Expression, style: Style) -> None:
    written = text(tree, style)
    if len(written) <= 500:
        assert parse(written, VOCABULARY) == tree


@given(trees)
def test_tex_is_balanced(tree: Expression) -> None:
    written = text(tree, Style.TEX)
    assert written.count("{") == written.count("}")
    assert written.count(r"\left") == written.count(r"\right")


def test_tex_is_what_the_renderer_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # it finds its font in an old way
        ziamath = importlib.import_module("ziamath")
    monkeypatch.setattr(ziamath.config, "svg2", False)
    everything = "-½·η + max(|z1|, √(x_1)) - leaky_relu'(-z1)^2/e^-z1 + dL/dW1_{1,2}·1e-7"
    svg = ziamath.Latex(text(parse(everything, VOCABULARY), Style.TEX)).svg()
    assert svg.startswith("<svg")
