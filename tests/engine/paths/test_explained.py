"""Each path has a name, its factors from the loss down, and their numbers."""

from __future__ import annotations

from engine.explain.explanation import explain
from engine.paths.explained import ExplainedPaths, explained
from engine.project import Project
from engine.quantity import Quantity, parameter, value
from tests.engine.lesson_files import lesson
from tests.engine.networks import skip_connection


def of(project: Project, by: Quantity, sample: int = 0) -> ExplainedPaths:
    explanation = explain(project, sample=sample)
    assert project.network.objective is not None
    return explained(explanation, value(project.network.objective).derivative(by))


def lines(found: ExplainedPaths) -> list[str]:
    return [f"{path.label}: {path.equation.text()}" for path in found.shown]


def test_the_skip_and_the_way_through_unit_1() -> None:
    assert lines(of(skip_connection(), parameter("w0"))) == [
        "through the skip: L′·w₃·g₀′(z₀)·x = 1·0.5·1·1 = 0.5",
        "through unit 1: L′·w₂·g₁′(z₁)·w₁·g₀′(z₀)·x = 1·0.5·1·0.5·1·1 = 0.25",
    ]


def test_units_of_a_layer_are_told_apart() -> None:
    found = of(lesson("xor"), value("x").element(1), sample=1)
    assert [str(path.label) for path in found.shown] == [
        "through unit 2 of layer 1",
        "through unit 1 of layer 1",
    ]


def test_softmax_is_crossed_in_full() -> None:
    found = of(lesson("softmax"), value("s").element(2))
    assert lines(found) == [
        "through p₁: −w₀_{1,1}·p₂·p₁ ≈ −1·0.6285·0.2312 ≈ −0.1453",
        "through p₂: w₀_{1,2}·p₂·(1 − p₂) ≈ 0·0.6285·(1 − 0.6285) = 0",
        "through p₃: −w₀_{1,3}·p₂·p₃ ≈ −0·0.6285·0.1402 = 0",
    ]


def test_a_single_path_is_called_so() -> None:
    found = of(skip_connection(), parameter("w3"))
    assert lines(found) == ["the only path: L′·h₀ = 1·0.5 = 0.5"]


def test_a_path_lights_up_its_connections() -> None:
    path = of(skip_connection(), value("0")).shown[0]
    assert path.lights.edges == {("0", "2", None)}
    assert path.lights.nodes == {"0", "2"}
