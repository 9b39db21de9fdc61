"""NaN reaches exactly what depends on it; what does not exist is not finite, also when stepped."""

import numpy as np
import pytest

from engine.functions.losses import LOSSES
from engine.functions.operations import OPERATIONS
from tests.engine.functions.cases import CASES, Array, Case, Operands

# (function, derivative by operand, operand): the derivative does not depend on that operand.
LINEAR = {
    *((name, 0, 0) for name in ("identity", "negate", "sum", "mean")),
    *((name, i, j) for name in ("add", "subtract") for i in range(3) for j in range(3)),
    *(("multiply", i, i) for i in range(3)),
    *(("matmul", i, i) for i in range(2)),
    ("divide", 0, 0),
}
# Every element of a derivative depends on all elements of its sample.
COUPLED = {
    "softmax",
    "log_softmax",
    "softmax_cross_entropy",
    "softmax_binary_cross_entropy",
}
POISONED = [
    pytest.param(case, operand, id=f"{case.name}-{operand}")
    for case in CASES
    for operand in range(len(case.draw(np.random.default_rng(0), 3)))
]


def poisoned(case: Case, operand: int) -> tuple[Operands, Array]:
    """Operands with one NaN, at row 1 and column 2 of `operand`; and which results depend on it."""
    operands = case.draw(np.random.default_rng(5), 3)
    operands[operand][1, 2] = np.nan
    depends = np.zeros(case.value(operands).shape, dtype=bool)
    if case.name == "matmul" and operand == 0:
        depends[1] = True
    elif case.elementwise:
        depends[1, 2] = True
    else:
        depends[:, 2] = True
    return operands, depends


@pytest.mark.parametrize(("case", "operand"), POISONED)
@pytest.mark.parametrize("step", [0.0, 1e-100j])
def test_value(case: Case, operand: int, step: complex) -> None:
    operands, depends = poisoned(case, operand)
    assert np.isnan(case.value([x + step for x in operands])).tolist() == depends.tolist()


@pytest.mark.parametrize(("case", "operand"), POISONED)
def test_pullback(case: Case, operand: int) -> None:
    operands, _ = poisoned(case, operand)
    value = case.value(operands)
    for index in range(case.differentiable):
        share = case.pullback(np.ones(value.shape), operands, value, index)
        depends = np.zeros(share.shape, dtype=bool)
        if (case.name, index, operand) in LINEAR:
            pass
        elif case.name in COUPLED:
            depends[:, 2] = True
        elif case.name == "matmul":  # matrix[1, 2] times vector[2], matrix[:, 1] times vector[1, 2]
            depends[(slice(None), 1) if index == 0 else 2] = True
        else:
            depends[1, 2] = True
        assert np.isnan(share).tolist() == depends.tolist()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_pullback_of_an_undefined_upstream(case: Case) -> None:
    operands = case.draw(np.random.default_rng(6), 3)
    value = case.value(operands)
    upstream = np.ones(value.shape)
    upstream[-1, 2] = np.nan
    for index in range(case.differentiable):
        share = case.pullback(upstream, operands, value, index)
        if case.name == "matmul" and index == 0:
            expected = np.broadcast_to([[False], [True]], share.shape)
        elif case.elementwise:
            expected = np.isnan(upstream)
        else:
            expected = np.broadcast_to(np.arange(4) == 2, share.shape)
        assert np.isnan(share).tolist() == expected.tolist()


@pytest.mark.parametrize(("base", "exponent"), [(np.nan, 0), (1, np.nan), (0, np.nan), (np.nan, 1)])
def test_power_of_nan(base: float, exponent: float) -> None:
    operands = [np.array([[base]]), np.array([[float(exponent)]])]
    operation = OPERATIONS["power"]
    value = operation.value(operands)
    assert np.isnan(value)
    assert np.isnan(operation.value([x + 1e-100j for x in operands]))
    for index in range(2):
        assert np.isnan(operation.pullback(np.ones((1, 1)), operands, value, index))


@pytest.mark.parametrize("name", sorted(LOSSES))
@pytest.mark.parametrize("target", [0.0, 1.0])
def test_nothing_of_nan_is_nan(name: str, target: float) -> None:
    prediction, y = np.array([[np.nan], [0.5]]), np.array([[target], [1 - target]])
    assert np.isnan(LOSSES[name].value(prediction, y)).all()
    assert np.isnan(LOSSES[name].gradient(prediction, y)[0])


# value and derivatives where they do not exist, None for one that does not
EDGES = [
    ("sqrt", (0,), 0, (None,)),
    ("sqrt", (-1,), None, (None,)),
    ("log", (0,), None, (None,)),
    ("log", (-1,), None, (None,)),
    ("reciprocal", (0,), None, (None,)),
    ("divide", (1, 0), None, (None, None)),
    ("divide", (0, 0), None, (None, None)),
    ("divide", (0, 2), 0, (0.5, 0)),
    ("power", (0, 0), 1, (0, None)),
    ("power", (0, 1), 0, (1, 0)),
    ("power", (0, 1.01), 0, (0, 0)),
    ("power", (0, 2), 0, (0, 0)),
    ("power", (0, 0.5), 0, (None, 0)),
    ("power", (0, -1), None, (None, None)),
    ("power", (-2, 3), -8, (12, None)),
    ("power", (-2, -1), -0.5, (-0.25, None)),
    ("power", (-2, 0), 1, (0, None)),
    ("power", (-2, 0.5), None, (None, None)),
    ("power", (5, 0), 1, (0, np.log(5))),
    ("power", (1, 7), 1, (7, 0)),
    ("exp", (1000,), None, (None,)),
    ("square", (1e200,), None, (2e200,)),
    ("multiply", (0, 3, 0), 0, (0, 0, 0)),
    ("multiply", (0, 3, 5), 0, (15, 0, 0)),
    ("maximum", (1e300, -1e300), 1e300, (1, 0)),
]


def agrees(actual: complex, expected: float | None) -> bool:
    """A number is as expected, or not finite where that is None."""
    if expected is None:
        return not np.isfinite(actual)
    return bool(np.isclose(actual, expected, rtol=1e-14, atol=0))


@pytest.mark.parametrize(("name", "operands", "value", "slopes"), EDGES)
def test_edges(
    name: str, operands: tuple[float, ...], value: float | None, slopes: tuple[float | None, ...]
) -> None:
    operation = OPERATIONS[name]
    arrays = [np.array([[float(operand)]]) for operand in operands]
    result = operation.value(arrays)
    assert agrees(result[0, 0], value)
    assert agrees(operation.value([array + 0j for array in arrays])[0, 0], value)
    for index, slope in enumerate(slopes):
        assert agrees(operation.pullback(np.ones((1, 1)), arrays, result, index)[0, 0], slope)
        stepped = [array + 1e-100j * (i == index) for i, array in enumerate(arrays)]
        moved = operation.value(stepped)[0, 0]
        if value is None or slope is None:
            assert not np.isfinite(moved)
        else:
            assert agrees(moved.real, value)
            assert agrees(moved.imag / 1e-100, slope)
