from __future__ import annotations

import numpy as np

from engine.quantity import value
from engine.sensitivity.message import can_receive, message
from engine.trace import trace
from tests.engine.edits.test_opening import PROJECTS
from tests.engine.networks import graph, skip_connection

L = value("L")


def test_the_gradient_of_a_unit_is_the_sum_of_what_returns_by_every_path() -> None:
    """The sheet: ∂L/∂h₀ = ∂L/∂z₂·w₃ + ∂L/∂z₁·w₁ = 0.5 + 0.25."""
    solved = trace(skip_connection())
    found = message(solved, value("0"))
    assert found.checked
    assert found.shares["0", "2", None].tolist() == [[0.5]]
    assert found.shares["0", "1", None].tolist() == [[0.25]]
    assert found.level == {"L": 0, "2": 1, "1": 2, "0": 3}
    assert ("x", "0", None) not in found.shares


def test_a_unit_of_a_layer_hears_from_every_unit_that_it_feeds() -> None:
    for project in PROJECTS.values():
        solved = trace(project)
        layer = next(node.id for node in project.network.nodes if node.label == "hidden")
        found = message(solved, value(layer), sample=1)
        assert found.checked
        total = sum(share.sum(axis=0) for key, share in found.shares.items() if key[0] == layer)
        assert np.allclose(total, solved.read(L.derivative(value(layer)), 1), rtol=1e-12)


def test_a_size_1_operand_gathers_from_all_that_it_was_spread_over() -> None:
    solved = trace(graph("multiply", 2.0, 3.0))
    assert message(solved, value("a")).shares["a", "f", 0].tolist() == [3.0]


def test_undefined_gradients_stay_undefined() -> None:
    found = message(trace(graph("sqrt", 0.0)), value("a"))
    assert found.checked
    assert np.isnan(found.shares["a", "f", 0]).all()


def test_who_receives_a_message() -> None:
    network = skip_connection().network
    assert [key for key in network.by_id if can_receive(network, value(key))] == [
        "x",
        "0",
        "1",
        "2",
    ]
