from __future__ import annotations

import numpy as np
import pytest

from engine.edits.closing import close_layer, is_opened_layer
from engine.edits.opening import open_layer
from engine.errors import NetworkError
from engine.formula.evaluate import evaluate
from engine.formula.parser import parse
from engine.network import network
from engine.nodes import Bias, Edge, Input, Layer, Loss, Operation, Target
from engine.parameters import Parameters
from engine.project import Project, Sample
from engine.quantity import Quantity, preactivation, value
from engine.trace import trace
from engine.vocabulary import vocabulary_of
from tests.engine.networks import skip_connection, unit, weighted

LOSS = value("L")


def wide(bias: Bias | None, activation: str = "tanh", name: str = "7") -> Project:
    """Two inputs of sizes 2 and 1 into one layer of 3 units, and a layer behind it."""
    built = network(
        (
            Input("x", 2),
            Input("v", 1),
            Layer(name, 3, activation, bias, "hidden"),
            unit("out", "identity"),
            Target("y", 1),
            Loss("L", "squared"),
        ),
        (
            weighted("x", name, "W_1", (3, 2)),
            weighted("v", name, "ω", (3, 1)),
            weighted(name, "out", "u", (1, 3)),
            weighted("v", "out", "s"),
            Edge("out", "L", port="prediction"),
            Edge("y", "L", port="target"),
        ),
    )
    random = np.random.default_rng(3)
    numbers = Parameters(built.layout, random.normal(size=built.layout.size))
    rows = tuple(
        Sample((("x", tuple(random.normal(size=2))), ("v", (0.3,)), ("y", (1.0,))))
        for _ in range(3)
    )
    return Project(built, numbers, rows, {name: (200.0, 0.0)})


PROJECTS = {
    "matrix": wide(Bias("b", 3)),
    "shared bias": wide(Bias("b", 1)),
    "no bias": wide(None),
    "softmax": wide(Bias("b", 3), "softmax"),
    "letters": wide(Bias("β", 3), name="hid"),
}


@pytest.mark.parametrize("project", PROJECTS.values(), ids=PROJECTS)
def test_an_opened_layer_computes_the_same(project: Project) -> None:
    layer = project.network.nodes[2].id
    opened = open_layer(project, layer)
    before, after = trace(project), trace(opened)
    assert layer in opened.network.by_id
    assert not isinstance(opened.network.by_id[layer], Layer)
    assert after.loss == pytest.approx(before.loss, rel=1e-14)
    total = f"z{layer}"
    for sample in range(3):
        pairs = [
            (before.read(quantity, sample), after.read(same, sample))
            for quantity, same in (
                (value(layer), value(layer)),
                (preactivation(layer), value(total)),
                (LOSS.derivative(value(layer)), LOSS.derivative(value(layer))),
                (LOSS.derivative(preactivation(layer)), LOSS.derivative(value(total))),
                (LOSS.derivative(value("x")), LOSS.derivative(value("x"))),
            )
        ]
        for old, new in pairs:
            assert np.allclose(old, new, rtol=1e-14, atol=1e-15)
        for slot in project.network.layout.slots:
            old = slot.of(before.sample_gradient(sample)).ravel()
            new = opened.network.layout.by_name[slot.name].of(after.sample_gradient(sample)).ravel()
            assert np.allclose(old, new, rtol=1e-14, atol=1e-15)


@pytest.mark.parametrize("project", PROJECTS.values(), ids=PROJECTS)
def test_closing_is_the_exact_inverse(project: Project) -> None:
    layer = project.network.nodes[2].id
    closed = close_layer(open_layer(project, layer), layer)
    assert closed.network.nodes == project.network.nodes
    assert closed.network.edges == project.network.edges
    assert closed.samples == project.samples
    assert closed.positions == project.positions
    assert np.array_equal(closed.parameters.vector, project.parameters.vector)


def without_input(project: Project, source: str) -> Project:
    """The same, but an operation without operands stands where an input of it stood."""
    before = project.network
    nodes = tuple(Operation(source, "add") if each.id == source else each for each in before.nodes)
    return project.with_network(network(nodes, before.edges, before.chosen_objective))


@pytest.mark.parametrize("project", PROJECTS.values(), ids=PROJECTS)
@pytest.mark.parametrize("source", ["x", "v"])
def test_a_layer_opens_and_closes_while_what_leads_into_it_lacks_something(
    project: Project, source: str
) -> None:
    project = without_input(project, source)
    layer = project.network.nodes[2].id
    assert project.network.missing
    opened = open_layer(project, layer)
    assert is_opened_layer(opened.network, layer)
    assert close_layer(opened, layer).network.edges == project.network.edges


def test_units_of_the_lessons_open_into_multiply() -> None:
    opened = open_layer(skip_connection(), "2")
    operations = [node.id for node in opened.network.nodes if node.kind == "operation"]
    assert operations == ["w2h1", "w3h0", "z2", "2"]
    assert trace(opened).loss == 3.375


def test_one_connection_without_bias_is_its_own_sum() -> None:
    opened = open_layer(skip_connection(), "0")
    assert [edge.source for edge in opened.network.incoming["0"]] == ["z0"]
    assert close_layer(opened, "0").network.edges == skip_connection().network.edges


def test_all_layers_can_be_opened_one_after_another() -> None:
    project = skip_connection()
    for layer in ("0", "1", "2"):
        project = open_layer(project, layer)
    assert trace(project).gradient.tolist() == [0.75, 0.25, 0.25, 0.5]
    for layer in ("1", "0", "2"):
        project = close_layer(project, layer)
    assert project.network.edges == skip_connection().network.edges


def test_what_is_no_opened_layer_stays_open() -> None:
    project = skip_connection()
    assert not is_opened_layer(project.network, "0")
    with pytest.raises(NetworkError, match="used nowhere else"):
        close_layer(project, "0")


@pytest.mark.parametrize("project", PROJECTS.values(), ids=PROJECTS)
def test_names_and_formulas_survive_opening(project: Project) -> None:
    layer = project.network.nodes[2].id
    joint = "" if layer.isdigit() else "_"
    for formula in (
        f"h{joint}{layer}_2",
        f"z{joint}{layer}_1",
        f"dL/dz{joint}{layer}_3",
        f"dL/dh{joint}{layer}_1",
        "dL/dW_1_{3,2}",
        f"tanh(z{joint}{layer}_2) + u_{{1,2}}·x_1",
        f"g{joint}{layer}(z{joint}{layer}_2)" if layer == "hid" else "x_1",
    ):
        values = [evaluated(formula, each) for each in (project, open_layer(project, layer))]
        assert values[0] == pytest.approx(values[1], rel=1e-14)


def evaluated(formula: str, project: Project) -> float:
    solved = trace(project)
    expression = parse(formula, vocabulary_of(project.network))

    def read(leaf: object) -> np.ndarray:
        assert isinstance(leaf, Quantity)
        found = solved.read(leaf)
        assert found is not None
        return found

    return float(np.ravel(evaluate(expression, read))[0])
