"""Numbers that a formula taken literally would lose; each expectation is written out."""

import mpmath as mp
import numpy as np
import pytest

from engine.functions.activations import ACTIVATIONS
from engine.functions.losses import LOSSES
from engine.functions.stable import log_odds, power, sum_of_others
from tests.engine.functions import reference

CLOSE = 1e-14


def column(*numbers: float) -> np.ndarray:
    return np.array(numbers, dtype=np.float64)[:, None]


@pytest.mark.parametrize("name", ["cross_entropy", "binary_cross_entropy"])
def test_certain_and_right_costs_nothing(name: str) -> None:
    loss = LOSSES[name]
    value = loss.value(column(0, 1), column(0, 1))
    assert value.tolist() == [[0.0]]
    assert not np.signbit(value)


def test_gradients_at_probability_0_and_1() -> None:
    gradient = LOSSES["cross_entropy"].gradient(column(0, 1, 0.5), column(0, 1, 0))
    assert gradient.tolist() == [[0], [-1], [0]]
    gradient = LOSSES["binary_cross_entropy"].gradient(column(0, 1, 1e-20), column(0, 1, 0))
    assert gradient.tolist() == [[1], [-1], [1]]


@pytest.mark.parametrize(
    ("name", "p", "y"),
    [
        ("cross_entropy", 0, 1),
        ("cross_entropy", -0.1, 1),
        ("cross_entropy", -0.1, 0),
        ("binary_cross_entropy", 0, 1),
        ("binary_cross_entropy", 1, 0),
        ("binary_cross_entropy", 1, 0.5),
        ("binary_cross_entropy", 1.1, 1),
        ("binary_cross_entropy", -0.1, 0),
    ],
)
def test_no_logarithm_no_loss(name: str, p: float, y: float) -> None:
    loss = LOSSES[name]
    assert not np.isfinite(loss.value(column(p), column(y)))
    assert not np.isfinite(loss.value(column(p) + 1e-100j, column(y)))
    assert not np.isfinite(loss.gradient(column(p), column(y)))


@pytest.mark.parametrize("score", [1e3, 1e6, 1e300])
@pytest.mark.parametrize("target", [0.0, 0.3, 1.0, 2.0, -1.0])
def test_sigmoid_cross_entropy_of_large_scores(score: float, target: float) -> None:
    loss = LOSSES["sigmoid_binary_cross_entropy"]
    s, y = np.array([[score, -score]]), column(target)
    np.testing.assert_allclose(loss.value(s, y), [[(1 - target) * score, target * score]])
    np.testing.assert_allclose(loss.gradient(s, y), [[1 - target, -target]])


def test_a_certain_sigmoid_keeps_its_small_gradient() -> None:
    loss = LOSSES["sigmoid_binary_cross_entropy"]
    assert loss.gradient(column(50), column(1)) == pytest.approx(-np.exp(-50.0), rel=CLOSE)
    assert loss.value(column(50), column(1)) == pytest.approx(np.exp(-50.0), rel=CLOSE)


def test_a_certain_softmax_keeps_its_small_gradient() -> None:
    s, y = column(60, 0, 0), column(1, 0, 0)
    loss, small = LOSSES["softmax_cross_entropy"], np.exp(-60.0)
    assert loss.value(s, y) == pytest.approx(2 * small, rel=CLOSE)
    np.testing.assert_allclose(loss.gradient(s, y), small * column(-2, 1, 1), rtol=CLOSE)
    loss = LOSSES["softmax_binary_cross_entropy"]
    assert loss.value(s, y) == pytest.approx(4 * small, rel=CLOSE)
    np.testing.assert_allclose(loss.gradient(s, y), small * column(-4, 2, 2), rtol=CLOSE)
    h = ACTIVATIONS["softmax"].value(s)
    share = ACTIVATIONS["softmax"].pullback(y, s, h)
    np.testing.assert_allclose(share, small * column(2, -1, -1), rtol=CLOSE)


def test_certain_and_wrong_softmax_stays_finite() -> None:
    s, y = column(1000, 0, 0), column(0, 1, 0)
    loss = LOSSES["softmax_binary_cross_entropy"]
    assert loss.value(s, y) == pytest.approx(2000 - np.log(2), rel=CLOSE)
    np.testing.assert_allclose(loss.gradient(s, y), column(2, -1.5, -0.5), rtol=CLOSE)


def test_softmax_of_a_single_score() -> None:
    s = column(3.7)
    assert ACTIVATIONS["softmax"].value(s).tolist() == [[1]]
    assert ACTIVATIONS["log_softmax"].value(s).tolist() == [[0]]
    loss = LOSSES["softmax_binary_cross_entropy"]
    assert loss.value(s, column(1)).tolist() == [[0]]
    assert loss.gradient(s, column(1)).tolist() == [[0]]
    assert not np.isfinite(loss.value(s, column(0)))
    assert not np.isfinite(loss.gradient(s, column(0)))
    assert loss.value(s + 1e-100j, column(1)).tolist() == [[0]]


@pytest.mark.parametrize("name", ["gelu", "silu", "relu", "elu", "softplus", "tanh", "sigmoid"])
@pytest.mark.parametrize("z", [1e3, 1e100, 1e200, 1e308])
def test_activations_of_huge_arguments(name: str, z: float) -> None:
    activation = ACTIVATIONS[name]
    both = np.array([[z, -z]])
    unbounded = name not in ("tanh", "sigmoid")
    low = {"tanh": -1.0, "elu": -1.0}.get(name, 0.0)
    h = activation.value(both)
    assert h.tolist() == [[z if unbounded else 1.0, low]]
    assert activation.slope is not None
    assert activation.slope(both, h).tolist() == [[1.0 if unbounded else 0.0, 0.0]]
    stepped = activation.value(both + 1e-100j)
    assert stepped.real.tolist() == h.tolist()


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "softplus", "elu", "gelu", "silu"])
@pytest.mark.parametrize("z", [-35.0, -17.0, 17.0, 35.0])
def test_saturated_slopes_are_relatively_exact(name: str, z: float) -> None:
    activation = ACTIVATIONS[name]
    with mp.workdps(400):
        expected = mp.diff(lambda t: reference.UNARY[name](np.array([[t]]))[0, 0], z)
        assert activation.slope is not None
        slope = activation.slope(column(z), activation.value(column(z)))
        tolerance = 1e-12 if name == "gelu" else CLOSE  # e^(−v) with v in the thousands
        assert slope == pytest.approx(float(expected), rel=tolerance)


def test_the_real_part_of_a_step_is_as_exact_as_the_value() -> None:
    z = column(-40.0)
    assert ACTIVATIONS["softplus"].value(z + 1e-100j).real == pytest.approx(
        np.exp(-40.0), rel=CLOSE
    )


def test_power_keeps_all_digits_of_a_large_result() -> None:
    base, exponent = column(1.0001), column(5e6)
    stepped = power(base + 1e-100j, exponent + 1e-100j)
    with mp.workdps(40):
        expected = float(mp.mpf(1.0001) ** mp.mpf(5e6))
    assert stepped.real[0, 0] == pytest.approx(expected, rel=CLOSE)


def test_log_odds_of_ties_and_of_far_scores() -> None:
    assert log_odds(column(2, 2)).tolist() == [[0], [0]]
    np.testing.assert_allclose(
        log_odds(column(1e3, 1, 1)), column(999 - np.log(2), -999, -999), rtol=CLOSE
    )


def test_sum_of_others_does_not_subtract() -> None:
    assert sum_of_others(column(1e20, 1, 2)).tolist() == [[3], [1e20], [1e20]]
    assert sum_of_others(column(5)).tolist() == [[0]]
