from __future__ import annotations

import numpy as np
import pytest

from engine.edits.removal import without
from engine.errors import NetworkError
from engine.network import network
from engine.nodes import Edge, Input, Layer, Loss, Operation, Parameter, Target
from engine.parameters import Parameters
from engine.project import Project, Sample
from tests.engine.networks import graph, skip_connection, weighted


def ports(project: Project, node: str) -> dict[str, object]:
    return {edge.source: edge.port for edge in project.network.incoming[node]}


def test_nodes_go_with_their_edges_and_the_rest_keeps_its_numbers() -> None:
    left = without(skip_connection({"w2": 7.0, "w3": 3.0}), {"1", "y"})
    assert list(left.network.by_id) == ["x", "0", "2", "L"]
    assert [slot.name for slot in left.network.layout.slots] == ["w0", "w3"]
    assert left.parameters.vector.tolist() == [0.5, 3.0]
    assert left.samples == (Sample((("x", (1.0,)),)),)


def test_edges_go_alone() -> None:
    left = without(skip_connection(), (), {("0", "2", None), ("y", "L", "target")})
    assert list(left.network.by_id) == ["x", "0", "1", "2", "y", "L"]
    assert [edge.key[:2] for edge in left.network.edges] == [
        ("x", "0"),
        ("0", "1"),
        ("1", "2"),
        ("2", "L"),
    ]


def test_without_inputs_and_targets_one_empty_sample_is_left() -> None:
    project = skip_connection()
    project = Project(project.network, project.parameters, project.samples * 3)
    assert without(project, {"x"}).samples == (Sample((("y", (-3.0,)),)),) * 3
    assert without(project, {"x", "y"}).samples == (Sample(),)
    assert without(project, project.network.by_id).samples == (Sample(),)


@pytest.mark.parametrize("operation", ["add", "multiply", "maximum", "minimum"])
def test_operands_of_any_number_close_ranks(operation: str) -> None:
    project = graph(operation, 1.0, 2.0, 3.0, 4.0)
    assert ports(without(project, {"a", "c"}), "f") == {"b": 0, "d": 1}
    assert ports(without(project, (), {("b", "f", 1)}), "f") == {"a": 0, "c": 1, "d": 2}
    assert ports(without(project, {"b", "c", "d"}), "f") == {"a": 0}


@pytest.mark.parametrize("operation", ["subtract", "divide", "power"])
def test_a_place_that_means_something_stays_empty(operation: str) -> None:
    left = without(graph(operation, 1.0, 2.0), {"a"})
    assert ports(left, "f") == {"b": 1}
    assert [thing.code for thing in left.network.missing] == ["operand_missing"]


def test_a_hole_that_was_there_stays() -> None:
    nodes = (Parameter("a", "a", (1,)), Parameter("b", "b", (1,)), Operation("f", "add"))
    built = network(nodes, (Edge("b", "f", port=1),))
    project = Project(built, Parameters(built.layout, np.zeros(2)))
    assert ports(without(project, {"a"}), "f") == {"b": 1}


def test_an_objective_that_goes_is_forgotten() -> None:
    project = graph("add", 1.0, 2.0)
    assert project.network.objective == "f"
    assert without(project, {"a"}).network.objective == "f"
    assert without(project, {"f"}).network.chosen_objective is None


def add_of_vector_and_number(last: Layer | Loss, *edges: Edge) -> Project:
    nodes = (Input("v", 3), Input("c", 1), Input("d", 1), Operation("s", "add"), last)
    sources = enumerate(("v", "c", "d"))
    operands = tuple(Edge(source, "s", port=port) for port, source in sources)
    targets = (Target("t", 3),) if isinstance(last, Loss) else ()
    built = network((*nodes, *targets), (*operands, *edges))
    vector = np.arange(1.0, built.layout.size + 1)
    row = {"v": (1.0, 2.0, 3.0), "c": (1.0,), "d": (1.0,), "t": (0.0, 0.0, 0.0)}
    entries = tuple((key, row[key]) for key in built.by_id if key in row)
    return Project(built, Parameters(built.layout, vector), (Sample(entries),))


def test_weights_follow_a_size_that_changes() -> None:
    project = add_of_vector_and_number(Layer("0", 2, "relu"), weighted("s", "0", "W", (2, 3)))
    left = without(project, {"v"})
    assert left.network.sizes["s"] == 1
    assert left.parameters.value("W").tolist() == [[1.0], [4.0]]


def test_what_cannot_fit_any_more_is_refused() -> None:
    ends = (Edge("s", "L", port="prediction"), Edge("t", "L", port="target"))
    project = add_of_vector_and_number(Loss("L", "squared"), *ends)
    with pytest.raises(NetworkError, match="the prediction has 1 number"):
        without(project, {"v"})
