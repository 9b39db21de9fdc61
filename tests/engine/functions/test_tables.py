"""The tables hold what the file format names; every entry is complete and consistent."""

import re

import numpy as np
import pytest

from engine.functions.activations import ACTIVATIONS
from engine.functions.losses import LOSSES
from engine.functions.operations import OPERATIONS

ACTIVATION_NAMES = {
    "identity",
    "relu",
    "leaky_relu",
    "elu",
    "softplus",
    "sigmoid",
    "tanh",
    "gelu",
    "silu",
    "softmax",
    "log_softmax",
}
ELEMENTARY_NAMES = {"negate", "reciprocal", "square", "sqrt", "exp", "log", "abs", "sum", "mean"}
ONE_OPERAND = ELEMENTARY_NAMES | ACTIVATION_NAMES
TWO_OPERANDS = {"subtract", "divide", "power", "matmul"}
MORE_OPERANDS = {"add", "multiply", "maximum", "minimum"}
LOSS_NAMES = {
    "l1",
    "mae",
    "half_squared",
    "squared",
    "mse",
    "huber",
    "hinge",
    "cross_entropy",
    "binary_cross_entropy",
    "sigmoid_binary_cross_entropy",
    "softmax_cross_entropy",
    "softmax_binary_cross_entropy",
}
FUNCTIONS = {"abs", "exp", "log", "sqrt", "sign", "step", "max", "min", "sum", "mean", "tanh"}
WORD = re.compile(r"[A-Za-z]\w*")


def names(formula: str) -> set[str]:
    return set(WORD.findall(formula)) - FUNCTIONS - {"sigmoid", "pi"}


def test_names_and_arities_are_those_of_the_format() -> None:
    assert set(ACTIVATIONS) == ACTIVATION_NAMES
    assert set(LOSSES) == LOSS_NAMES
    arities = {name: operation.arity for name, operation in OPERATIONS.items()}
    assert arities == (
        dict.fromkeys(ONE_OPERAND, (1, 1))
        | dict.fromkeys(TWO_OPERANDS, (2, 2))
        | dict.fromkeys(MORE_OPERANDS, (2, None))
    )


def test_labels_are_unique_in_their_table() -> None:
    for table in (ACTIVATIONS, LOSSES, OPERATIONS):
        labels = [entry.label for entry in table.values()]
        assert all(labels)
        assert len(set(labels)) == len(labels)
    assert all(operation.sign for operation in OPERATIONS.values())


@pytest.mark.parametrize("name", sorted(ACTIVATION_NAMES))
def test_an_activation_is_the_operation_of_its_name(name: str) -> None:
    activation, operation = ACTIVATIONS[name], OPERATIONS[name]
    z, upstream = np.random.default_rng(7).standard_normal((2, 3, 4))
    h = activation.value(z)
    assert (operation.value([z]) == h).all()
    share = activation.pullback(upstream, z, h)
    assert (operation.pullback(upstream, [z], h, 0) == share).all()
    assert operation.elementwise == (activation.slope is not None)
    if activation.slope is not None:
        assert (share == upstream * activation.slope(z, h)).all()


def test_what_depends_on_a_whole_sample_has_no_slope() -> None:
    whole = {name for name, operation in OPERATIONS.items() if not operation.elementwise}
    assert whole == {"softmax", "log_softmax", "sum", "mean", "matmul"}


def test_scores_are_what_sigmoid_and_softmax_are_applied_to() -> None:
    on_scores = {name for name, loss in LOSSES.items() if loss.on_scores}
    assert on_scores == {name for name in LOSS_NAMES if name.startswith(("sigmoid", "softmax"))}


@pytest.mark.parametrize("name", sorted(ACTIVATION_NAMES))
def test_formulas_of_an_activation_name_its_variables(name: str) -> None:
    activation = ACTIVATIONS[name]
    assert names(activation.formula) == {"z"}
    allowed = {"z", "h"} if activation.slope else {"z", "h", "u"}
    assert names(activation.slope_formula) <= allowed


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_formulas_of_an_operation_name_its_operands(name: str) -> None:
    operation = OPERATIONS[name]
    operands = ["a", "b"][: operation.arity[0]]
    assert names(operation.formula) == set(operands)
    assert len(operation.partial_formulas) == len(operands)
    allowed = {*operands, "h"} if operation.elementwise else {*operands, "h", "u", "n"}
    assert all(names(partial) <= allowed for partial in operation.partial_formulas)


@pytest.mark.parametrize("name", sorted(MORE_OPERANDS))
def test_formulas_of_many_operands(name: str) -> None:
    of_many = OPERATIONS[name].of_many
    assert of_many is not None
    formula, partials = of_many(["x1", "x2", "x3"])
    assert names(formula) == {"x1", "x2", "x3"}
    assert len(partials) == 3
    assert of_many(["a", "b"]) == (OPERATIONS[name].formula, OPERATIONS[name].partial_formulas)


@pytest.mark.parametrize("name", sorted(LOSS_NAMES))
def test_formulas_of_a_loss_name_its_variables(name: str) -> None:
    loss = LOSSES[name]
    prediction = {"s", "p"} if loss.on_scores else {"yhat"}
    assert names(loss.formula) <= prediction | {"y", "n"}
    assert names(loss.gradient_formula) <= prediction | {"y", "n"}
