"""At a kink: the convention's slope, the interval it was chosen from, and what is no kink."""

import itertools

import mpmath as mp
import numpy as np
import pytest

from engine.functions.activations import ACTIVATIONS
from engine.functions.kinks import Kinks
from engine.functions.losses import LOSSES
from engine.functions.operations import OPERATIONS
from tests.engine.functions import reference

# function: [(operands, index, slopes from both sides, chosen slope)]
AT_KINKS: dict[str, list[tuple[tuple[float, ...], int, tuple[float, float], float]]] = {
    "relu": [((0,), 0, (0, 1), 0), ((-0.0,), 0, (0, 1), 0)],
    "leaky_relu": [((0,), 0, (0.01, 1), 0.01)],
    "abs": [((0,), 0, (-1, 1), 0)],
    "maximum": [
        ((2, 2), 0, (0, 1), 1 / 2),
        ((2, 2), 1, (0, 1), 1 / 2),
        ((5, 5, 5), 1, (0, 1), 1 / 3),
        ((0.1, 0.1, -1, 0.1), 3, (0, 1), 1 / 3),
    ],
    "minimum": [
        ((2, 2), 0, (0, 1), 1 / 2),
        ((5, 5, 5), 2, (0, 1), 1 / 3),
        ((0.1, 0.1, 1), 0, (0, 1), 1 / 2),
    ],
    "l1": [((3, 3), 0, (-1, 1), 0)],
    "mae": [((3, 3), 0, (-1, 1), 0)],
    "hinge": [((1, 1), 0, (-1, 0), 0), ((-1, -1), 0, (0, 1), 0), ((0.5, 2), 0, (-2, 0), 0)],
}
POINTS = [(name, *point) for name, points in AT_KINKS.items() for point in points]
Point = tuple[float, ...]


def columns(operands: Point) -> list[np.ndarray]:
    return [np.array([[float(operand)]]) for operand in operands]


def slope(name: str, operands: Point, index: int) -> float:
    arrays = columns(operands)
    if name in LOSSES:
        return float(LOSSES[name].gradient(*arrays)[0, 0])
    operation = OPERATIONS[name]
    value = operation.value(arrays)
    return float(operation.pullback(np.ones((1, 1)), arrays, value, index)[0, 0])


def value(name: str, arrays: list[np.ndarray]) -> np.ndarray:
    return LOSSES[name].value(*arrays) if name in LOSSES else OPERATIONS[name].value(arrays)


def kinks(name: str, arrays: list[np.ndarray]) -> Kinks | None:
    if name in LOSSES:
        found = LOSSES[name].kinks
        return found(*arrays) if found else None
    meets = OPERATIONS[name].kinks
    return meets(arrays) if meets else None


def one_sided(name: str, operands: Point, index: int) -> tuple[float, float]:
    """The slopes from left and right by mpmath, sorted."""
    function = (reference.OPERATIONS | reference.LOSSES)[name]

    def along(x: mp.mpf) -> mp.mpf:
        moved = [reference.exact(array) for array in columns(operands)]
        moved[index][0, 0] = x
        return function(*moved)[0, 0]

    with mp.workdps(60):
        slopes = [mp.diff(along, operands[index], direction=side) for side in (-1, 1)]
        low, high = sorted(map(float, slopes))
    return low, high


@pytest.mark.parametrize(("name", "operands", "index", "sides", "chosen"), POINTS)
def test_chosen_slope_and_interval(
    name: str, operands: Point, index: int, sides: tuple[float, float], chosen: float
) -> None:
    assert slope(name, operands, index) == chosen
    assert one_sided(name, operands, index) == pytest.approx(sides, abs=1e-15)
    met = kinks(name, columns(operands))
    assert met is not None
    assert met.where.tolist() == [[True]]
    interval = [float(np.broadcast_to(bound, (1, 1))[0, 0]) for bound in (met.low, met.high)]
    assert interval == list(sides)
    assert float(np.broadcast_to(met.chosen, (1, 1))[0, 0]) == chosen


@pytest.mark.parametrize(("name", "operands", "index", "sides", "chosen"), POINTS)
@pytest.mark.parametrize("epsilon", [1e-100, 1e-30])
def test_complex_step_takes_the_chosen_branch(
    name: str,
    operands: Point,
    index: int,
    sides: tuple[float, float],
    chosen: float,
    epsilon: float,
) -> None:
    arrays = columns(operands)
    stepped = [array + 0j for array in arrays]
    stepped[index] = stepped[index] + 1j * epsilon
    result = value(name, stepped)[0, 0]
    assert result.imag / epsilon == pytest.approx(chosen, rel=1e-15)
    assert result.real == value(name, arrays)[0, 0]


def test_every_function_that_reports_kinks_is_tried_here() -> None:
    reporting = {name for table in (OPERATIONS, LOSSES) for name in table if table[name].kinks}
    assert reporting == set(AT_KINKS)
    assert {name for name in ACTIVATIONS if ACTIVATIONS[name].kinks} == reporting & set(ACTIVATIONS)


SMOOTH = [
    (name, (z,))
    for name in reference.UNARY
    for z in (-1, 0, 1)
    if name not in AT_KINKS and (z > 0 or name not in ("log", "sqrt", "reciprocal"))
] + [("huber", (z, 0)) for z in (-1, 0, 1)]


@pytest.mark.parametrize(("name", "operands"), SMOOTH)
def test_what_reports_no_kink_has_none(name: str, operands: Point) -> None:
    left, right = one_sided(name, operands, 0)
    assert left == pytest.approx(right, abs=1e-12)
    assert slope(name, operands, 0) == pytest.approx(right, abs=1e-12)
    assert kinks(name, columns(operands)) is None


def test_mask_names_only_the_elements_at_the_kink() -> None:
    z = np.array([[0.0, 1.0], [np.nan, -0.0], [1e-300, -2.0]])
    met = ACTIVATIONS["relu"].met(z)
    assert met is not None
    assert met.where.tolist() == [[True, False], [False, True], [False, False]]
    assert ACTIVATIONS["relu"].met(z[2:]) is None
    assert ACTIVATIONS["identity"].met(z) is None


def test_ties_are_found_where_a_single_number_spreads() -> None:
    operands = [np.array([[1.0, 2.0], [3.0, 2.0]]), np.array([[3.0, 2.0]]), np.array([[3.0]])]
    met = OPERATIONS["maximum"].kinks(operands)
    assert met is not None
    assert met.where.tolist() == [[True, False], [True, False]]
    assert np.broadcast_to(met.chosen, (2, 2))[:, 0].tolist() == [1 / 2, 1 / 3]


def test_mean_absolute_error_shares_its_slope_among_the_elements() -> None:
    yhat, y = np.array([[1.0], [2.0], [5.0]]), np.array([[1.0], [3.0], [5.0]])
    met = LOSSES["mae"].kinks(yhat, y)
    assert met is not None
    assert met.where[:, 0].tolist() == [True, False, True]
    assert (float(met.low[0, 0]), float(met.high[0, 0])) == (-1 / 3, 1 / 3)


def test_no_tie_moves_the_value() -> None:
    for count, number in itertools.product((2, 3, 7), (0.1, 1 / 3, 1e-300, 1e300)):
        operands = [np.array([[number]])] * count
        assert OPERATIONS["maximum"].value(operands)[0, 0] == number
        assert OPERATIONS["minimum"].value([x + 0j for x in operands])[0, 0] == number
