"""Functions that NumPy lacks in a form that neither cancels nor overflows and takes a complex step.

All act on float64 and on complex128 alike. A complex argument is a real one with an infinitesimal
imaginary part: the branch is chosen by the real part, results are exact to first order in the
imaginary one (Squire and Trapp 1998), and what is undefined for reals is NaN. An axis that is
summed over is axis 0, the elements of one sample.
"""

from __future__ import annotations

import numpy as np

from engine.arrays import Array


def log(x: Array) -> Array:
    """Natural logarithm; NaN below 0."""
    if np.iscomplexobj(x):
        return np.log(x.real) + 1j * np.arctan2(x.imag, x.real)
    return np.log(x)


def log1p(x: Array) -> Array:
    """log(1 + x) without the rounding of 1 + x; NaN below −1."""
    if np.iscomplexobj(x):
        return np.log1p(x.real) + 1j * np.arctan2(x.imag, 1 + x.real)
    return np.log1p(x)


def log_slope(x: Array) -> Array:
    """1/x; NaN below 0, where there is no logarithm."""
    return 1 / np.where(x < 0, np.nan, x)


def sqrt(x: Array) -> Array:
    """Square root; NaN below 0, and for a step away from 0, where the slope is infinite."""
    leaves_zero = (x.real == 0) & (x.imag != 0)
    return np.sqrt(np.where((x.real < 0) | leaves_zero, np.nan, x))


def divide(a: Array | float, b: Array) -> Array:
    """a/b; by zero not finite, also for a step away from it."""
    return a / np.where(b.real == 0, b.real, b)


def absolute(x: Array) -> Array:
    """|x|, at its kink 0 the constant 0."""
    return x * np.sign(x.real)


def positive_part(x: Array) -> Array:
    """max(0, x), at its kink 0 the constant 0."""
    return np.where(x.real <= 0, 0.0, x)


def times(weight: Array, x: Array) -> Array:
    """weight·x, where nothing of an infinite x is nothing: the convention 0·log 0 = 0."""
    return np.where((weight == 0) & ~np.isnan(x), 0.0, weight * x)


def power(base: Array, exponent: Array) -> Array:
    """base^exponent for real numbers: NaN for a negative base and a fractional exponent.

    As |base|^exponent·e^(iθ) with θ = Im(exponent·log|base|), since the complex power turns a
    negative base by the float nearest to π, which is no integer multiple of anything.
    """
    b, e = base.real, exponent.real
    result = np.where(np.isnan(b) | np.isnan(e), np.nan, np.power(b, e))  # C says NaN^0 = 1
    if not (np.iscomplexobj(base) or np.iscomplexobj(exponent)):
        return result
    turn = e * np.arctan2(np.sign(b) * base.imag, np.abs(b))
    growth = np.where(exponent.imag == 0, 0.0, exponent.imag * np.log(b))  # NaN for base < 0
    away = result * np.exp(1j * (turn + growth))
    return np.where(b == 0, _power_of_zero(base, exponent, result), away)


def _power_of_zero(base: Array, exponent: Array, result: Array) -> Array:
    """0^exponent = 0·0^(exponent − 1), so that a slope of 1 or ∞ is seen."""
    moved = np.where(exponent.real == 0, exponent.imag, base.imag) != 0
    return np.where(moved, base * np.power(0.0, exponent.real - 1), result)


def _decay(x: Array) -> Array:
    """exp(−|x|) as the branch of e^x or e^(−x) that does not overflow."""
    return np.exp(np.where(x.real > 0, -x, x))


def sigmoid(x: Array) -> Array:
    """1/(1 + e^(−x)); for x ≤ 0 as e^x/(1 + e^x)."""
    decay = _decay(x)
    return np.where(x.real > 0, 1.0, decay) / (1 + decay)


def softplus(x: Array) -> Array:
    """log(1 + e^x) = max(0, x) + log(1 + e^(−|x|))."""
    return np.where(x.real > 0, x, 0.0) + log1p(_decay(x))


def largest(x: Array) -> Array:
    """Mask of the largest element of each sample (the first of equals)."""
    return np.arange(len(x))[:, None] == x.real.argmax(axis=0)


def sum_of_others(x: Array) -> Array:
    """Σ_{j≠i} x_j for every i from the sums before and after it: nothing is subtracted."""
    before, after = np.zeros_like(x), np.zeros_like(x)
    np.cumsum(x[:-1], axis=0, out=before[1:])
    np.cumsum(x[:0:-1], axis=0, out=after[-2::-1])
    return before + after


def log_sum_exp(x: Array) -> Array:
    """log Σ e^x, shape (1, N): the largest x and log1p of what the others add; −∞ of nothing."""
    top = largest(x)
    peak = x.sum(axis=0, keepdims=True, where=top)
    shift = np.where(np.isneginf(peak.real), 0.0, peak)
    return peak + log1p(np.exp(x - shift).sum(axis=0, keepdims=True, where=~top))


def softmax(scores: Array) -> Array:
    """e^s/Σ e^s."""
    grown = np.exp(scores - scores.real.max(axis=0, keepdims=True))
    return grown / grown.sum(axis=0, keepdims=True)


def log_softmax(scores: Array) -> Array:
    """s − log Σ e^s, also where the probability differs from 1 by less than its rounding."""
    top = largest(scores)
    shifted = scores - scores.sum(axis=0, keepdims=True, where=top)
    return shifted - log1p(np.exp(shifted).sum(axis=0, keepdims=True, where=~top))


def log_odds(scores: Array) -> Array:
    """t = log(p/(1 − p)) of p = softmax(s): s_i − log Σ_{j≠i} e^(s_j); ∞ for a single score.

    So p = sigmoid(t) and 1 − p = sigmoid(−t), each to full precision.
    """
    top = largest(scores)
    shifted = scores - scores.sum(axis=0, keepdims=True, where=top)
    others = np.where(top, 0.0, np.exp(shifted))
    beside_top = log_sum_exp(np.where(top, -np.inf, shifted))
    return shifted - np.where(top, beside_top, log1p(sum_of_others(others)))
