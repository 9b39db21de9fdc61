from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from engine.errors import NetworkError
from engine.network import network
from engine.nodes import Edge, Input, Layer, Loss, Operation, Target
from engine.project import Project
from engine.quantity import Quantity, Role, parameter, preactivation, value
from engine.trace import trace
from engine.training.training import train
from engine.verify import verify
from tests.engine.lesson_files import lesson
from tests.engine.networks import graph, ones, sample, skip_connection, weighted
from tests.engine.spoiling import spoil

L = value("L")


def number(project: Project, quantity: Quantity, sample_index: int = 0) -> float:
    array = trace(project).read(quantity, sample_index)
    assert array is not None
    return float(np.ravel(array)[0])


def test_the_sheet_comes_out_right() -> None:
    project = skip_connection()
    assert number(project, L) == 3.375
    assert number(project, L.derivative(value("0"))) == 0.75
    assert number(project, L.derivative(preactivation("1"))) == 0.5
    assert trace(project).gradient.tolist() == [0.75, 0.25, 0.25, 0.5]
    assert number(project, L.derivative(value("x"))) == 0.375


def test_after_one_step_unit_0_is_dead_and_unit_1_sits_on_its_kink() -> None:
    project = skip_connection().with_training(learning_rate=1.0)
    moved = project.with_vector(next(islice(train(project), 1, None)).vector)
    assert moved.parameters.value("w0").item() == -0.25
    solved = trace(moved)
    assert solved.loss == 3.0
    assert not solved.gradient.any()
    assert [
        (remark.node, remark.kind, remark.interval, remark.chosen) for remark in solved.remarks[0]
    ] == [("1", "kink", (0.0, 1.0), 0.0)]
    assert verify(solved).passed


def test_gradients_of_a_sample_are_its_own_and_of_the_loss_the_mean() -> None:
    project = skip_connection()
    two = Project(project.network, project.parameters, (*project.samples, sample(x=2.0, y=-1.0)))
    solved = trace(two)
    own = [solved.sample_gradient(index) for index in range(2)]
    assert own[0].tolist() == [0.75, 0.25, 0.25, 0.5]
    assert own[1].tolist() == [1.5, 0.5, 0.5, 1.0]
    assert solved.gradient.tolist() == np.mean(own, axis=0).tolist()
    assert solved.loss == np.mean([3.375, 1.75])


def test_a_value_used_twice_sums_its_gradients() -> None:
    project = graph("multiply", 3.0)
    doubled = network(
        (*project.network.nodes[:1], Operation("f", "multiply")),
        (Edge("a", "f", port=0), Edge("a", "f", port=1)),
        "f",
    )
    assert trace(project.with_network(doubled)).gradient.tolist() == [6.0]


def test_what_is_not_finite_is_named_and_only_what_depends_on_it_is_undefined() -> None:
    built = network(
        (
            Input("x", 1),
            Input("v", 1),
            Operation("l", "log"),
            Operation("r", "reciprocal"),
            Operation("s", "square"),
            Target("y", 1),
            Loss("L", "squared"),
        ),
        (
            Edge("x", "l", port=0),
            Edge("l", "r", port=0),
            Edge("v", "s", port=0),
            Edge("s", "L", port="prediction"),
            Edge("y", "L", port="target"),
        ),
    )
    project = Project(built, ones(built), (sample(x=0.0, v=2.0, y=1.0),))
    solved = trace(project)
    assert np.isnan(solved.values["l"]).all()
    assert np.isnan(solved.values["r"]).all()  # 1/∞ must not become 0 again
    assert solved.loss == 9.0
    assert solved.read(L.derivative(value("v"))) == 24.0
    assert solved.read(L.derivative(value("x"))) == 0.0
    assert [(remark.kind, remark.node) for remark in solved.remarks[0]] == [("not_finite", "l")]
    assert verify(solved).passed


def test_a_root_of_zero_has_a_value_but_no_derivative() -> None:
    solved = trace(graph("sqrt", 0.0))
    assert solved.loss == 0.0
    assert np.isnan(solved.gradient).all()
    assert [(remark.code, remark.node) for remark in solved.remarks[0]] == [
        ("slope_not_finite", "f")
    ]
    assert verify(solved).passed


def test_an_incomplete_network_cannot_be_solved_and_says_why() -> None:
    built = network((Input("x", 1), Layer("0", 1, "relu")), ())
    project = Project(built, ones(built), (sample(x=1.0),))
    with pytest.raises(NetworkError, match='layer "0" has no connection') as caught:
        trace(project)
    assert caught.value.place == "nodes[1]"


def test_without_a_loss_there_are_values_and_no_gradients() -> None:
    built = network((Input("x", 1), Layer("0", 1, "relu")), (weighted("x", "0", "w"),))
    project = Project(built, ones(built), (sample(x=2.0),))
    solved = trace(project)
    assert solved.loss is None
    assert solved.read(value("0")) == 2.0
    assert solved.read(value("0").derivative(parameter("w"))) is None


def test_verify_names_the_gradient_that_is_wrong() -> None:
    solved = trace(skip_connection())
    spoil(solved, preactivation("1"), solved.run.dz["1"] * 2)
    verdict = verify(solved)
    assert not verdict.passed
    assert verdict.culprit == preactivation("1")


def test_a_trace_is_read_only() -> None:
    solved = trace(skip_connection())
    with pytest.raises(ValueError, match="read-only"):
        solved.values["0"][0, 0] = 1.0


def test_the_probabilities_inside_a_loss_can_be_read() -> None:
    project = lesson("softmax-cross-entropy")
    solved = trace(project)
    p = Quantity(Role.PROBABILITY, "L")
    scores = solved.read(value("s"))
    grown = np.exp(scores)
    np.testing.assert_allclose(solved.read(p), grown / grown.sum(), rtol=1e-15)
    assert solved.read(p.element(2)) == solved.read(p)[1]
    by_p = solved.read(value("L").derivative(p))
    np.testing.assert_allclose(by_p, [-1 / solved.read(p)[0], 0, 0], rtol=1e-15)


def test_the_slope_by_a_probability_that_vanished_is_undefined() -> None:
    project = lesson("softmax-cross-entropy").with_parameter("W", [[-999, 0], [0, 0], [0, 0]])
    solved = trace(project)
    p = Quantity(Role.PROBABILITY, "L")
    assert solved.read(p)[0] == 0.0
    assert np.isnan(solved.read(value("L").derivative(p))[0])
    np.testing.assert_allclose(solved.read(value("L").derivative(value("s"))), [-1, 0.5, 0.5])
