from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np
import pytest

from engine.errors import NetworkError
from engine.network import Network, network
from engine.nodes import (
    Bias,
    Constant,
    Edge,
    Input,
    Layer,
    Loss,
    Operation,
    Parameter,
    Target,
    Weight,
)
from engine.parameters import Parameters
from tests.engine.networks import skip_connection, unit, weighted


def refused(code: str, place: str, *nodes: object, edges: tuple[Edge, ...] = ()) -> NetworkError:
    with pytest.raises(NetworkError) as caught:
        network(nodes, edges)  # type: ignore[arg-type]
    assert (caught.value.code, caught.value.place) == (code, place)
    assert str(caught.value).startswith(f"{place}: ")
    return caught.value


def test_order_puts_operands_first_and_otherwise_keeps_the_document() -> None:
    built = network((Layer("b", 1, "relu"), Input("x", 1)), (weighted("x", "b", "w"),))
    assert built.order == ("x", "b")


def test_an_edit_returns_a_new_network_and_leaves_the_old_one() -> None:
    before = skip_connection().network
    after = before.without_edge(before.edge("0", "2"))
    assert len(before.edges) == 6
    assert len(after.edges) == 5
    assert before.signature != after.signature


def test_renaming_a_weight_keeps_the_signature_so_that_nothing_is_compiled_again() -> None:
    before = skip_connection().network
    renamed = tuple(
        replace(edge, weight=Weight("v", (1, 1), trainable=False)) if edge.weight else edge
        for edge in before.edges[:1]
    )
    assert network(before.nodes, (*renamed, *before.edges[1:])).signature == before.signature


def test_a_cycle_is_named() -> None:
    error = refused(
        "cycle",
        "edges",
        unit("0"),
        unit("1"),
        edges=(weighted("0", "1", "a"), weighted("1", "0", "b")),
    )
    assert "0 → 1 → 0" in str(error) or "1 → 0 → 1" in str(error)


@pytest.mark.parametrize("bad", ["", "a b", "1x", "w_0", "é", "²", "x" * 65])
def test_ids_follow_the_grammar(bad: str) -> None:
    with pytest.raises(NetworkError):
        network((Input(bad, 1),), ())


@pytest.mark.parametrize("good", ["x", "u1", "0", "42", "Out"])
def test_ids_of_the_grammar_are_taken(good: str) -> None:
    assert network((Input(good, 1),), ()).by_id[good].id == good


def test_a_name_that_collides_with_a_derived_one_is_refused() -> None:
    refused("name_derived", "nodes[1].id", Input("z0", 1), unit("0"))
    refused("name_derived", "nodes[0].id", unit("0"), Parameter("p", "g0", (1,)))


def test_a_name_is_taken_once() -> None:
    refused("name_taken", "nodes[1].id", Input("x", 1), Input("x", 1))
    refused("name_taken", "nodes[1].name", Input("w", 1), Parameter("p", "w", (1,)))


def test_a_parameter_node_may_be_called_as_its_value() -> None:
    built = network((Parameter("w", "w", (1,)), Parameter("0", "h0", (1,))), ())
    assert [slot.name for slot in built.layout.slots] == ["w", "h0"]


def test_unknown_functions_suggest_the_nearest() -> None:
    error = refused("unknown", "nodes[0].activation", Layer("0", 1, "rleu"))
    assert 'unknown activation "rleu", did you mean "relu"?' in str(error)
    refused("unknown", "nodes[0].operation", Operation("f", "ad"))
    refused("unknown", "nodes[0].loss", Loss("L", "l3"))


def test_sizes_must_fit() -> None:
    refused(
        "weight_shape",
        "edges[0].weight.value",
        Input("x", 2),
        unit("0"),
        edges=(weighted("x", "0", "w"),),
    )
    refused("bias_size", "nodes[0].bias.value", Layer("0", 3, "relu", Bias("b", 2)))
    refused(
        "operand_size",
        "edges[0].from",
        Input("x", 2),
        Input("v", 3),
        Operation("f", "add"),
        edges=(Edge("x", "f", port=0), Edge("v", "f", port=1)),
    )


def test_a_matrix_feeds_matmul_only_and_matmul_wants_one() -> None:
    refused(
        "matrix_feeds_matmul",
        "edges[0].from",
        Parameter("A", "A", (2, 2)),
        Operation("f", "sum"),
        edges=(Edge("A", "f", port=0),),
    )
    refused(
        "matmul_matrix",
        "edges[0].from",
        Input("x", 2),
        Operation("f", "matmul"),
        edges=(Edge("x", "f", port=0),),
    )


@pytest.mark.parametrize(("operation", "port"), [("subtract", 2), ("relu", 1), ("add", 99)])
def test_ports_must_exist(operation: str, port: int) -> None:
    refused(
        "operation_port",
        "edges[0].port",
        Input("x", 1),
        Operation("f", operation),
        edges=(Edge("x", "f", port=port),),
    )


def test_the_target_port_takes_a_target_or_a_constant() -> None:
    nodes = (Input("x", 1), Constant("c", 1), Target("y", 1), Loss("L", "l1"))
    refused("target_port", "edges[0].from", *nodes, edges=(Edge("x", "L", port="target"),))
    for allowed in ("c", "y"):
        network(nodes, (Edge(allowed, "L", port="target"),))


def test_an_incomplete_network_says_what_it_lacks() -> None:
    built = network((unit("0"), Operation("f", "divide"), Loss("L", "l1")), ())
    assert [(each.code, each.node) for each in built.missing] == [
        ("layer_unconnected", "0"),
        ("operand_missing", "f"),
        ("loss_unconnected", "L"),
        ("loss_unconnected", "L"),
    ]


def test_several_losses_need_a_chosen_objective() -> None:
    nodes = (Input("x", 1), Target("y", 1), Loss("A", "l1"), Loss("B", "l1"))
    edges = tuple(
        Edge(source, loss, port=port)
        for loss in "AB"
        for source, port in (("x", "prediction"), ("y", "target"))
    )
    assert [each.code for each in network(nodes, edges).missing] == ["objective_missing"]
    assert network(nodes, edges, "B").objective == "B"


def test_the_objective_is_one_number_that_can_change() -> None:
    for nodes, code in (
        ((Input("x", 2),), "objective_size"),
        ((Constant("x", 1),), "objective_fixed"),
        ((Input("v", 1),), "unknown"),
    ):
        with pytest.raises(NetworkError) as caught:
            network(nodes, (), "x")
        assert caught.value.code == code


def test_removing_a_node_removes_its_edges() -> None:
    built = skip_connection().network.without_node("1")
    assert "1" not in built.by_id
    assert all("1" not in edge.key for edge in built.edges)


def test_a_network_of_twenty_thousand_nodes_is_ordered_without_recursion() -> None:
    nodes = tuple(Operation(f"n{i}", "relu") for i in range(20_000))
    edges = tuple(Edge(f"n{i}", f"n{i + 1}", port=0) for i in range(19_999))
    assert Network(nodes, edges).order[-1] == "n19999"


def test_parameters_are_read_only_also_after_a_trip_to_another_process() -> None:
    parameters = skip_connection().parameters
    sent = pickle.loads(pickle.dumps(parameters))  # noqa: S301 - our own bytes
    assert isinstance(sent, Parameters)
    for each in (parameters, sent):
        with pytest.raises(ValueError, match="read-only"):
            each.vector[0] = 1.0
    assert np.array_equal(sent.vector, parameters.vector)
