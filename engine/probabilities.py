"""p of a loss on scores: numbers that such a loss implies and a run never computes.

They are taken from the scores when somebody reads them, so that the loss keeps its stable form.
"""

from __future__ import annotations

import numpy as np

from engine.arrays import Array
from engine.functions.activations import ACTIVATIONS
from engine.functions.losses import LOSSES, OnScores
from engine.network import Network
from engine.nodes import Loss
from engine.plan.passes import Pass, undefined_as_nan


def probabilities(network: Network, run: Pass, loss: str) -> Array:
    """p inside `loss`, (size, N)."""
    activation = ACTIVATIONS[_on_scores(network, loss).activation]
    with np.errstate(all="ignore"):
        return activation.value(_operand(network, run, loss, "prediction"))


def by_probabilities(network: Network, run: Pass, loss: str) -> Array:
    """∂L/∂p of the same loss on probabilities; undefined where p is rounded to 0 or 1."""
    p, target = probabilities(network, run, loss), _operand(network, run, loss, "target")
    with np.errstate(all="ignore"):
        slope = LOSSES[_on_scores(network, loss).loss].gradient(p, target)
        return undefined_as_nan(run.grad[loss] * slope)


def _on_scores(network: Network, loss: str) -> OnScores:
    node = network.by_id[loss]
    assert isinstance(node, Loss)
    on_scores = LOSSES[node.loss].on_scores
    assert on_scores is not None
    return on_scores


def _operand(network: Network, run: Pass, loss: str, port: str) -> Array:
    edges = network.incoming[loss]
    return run.value[next(edge.source for edge in edges if edge.port == port)]
