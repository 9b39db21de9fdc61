from __future__ import annotations

import numpy as np
import pytest

from engine.edits.properties import (
    can_be_objective,
    with_biases,
    with_function,
    with_objective,
    with_trainable,
)
from engine.errors import NetworkError
from engine.network import network
from engine.nodes import Bias, Edge, Input, Layer, Operation
from engine.parameters import Parameters
from engine.project import Project
from engine.trace import trace
from tests.engine.networks import graph, skip_connection, weighted


def test_another_function_keeps_the_numbers() -> None:
    project = skip_connection({"w1": 3.0})
    changed = with_function(with_function(project, "0", "tanh"), "L", "squared")
    assert changed.network.by_id["0"].activation == "tanh"
    assert changed.network.by_id["L"].loss == "squared"
    assert changed.parameters.vector.tolist() == project.parameters.vector.tolist()
    assert with_function(project, "x", "relu") is project


def test_a_function_of_other_operands_is_refused() -> None:
    with pytest.raises(NetworkError, match="operand"):
        with_function(graph("add", 1.0, 2.0), "f", "exp")


def test_weights_follow_an_operation_that_shrinks() -> None:
    built = network(
        (Input("x", 3), Operation("u1", "exp"), Layer("0", 1, "relu")),
        (Edge("x", "u1", port=0), weighted("u1", "0", "w0", (1, 3))),
    )
    project = Project(built, Parameters(built.layout, np.array([1.0, 2.0, 3.0])))
    summed = with_function(project.with_network(built), "u1", "sum")
    assert summed.parameters.value("w0").tolist() == [[1.0]]


def test_a_weight_a_bias_and_a_parameter_can_be_locked() -> None:
    project = with_biases(skip_connection(), "1", present=True)
    for name in ("w0", "b1"):
        locked = with_trainable(project, name, trainable=False)
        assert not locked.network.layout.by_name[name].trainable
        assert with_trainable(locked, name, trainable=True).network.layout.by_name[name].trainable
    assert not with_trainable(graph("exp", 1.0), "a", trainable=False).network.by_id["a"].trainable


def test_a_bias_comes_with_zeros_and_goes() -> None:
    project = skip_connection()
    biased = with_biases(project, "1", present=True)
    assert biased.network.by_id["1"].bias == Bias("b1", 1)
    assert trace(biased).loss == trace(project).loss
    assert with_biases(biased, "1", present=True).network.by_id["1"].bias == Bias("b1", 1)
    assert with_biases(biased, "1", present=False).network.by_id["1"] == project.network.by_id["1"]


def test_what_is_differentiated_can_be_chosen() -> None:
    project = skip_connection()
    assert with_objective(project, "2").network.objective == "2"
    assert with_objective(with_objective(project, "2"), None).network.objective == "L"
    with pytest.raises(NetworkError, match="nothing to differentiate"):
        with_objective(project, "y")
    assert [node for node in project.network.by_id if can_be_objective(project.network, node)] == [
        *("x", "0", "1", "2", "L")
    ]
