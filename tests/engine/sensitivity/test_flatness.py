from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.edits.opening import open_layer
from engine.network import network
from engine.nodes import Bias, Input, Layer
from engine.parameters import Parameters
from engine.project import Project, Sample
from engine.sensitivity.flatness import Flat, flat_units
from engine.trace import trace
from tests.engine.networks import weighted


def layer(activation: str, *z: float) -> Project:
    """A layer with these pre-activations, by its biases."""
    built = network(
        (Input("x", 1), Layer("1", len(z), activation, Bias("b", len(z)))),
        (weighted("x", "1", "w", (len(z), 1)),),
    )
    return Project(
        built,
        Parameters(built.layout, np.array([*z, *(0.0 for _ in z)])),
        (Sample((("x", (1.0,)),)),),
    )


def found(project: Project) -> dict[int, float]:
    return {flat.element: flat.slope for flat in flat_units(trace(project), 0)}


def test_a_relu_below_0_is_dead_but_not_at_its_kink() -> None:
    assert found(layer("relu", -1.0, 0.0, 2.0)) == {1: 0.0}
    assert all(flat.is_dead for flat in flat_units(trace(layer("relu", -1.0)), 0))


@pytest.mark.parametrize(("activation", "least"), [("sigmoid", 6.0), ("tanh", 2.999)])
def test_a_bounded_activation_is_saturated_below_a_hundredth_of_its_slope(
    activation: str, least: float
) -> None:
    assert not found(layer(activation, least - 0.02, 2.02 - least, 0.0))
    saturated = found(layer(activation, least, -least, 40.0))
    assert saturated.keys() == {1, 2, 3}
    assert all(0.0 <= slope <= 0.01 for slope in saturated.values())


def test_softmax_is_saturated_where_one_element_has_all() -> None:
    assert not found(layer("softmax", 1.0, 2.0, 0.0))
    saturated = found(layer("softmax", 1.0, 20.0, 0.0))
    assert saturated == {2: pytest.approx(np.exp(-19.0) + np.exp(-20.0))}


@pytest.mark.parametrize("activation", ["identity", "leaky_relu", "softplus", "log_softmax"])
def test_others_are_never_called_flat(activation: str) -> None:
    assert not found(layer(activation, -50.0, 50.0))


def test_an_opened_layer_is_as_flat_as_before() -> None:
    for activation, z in (("relu", -1.0), ("tanh", 9.0), ("softmax", 30.0)):
        project = layer(activation, z, 0.5)
        before = list(flat_units(trace(project), 0))
        assert before
        assert before == list(flat_units(trace(open_layer(project, "1")), 0))


@pytest.mark.parametrize("activation", ["relu", "tanh", "softmax"])
def test_what_is_undefined_is_not_called_flat(activation: str) -> None:
    project = layer(activation, 1.0, 1e300).with_weight("w", 1e300, (0, 0))
    assert 1 not in found(project.with_data(0, "x", 0, 1e300))


def test_every_sample_and_node_has_its_own() -> None:
    project = layer("relu", 1.0, 1.0).with_weight("w", -3.0, (1, 0))
    rows = (Sample((("x", (1.0,)),)), Sample((("x", (0.0,)),)))
    solved = trace(replace(project, samples=rows))
    assert list(flat_units(solved, 0)) == [Flat("1", 2, "relu", 0.0)]
    assert list(flat_units(solved, 1)) == []
