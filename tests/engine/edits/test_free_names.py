from __future__ import annotations

import pytest

from engine.edits.free_names import FreeNames
from engine.network import Network, network
from engine.nodes import Bias, Edge, Input, Layer, Weight
from engine.quantity import LONGEST_NAME
from tests.engine.networks import graph, skip_connection


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("w0", "w4"),
        ("w2", "w4"),
        ("w9", "w9"),
        ("w", "w"),
        ("w_0", "w_0"),
        ("h0", "h3"),  # h0 … h2 are values of units
        ("x", "x2"),
        ("α", "α"),
        ("w03", "w03"),
    ],
)
def test_a_parameter_is_called_as_wanted_or_counted_on(wanted: str, found: str) -> None:
    assert FreeNames(skip_connection().network).parameter(wanted) == found


@pytest.mark.parametrize(
    ("wanted", "layer", "found"),
    [
        ("0", True, "3"),
        ("x", False, "x2"),
        ("L", False, "L2"),
        ("h", True, "h"),
        ("z1", False, "z3"),
    ],
)
def test_a_node_takes_no_name_that_follows_from_another(
    wanted: str, layer: bool, found: str
) -> None:
    assert FreeNames(skip_connection().network).node(wanted, layer=layer) == found


def test_no_name_is_given_twice() -> None:
    names = FreeNames(skip_connection().network)
    assert [names.parameter("w0") for _ in range(3)] == ["w4", "w5", "w6"]
    assert [names.node("0", layer=True) for _ in range(2)] == ["3", "4"]
    assert names.parameter("z4") == "z5"
    assert not names.has_parameter("h3")
    assert not names.has_node("h4", layer=False)


def test_leading_zeros_stay() -> None:
    network = graph("add", 1.0, 2.0).network
    names = FreeNames(network)
    assert [names.parameter("w07"), names.parameter("w07"), names.parameter("w09")] == [
        "w07",
        "w08",
        "w09",
    ]
    assert names.parameter("w09") == "w10"


def test_a_name_never_grows_beyond_what_is_allowed() -> None:
    names = FreeNames(skip_connection().network)
    longest = "a" * LONGEST_NAME
    assert names.parameter(longest) == longest
    assert names.parameter(longest) == "a" * (LONGEST_NAME - 1) + "2"


def vectors() -> Network:
    nodes = (Input("x", 2), Input("u", 1), Layer("1", 2, "relu", Bias("b", 2)))
    return network(nodes, (Edge("x", "1", Weight("W", (2, 2))),))


def test_no_new_name_looks_like_an_element_of_a_vector() -> None:
    names = FreeNames(vectors())
    assert [names.node("x", layer=False) for _ in range(2)] == ["xb", "xc"]
    assert names.node("x2", layer=False) == "xd"
    assert [names.parameter("b"), names.parameter("b1")] == ["bb", "bc"]
    assert names.parameter("W") == "W2"  # elements of a matrix have two indices
    assert names.node("u", layer=False) == "u2"
    assert names.node("1", layer=True) == "2"


def test_letters_never_run_out() -> None:
    names = FreeNames(vectors())
    found = [names.node("x", layer=False) for _ in range(60)]
    assert len(set(found)) == 60


def test_thousands_of_names_are_found_without_searching_again() -> None:
    names = FreeNames(skip_connection().network)
    first = [names.parameter(f"w{number}") for number in range(4)]
    again = [names.parameter(f"w{number % 3}") for number in range(5_000)]
    assert first == ["w4", "w5", "w6", "w7"]
    assert again == [f"w{number}" for number in range(8, 5_008)]
