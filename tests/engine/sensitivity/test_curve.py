"""Curves around the current point: the loss along a parameter, a node's own function."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from engine.files.reader import read
from engine.lessons import find
from engine.network import network
from engine.nodes import Edge, Operation, Parameter
from engine.parameters import Parameters
from engine.project import Project
from engine.quantity import parameter, value
from engine.sensitivity.curve import loss_curve
from engine.sensitivity.function_curve import function_curve
from engine.sensitivity.gradient_check import numbers
from engine.sensitivity.moving import moved
from engine.trace import Trace, trace
from tests.benchmarks.networks import units
from tests.cost import at_most
from tests.engine.exactness.networks import random_project
from tests.engine.networks import graph, skip_connection

AROUND = (-2.0, 2.0)


def on_lesson(name: str) -> Trace:
    return trace(read(find(name).path))


@pytest.mark.parametrize("seed", range(0, 200, 5))
def test_every_point_is_the_loss_of_the_network_with_that_number(seed: int) -> None:
    project = random_project(seed)
    solved = trace(project)
    sample = solved.count - 1
    for by in numbers(project.network)[:2]:
        curve = loss_curve(solved, by, sample, AROUND)
        for at in np.flatnonzero(np.isfinite(curve.y))[::37]:
            moved = trace(project.with_number(by, float(curve.x[at])))
            assert moved.losses[sample] == pytest.approx(curve.y[at], rel=1e-9, abs=1e-12)


def test_the_tangent_has_the_gradient_of_the_shown_sample_as_its_slope() -> None:
    solved = on_lesson("xor")
    by = parameter("W2").element(1, 2)
    curve = loss_curve(solved, by, 3, AROUND)
    assert curve.at == solved.parameters.value("W2")[0, 1]
    assert curve.height == solved.losses[3]
    assert curve.slope == solved.read(value("L").derivative(by), 3)
    below, above = np.interp([curve.at - 0.02, curve.at + 0.02], curve.x, curve.y)
    assert (above - below) / 0.04 == pytest.approx(curve.slope, rel=1e-2)


def test_a_curve_that_was_computed_is_not_computed_again() -> None:
    solved, by = trace(skip_connection()), parameter("w3")
    curve = loss_curve(solved, by, 0, AROUND)
    assert loss_curve(solved, by, 0, AROUND) is curve
    assert loss_curve(trace(skip_connection()), by, 0, AROUND) is not curve


def test_a_step_of_the_learning_rate_lands_on_the_curve() -> None:
    project = skip_connection()
    curve = loss_curve(trace(project), parameter("w3"), 0, AROUND, rate=0.1)
    there = 0.5 - 0.1 * 0.5
    assert curve.landing == (there, trace(project.with_weight("w3", there)).loss)


def test_the_corner_of_two_units_that_switch_together_is_found_once_and_exactly() -> None:
    (corner,) = loss_curve(trace(skip_connection()), parameter("w0"), 0, AROUND).corners
    assert (corner.x, corner.y) == (0.0, 3.0)
    assert (corner.before, corner.behind) == (0.0, pytest.approx(0.75))
    assert set(corner.nodes) == {"0", "1"}


@pytest.mark.parametrize("at", [0.3, -0.7123456789, 1.99])
def test_corners_lie_where_a_unit_switches(at: float) -> None:
    project = skip_connection({"w0": -0.5}, x=2.0)
    built = project.with_weight("w3", 1.0)
    curve = loss_curve(trace(built), parameter("w0"), 0, (at - 3, at + 2))
    assert [corner.x for corner in curve.corners] == [0.0]
    assert curve.at == -0.5


def test_a_point_on_its_own_corner_is_still_found() -> None:
    curve = loss_curve(trace(skip_connection({"w1": 0.0})), parameter("w1"), 0, AROUND)
    assert [corner.x for corner in curve.corners] == [0.0]
    assert curve.slope == 0.0  # the convention's


def test_where_no_slope_jumps_there_is_no_corner() -> None:
    assert loss_curve(trace(skip_connection()), parameter("w3"), 0, AROUND).corners == ()
    assert loss_curve(on_lesson("xor"), parameter("b2"), 0, AROUND).corners == ()
    dead = trace(skip_connection({"w0": -1.0}))  # unit 1 and 0 pass nothing on
    assert loss_curve(dead, parameter("w2"), 0, AROUND).corners == ()


def test_kinks_of_maximum_minimum_and_abs_are_corners() -> None:
    for operation, operands in (("maximum", (0.5, 1.25)), ("minimum", (0.5, 1.25))):
        curve = loss_curve(trace(graph(operation, *operands)), parameter("a"), 0, AROUND)
        assert [corner.x for corner in curve.corners] == [1.25]
        assert [corner.nodes for corner in curve.corners] == [("f",)]
    curve = loss_curve(trace(graph("abs", 0.5)), parameter("a"), 0, AROUND)
    assert [(c.x, c.before, c.behind) for c in curve.corners] == [(0.0, -1.0, 1.0)]


def test_what_is_undefined_stays_a_gap() -> None:
    curve = loss_curve(trace(graph("log", 0.5)), parameter("a"), 0, AROUND)
    assert np.isnan(curve.y[curve.x < 0]).all()
    assert np.isfinite(curve.y[curve.x > 0]).all()
    assert curve.corners == ()


def test_a_matrix_that_acts_twice_is_moved_in_both_places() -> None:
    built = network(
        (
            Parameter("M", "M", (2, 2)),
            Parameter("v", "v", (2,)),
            Operation("a", "matmul"),
            Operation("b", "matmul"),
            Operation("f", "sum"),
        ),
        (
            *(Edge("M", key, port=0) for key in ("a", "b")),
            Edge("v", "a", port=1),
            Edge("a", "b", port=1),
            Edge("b", "f", port=0),
        ),
        "f",
    )
    project = Project(built, Parameters(built.layout, np.array([1.0, 2, 3, 4, 0.5, -1])))
    by = parameter("M").element(1, 2)
    curve = loss_curve(trace(project), by, 0, AROUND)
    moved = trace(project.with_number(by, float(curve.x[10])))
    assert curve.y[10] == pytest.approx(moved.loss, rel=1e-14)


# -- a node's own function ----------------------------------------------------------------------


def test_a_unit_shows_its_activation_with_point_slope_and_kink() -> None:
    curve = function_curve(trace(skip_connection()), "1", 1, 0, AROUND)
    assert curve is not None
    assert (curve.at, curve.height, curve.slope) == (0.25, 0.25, 1.0)
    assert [(c.x, c.before, c.behind) for c in curve.corners] == [(0.0, 0.0, 1.0)]
    assert np.array_equal(curve.y, np.maximum(0, curve.x))


def test_a_loss_is_drawn_over_its_prediction() -> None:
    curve = function_curve(trace(skip_connection()), "L", 1, 0, (-5, 5))
    assert curve is not None
    assert (curve.at, curve.height, curve.slope) == (0.375, 3.375, 1.0)
    assert [corner.x for corner in curve.corners] == [-3.0]


def test_softmax_is_drawn_along_one_of_its_numbers() -> None:
    solved = on_lesson("softmax")
    curve = function_curve(solved, "p", 2, 0, AROUND)
    assert curve is not None
    p = solved.values["p"][1, 0]
    assert curve.height == p
    assert curve.slope == pytest.approx(p * (1 - p), rel=1e-14)
    assert (np.diff(curve.y) > 0).all()


def test_an_operation_with_two_operands_has_no_curve() -> None:
    assert function_curve(trace(graph("multiply", 2.0, 3.0)), "f", 1, 0, AROUND) is None
    assert function_curve(trace(graph("square", 2.0)), "f", 1, 0, AROUND) is not None


@pytest.mark.parametrize("seed", range(0, 120, 3))
def test_every_corner_says_whose_kink_it_is(seed: int) -> None:
    solved = trace(random_project(seed))
    if solved.losses is None:
        return
    asked = numbers(solved.network)
    for by in asked[:: max(1, len(asked) // 6)]:
        for corner in loss_curve(solved, by, solved.count - 1, AROUND, rate=0.1).corners:
            assert corner.nodes
            assert list(corner.nodes) == sorted(corner.nodes, key=solved.network.order.index)


@pytest.mark.parametrize("seed", range(0, 60, 2))
def test_a_number_is_moved_alike_whichever_way_the_network_runs(seed: int) -> None:
    solved = trace(random_project(seed))
    by_layers = replace(solved, plan=solved.plan.layers)
    indices = np.arange(solved.parameters.vector.size).repeat(2)
    amounts = np.resize([0.25, -1.5], len(indices))
    one, other = (moved(each, 0, indices, amounts).numbers for each in (solved, by_layers))
    assert_allclose(one, other, rtol=1e-12, atol=1e-14)


def test_a_curve_of_a_thousand_units_costs_little() -> None:
    solved = trace(units(1000, 5000, 40))
    with at_most(1.0):  # 0.1 s on an idle machine
        curve = loss_curve(solved, parameter("b0"), 0, AROUND)
    assert len(curve.corners) == 13
