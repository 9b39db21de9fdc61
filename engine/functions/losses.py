"""The table of losses: one number per sample, summed over the elements of prediction and target.

Predictions have shape (size, N), targets (size, N) or (size, 1). Losses "on scores" apply the
sigmoid or softmax themselves, without ever forming log(p) of a rounded p. What `activations` says
of NaN and complex steps holds here too. Huber's loss: Huber 1964, with its constant 1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.arrays import Array
from engine.functions.activations import ACTIVATIONS, step
from engine.functions.kinks import Kink, Kinks, kinks_met
from engine.functions.stable import (
    absolute,
    largest,
    log,
    log1p,
    log_odds,
    log_slope,
    log_softmax,
    positive_part,
    sigmoid,
    softmax,
    softplus,
    sum_of_others,
    times,
)

Term = Callable[[Array, Array], Array]


@dataclass(frozen=True, slots=True)
class OnScores:
    """What a loss on scores is made of: p = activation(s), then a loss of those probabilities."""

    activation: str
    loss: str


@dataclass(frozen=True, slots=True)
class Loss:
    """L = value(prediction, target), shape (1, N); gradient = ∂L/∂prediction, shape (size, N).

    `formula` and `gradient_formula` are in the grammar of students, in yhat, y and n, the number
    of elements; `on_scores` in the scores s, their probabilities p, and y. `margin` of a loss with
    kinks is 0 on them and differs in sign on their two sides, elementwise.
    """

    label: str
    value: Term
    gradient: Term
    formula: str
    gradient_formula: str
    on_scores: OnScores | None = None
    kinks: Callable[[Array, Array], Kinks | None] | None = None
    margin: Term | None = None


def _sum(term: Term) -> Term:
    """Over the elements of a sample, from +0 on: no loss is −0."""
    return lambda yhat, y: term(yhat, y).sum(axis=0, keepdims=True, initial=0.0)


def _mean(term: Term) -> Term:
    return lambda yhat, y: term(yhat, y).mean(axis=0, keepdims=True)


def _huber(prediction: Array, target: Array) -> Array:
    error = absolute(prediction - target)
    return np.where(error.real <= 1, error**2 / 2, error - 0.5)


def _binary_gradient(p: Array, y: Array) -> Array:
    """(p − y)/(p·(1 − p)), written so that it holds at p = 0 and p = 1 too; NaN outside."""
    p = np.where((p < 0) | (p > 1), np.nan, p)
    return np.select([y == 0, y == 1], [1 / (1 - p), -1 / p], (p - y) / (p * (1 - p)))


def _on_log_odds(t: Array, y: Array) -> Array:
    """−y·log p − (1 − y)·log(1 − p) with p = sigmoid(t)."""
    return times(y, softplus(-t)) + times(1 - y, softplus(t))


def _on_log_odds_gradient(t: Array, y: Array) -> Array:
    """p − y with p = sigmoid(t), as (1 − y)·p − y·(1 − p): exact for p → y = 1."""
    return (1 - y) * sigmoid(t) - y * sigmoid(-t)


def _softmax_binary_gradient(s: Array, y: Array) -> Array:
    """The chain rule through t_i = s_i − log Σ_{j≠i} e^(s_j), the log-odds of p_i.

    ∂t_i/∂s_k = −p_k/(1 − p_i) for k ≠ i. Of the largest p_i, the only one that may round to 1, that
    quotient is the softmax over the other scores.
    """
    t, top = log_odds(s), largest(s)
    by_t = _on_log_odds_gradient(t, y)
    by_top = by_t.sum(axis=0, keepdims=True, where=top)
    among_others = np.where(top, 0.0, softmax(np.where(top, -np.inf, s)))
    odds_terms = np.where(top, 0.0, by_t / sigmoid(-t))
    through_others = sigmoid(t) * sum_of_others(odds_terms) + among_others * by_top
    alone = np.isinf(t)  # a single score: p = 1 whatever it is
    return np.where(alone, times(by_t, t), by_t - through_others)


def _at_equality(yhat: Array, y: Array, slope: float) -> Kinks | None:
    return kinks_met([Kink(at=0, low=-slope, high=slope, chosen=0)], yhat - y)


def _at_margin(yhat: Array, y: Array) -> Kinks | None:
    where = y * yhat == 1
    bounds = np.minimum(0, -y), np.maximum(0, -y)
    return Kinks(where, *bounds, np.zeros(1)) if where.any() else None


LOSSES: Final[Mapping[str, Loss]] = {
    "l1": Loss(
        "absolute error",
        value=_sum(lambda yhat, y: absolute(yhat - y)),
        gradient=lambda yhat, y: np.sign(yhat - y),
        formula="sum(abs(y - yhat))",
        gradient_formula="sign(yhat - y)",
        kinks=lambda yhat, y: _at_equality(yhat, y, slope=1),
        margin=np.subtract,
    ),
    "mae": Loss(
        "mean absolute error",
        value=_mean(lambda yhat, y: absolute(yhat - y)),
        gradient=lambda yhat, y: np.sign(yhat - y) / len(yhat),
        formula="mean(abs(y - yhat))",
        gradient_formula="sign(yhat - y)/n",
        kinks=lambda yhat, y: _at_equality(yhat, y, slope=1 / len(yhat)),
        margin=np.subtract,
    ),
    "half_squared": Loss(
        "half squared error",
        value=_sum(lambda yhat, y: (yhat - y) ** 2 / 2),
        gradient=lambda yhat, y: yhat - y,
        formula="sum((y - yhat)^2)/2",
        gradient_formula="yhat - y",
    ),
    "squared": Loss(
        "squared error",
        value=_sum(lambda yhat, y: (yhat - y) ** 2),
        gradient=lambda yhat, y: 2 * (yhat - y),
        formula="sum((y - yhat)^2)",
        gradient_formula="2*(yhat - y)",
    ),
    "mse": Loss(
        "mean squared error",
        value=_mean(lambda yhat, y: (yhat - y) ** 2),
        gradient=lambda yhat, y: 2 * (yhat - y) / len(yhat),
        formula="mean((y - yhat)^2)",
        gradient_formula="2*(yhat - y)/n",
    ),
    "huber": Loss(
        "Huber",
        value=_sum(_huber),
        gradient=lambda yhat, y: np.clip(yhat - y, -1, 1),
        formula="sum(min(1, abs(y - yhat))*(abs(y - yhat) - min(1, abs(y - yhat))/2))",
        gradient_formula="max(-1, min(1, yhat - y))",
    ),
    "hinge": Loss(
        "hinge",
        value=_sum(lambda yhat, y: positive_part(1 - y * yhat)),
        gradient=lambda yhat, y: -y * step(1 - y * yhat),
        formula="sum(max(0, 1 - y*yhat))",
        gradient_formula="-y*step(1 - y*yhat)",
        kinks=_at_margin,
        margin=lambda yhat, y: 1 - y * yhat,
    ),
    "cross_entropy": Loss(
        "cross entropy",
        value=_sum(lambda p, y: -times(y, log(p))),
        gradient=lambda p, y: -times(y, log_slope(p)),
        formula="-sum(y*log(yhat))",
        gradient_formula="-y/yhat",
    ),
    "binary_cross_entropy": Loss(
        "binary cross entropy",
        value=_sum(lambda p, y: -times(y, log(p)) - times(1 - y, log1p(-p))),
        gradient=_binary_gradient,
        formula="-sum(y*log(yhat) + (1 - y)*log(1 - yhat))",
        gradient_formula="-y/yhat + (1 - y)/(1 - yhat)",
    ),
    "sigmoid_binary_cross_entropy": Loss(
        "binary cross entropy of sigmoid",
        value=_sum(_on_log_odds),
        gradient=_on_log_odds_gradient,
        formula="-sum(y*log(p) + (1 - y)*log(1 - p))",
        gradient_formula="p - y",
        on_scores=OnScores("sigmoid", "binary_cross_entropy"),
    ),
    "softmax_cross_entropy": Loss(
        "cross entropy of softmax",
        value=_sum(lambda s, y: -y * log_softmax(s)),
        gradient=lambda s, y: ACTIVATIONS["log_softmax"].pullback(-y, s, log_softmax(s)),
        formula="-sum(y*log(p))",
        gradient_formula="sum(y)*p - y",
        on_scores=OnScores("softmax", "cross_entropy"),
    ),
    "softmax_binary_cross_entropy": Loss(
        "binary cross entropy of softmax",
        value=_sum(lambda s, y: _on_log_odds(log_odds(s), y)),
        gradient=_softmax_binary_gradient,
        formula="-sum(y*log(p) + (1 - y)*log(1 - p))",
        gradient_formula="(p - y)/(1 - p) - p*sum((p - y)/(1 - p))",
        on_scores=OnScores("softmax", "binary_cross_entropy"),
    ),
}
