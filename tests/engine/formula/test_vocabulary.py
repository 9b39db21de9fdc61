"""Names of a network in formulas, in both directions."""

import pytest

from engine.errors import FormulaError
from engine.formula.evaluate import evaluate
from engine.formula.expression import EULER, Ref
from engine.formula.notation import Style
from engine.formula.parser import parse, parse_quantity
from engine.network import Network, network
from engine.nodes import Bias, Edge, Input, Layer, Loss, Operation, Parameter, Target
from engine.quantity import LEARNING_RATE, Quantity, Role, parameter, preactivation, value
from engine.vocabulary import text, vocabulary_of
from tests.engine.networks import graph, skip_connection, weighted


def classifier(
    *, hidden: str = "1", weight: str = "W1", bias: str = "b1", extra: tuple[Parameter, ...] = ()
) -> Network:
    """x (3) → hidden (2, sigmoid) → out (2) → softmax and cross entropy."""
    return network(
        (
            Input("x", 3),
            Layer(hidden, 2, "sigmoid", Bias(bias, 2)),
            Layer("out", 2, "identity", Bias("c", 1)),
            Target("y", 2),
            Loss("loss", "softmax_cross_entropy"),
            *extra,
        ),
        (
            weighted("x", hidden, weight, (2, 3)),
            weighted(hidden, "out", "W2", (2, 2)),
            Edge("out", "loss", port="prediction"),
            Edge("y", "loss", port="target"),
        ),
    )


OBJECTIVE = value("loss")
W1, B1, H1, OUT = parameter("W1"), parameter("b1"), value("1"), value("out")
PROBABILITY = Quantity(Role.PROBABILITY, "loss")

READ = {
    "z1": preactivation("1"),
    "z_1": preactivation("1"),
    "z₁": preactivation("1"),
    "z_{1}": preactivation("1"),
    "z¹": preactivation("1"),
    "h^{(1)}": H1,
    "z_out": preactivation("out"),
    "z_{out}": preactivation("out"),
    "out": OUT,
    "h_out": OUT,
    "yhat": OUT,
    "ŷ": OUT,
    "y\u0302": OUT,  # a combining circumflex
    "𝑥": value("x"),
    "x1": value("x").element(1),
    "x₁": value("x").element(1),
    "x_1": value("x").element(1),
    "x_{3}": value("x").element(3),
    "h1_2": H1.element(2),
    "h1₂": H1.element(2),
    "h₁_2": H1.element(2),
    "h^1_2": H1.element(2),
    "ŷ₂": OUT.element(2),
    "yhat1": OUT.element(1),
    "out_2": OUT.element(2),
    "b1_{2}": B1.element(2),
    "W1_{1,2}": W1.element(1, 2),
    "W1_{2; 3}": W1.element(2, 3),
    "W1_12": W1.element(1, 2),
    "W₁_{1,2}": W1.element(1, 2),
    "W^1_{1,2}": W1.element(1, 2),
    "c": parameter("c"),
    "L": OBJECTIVE,
    "loss": OBJECTIVE,
    "p": PROBABILITY,
    "p₁": PROBABILITY.element(1),
    "η": LEARNING_RATE,
    "eta": LEARNING_RATE,
    "L'": OBJECTIVE.derivative(OUT),
    "dL/dŷ": OBJECTIVE.derivative(OUT),
    "dL/dW1_{1,2}": OBJECTIVE.derivative(W1.element(1, 2)),
    "∂L/∂z_1": OBJECTIVE.derivative(preactivation("1")),
    "∂h1_2/∂z1_2": H1.element(2).derivative(preactivation("1").element(2)),
}


@pytest.mark.parametrize("name", READ)
def test_a_name_is_read_in_every_spelling(name: str) -> None:
    assert parse_quantity(name, vocabulary_of(classifier())) == READ[name]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("x_4", "index_range"),
        ("x0", "index_range"),
        ("W1_{3,1}", "index_range"),
        ("W1_1", "index_range"),
        ("h12", "name_similar"),
        ("c_1", "name_unknown"),
        ("z_2", "name_unknown"),
        ("w1", "name_similar"),
    ],
)
def test_a_name_that_is_none_is_refused(name: str, code: str) -> None:
    with pytest.raises(FormulaError) as refusal:
        parse_quantity(name, vocabulary_of(classifier()))
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("quantity", "plain", "subscripts", "tex"),
    [
        (preactivation("1"), "z1", "z₁", "z_{1}"),
        (OUT, "h_out", "h_out", r"h_{\mathrm{out}}"),
        (OUT.element(2), "h_out_2", "h_out_2", r"h_{\mathrm{out}; 2}"),
        (H1.element(2), "h1_2", "h₁_2", "h_{1; 2}"),
        (value("x").element(2), "x_2", "x₂", "x_{2}"),
        (W1.element(1, 2), "W1_{1,2}", "W₁_{1,2}", "W_{1; 1,2}"),
        (PROBABILITY.element(1), "p_1", "p₁", "p_{1}"),
        (LEARNING_RATE, "η", "η", r"\eta"),
        (OBJECTIVE, "L", "L", "L"),
        (OBJECTIVE.derivative(W1), "∂L/∂W1", "∂L/∂W₁", r"\frac{\partial L}{\partial W_{1}}"),
        (
            OBJECTIVE.derivative(W1.element(2, 1)),
            "∂L/∂W1_{2,1}",
            "∂L/∂W₁_{2,1}",
            r"\frac{\partial L}{\partial W_{1; 2,1}}",
        ),
    ],
)
def test_a_quantity_has_a_word_that_reads_back(
    quantity: Quantity, plain: str, subscripts: str, tex: str
) -> None:
    built = classifier()
    assert text(quantity, built) == plain
    assert text(quantity, built, Style.SUBSCRIPTS) == subscripts
    assert text(quantity, built, Style.TEX) == tex
    for word in (plain, subscripts):
        assert parse_quantity(word, vocabulary_of(built)) == quantity


ODD_NAMES = (
    "w_",
    "a__b",
    "W_in1",
    "λ",
    "σ",
    "x_1y",
    "d",
    "dL",
    "a1b2",
    "exp",
    "sum_",
    "h_2",
    "q0_1",
)


def test_every_leaf_of_a_network_reads_back_in_both_styles() -> None:
    odd = classifier(extra=tuple(Parameter(f"n{i}", n, (2,)) for i, n in enumerate(ODD_NAMES)))
    for built in (classifier(), odd, skip_connection().network, graph("multiply", 1, 2).network):
        vocabulary = vocabulary_of(built)
        for leaf in vocabulary.leaves.values():
            if not isinstance(leaf, Ref):
                continue
            ones = (1,) * len(leaf.shape or ())
            for quantity in (leaf.quantity, leaf.quantity.element(*ones)):
                for style in (Style.PLAIN, Style.SUBSCRIPTS):
                    word = text(quantity, built, style)
                    assert parse_quantity(word, vocabulary) == quantity, word


def test_an_element_and_a_node_of_the_same_spelling_are_refused_with_both() -> None:
    """h1_2 beside a node 12."""
    built = network(
        (Input("1", 3), Input("12", 1), Operation("f", "sum")), (Edge("1", "f", port=0),)
    )
    vocabulary = vocabulary_of(built)
    with pytest.raises(FormulaError) as refusal:
        parse("h1_2", vocabulary)
    assert refusal.value.code == "name_ambiguous"
    assert "h1_{2}" in str(refusal.value)
    assert "h12" in str(refusal.value)
    assert parse_quantity("h1_{2}", vocabulary) == value("1").element(2)
    assert parse_quantity("h12", vocabulary) == value("12")
    assert text(value("1").element(2), built) == "h1_{2}"


def test_an_underscore_that_is_part_of_a_name_stays() -> None:
    built = classifier(extra=(Parameter("q1", "w_0", (1,)), Parameter("q2", "w0", (1,))))
    vocabulary = vocabulary_of(built)
    assert parse_quantity("w_0", vocabulary) == parameter("w_0")
    assert parse_quantity("w0", vocabulary) == parameter("w0")
    with pytest.raises(FormulaError) as refusal:
        parse("w₀", vocabulary)
    assert refusal.value.code == "name_ambiguous"


def test_names_of_the_project_hide_the_usual_ones() -> None:
    names = ("L", "e", "p", "eta", "yhat")
    extra = tuple(Parameter(f"n{name}", name, (1,)) for name in names)
    built = classifier(extra=extra)
    vocabulary = vocabulary_of(built)
    for name in names:
        assert parse_quantity(name, vocabulary) == parameter(name)
    assert parse_quantity("η", vocabulary) == LEARNING_RATE
    assert parse_quantity("dloss/dz1", vocabulary) == OBJECTIVE.derivative(preactivation("1"))
    assert text(OBJECTIVE.derivative(preactivation("1")), built) == "∂loss/∂z1"
    assert text(PROBABILITY, built) == "p_loss"
    assert parse("e", vocabulary_of(classifier())) == EULER
    assert "L'" not in vocabulary.leaves


def test_the_activation_of_a_layer_is_a_function() -> None:
    vocabulary = vocabulary_of(classifier())
    same = [("g1(z1)", "sigmoid(z1)"), ("g₁'(z1)", "σ′(z1)"), ("g_out(z_out)", "identity(z_out)")]
    for named, plain in same:
        assert parse(named, vocabulary) == parse(plain, vocabulary)


def test_a_parameter_node_is_one_quantity_under_both_of_its_names() -> None:
    built = classifier(extra=(Parameter("k", "gain", (2,)),))
    vocabulary = vocabulary_of(built)
    assert parse_quantity("k", vocabulary) == parse_quantity("gain", vocabulary)
    assert text(value("k"), built) == "gain"


def test_a_network_without_objective_has_no_derivatives_of_it() -> None:
    built = network((Input("x", 1), Layer("0", 1, "relu")), (weighted("x", "0", "w0"),))
    vocabulary = vocabulary_of(built)
    assert {"L", "L'", "ŷ"}.isdisjoint(vocabulary.leaves)
    with pytest.raises(FormulaError):
        parse("dL/dw0", vocabulary)


def test_the_objective_may_be_any_node() -> None:
    built = graph("multiply", 2, 3).network
    assert text(value("f"), built) == "f"
    assert text(value("f").derivative(value("a")), built) == "∂L/∂a"
    assert parse_quantity("∂L/∂a", vocabulary_of(built)) == value("f").derivative(parameter("a"))
    assert parse_quantity("∂f/∂a", vocabulary_of(built)) == value("f").derivative(parameter("a"))


def test_shapes_come_from_the_network() -> None:
    vocabulary = vocabulary_of(classifier())
    shapes = {
        "x": (3,),
        "z1": (2,),
        "W1": (2, 3),
        "c": (),
        "L": (),
        "dL/dW1": (2, 3),
        "p - y": (2,),
    }
    for formula, shape in shapes.items():
        assert parse(formula, vocabulary).shape == shape
    for formula, code in {"x + z1": "shapes_differ", "W1·W1": "matrices_multiplied"}.items():
        with pytest.raises(FormulaError) as refusal:
            parse(formula, vocabulary)
        assert refusal.value.code == code
        assert "x_" in str(refusal.value)  # the way out: elements


def test_a_free_variable_can_be_added() -> None:
    vocabulary = vocabulary_of(classifier())
    extended = vocabulary.extended({"u": Ref(value("u"), "u")})
    found = evaluate(parse("u^2", extended), {value("u"): 3.0}.__getitem__)
    assert found.tolist() == [9.0]
    with pytest.raises(FormulaError):
        parse("u", vocabulary)


def test_an_incomplete_network_has_a_vocabulary_too() -> None:
    built = network((Operation("f", "add"), Loss("L", "l1")), ())
    assert parse_quantity("f", vocabulary_of(built)) == value("f")
    assert text(value("L").derivative(value("f")), built) == "∂L/∂f"
