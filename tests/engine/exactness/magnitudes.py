"""Two backward passes beside the oracle's own: how large rounding may be, and what is undefined.

Both hand shares on to the operands of a node, as every backward pass does, and add them up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from engine.network import Network
from engine.nodes import Layer, Loss, Operation, Parameter
from engine.quantity import Quantity, parameter, preactivation, value
from tests.engine.exactness.comfort import lost_slope
from tests.engine.exactness.formulas import COUPLED, FUNCTIONS, Array
from tests.engine.exactness.gradients import loss_sources

STEP = 1e-5

Numbers = Mapping[Quantity, Array]
"""By quantity, in the shapes of `Gradients`; what the objective does not depend on is absent."""

Shares = Iterator[tuple[Quantity, Array]]


def magnitudes(network: Network, values: Numbers) -> Numbers:
    """S, the sum of |path products| from every number to the objective.

    Where the derivative is undefined S means nothing. It needs two digits elsewhere, so local
    derivatives are differences of the oracle's formulas.
    """
    assert network.objective is not None
    start = np.ones_like(values[value(network.objective)])
    with np.errstate(all="ignore"):
        return _backward(network, start, lambda key, own: _sizes(network, values, key, own))


def undefined_gradients(network: Network, values: Numbers) -> Numbers:
    """Masks: undefined where the objective is, and behind a slope that does not exist.

    Structure alone decides: a factor 0 makes no undefined number defined.
    """
    assert network.objective is not None
    start = np.isnan(values[value(network.objective)])
    return _backward(network, start, lambda key, own: _masks(network, values, key, own))


def _backward(network: Network, start: Array, shares: Callable[[str, Array], Shares]) -> Numbers:
    found = {value(str(network.objective)): start}
    for key in reversed(network.order):
        if value(key) in found:
            for quantity, share in shares(key, found[value(key)]):
                found[quantity] = found[quantity] + share if quantity in found else share
    return found


def _operands(network: Network, key: str) -> list[Quantity]:
    if isinstance(network.by_id[key], Loss):
        return [value(source) for source in loss_sources(network, key)]
    return [value(edge.source) for edge in network.incoming[key]]


# -- sizes ------------------------------------------------------------------------------------


def _sizes(network: Network, values: Numbers, key: str, own: Array) -> Shares:
    node = network.by_id[key]
    operands = _operands(network, key)
    match node:
        case Layer(activation=name, bias=bias):
            by_z = _through(name, [values[preactivation(key)]], 0, own)
            yield preactivation(key), by_z
            for edge in network.incoming[key]:
                assert edge.weight is not None
                weight = parameter(edge.weight.name)
                yield weight, by_z @ _size(values[value(edge.source)]).mT
                yield value(edge.source), _size(values[weight]).mT @ by_z
            if bias:
                summed = by_z.sum(axis=1, keepdims=True)
                yield parameter(bias.name), by_z if bias.size == node.size else summed
        case Operation(operation="matmul"):
            matrix, vector = operands
            yield matrix, own @ _size(values[vector]).mT
            yield vector, _size(values[matrix]).mT @ own
        case Operation(operation=name) | Loss(loss=name):
            numbers = [values[operand] for operand in operands]
            for port, operand in enumerate(operands):
                yield operand, _through(name, numbers, port, own)
        case Parameter(name=name):
            yield parameter(name), own


def _size(numbers: Array) -> Array:
    return np.abs(np.nan_to_num(numbers))


def _through(name: str, operands: list[Array], port: int, own: Array) -> Array:
    """|J|ᵀ·own for the Jacobian J by one operand; column k of a variant moves its element k."""
    moves = STEP * np.eye(operands[port].shape[1])
    up, down = (
        FUNCTIONS[name](*(x + sign * moves if i == port else x for i, x in enumerate(operands)))
        for sign in (1, -1)
    )
    return np.nan_to_num(np.abs(up - down) / (2 * STEP), posinf=0.0).mT @ own


# -- masks ------------------------------------------------------------------------------------


def _masks(network: Network, values: Numbers, key: str, own: Array) -> Shares:
    node = network.by_id[key]
    operands = _operands(network, key)
    match node:
        case Layer(activation=name, bias=bias):
            by_z = _spread(own) if name in COUPLED else own
            yield preactivation(key), by_z
            for edge in network.incoming[key]:
                assert edge.weight is not None
                h = values[value(edge.source)]
                yield parameter(edge.weight.name), by_z | np.isnan(h).mT
                yield value(edge.source), _spread(own, h.shape[1])
            if bias:
                yield parameter(bias.name), by_z if bias.size == node.size else _spread(own, 1)
        case Operation(operation="matmul"):
            matrix, vector = operands
            yield matrix, own | np.isnan(values[vector]).mT
            yield vector, _spread(own, values[vector].shape[1])
        case Operation(operation=name):
            numbers = [values[operand] for operand in operands]
            for port, operand in enumerate(operands):
                share, size = own | lost_slope(name, numbers, port), numbers[port].shape[1]
                whole = size != own.shape[1] or name in COUPLED
                yield operand, _spread(share, size) if whole else share
        case Loss():
            for operand in operands:
                yield operand, _spread(own, values[operand].shape[1])
        case Parameter(name=name):
            yield parameter(name), own


def _spread(mask: Array, size: int | None = None) -> Array:
    """True for all elements of a sample where it holds for any."""
    size = mask.shape[1] if size is None else size
    return np.repeat(mask.any(axis=1, keepdims=True), size, axis=1)
