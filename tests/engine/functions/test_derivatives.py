"""Every value and derivative of the tables against mpmath, autograd and the complex step."""

import mpmath as mp
import numpy as np
import pytest

from tests.engine.functions.cases import CASES, Array, Case, Operands
from tests.engine.functions.reference import Objects, exact

DIGITS, EXTREME_DIGITS = 100, 500  # e^(−1000) is a number too
NOTHING = 1e-300


def by_name(case: Case) -> str:
    return case.name


def assert_close(actual: Array, expected: Objects | mp.mpf, tolerance: float) -> None:
    wanted = np.asarray(expected, dtype=np.float64)
    assert actual.shape == wanted.shape
    np.testing.assert_allclose(actual, wanted, rtol=tolerance, atol=NOTHING)


def exact_gradient(case: Case, upstream: Array, operands: Operands, at: tuple[int, ...]) -> mp.mpf:
    """∂(Σ upstream·value)/∂operand[row, column] by mpmath; `at` is (operand, row, column)."""
    index, row, column = at

    def objective(step: mp.mpf) -> mp.mpf:
        moved = [exact(operand) for operand in operands]
        moved[index][row, column] += step
        return (exact(upstream) * case.reference(*moved)).sum()

    return mp.diff(objective, 0)


def check(case: Case, operands: Operands, tolerance: float, elements: int = 1000) -> None:
    """Value and gradients, these at `elements` places of each operand at most."""
    random = np.random.default_rng(1)
    value = case.value(operands)
    assert_close(value, case.reference(*map(exact, operands)), tolerance)
    upstream = random.uniform(0.5, 1.5, value.shape)
    for index in range(case.differentiable):
        gradient = case.gradient(upstream, operands, index)
        places = random.permutation(list(np.ndindex(gradient.shape)))[:elements]
        for row, column in places.tolist():
            expected = exact_gradient(case, upstream, operands, (index, row, column))
            assert_close(gradient[row, column], expected, tolerance)


@pytest.mark.parametrize("case", CASES, ids=by_name)
@pytest.mark.parametrize("size", [1, 3])
def test_agrees_with_mpmath(case: Case, size: int) -> None:
    with mp.workdps(DIGITS):
        check(case, case.draw(np.random.default_rng(size), size), tolerance=1e-13)


@pytest.mark.parametrize("case", CASES, ids=by_name)
def test_agrees_with_mpmath_on_500_elements(case: Case) -> None:
    with mp.workdps(DIGITS):
        check(case, case.draw(np.random.default_rng(500), 500), tolerance=1e-11, elements=2)


@pytest.mark.parametrize("case", CASES, ids=by_name)
def test_agrees_with_mpmath_at_extremes(case: Case) -> None:
    with mp.workdps(EXTREME_DIGITS):
        for operands in case.extremes:
            check(case, operands, tolerance=1e-12, elements=8)
