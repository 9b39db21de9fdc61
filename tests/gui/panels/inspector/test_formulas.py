from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.functions.activations import ACTIVATIONS
from engine.functions.losses import LOSSES
from engine.functions.operations import OPERATIONS
from engine.network import Network, network
from engine.nodes import Edge, Input, Layer, Loss, Operation, Parameter, Target, Weight
from engine.project import Project
from gui.formulas.pieces import written
from gui.functions import choices, chosen
from gui.panels.inspector.formulas import formulas


def shown(net: Network, node: str) -> list[str]:
    """The formulas as they are copied."""
    return [written(formula) for formula in formulas(net, net.by_id[node])]


def unit(activation: str) -> Network:
    edge = Edge("x", "0", Weight("w0", (1, 1)))
    return network((Input("x", 1), Layer("0", 1, activation)), (edge,))


def operated(name: str, operands: int) -> Network:
    sources = tuple(Input(letter, 2) for letter in ("x", "y", "v")[:operands])
    nodes = (*sources, Operation("q", name))
    edges = tuple(Edge(each.id, "q", None, port) for port, each in enumerate(sources))
    return network(nodes, edges)


def test_a_unit_is_written_in_its_own_names() -> None:
    assert shown(unit("relu"), "0") == ["h₀ = max(0, z₀)", "∂h₀/∂z₀ = step(z₀)"]
    assert shown(unit("tanh"), "0")[1] == "∂h₀/∂z₀ = 1 − h₀²"


def test_a_function_of_the_whole_vector_tells_how_the_gradient_passes() -> None:
    assert shown(unit("softmax"), "0")[1] == "∂L/∂z₀ = h₀·(∂L/∂h₀ − sum(∂L/∂h₀·h₀))"


def test_an_operation_has_a_derivative_for_each_operand() -> None:
    assert shown(operated("multiply", 3), "q") == [
        "q = x·y·v",
        "∂q/∂x = y·v",
        "∂q/∂y = x·v",
        "∂q/∂v = x·y",
    ]
    assert shown(operated("divide", 2), "q")[0] == "q = x/y"


def test_a_loss_is_written_with_its_prediction_and_target(
    lesson: Callable[[str], Project],
) -> None:
    assert shown(lesson("skip-connection").network, "L") == [
        "L = sum(|y − h₂|)",
        "∂L/∂h₂ = sign(h₂ − y)",
    ]


def test_a_loss_on_scores_says_what_its_probabilities_are() -> None:
    nodes = (Parameter("s", "s", (2,)), Target("a", 2), Loss("L", "softmax_cross_entropy"))
    edges = (Edge("s", "L", None, "prediction"), Edge("a", "L", None, "target"))
    assert shown(network(nodes, edges), "L")[-1] == "p = softmax(s)"


def test_an_incomplete_operation_has_a_formula_too() -> None:
    assert shown(network((Operation("q", "add"),), ()), "q")


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_every_activation_can_be_written(name: str) -> None:
    assert len(shown(unit(name), "0")) == 2


@pytest.mark.parametrize("name", sorted(set(OPERATIONS) - {"matmul"}))
def test_every_operation_can_be_written(name: str) -> None:
    least = OPERATIONS[name].arity[0]
    assert len(shown(operated(name, least), "q")) == 1 + least


@pytest.mark.parametrize("name", LOSSES)
def test_every_loss_can_be_written(name: str) -> None:
    assert len(formulas(network((Loss("L", name),), ()), Loss("L", name))) >= 2


def test_one_may_choose_what_takes_as_many_operands() -> None:
    two = operated("multiply", 2)
    names = {name for name, _ in choices(two, two.by_id["q"])}
    assert {"add", "subtract", "maximum"} <= names
    assert not names & {"exp", "negate", "softmax"}


def test_an_input_has_no_function() -> None:
    net = unit("relu")
    assert formulas(net, net.by_id["x"]) == ()
    assert list(choices(net, net.by_id["x"])) == []
    assert chosen(net.by_id["0"]) == "relu"
