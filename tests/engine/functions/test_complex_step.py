"""The complex step through `value` and the pullback are the same derivative, everywhere."""

import numpy as np
import pytest

from tests.engine.functions.cases import CASES, Case, Operands

SHAPES = [((3, 4), (1, 4)), ((1, 4), (3, 4)), ((3, 4), (3, 1)), ((1, 1), (3, 4)), ((3, 4), (1, 1))]


def by_name(case: Case) -> str:
    return case.name


def check(case: Case, operands: Operands, epsilon: float) -> None:
    """⟨u, J·v⟩ by the complex step equals ⟨Jᵀ·u, v⟩ by the pullbacks, for random u and v."""
    random = np.random.default_rng(2)
    moves = [random.standard_normal(operand.shape) for operand in operands]
    moves[case.differentiable :] = [np.zeros_like(move) for move in moves[case.differentiable :]]
    value = case.value(operands)
    stepped = case.value([x + 1j * epsilon * v for x, v in zip(operands, moves, strict=True)])
    np.testing.assert_allclose(stepped.real, value, rtol=1e-13, atol=1e-300)
    upstream = random.standard_normal(value.shape)
    terms = [
        case.gradient(upstream, operands, index) * moves[index]
        for index in range(case.differentiable)
    ]
    forward = upstream * stepped.imag / epsilon
    scale = np.abs(forward).sum() + sum(np.abs(term).sum() for term in terms)
    assert forward.sum() == pytest.approx(sum(t.sum() for t in terms), abs=1e-13 * scale + 1e-200)


@pytest.mark.parametrize("case", CASES, ids=by_name)
@pytest.mark.parametrize("size", [1, 3, 500])
@pytest.mark.parametrize("epsilon", [1e-100, 1e-30])
def test_ordinary_points(case: Case, size: int, epsilon: float) -> None:
    check(case, case.draw(np.random.default_rng(size), size), epsilon)


@pytest.mark.parametrize("case", CASES, ids=by_name)
@pytest.mark.parametrize("epsilon", [1e-100, 1e-30])
def test_extremes(case: Case, epsilon: float) -> None:
    for operands in case.extremes:
        check(case, operands, epsilon)


@pytest.mark.parametrize("case", [c for c in CASES if c.differentiable > 1], ids=by_name)
@pytest.mark.parametrize("shapes", SHAPES)
def test_operands_that_spread(case: Case, shapes: tuple[tuple[int, int], ...]) -> None:
    operands = case.draw(np.random.default_rng(3), 3)
    if case.elementwise:
        small = zip(operands, shapes, strict=False)
        operands[:2] = [operand[: shape[0], : shape[1]] for operand, shape in small]
    check(case, operands, 1e-100)


@pytest.mark.parametrize("case", [c for c in CASES if c.differentiable == 1], ids=by_name)
def test_one_target_for_all_samples(case: Case) -> None:
    operands = case.draw(np.random.default_rng(4), 3)
    check(case, [operands[0], *(target[:, :1] for target in operands[1:])], 1e-100)


@pytest.mark.parametrize("exponent", [-101.0, -7.0, -1.0, 0.0, 1.0, 2.0, 3.0, 100.0, 101.0])
def test_negative_base_of_an_integer_power(exponent: float) -> None:
    (power,) = (case for case in CASES if case.name == "power")
    base, exponents = np.array([[-2.0, -1.0, -0.5, -3.7]]), np.array([[exponent]])
    stepped = power.value([base + 1e-100j, exponents])
    slope = power.gradient(np.ones((1, 4)), [base, exponents], 0)
    np.testing.assert_allclose(stepped.imag / 1e-100, slope, rtol=1e-13)
    np.testing.assert_allclose(slope, exponent * base ** (exponent - 1), rtol=1e-13)
