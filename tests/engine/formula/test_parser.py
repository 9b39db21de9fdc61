"""How a typed formula is read: by its tree, or by the code of its refusal."""

import pytest

from engine.errors import FormulaError
from engine.formula.algebra import add, divide, multiply, negate, number, power
from engine.formula.expression import Call, Expression, Leaf, Ref
from engine.formula.parser import parse, parse_quantity, sides
from engine.formula.vocabulary import CONSTANTS, Vocabulary
from engine.quantity import parameter, preactivation, value

x, y, w, h1, z0, L = (
    Ref(value("x"), "x"),
    Ref(value("y"), "y"),
    Ref(parameter("w"), "w"),
    Ref(value("1"), "h1"),
    Ref(preactivation("0"), "z0"),
    Ref(value("L"), "L"),
)
two = number(2)
NAMES: dict[str, Leaf] = {
    **{leaf.word: leaf for leaf in (x, y, w, h1, z0, L)},
    **CONSTANTS,
    "e3": Ref(parameter("e3"), "e3"),
    "dx": Ref(parameter("dx"), "dx"),
    "dy": Ref(parameter("dy"), "dy"),
}
VOCABULARY = Vocabulary(NAMES)
SLOPE = Ref(L.quantity.derivative(z0.quantity), "∂L/∂z0")


def call(function: str, *arguments: Expression) -> Expression:
    return Call(function, arguments)


READ = [
    # products without a sign
    ("wx", multiply(w, x)),
    ("xw(y)", multiply(x, w, y)),
    ("wh1x", multiply(w, h1, x)),
    ("2x", multiply(two, x)),
    ("2(3)", multiply(two, number(3))),
    ("2e^x", multiply(two, call("exp", x))),
    ("xe^x", multiply(x, call("exp", x))),
    ("2|x|", multiply(two, call("abs", x))),
    ("y ln x", multiply(y, call("log", x))),
    ("xrelu(y)", multiply(x, call("relu", y))),
    # quotients
    ("1/2 x", multiply(divide(number(1), two), x)),
    ("1/2(x)", multiply(divide(number(1), two), x)),
    ("1/2 x y", multiply(divide(number(1), two), x, y)),
    ("-1/2 x", negate(multiply(divide(number(1), two), x))),
    ("½x", multiply(number(0.5), x)),
    ("1⁄2x", multiply(number(0.5), x)),
    ("x/y/w", divide(divide(x, y), w)),
    ("x/y*w", multiply(divide(x, y), w)),
    ("x/(wy)", divide(x, multiply(w, y))),
    # signs and powers
    ("-x^2", negate(power(x, two))),
    ("--x", x),
    ("x*-y", multiply(x, negate(y))),
    ("x - (y - w)", add(x, negate(add(y, negate(w))))),
    ("x + (y + w)", add(x, y, w)),
    ("2^3^2", power(two, power(number(3), two))),
    ("x^2y", multiply(power(x, two), y)),
    ("x^-1", power(x, negate(number(1)))),
    ("x⁻¹", power(x, negate(number(1)))),
    ("e^-z0 x", multiply(call("exp", negate(z0)), x)),
    ("x**y", power(x, y)),
    # functions
    ("tanh²(x)", power(call("tanh", x), two)),
    ("tanh^2(x)", power(call("tanh", x), two)),
    ("LeakyReLU(x)", call("leaky_relu", x)),
    ("relu'(z0)", call("relu'", z0)),
    ("σ′(z0)", call("sigmoid'", z0)),
    ("ln x + y", add(call("log", x), y)),
    ("ln|x|·y", multiply(call("log", call("abs", x)), y)),
    ("√2·x", multiply(call("sqrt", two), x)),
    ("√(x)y", multiply(call("sqrt", x), y)),
    ("relu\u2061(x)", call("relu", x)),
    # bars
    ("|x||y|", multiply(call("abs", x), call("abs", y))),
    ("2|x|+3|y|", add(multiply(two, call("abs", x)), multiply(number(3), call("abs", y)))),
    ("||x|-|y||", call("abs", add(call("abs", x), negate(call("abs", y))))),
    ("|x|-|-y|", add(call("abs", x), negate(call("abs", negate(y))))),
    ("|(x|y|)|", call("abs", multiply(x, call("abs", y)))),
    ("e^-|x|", call("exp", negate(call("abs", x)))),
    # commas
    ("0,5", number(0.5)),
    ("abs(0,5)", call("abs", number(0.5))),
    ("max(0,5)", call("max", number(0), number(5))),
    ("max(0;5)", call("max", number(0), number(5))),
    ("max(0,5,x)", call("max", number(0), number(5), x)),
    ("max((0,5), x)", call("max", number(0.5), x)),
    # derivatives
    ("dL/dz0x", multiply(SLOPE, x)),
    ("w∂L / ∂(z0)", multiply(w, SLOPE)),
    ("∂L⁄∂z₀", SLOPE),
    ("d(L)/d(z_0)", SLOPE),
    ("dL/dz0^2", power(SLOPE, two)),
    ("dL/dz⁰", SLOPE),
    ("x/dL/dz0", divide(x, SLOPE)),
    # an index above a letter that is no name
    ("z⁰", z0),
    ("z^0", z0),
    ("h^(1)x", multiply(h1, x)),
    ("x⁰", power(x, number(0))),
]


@pytest.mark.parametrize(("formula", "tree"), READ, ids=[formula for formula, _ in READ])
def test_reads(formula: str, tree: Expression) -> None:
    assert parse(formula, VOCABULARY) == tree


REFUSED = [
    # two readings, both told
    ("1/2x", "two_readings", "(1/2)·x", "1/(2·x)"),
    ("x/wy", "two_readings", "(x/w)·y", "x/(w·y)"),
    ("x/w y", "two_readings", "(x/w)·y", "x/(w·y)"),
    ("1/y (x)", "two_readings", "(1/y)·(x)", "1/(y·(x))"),
    ("e^2x", "two_readings", "(e^2)·x", "e^(2·x)"),
    ("x^yw", "two_readings", "(x^y)·w", "x^(y·w)"),
    ("ln x y", "two_readings", "(ln x)·y", "ln (x·y)"),
    ("ln x/y", "two_readings", "(ln x)/y", "ln (x/y)"),
    ("√2x", "two_readings", "(√2)·x", "√(2·x)"),
    ("√x²", "two_readings", "(√x)²", "√(x²)"),
    ("2e3", "name_ambiguous", "2·e3", "2·10^3"),
    ("dx/dy", "name_ambiguous", "∂x/∂y", "(dx)/(dy)"),
    ("|x|y|w|", "bars_ambiguous"),
    ("max(0,5;1)", "comma_ambiguous"),
    # numbers
    ("0x", "number_malformed"),
    ("1e", "number_malformed"),
    ("2e·x", "number_malformed"),
    ("1.2.3", "number_malformed"),
    ("2½", "number_malformed"),
    ("1e999", "literal_range"),
    ("1e-999", "literal_range"),
    ("x 2", "number_behind"),
    ("(x)2", "number_behind"),
    ("2 3²", "number_behind"),
    ("2^ln x y", "two_readings", "2^ln (x·y)"),
    # names
    ("w1", "name_similar", "w"),
    ("q", "name_unknown"),
    ("x_", "name_similar", "x"),
    ("zO", "name_similar", "z0"),
    ("dL/dq", "name_unknown", "q"),
    ("dL", "derivative_form"),
    ("d/dx", "derivative_form"),
    ("x'", "name_primed"),
    ("abs'(x)", "function_primed"),
    ("softmax'(x)", "function_primed"),
    ("relu''(x)", "second_derivative"),
    ("sin(x)", "function_similar", "sign"),
    ("xyw(x)", "function_unknown", "xyw"),
    ("relu", "function_alone", "relu"),
    ("exp^x", "function_alone", "exp"),
    ("tanh⁻¹(x)", "function_power"),
    ("relu(x, y)", "arguments_many"),
    ("max(x)", "arguments_few"),
    # structure
    ("", "formula_empty"),
    ("x+", "formula_ends", "x+"),
    ("*x", "sign_first"),
    ("x//y", "sign_behind"),
    ("(x", "bracket_open"),
    ("x)", "bracket_close"),
    ("(x}", "bracket_close"),
    ("x, y", "comma_outside"),
    ("|x", "bars_unpaired"),
    ("x^65", "exponent_large"),
    ("x⁻⁶⁵", "exponent_large"),
    ("x^" * 65 + "x", "nested"),
    ("(" * 65 + "x" + ")" * 65, "nested"),
    ("(" * 33 + "x^" * 32 + "x" + ")" * 33, "nested"),
    ("x" * 501, "formula_long"),
    # signs
    ("w\u200f*x", "sign_hidden", "U+200F"),
    ("x\ny", "sign_hidden", "U+000A"),
    ("x[0]", "sign_instead"),
    ("x=y", "sign_instead"),
    ("wх", "sign_instead", "x"),  # Cyrillic
    ("x₂", "name_similar"),
    ("x ₂", "sign_alone"),
    ("🙂", "sign_unknown"),
]


@pytest.mark.parametrize(
    ("formula", "code", "told"),
    [(formula, code, told) for formula, code, *told in REFUSED],
    ids=[f"{formula[:12]!a}" for formula, *_ in REFUSED],
)
def test_refuses(formula: str, code: str, told: list[str]) -> None:
    with pytest.raises(FormulaError) as refusal:
        parse(formula, VOCABULARY)
    assert refusal.value.code == code
    sentence = str(refusal.value)
    assert all(each in sentence for each in told)


def test_levels_of_brackets_and_exponents_count_together_up_to_64() -> None:
    deepest = "(" * 32 + "x^" * 32 + "x" + ")" * 32
    assert parse(deepest, VOCABULARY).shape == ()
    beside = "+".join(["(x^x^x)^x^x"] * 40)  # many, but none deep
    assert parse(beside, VOCABULARY).shape == ()


def test_a_refusal_says_where() -> None:
    with pytest.raises(FormulaError) as refusal:
        parse("  x + wq", VOCABULARY)
    assert refusal.value.arguments["position"] == 6


def test_the_asked_quantity_itself_is_no_answer() -> None:
    assert parse("dL/dz0 x", VOCABULARY, asked=z0.quantity)
    for formula in ("dL/dz0", "2·(∂L/∂z_0)^1", "max(0, dL/dz0)"):
        with pytest.raises(FormulaError) as refusal:
            parse(formula, VOCABULARY, asked=SLOPE.quantity)
        assert refusal.value.code == "asked_itself"


def test_a_quantity_is_one_name() -> None:
    assert parse_quantity(" dL/dz0 ", VOCABULARY) == SLOPE.quantity
    assert parse_quantity("z⁰", VOCABULARY) == z0.quantity
    for other in ("dL/dz0 x", "2", "", "relu(x)"):
        with pytest.raises(FormulaError) as refusal:
            parse_quantity(other, VOCABULARY)
        assert refusal.value.code == "quantity_expected"


def test_a_line_of_notes_has_sides() -> None:
    assert sides("dL/dw = dL/dz0·x ＝ 2x") == ("dL/dw", "dL/dz0·x", "2x")
    for line in ("x =", "= x", "x == y"):
        with pytest.raises(FormulaError) as refusal:
            sides(line)
        assert refusal.value.code == "side_missing"
