from __future__ import annotations

import numpy as np
import pytest

from engine.edits.adding import Recipe, added
from engine.edits.connecting import connected, inserted, reconnected
from engine.errors import NetworkError
from engine.network import network
from engine.nodes import Edge, Input, Layer, Loss, Operation, Parameter, Target, Weight
from engine.parameters import Parameters
from engine.project import Project
from engine.trace import trace
from tests.engine.networks import graph, sample, skip_connection, unit, weighted


def empty() -> Project:
    nothing = network((), ())
    return Project(nothing, Parameters(nothing.layout, np.empty(0)))


def edges(project: Project) -> dict[tuple[str, str], str]:
    return {
        (edge.source, edge.target): edge.weight.name if edge.weight else str(edge.port)
        for edge in project.network.edges
    }


def test_the_sheet_built_from_nothing_has_its_numbers() -> None:
    project = empty()
    for recipe in (
        Recipe("input"),
        Recipe("layer", "relu"),
        Recipe("layer", "relu"),
        Recipe("layer", "identity"),
        Recipe("target"),
        Recipe("loss", "l1"),
    ):
        project, _ = added(project, recipe)
    for source, target in ("x0", "01", "12", "02", "2L", "yL"):
        project = connected(project, source, target)
    project = project.with_data(0, "y", 0, -3.0)
    sheet = skip_connection()
    assert edges(project) == edges(sheet)
    assert project.network.signature == sheet.network.signature
    assert np.array_equal(project.parameters.vector, sheet.parameters.vector)
    found, expected = trace(project), trace(sheet)
    assert found.loss == expected.loss == 3.375
    assert np.array_equal(found.gradient, expected.gradient)


def test_a_new_weight_gets_the_next_free_name_and_a_number_that_is_not_0() -> None:
    project = connected(skip_connection(), "x", "2")
    assert edges(project)["x", "2"] == "w4"
    assert project.parameters.value("w4").tolist() == [[0.5]]
    without_w1 = reconnected(project, ("x", "2", None), "x", "1")
    assert edges(without_w1)["x", "1"] == "w4"


def test_weights_of_a_matrix_differ_so_that_units_do() -> None:
    project, x = added(empty(), Recipe("input", shape=(3,)))
    project, layer = added(project, Recipe("layer", "tanh", (4,), has_bias=True))
    project = connected(project, x, layer)
    weights = project.parameters.value("w0")
    assert weights.shape == (4, 3)
    assert len({tuple(row) for row in weights.tolist()}) == 4
    assert np.all(weights != 0)
    assert np.all(np.abs(weights) <= 1)
    assert np.array_equal(weights, np.round(weights, 1))
    assert project.parameters.value("b0").tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("source", "port"), [("2", "prediction"), ("y", "target"), ("c", "target")]
)
def test_a_loss_takes_each_where_it_belongs(source: str, port: str) -> None:
    project, _ = added(skip_connection(), Recipe("loss", "squared", id="M"))
    project, _ = added(project, Recipe("constant"))
    assert edges(connected(project, source, "M"))[source, "M"] == port


def test_operations_take_the_next_free_operand() -> None:
    project, _ = added(graph("subtract", 1.0, 2.0), Recipe("operation", "add"))
    for source in ("a", "b", "f"):
        project = connected(project, source, "u1")
    assert [edge.source for edge in project.network.incoming["u1"]] == ["a", "b", "f"]
    project = connected(project, "a", "u1", 3)
    assert [edge.port for edge in project.network.incoming["u1"]] == [0, 1, 2, 3]


def test_what_is_refused_is_raised() -> None:
    with pytest.raises(NetworkError, match="cycle"):
        connected(skip_connection(), "2", "0")


def test_weights_follow_an_operation_that_grows() -> None:
    built = network(
        (Input("x", 3), Operation("u1", "exp"), unit("0")),
        (weighted("u1", "0", "w0"),),
    )
    project = Project(built, Parameters(built.layout, np.array([7.0])), (sample(),))
    after = connected(project.with_network(built), "x", "u1")
    assert after.parameters.value("w0").shape == (1, 3)
    assert after.parameters.value("w0")[0, 0] == 7.0


def test_an_arrow_led_elsewhere_keeps_its_weight() -> None:
    project = skip_connection({"w3": 7.0, "w0": 2.0})
    moved = reconnected(project, ("0", "2", None), "x", "2")
    assert edges(moved)["x", "2"] == "w3"
    assert moved.parameters.value("w3") == 7.0
    assert moved.parameters.value("w0") == 2.0
    swapped = reconnected(project, ("1", "2", None), "x", "1")
    assert edges(swapped)["x", "1"] == "w2"


def test_an_arrow_led_elsewhere_stays_locked_and_keeps_what_fits() -> None:
    built = network(
        (Input("x", 3), Input("v", 2), Layer("0", 2, "relu")),
        (Edge("x", "0", Weight("w", (2, 3), trainable=False)),),
    )
    numbers = np.arange(1.0, 7.0)
    project = Project(built, Parameters(built.layout, numbers)).with_network(built)
    moved = reconnected(project, ("x", "0", None), "v", "0")
    assert moved.parameters.value("w").tolist() == [[1, 2], [4, 5]]
    assert not moved.network.layout.by_name["w"].trainable


def test_the_end_of_an_arrow_goes_to_another_operand() -> None:
    project = graph("subtract", 1.0, 2.0)
    project, _ = added(project, Recipe("operation", "divide"))
    moved = reconnected(project, ("b", "f", 1), "b", "u1")
    assert edges(moved) == {("a", "f"): "0", ("b", "u1"): "0"}
    back = reconnected(moved, ("b", "u1", 0), "b", "f", 1)
    assert edges(back) == {("a", "f"): "0", ("b", "f"): "1"}


def test_a_unit_put_into_an_arrow_leads_on_with_its_weight() -> None:
    project = skip_connection({"w0": 2.0})
    parted = inserted(project, ("x", "0", None), Layer("3", 1, "tanh"))
    assert edges(parted)["x", "3"] == "w4"
    assert edges(parted)["3", "0"] == "w0"
    assert parted.parameters.value("w0") == 2.0
    assert parted.parameters.value("w4") == 0.5
    before_loss = inserted(project, ("2", "L", "prediction"), Operation("u1", "exp"))
    assert edges(before_loss)["2", "u1"] == "0"
    assert edges(before_loss)["u1", "L"] == "prediction"


def test_what_cannot_stand_between_is_refused() -> None:
    project = skip_connection()
    with pytest.raises(NetworkError, match="nothing can lead into"):
        inserted(project, ("x", "0", None), Input("v", 1))
    with pytest.raises(NetworkError, match="must be a target or a constant"):
        inserted(project, ("y", "L", "target"), Layer("3", 1, "tanh"))


def test_new_nodes_are_called_by_the_next_free_ids() -> None:
    project = skip_connection()
    for kind, key in (
        ("input", "x2"),
        ("layer", "3"),
        ("target", "y2"),
        ("loss", "L2"),
        ("constant", "c"),
        ("parameter", "w4"),
        ("operation", "u1"),
        ("operation", "u2"),
    ):
        function = {"layer": "relu", "loss": "l1", "operation": "add"}.get(kind, "")
        project, found = added(project, Recipe(kind, function))
        assert found == key
    assert added(project, Recipe("layer", "relu", id="out"))[1] == "out"
    assert added(project, Recipe("input", id="0"))[1] == "4"


def test_new_leaves_have_numbers_one_can_compute_with() -> None:
    project, _ = added(empty(), Recipe("input", shape=(2,)))
    project, _ = added(project, Recipe("target", shape=(3,)))
    project, _ = added(project, Recipe("constant", number=2.5))
    project, _ = added(project, Recipe("parameter", shape=(2, 3), id="W"))
    assert project.samples[0]["x"] == (1, 1)
    assert project.samples[0]["y"] == (1, 0, 0)
    assert project.parameters.value("c") == 2.5
    assert project.parameters.value("W").tolist() == [[0.5] * 3] * 2
    assert isinstance(project.network.by_id["W"], Parameter)


@pytest.mark.parametrize("size", [0, 1_001])
def test_a_size_that_nothing_can_have_is_refused(size: int) -> None:
    with pytest.raises(NetworkError, match="sizes are whole numbers from 1 to 1000"):
        added(empty(), Recipe("input", shape=(size,)))


def test_a_loss_alone_is_the_objective() -> None:
    project, _ = added(empty(), Recipe("loss", "l1"))
    assert isinstance(project.network.by_id["L"], Loss)
    assert project.network.objective == "L"
    assert not isinstance(project.network.by_id["L"], Target)
