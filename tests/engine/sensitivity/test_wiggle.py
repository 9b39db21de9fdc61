from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.files.reader import read
from engine.functions.operations import OPERATIONS
from engine.lessons import find
from engine.network import network
from engine.nodes import Edge, Operation, Parameter
from engine.parameters import Parameters
from engine.project import Project
from engine.quantity import Quantity, parameter, preactivation, value
from engine.sensitivity import local
from engine.sensitivity.wiggle import Wave, can_wiggle, nudged, wave
from engine.trace import trace
from tests.engine.edits.test_opening import PROJECTS
from tests.engine.networks import graph, skip_connection

L = value("L")


def lesson(name: str) -> Project:
    found = find(name)
    assert found is not None
    return read(found.path)


def wiggled(project: Project, quantity: Quantity, sample: int = 0) -> Wave:
    found = wave(trace(project), quantity, sample)
    assert found.checked
    return found


def test_branches_arrive_at_the_merge_and_add_up_to_the_backward_number() -> None:
    """The sheet: ∂z₂/∂w₀ = w₃·∂h₀/∂w₀ + w₂·∂h₁/∂w₀ = 0.5·1 + 0.5·0.5."""
    project = skip_connection()
    found = wiggled(project, parameter("w0"))
    assert found.shares["0", "2", None].tolist() == [[0.5]]
    assert found.shares["1", "2", None].tolist() == [[0.25]]
    assert found.rates[preactivation("2")].tolist() == [0.75]
    assert found.slope == 0.75 == trace(project).read(L.derivative(parameter("w0")))
    assert found.level == {"0": 1, "1": 2, "2": 3, "L": 4}


def test_a_weight_acts_through_its_own_edge_alone() -> None:
    found = wiggled(skip_connection(), parameter("w3"))
    assert dict(found.shares) == {("0", "2", None): [[0.5]], ("2", "L", "prediction"): [0.5]}


def test_an_input_is_the_number_itself() -> None:
    found = wiggled(skip_connection(), value("x"))
    assert value("x") not in found.rates
    assert found.level["x"] == 0
    assert found.slope == 0.375


def test_one_element_of_a_matrix_moves_one_unit() -> None:
    project = lesson("xor")
    slots = project.network.layout.parameters
    slot = next(each for each in slots if len(each.shape) == 2 and each.shape[0] > 1)
    found = wiggled(project, parameter(slot.name).element(2, 1), sample=1)
    assert isinstance(slot.owner, tuple)
    source, target = slot.owner
    h = trace(project).read(value(source), 1)
    moved = np.zeros(slot.shape)
    moved[1, 0] = h[0]
    assert np.array_equal(found.shares[source, target, None], moved)
    assert np.flatnonzero(found.rates[preactivation(target)]).tolist() in ([1], [])


def test_a_shared_bias_moves_every_unit() -> None:
    found = wiggled(PROJECTS["shared bias"], parameter("b"), sample=2)
    assert found.rates[preactivation("7")].tolist() == [1.0, 1.0, 1.0]


def test_both_uses_of_a_number_count() -> None:
    """f = a·a: two edges from one node, each with its share."""
    built = network(
        (Parameter("a", "a", (1,)), Operation("f", "multiply")),
        (Edge("a", "f", port=0), Edge("a", "f", port=1)),
        "f",
    )
    found = wiggled(Project(built, Parameters(built.layout, np.array([3.0]))), value("a"))
    assert [share.tolist() for share in found.shares.values()] == [[3.0], [3.0]]
    assert found.slope == 6.0


@pytest.mark.parametrize(
    ("operation", "number", "slope"),
    [("relu", 0.0, 0.0), ("leaky_relu", 0.0, 0.01), ("abs", 0.0, 0.0)],
)
def test_at_a_kink_the_convention_holds(operation: str, number: float, slope: float) -> None:
    assert wiggled(graph(operation, number), value("a")).slope == slope


def test_a_tie_is_shared() -> None:
    assert wiggled(graph("maximum", 2.0, 2.0), value("b")).slope == 0.5


@pytest.mark.parametrize("operation", ["sqrt", "log", "reciprocal"])
def test_where_there_is_no_derivative_none_is_given(operation: str) -> None:
    found = wiggled(graph(operation, 0.0), value("a"))
    assert np.isnan(found.slope)
    assert np.isnan(found.rates[value("f")]).all()


@pytest.mark.parametrize(
    ("operation", "number", "slope"),
    [
        ("log", 1e-250, 1e250),
        ("exp", -600.0, np.exp(-600.0)),
        ("sigmoid", -500.0, np.exp(-500.0)),
        ("square", 1e-120, 2e-120),
        ("tanh", 300.0, 4 * np.exp(-600.0)),
        ("reciprocal", 1e150, -1e-300),
    ],
)
def test_extremes(operation: str, number: float, slope: float) -> None:
    found = wiggled(graph(operation, number), value("a"))
    assert found.slope == pytest.approx(slope, rel=1e-9, abs=1e-270)


def test_what_has_no_gradient_cannot_be_wiggled() -> None:
    project = skip_connection()
    allowed = {q: can_wiggle(project.network, q) for q in (value("y"), value("0"), value("x"))}
    assert allowed == {value("y"): False, value("0"): False, value("x"): True}
    xor = lesson("xor").network
    weight = next(slot.name for slot in xor.layout.parameters if len(slot.shape) == 2)
    assert not can_wiggle(xor, parameter(weight))
    assert can_wiggle(xor, parameter(weight).element(1, 1))


def test_without_an_objective_the_wave_runs_all_the_same() -> None:
    project = skip_connection()
    headless = project.with_network(project.network.without_node("L"))
    found = wiggled(headless, parameter("w0"))
    assert found.slope is None
    assert found.rates[preactivation("2")].tolist() == [0.75]
    assert nudged(headless, trace(headless), found, 0.1) is None


def test_a_nudge_is_predicted_and_measured() -> None:
    project = skip_connection()
    found = wiggled(project, parameter("w0"))
    nudge = nudged(project, trace(project), found, 0.01)
    assert nudge is not None
    assert (nudge.predicted, nudge.actual) == (0.0075, 0.0075)


def test_a_large_nudge_crosses_a_kink_and_the_prediction_fails() -> None:
    project = skip_connection()
    nudge = nudged(project, trace(project), wiggled(project, parameter("w0")), -1.0)
    assert nudge is not None
    assert (nudge.predicted, nudge.actual) == (-0.75, -0.375)


def test_rounding_is_not_taken_for_a_change() -> None:
    """Unit 0 is dead, so nothing changes; a tiny slope does not drown in the rounding of L."""
    dead = skip_connection({"w0": -1.0})
    nudge = nudged(dead, trace(dead), wiggled(dead, parameter("w0")), 0.01)
    assert nudge is not None
    assert (nudge.predicted, nudge.actual) == (0.0, 0.0)


def test_a_wrong_slope_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables of slopes and the complex step of the forward tables check each other."""
    wrong = replace(OPERATIONS["identity"], pullback=lambda u, *_: 1.01 * u)
    project = skip_connection()
    solved = trace(project)
    monkeypatch.setattr(local, "OPERATIONS", {**OPERATIONS, "identity": wrong})
    assert not wave(solved, parameter("w0")).checked
