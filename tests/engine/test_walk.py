from __future__ import annotations

from engine.quantity import parameter, preactivation, value
from engine.walk import Phase, walk
from tests.engine.networks import skip_connection


def test_a_walk_goes_forward_and_then_back() -> None:
    steps = walk(skip_connection().network)
    assert [(step.phase, step.node) for step in steps] == [
        *((Phase.FORWARD, key) for key in ("0", "1", "2", "L")),
        *((Phase.BACKWARD, key) for key in ("2", "1", "0", "x")),
    ]


def test_a_step_names_what_is_computed_there() -> None:
    steps = walk(skip_connection().network)
    assert steps[0].quantities == (preactivation("0"), value("0"))
    by = (value("2"), preactivation("2"), parameter("w2"), parameter("w3"))
    assert steps[4].quantities == tuple(value("L").derivative(each) for each in by)


def test_an_incomplete_network_has_no_walk() -> None:
    network = skip_connection().network
    assert walk(network.without_edge(network.edge("x", "0"))) == ()
