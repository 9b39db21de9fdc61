from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from engine.addresses import addresses
from engine.errors import NetworkError
from engine.network import Network, network
from engine.nodes import Input, Layer, Parameter
from engine.quantity import LEARNING_RATE, Quantity, parameter, preactivation, value
from engine.trace import Trace, trace
from tests.engine.exactness.networks import random_project
from tests.engine.networks import skip_connection, weighted


def every_number(network: Network) -> Iterator[Quantity]:
    """Each single number of a network and the derivative by it, also where there is none."""
    shaped: list[tuple[Quantity, tuple[int, ...]]] = []
    for node in network.nodes:
        size = network.sizes[node.id] or 0
        shape = node.shape if isinstance(node, Parameter) else (size,)
        shaped.append((value(node.id), shape))
        if isinstance(node, Layer):
            shaped.append((preactivation(node.id), (size,)))
    shaped += [(parameter(slot.name), slot.shape) for slot in network.layout.slots]
    objective = value(network.objective or network.nodes[0].id)
    for quantity, shape in shaped:
        for index in np.ndindex(shape):
            element = quantity.element(*(i + 1 for i in index))
            yield from (element, objective.derivative(element))


def read_one_by_one(solved: Trace, quantities: list[Quantity], sample: int) -> list[float | None]:
    found = [solved.read(quantity, sample) for quantity in quantities]
    return [None if number is None else float(number) for number in found]


@pytest.mark.parametrize("seed", range(60))
def test_gathering_says_what_reading_one_by_one_says(seed: int) -> None:
    solved = trace(random_project(seed))
    quantities = list(every_number(solved.network))
    shown = addresses(solved.network, quantities)
    for sample in range(solved.count):
        gathered = solved.gather(shown, sample)
        one_by_one = read_one_by_one(solved, quantities, sample)
        assert shown.present.tolist() == [number is not None for number in one_by_one]
        expected = [np.nan if number is None else number for number in one_by_one]
        np.testing.assert_array_equal(gathered, expected)


def test_a_size_1_number_needs_no_index() -> None:
    solved = trace(skip_connection())
    by = [parameter("w0"), preactivation("1"), value("x")]
    quantities = [*by, *(value("L").derivative(each) for each in by)]
    shown = addresses(solved.network, quantities)
    assert solved.gather(shown).tolist() == [0.5, 0.25, 1.0, 0.75, 0.5, 0.375]


def test_what_is_not_in_a_trace_is_absent() -> None:
    solved = trace(skip_connection())
    absent = [LEARNING_RATE, value("L").derivative(value("y")), value("1").derivative(value("x"))]
    shown = addresses(solved.network, [value("y"), *absent])
    assert shown.present.tolist() == [True, False, False, False]
    assert np.isnan(solved.gather(shown)).tolist() == [False, True, True, True]


def test_without_an_objective_there_are_values_alone() -> None:
    built = network((Input("x", 1), Layer("0", 1, "relu")), (weighted("x", "0", "w"),))
    project = skip_connection().with_network(built).with_weight("w", 2.0)
    solved = trace(project)
    shown = addresses(built, [parameter("w"), value("x"), value("0").derivative(parameter("w"))])
    assert shown.present.tolist() == [True, True, False]
    assert solved.gather(shown)[:2].tolist() == [2.0, 1.0]


def test_a_whole_array_is_refused() -> None:
    built = network((Input("x", 2), Layer("0", 1, "relu")), (weighted("x", "0", "w", (1, 2)),))
    for whole in (value("x"), parameter("w")):
        with pytest.raises(ValueError, match="not one number"):
            addresses(built, [whole])


def test_addresses_belong_to_one_network() -> None:
    shown = addresses(skip_connection().network, [value("x")])
    with pytest.raises(ValueError, match="another network"):
        trace(skip_connection()).gather(shown)


def test_an_incomplete_network_has_no_addresses() -> None:
    built = network((Input("x", 1), Layer("0", 1, "relu")), ())
    with pytest.raises(NetworkError):
        addresses(built, [value("x")])
