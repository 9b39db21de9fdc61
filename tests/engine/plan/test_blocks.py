"""The blocks way says what the layers way says."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from engine.complex_step import Stepping
from engine.network import network
from engine.nodes import Bias, Constant, Edge, Input, Layer, Loss, Operation, Parameter, Target
from engine.plan.blocks import BlocksPlan
from engine.plan.compile import compile_plan
from engine.plan.layers import LayersPlan
from engine.project import Project, Sample
from engine.quantity import preactivation, value
from engine.trace import trace
from engine.training.training import train
from engine.verify import verify
from tests.engine.dags import dag
from tests.engine.exactness.networks import random_project
from tests.engine.networks import ones, sample, skip_connection, unit, weighted
from tests.engine.plan.ways import assert_same, close, in_both_ways
from tests.engine.spoiling import spoil

SMOOTH = ("tanh", "sigmoid", "softplus", "gelu", "silu", "elu", "identity")
BENT = ("relu", "leaky_relu", "identity")


@pytest.mark.parametrize("samples", [1, 2, 7])
@pytest.mark.parametrize("activations", [("relu",), SMOOTH, BENT])
@pytest.mark.parametrize(("units", "width", "fan_in"), [(120, 12, 5), (40, 1, 3), (60, 30, 9)])
def test_large_networks_of_units(
    units: int, width: int, fan_in: int, activations: tuple[str, ...], samples: int
) -> None:
    project = dag(units, width, fan_in, samples=samples, activations=activations)
    blocks, layers = in_both_ways(project)
    assert_same(blocks, layers)
    assert verify(blocks).passed


@pytest.mark.parametrize("samples", [1, 3])
@pytest.mark.parametrize(("width", "fan_in"), [(20, 5), (12, 30), (1, 3), (3, 9)])
def test_sums_of_single_numbers_are_the_same_to_the_bit(
    width: int, fan_in: int, samples: int
) -> None:
    blocks, layers = in_both_ways(dag(10 * width, width, fan_in, samples=samples))
    z = slice(min(rows.start for rows in blocks.run.places.z.values()), None)
    assert np.array_equal(blocks.run.numbers[z], layers.run.numbers[z])


def test_random_networks() -> None:
    """Layers, operations and losses between the units; kinks, and what is undefined."""
    found = 0
    for seed in range(400):
        project = random_project(seed)
        if isinstance(compile_plan(project.network), BlocksPlan):
            assert_same(*in_both_ways(project))
            found += 1
    assert found > 100


def on_kinks() -> Project:
    """Weights that are small dyadic fractions, so that many z are exactly 0."""
    project = dag(80, 8, activations=BENT, samples=2, seed=3)
    draw = np.random.default_rng(3)
    numbers = draw.choice((-0.5, 0.0, 0.0, 0.5), project.network.layout.size)
    rows = [Sample(tuple((key, (0.5,)) for key in row)) for row in project.samples]
    return Project(project.network, project.with_vector(numbers).parameters, tuple(rows))


def test_kinks_are_met_in_both_ways_or_in_neither() -> None:
    blocks, layers = in_both_ways(on_kinks())
    assert sum(remark.kind == "kink" for remark in blocks.remarks[0]) > 5
    assert_same(blocks, layers)
    assert verify(blocks).passed


def test_products_are_rounded_before_they_are_added() -> None:
    """0.1·0.3 − 0.3·0.1 is 0, and the unit lies on its kink; a fused product would leave 1e−18."""
    built = network(
        (Input("a", 1), Input("b", 1), unit("0"), Target("y", 1), Loss("L", "l1")),
        (
            weighted("a", "0", "w0"),
            weighted("b", "0", "w1"),
            Edge("0", "L", port="prediction"),
            Edge("y", "L", port="target"),
        ),
    )
    project = Project(built, ones(built), (sample(a=0.3, b=0.1, y=1.0),))
    solved = trace(project.with_weight("w0", 0.1).with_weight("w1", -0.3))
    assert solved.values["0"].item() == 0.0
    assert [remark.kind for remark in solved.remarks[0]] == ["kink"]


def mixed() -> Project:
    """Units on a vector, a parameter, a constant; a layer and operations behind; a loose end."""
    built = network(
        (
            Input("x", 3),
            Parameter("q", "v", (2,)),
            Constant("c", 1),
            unit("0", "tanh", "b0"),
            unit("1", "relu"),
            unit("2", "sigmoid", "b2"),
            Layer("wide", 4, "softmax", Bias("bw", 4)),
            Operation("s", "sum"),
            Operation("m", "multiply"),
            unit("3", "silu", "b3"),
            unit("loose", "tanh"),
            Target("y", 1),
            Loss("L", "huber"),
        ),
        (
            weighted("x", "0", "w0", (1, 3)),
            weighted("q", "0", "w1", (1, 2)),
            weighted("x", "1", "w2", (1, 3)),
            weighted("c", "1", "w3"),
            weighted("c", "2", "w4"),
            weighted("0", "wide", "w5", (4, 1)),
            weighted("1", "wide", "w6", (4, 1)),
            Edge("wide", "s", port=0),
            Edge("s", "m", port=0),
            Edge("2", "m", port=1),
            Edge("1", "m", port=2),
            weighted("m", "3", "w7"),
            weighted("wide", "3", "w8", (1, 4)),
            weighted("0", "3", "w9"),
            weighted("3", "loose", "w10"),
            Edge("3", "L", port="prediction"),
            Edge("y", "L", port="target"),
        ),
    )
    draw = np.random.default_rng(5)
    rows = tuple(
        Sample((("x", tuple(draw.normal(size=3))), ("y", (float(draw.normal()),))))
        for _ in range(3)
    )
    return Project(built, ones(built), rows).with_vector(draw.normal(size=built.layout.size))


def test_units_among_layers_operations_and_leaves() -> None:
    blocks, layers = in_both_ways(mixed())
    assert_same(blocks, layers)
    assert verify(blocks).passed


def test_what_is_undefined_is_named_where_it_arises() -> None:
    project = mixed().with_weight("c", 1e308).with_weight("w3", 10.0)
    blocks, layers = in_both_ways(project)
    assert ("1", "not_finite") in [(each.node, each.code) for each in blocks.remarks[0]]
    assert_same(blocks, layers)
    assert verify(blocks).passed


def test_a_gradient_alone_may_be_undefined() -> None:
    """√0 in front of a unit: all values are there, some gradients are not."""
    built = network(
        (Parameter("q", "v", (1,)), Operation("r", "sqrt"), unit("0", "identity")),
        (Edge("q", "r", port=0), weighted("r", "0", "w")),
        "0",
    )
    blocks, layers = in_both_ways(Project(built, ones(built)).with_weight("v", 0.0))
    assert blocks.loss == 0.0
    assert np.isnan(blocks.run.grad["q"]).all()
    assert_same(blocks, layers)
    assert verify(blocks).passed


def test_a_hub_and_a_unit_with_very_many_weights() -> None:
    """One unit feeds 60, which feed one: little is filled up, and nothing is forgotten."""
    keys = [f"u{index}" for index in range(60)]
    built = network(
        (Input("x", 1), unit("hub", "tanh"), *(unit(key, "tanh") for key in keys), unit("0")),
        (
            weighted("x", "hub", "w"),
            *(weighted("hub", key, f"a{key}") for key in keys),
            weighted("x", keys[0], "also"),
            *(weighted(key, "0", f"c{key}") for key in keys),
        ),
        "0",
    )
    blocks, layers = in_both_ways(Project(built, ones(built), (sample(x=0.5),)))
    assert_same(blocks, layers)


def test_a_complex_step_is_the_same_step() -> None:
    for project in (mixed(), dag(100, 10, activations=SMOOTH, samples=2)):
        blocks, layers = in_both_ways(project)
        draw = np.random.default_rng(1)
        parameters = draw.normal(size=project.network.layout.size)
        nodes = draw.normal(size=blocks.run.numbers.shape) * blocks.run.places.differentiated
        one, other = (
            Stepping(solved).stepped(parameters, nodes).numbers for solved in (blocks, layers)
        )
        assert np.array_equal(one.real, blocks.run.numbers)
        close(one.imag, other.imag)


def test_the_check_notices_a_wrong_unit_and_names_it() -> None:
    project = dag(60, 6)
    for quantity in (preactivation("u7"), value("u20"), value("x1")):
        solved = trace(project)
        rows = solved.run.places.quantities[quantity]
        spoil(solved, quantity, solved.run.gradients[rows] + 0.01)
        assert verify(solved).culprit == quantity


def test_training_takes_the_same_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    project = dag(40, 8, samples=5).with_training(batch_size=2, learning_rate=0.05)
    in_blocks = [snapshot.vector for snapshot in islice(train(project), 8)]
    layers = compile_plan(project.network).layers
    monkeypatch.setattr("engine.training.training.compile_plan", lambda network: layers)
    for vector, snapshot in zip(in_blocks, train(project), strict=False):
        close(vector, snapshot.vector)


def test_without_an_objective_there_are_values() -> None:
    built = network((Input("x", 1), unit("0")), (weighted("x", "0", "w"),))
    solved = trace(Project(built, ones(built), (sample(x=2.0),)))
    assert solved.read(value("0")) == 2.0
    assert solved.loss is None


def test_units_run_in_blocks_and_wide_layers_do_not() -> None:
    assert isinstance(compile_plan(skip_connection().network), BlocksPlan)
    built = network((Input("x", 2), Layer("0", 3, "tanh")), (weighted("x", "0", "w", (3, 2)),))
    assert isinstance(compile_plan(built), LayersPlan)
