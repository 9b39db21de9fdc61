"""Whether an arrow may lead somewhere agrees with what the checks of a network say of it."""

from __future__ import annotations

from itertools import product
from random import Random

import numpy as np
import pytest

from engine.edits.adding import Recipe, added
from engine.edits.candidates import free_ports, joined, refusal, refusals_from, refusals_into
from engine.edits.connecting import connected
from engine.errors import NetworkError
from engine.network import Network, network
from engine.nodes import Edge, Input, Layer, Loss, Operation, Parameter, Port, Target, Weight
from engine.parameters import Parameters
from engine.project import Project
from engine.wording import worded
from tests.engine.networks import skip_connection, unit, weighted

NETWORKS, STEPS, PAIRS = 40, 16, 120

PORTS: dict[type, tuple[Port | None, ...]] = {
    Layer: (None,),
    Operation: tuple(range(20)),
    Loss: ("prediction", "target"),
}

ONES = np.ones(12)

RECIPES = (
    Recipe("input", shape=(2,)),
    Recipe("input"),
    Recipe("target", shape=(2,)),
    Recipe("target"),
    Recipe("constant", shape=(3,)),
    Recipe("parameter", shape=(2, 3)),
    Recipe("parameter", shape=(2,)),
    Recipe("layer", "relu", (3,)),
    Recipe("layer", "tanh"),
    Recipe("loss", "squared"),
    *(Recipe("operation", name) for name in ("add", "subtract", "matmul", "sum", "exp")),
)


def grown(seed: int) -> Network:
    """A random network, grown by what the candidates allow."""
    random = Random(seed)  # noqa: S311 - nothing secret here
    project = skip_connection()
    for _ in range(STEPS):
        project, _ = added(project, random.choice(RECIPES))
        for _ in range(3):
            source, target = (random.choice(list(project.network.by_id)) for _ in range(2))
            if refusal(project.network, source, target) is None:
                project = connected(project, source, target)
    return project.network


def is_possible(before: Network, source: str, target: str, port: Port | None) -> bool:
    """What the checks say of the network with that arrow."""
    node = before.by_id[target]
    weight = Weight("new", (node.size, 1)) if isinstance(node, Layer) else None
    try:
        joined(before, Edge(source, target, weight, port))
    except NetworkError:
        return False
    return True


@pytest.mark.parametrize("seed", range(NETWORKS))
def test_a_candidate_is_refused_exactly_where_the_network_would_be_none(seed: int) -> None:
    before = grown(seed)
    pairs = list(product(before.by_id, repeat=2))
    for source, target in Random(seed).sample(pairs, PAIRS):  # noqa: S311
        kind = type(before.by_id[target])
        ports = {each for each in PORTS.get(kind, ()) if is_possible(before, source, target, each)}
        free = free_ports(before, source, target)
        assert ports <= set(free)
        assert (refusal(before, source, target) is None) == bool(ports), (source, target, ports)
        for port in free:
            assert (refusal(before, source, target, port) is None) == (port in ports)


@pytest.mark.parametrize("seed", range(NETWORKS))
def test_all_candidates_at_once_are_refused_as_each_alone(seed: int) -> None:
    before = grown(seed)
    for node in Random(seed).sample(list(before.by_id), 6):  # noqa: S311
        for many, pair in (
            (refusals_from(before, node), lambda other, node=node: (node, other)),
            (refusals_into(before, node), lambda other, node=node: (other, node)),
        ):
            for other in before.by_id:
                alone = refusal(before, *pair(other))
                assert (other in many) == (alone is not None)
                if alone is not None and alone.code != "cycle":
                    assert str(many[other]) == str(alone)


def said(project: Project, source: str, target: str, port: Port | None = None) -> str:
    error = refusal(project.network, source, target, port)
    return worded(error.code, error.arguments) if error is not None else ""


def test_reasons_in_plain_words() -> None:
    project = skip_connection()
    assert said(project, "2", "x") == 'nothing can lead into "x": its numbers are given (input)'
    assert said(project, "x", "0") == '"x" and "0" are connected already'
    cycle = "{} is a cycle; a network must not feed back into itself"
    assert said(project, "0", "0") == cycle.format("0 → 0")
    assert said(project, "1", "0") == cycle.format("0 → 1 → 0")
    assert said(project, "2", "0") == cycle.format("0 → 2 → 0")
    assert said(project, "1", "L") == '"L" has its prediction already'
    assert said(project, "1", "L", "target") == (
        'the target of "L" must be a target or a constant, "1" is neither'
    )


def test_a_long_cycle_is_told_by_its_beginning() -> None:
    layers = tuple(unit(str(each)) for each in range(12))
    edges = tuple(weighted(str(each), str(each + 1), f"w{each}") for each in range(11))
    long = network(layers, edges)
    told = "0 → 1 → 2 → 3 → … → 11 → 0"
    assert refusal(long, "11", "0").arguments["nodes"] == told
    assert refusals_from(long, "11")["0"].arguments["nodes"] == told
    told = "0 → … → 8 → 9 → 10 → 11 → 0"
    assert refusals_into(long, "0")["11"].arguments["nodes"] == told


def test_sizes_that_do_not_fit_are_explained() -> None:
    nodes = (
        Input("x", 3),
        Input("v", 2),
        Parameter("W", "W", (4, 3)),
        Operation("s", "add"),
        Operation("m", "matmul"),
        Operation("e", "exp"),
        Loss("L", "squared"),
        Target("y", 2),
    )
    edges = (
        Edge("x", "s", port=0),
        Edge("W", "m", port=0),
        Edge("e", "L", port="prediction"),
        Edge("y", "L", port="target"),
    )
    project = Project(network(nodes, edges), Parameters(network(nodes, edges).layout, ONES))
    assert said(project, "v", "s") == 'operands of "s" must have 3 numbers or 1, found 2'
    assert said(project, "v", "m") == "the matrix has 3 columns, the vector 2 numbers"
    assert said(project, "x", "e") == "the prediction has 3 numbers, the target 2"
    assert said(project, "W", "s") == 'the matrix "W" can only be the first operand of matmul'
    assert said(project, "x", "m") == ""
    assert said(project, "x", "m", 0) == 'operand 1 of "m" is connected already'
    assert said(project, "v", "e") == ""


def test_a_thousand_nodes_are_asked_at_once() -> None:
    """Each is looked at alone: nothing builds a network for every one of them."""
    count = 1_000
    layers = tuple(unit(str(each)) for each in range(count))
    edges = tuple(weighted(str(each), str(each + 1), f"w{each}") for each in range(count - 1))
    chain = network((Input("x", 1), *layers), edges)
    assert len(refusals_from(chain, str(count // 2))) == count // 2 + 3
    assert not refusals_from(chain, "x").keys() - {"x"}
