"""The formula that a student reads beside a table entry gives the numbers of that entry."""

from collections.abc import Mapping

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.formula.evaluate import evaluate
from engine.formula.expression import Symbol
from engine.formula.functions import FUNCTIONS
from engine.formula.parser import parse
from engine.formula.vocabulary import symbols
from engine.functions.activations import ACTIVATIONS, Activation
from engine.functions.elementary import ELEMENTARY
from engine.functions.losses import LOSSES
from engine.functions.operations import OPERATIONS
from engine.functions.stable import sigmoid, softmax

Array = NDArray[np.float64]

SIZE, PROBES = 3, 40
FUNCTIONS_OF_ONE = {**ACTIVATIONS, **ELEMENTARY}


def value_of(formula: str, **numbers: Array | float) -> Array:
    """The formula's value, spread over the elements."""
    values = {Symbol(name): each for name, each in numbers.items()}
    found = evaluate(parse(formula, symbols(*numbers)), values.__getitem__)
    return np.broadcast_to(found, (SIZE, PROBES))


def agrees(formula: Array, table: Array) -> bool:
    shown = np.broadcast_to(table, (SIZE, PROBES))
    return np.allclose(formula, shown, rtol=1e-10, atol=1e-12)


@pytest.fixture
def points() -> dict[str, Array]:
    """Moderate numbers off every kink, those called `a` above 0 for log, sqrt and powers."""
    draw = np.random.default_rng(5)
    points = {name: draw.uniform(-3, 3, (SIZE, PROBES)) for name in "zbus"}
    return points | {name: draw.uniform(0.1, 2, (SIZE, PROBES)) for name in "ac"}


def domain(function: Activation, points: Mapping[str, Array]) -> Array:
    return points["a" if function.label in ("logarithm", "square root") else "z"]


@pytest.mark.parametrize("name", FUNCTIONS_OF_ONE)
def test_formula_of_a_function(name: str, points: dict[str, Array]) -> None:
    function = FUNCTIONS_OF_ONE[name]
    z = domain(function, points)
    assert agrees(value_of(function.formula, z=z), function.value(z))


@pytest.mark.parametrize("name", FUNCTIONS_OF_ONE)
def test_formula_of_a_slope_or_pullback(name: str, points: dict[str, Array]) -> None:
    function = FUNCTIONS_OF_ONE[name]
    z, u = domain(function, points), points["u"]
    h = function.value(z)
    if function.slope is not None:
        assert agrees(value_of(function.slope_formula, z=z, h=h), function.slope(z, h))
    else:
        u = u if len(h) == SIZE else u[:1]
        shown = value_of(function.slope_formula, z=z, h=h, u=u, n=SIZE)
        assert agrees(shown, function.pullback(u, z, h))


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_activation_can_be_called_with_its_slope(name: str, points: dict[str, Array]) -> None:
    activation, z = ACTIVATIONS[name], points["z"]
    assert agrees(value_of(f"{name}(z)", z=z), activation.value(z))
    if activation.slope is not None:
        slope = activation.slope(z, activation.value(z))
        assert agrees(value_of(f"{name}'(z)", z=z), slope)
    else:
        assert f"{name}'" not in FUNCTIONS


@pytest.mark.parametrize("name", OPERATIONS)
def test_formulas_of_an_operation(name: str, points: dict[str, Array]) -> None:
    operation = OPERATIONS[name]
    if name == "matmul":
        return  # one row of it is tested below
    count = 2 if operation.arity[1] is None else operation.arity[0]
    positive = name in ("log", "sqrt", "power")
    operands = [points["a" if positive or count > 1 else "z"], points["b"]][:count]
    result = operation.value(operands)
    numbers = dict(zip("ab", operands, strict=False)) | {"h": result}
    assert agrees(value_of(operation.formula, **numbers), result)
    ones = np.ones_like(result)
    for index, formula in enumerate(operation.partial_formulas):
        upstream = ones if operation.elementwise else points["u"][: len(result)]
        shown = value_of(formula, **numbers, u=upstream, n=SIZE)
        assert agrees(shown, operation.pullback(upstream, operands, result, index)), formula


def test_formula_of_one_row_of_a_matrix_product(points: dict[str, Array]) -> None:
    operation = OPERATIONS["matmul"]
    row, vector = points["z"][:, :1], points["b"]
    shown = value_of(operation.formula, a=row, b=vector)
    assert agrees(shown, operation.value([row.T, vector]))
    upstream = np.ones((1, PROBES))
    by_vector = operation.pullback(upstream, [row.T, vector], shown, 1)
    assert agrees(value_of(operation.partial_formulas[1], a=row, b=vector), by_vector)


MANY = [name for name, operation in OPERATIONS.items() if operation.of_many]


@pytest.mark.parametrize("name", MANY)
def test_formulas_of_an_operation_with_three_operands(name: str, points: dict[str, Array]) -> None:
    operation = OPERATIONS[name]
    assert operation.of_many is not None
    operands = [points["a"], points["b"], points["c"]]
    result = operation.value(operands)
    numbers = dict(zip("abc", operands, strict=True)) | {"h": result}
    formula, partials = operation.of_many("abc")
    assert agrees(value_of(formula, **numbers), result)
    for index, partial in enumerate(partials):
        slope = operation.pullback(np.ones_like(result), operands, result, index)
        assert agrees(value_of(partial, **numbers), slope), partial


@pytest.mark.parametrize("name", LOSSES)
def test_formulas_of_a_loss(name: str) -> None:
    loss, draw = LOSSES[name], np.random.default_rng(6)
    y = draw.uniform(0.1, 0.9, (SIZE, PROBES))
    if loss.on_scores:
        prediction = draw.uniform(-3, 3, (SIZE, PROBES))
        p = sigmoid(prediction) if name.startswith("sigmoid") else softmax(prediction)
        numbers = {"s": prediction, "p": p, "y": y}
    else:
        prediction = draw.uniform(0.05, 0.95, (SIZE, PROBES))
        if name in ("huber", "hinge"):
            prediction = draw.uniform(-4, 4, (SIZE, PROBES))  # both sides of the bend
        numbers = {"yhat": prediction, "y": y}
    shown = value_of(loss.formula, **numbers, n=SIZE)
    assert agrees(shown, loss.value(prediction, y))
    shown = value_of(loss.gradient_formula, **numbers, n=SIZE)
    assert agrees(shown, loss.gradient(prediction, y))
