"""The table says what a good sheet says, in matrices and in elements."""

from __future__ import annotations

import pytest

from engine.derivation.definition import Rule
from engine.derivation.expansion import expanded
from engine.derivation.table import Level, derive
from engine.errors import NetworkError
from engine.formula.printer import text
from engine.network import Network
from engine.quantity import Quantity, parameter, preactivation, value
from tests.engine.lesson_files import lesson
from tests.engine.networks import skip_connection
from tests.engine.wide import digits


def lines(network: Network, level: Level = Level.LAYER) -> list[str]:
    table = derive(network, level)
    return [f"{text(table.scope.ref(key))} = {text(table[key].expression)}" for key in table]


def by(network: Network, quantity: Quantity) -> Quantity:
    assert network.objective is not None
    return value(network.objective).derivative(quantity)


SKIP_CONNECTION = """
z₀ = w₀·x
h₀ = relu(z₀)
z₁ = w₁·h₀
h₁ = relu(z₁)
z₂ = w₂·h₁ + w₃·h₀
h₂ = z₂
L = |y − h₂|
∂L/∂L = 1
∂L/∂h₂ = sign(h₂ − y)
∂L/∂z₂ = ∂L/∂h₂
∂L/∂w₂ = ∂L/∂z₂·h₁
∂L/∂w₃ = ∂L/∂z₂·h₀
∂L/∂h₁ = ∂L/∂z₂·w₂
∂L/∂z₁ = ∂L/∂h₁·relu′(z₁)
∂L/∂w₁ = ∂L/∂z₁·h₀
∂L/∂h₀ = ∂L/∂z₂·w₃ + ∂L/∂z₁·w₁
∂L/∂z₀ = ∂L/∂h₀·relu′(z₀)
∂L/∂w₀ = ∂L/∂z₀·x
∂L/∂x = ∂L/∂z₀·w₀
"""


@pytest.mark.parametrize("level", Level)
def test_the_skip_connection_reads_as_on_the_sheet(level: Level) -> None:
    assert lines(skip_connection().network, level) == SKIP_CONNECTION.split("\n")[1:-1]


def test_a_layer_is_written_with_matrices() -> None:
    assert lines(lesson("xor").network)[7:] == [
        "∂L/∂z₂ = ∂L/∂h₂·tanh′(z₂)",
        "∂L/∂W₂ = ∂L/∂z₂·h₁ᵀ",
        "∂L/∂b₂ = ∂L/∂z₂",
        "∂L/∂h₁ = W₂ᵀ·∂L/∂z₂",
        "∂L/∂z₁ = ∂L/∂h₁ ⊙ tanh′(z₁)",
        "∂L/∂W₁ = ∂L/∂z₁·xᵀ",
        "∂L/∂b₁ = ∂L/∂z₁",
        "∂L/∂x = W₁ᵀ·∂L/∂z₁",
    ]


def test_an_element_is_written_with_numbers() -> None:
    found = lines(lesson("xor").network, Level.ELEMENT)
    assert "z₁_2 = W₁_{2,1}·x₁ + W₁_{2,2}·x₂ + b₁_2" in found
    assert "∂L/∂h₁_2 = ∂L/∂z₂·W₂_{1,2}" in found
    assert "∂L/∂x₁ = ∂L/∂z₁_1·W₁_{1,1} + ∂L/∂z₁_2·W₁_{2,1}" in found


def test_the_jacobian_of_softmax_is_written_out() -> None:
    found = lines(lesson("softmax").network, Level.ELEMENT)
    row = "∂L/∂p₁·p₁·(1 − p₁) − ∂L/∂p₂·p₁·p₂ − ∂L/∂p₃·p₁·p₃"
    assert f"∂L/∂s₁ = {row}" in found


def test_a_loss_on_scores_goes_through_its_probabilities() -> None:
    network = lesson("softmax-binary-cross-entropy").network
    assert "∂L/∂p = −a/p + (1 − a)/(1 − p)" in lines(network)
    assert "∂L/∂h_s = p ⊙ (∂L/∂p − sum(∂L/∂p ⊙ p))" in lines(network)


def test_each_term_names_its_connection_and_the_gradient_it_starts_from() -> None:
    network = skip_connection().network
    definition = derive(network)[by(network, value("0"))]
    assert definition.rule is Rule.SUM_OVER_PATHS
    assert [(term.via, term.upstream) for term in definition.terms] == [
        (("0", "2", None), by(network, preactivation("2"))),
        (("0", "1", None), by(network, preactivation("1"))),
    ]


def test_in_full_a_gradient_reads_from_the_loss_down() -> None:
    network = skip_connection().network
    full = expanded(derive(network), by(network, parameter("w0")))
    assert text(full) == "L′·(w₂·g₁′(z₁)·w₁ + w₃)·g₀′(z₀)·x"


def test_what_is_given_has_no_definition() -> None:
    network = skip_connection().network
    for quantity in (value("x"), parameter("w0"), by(network, value("y"))):
        with pytest.raises(KeyError):
            derive(network)[quantity]


def test_an_incomplete_network_has_no_table() -> None:
    network = skip_connection().network
    with pytest.raises(NetworkError):
        derive(network.without_edge(network.edge("x", "0")))


def test_a_wide_network_is_derived_where_it_is_looked_at() -> None:
    """One of more than 100,000 gradients, without the others."""
    network = digits().network
    table = derive(network, Level.ELEMENT)
    assert len(table) > 100_000
    quantity = by(network, parameter("W1").element(3, 700))
    assert text(table[quantity].expression) == "∂L/∂z₁_3·x₇₀₀"
