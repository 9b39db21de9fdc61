"""What is special about numbers is said in words."""

from __future__ import annotations

import numpy as np
import pytest

from engine.explain.explanation import explain
from engine.network import network
from engine.nodes import Edge, Input, Loss, Target
from engine.parameters import Parameters
from engine.project import Project, Sample
from engine.quantity import Quantity, parameter, preactivation, value
from engine.training.training import train
from tests.engine.lesson_files import lesson
from tests.engine.networks import graph, skip_connection


def said(project: Project, by: Quantity, sample: int = 0) -> list[str]:
    objective = project.network.objective
    assert objective is not None
    step = explain(project, sample=sample).step(value(objective).derivative(by))
    assert step is not None
    return [str(remark) for remark in step.remarks]


def after_one_step() -> Project:
    """Unit 0 of the skip connection is dead, unit 1 sits on its kink."""
    project = lesson("skip-connection")
    snapshots = train(project)
    next(snapshots)
    return project.with_vector(next(snapshots).vector)


def test_an_ordinary_step_needs_no_remark() -> None:
    assert said(skip_connection(), value("0")) == []


def test_a_kink_names_the_interval_and_what_was_chosen() -> None:
    (remark,) = said(after_one_step(), preactivation("1"))
    assert remark == (
        "z₁ = 0 is exactly the kink of ReLU: every slope from 0 to 1 would do. "
        "0 was chosen, the one of least size."
    )


def test_a_dead_unit() -> None:
    (remark,) = said(after_one_step(), preactivation("0"))
    assert remark == "z₀ < 0: ReLU is flat there, so no gradient passes."


def test_a_zero_gradient_names_the_factor() -> None:
    assert said(after_one_step(), parameter("w3")) == ["The gradient is 0 because h₀ = 0."]


def test_a_saturated_unit() -> None:
    project = lesson("xor").with_parameter("b2", 6.0)
    (remark,) = said(project, preactivation("2"))
    assert remark.startswith("z₂ = 6.799: tanh is almost flat there (slope 4.967·10⁻⁶)")


def test_a_tie_is_shared() -> None:
    (remark,) = said(graph("maximum", 2.0, 2.0), parameter("a"))
    assert remark == (
        "At f several operands are equal: every share of the slope from 0 to 1 would do. "
        "They share it equally, 0.5 each."
    )


def test_only_who_ties_hears_of_it() -> None:
    assert said(graph("maximum", 2.0, 2.0, 1.0), parameter("c")) == [
        "The gradient is 0 because 1 − |sign(f − c)| = 0."
    ]


def test_terms_that_cancel() -> None:
    project = skip_connection({"w3": -0.25})
    assert said(project, value("0")) == ["The terms cancel each other exactly."]


def test_an_undefined_number_names_where_it_comes_from() -> None:
    (remark,) = said(skip_connection({"w2": 1e308, "w1": 1e308}), parameter("w0"))
    assert remark == "Undefined: h₂ is no finite number here."


@pytest.mark.parametrize(("targets", "count"), [((1.0, 0.0), 0), ((0.5, 0.2), 1)])
def test_targets_that_do_not_add_up_to_1(targets: tuple[float, ...], count: int) -> None:
    built = network(
        (Input("s", 2), Target("a", 2), Loss("L", "softmax_cross_entropy")),
        (Edge("s", "L", port="prediction"), Edge("a", "L", port="target")),
    )
    row = Sample((("s", (1.0, 2.0)), ("a", targets)))
    project = Project(built, Parameters(built.layout, np.empty(0)), (row,))
    found = said(project, value("s"))
    assert len(found) == count
    assert all("add up to 0.7, not to 1" in remark for remark in found)
    parts = [step.place.part for step in explain(project).steps][-3:]
    assert ("targets add up to 1" in parts) == (count == 0)
