"""How numbers change by steps, and what they are called."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.network import network
from engine.nodes import Operation
from engine.project import Project
from engine.quantity import Quantity, parameter, preactivation, value
from gui.canvas.numbers import current, step, stepped
from gui.canvas.placing.words import caption, loss_formula, tooltip
from gui.fonts import italic
from gui.reading import Reading, State
from gui.words import quantity_name


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, 0.01),
        (0.5, 0.01),
        (-0.12, 0.01),
        (1, 0.01),
        (-9.9, 0.01),
        (25, 0.1),
        (1234, 10),
        (0.05, 0.001),
        (0.004, 0.0001),
    ],
)
def test_a_step_follows_the_decade(number: float, expected: float) -> None:
    assert float(step(number)) == expected


@pytest.mark.parametrize(
    ("start", "steps", "expected"),
    [
        (0.5, 1, 0.51),
        (0.5, -50, 0.0),
        (0.1, 20, 0.3),  # and not 0.30000000000000004
        (1 / 3, 0, 1 / 3),
        (1 / 3, 1, 0.34),
        (1 / 3, -1, 0.33),
        (-1 / 3, 1, -0.33),
        (-1 / 3, -1, -0.34),
        (1e16, 1, 1.01e16),
    ],
)
def test_steps_land_on_round_decimals(start: float, steps: int, expected: float) -> None:
    assert stepped(start, steps, step(start)) == expected


def test_every_settable_number_is_read_where_it_is_set(lesson: Callable[[str], Project]) -> None:
    project = lesson("xor")
    for quantity in (
        parameter("W1").element(2, 1),
        parameter("b1").element(2),
        parameter("b2"),
        value("x").element(2),
        value("y"),
    ):
        assert current(project.with_number(quantity, 7.25, 3), quantity, 3) == 7.25
        assert current(project, quantity, 3) != 7.25


def test_names_are_printed_as_in_a_book(lesson: Callable[[str], Project]) -> None:
    network = lesson("xor").network
    loss = value("L")
    assert quantity_name(network, parameter("W1").element(1, 2)) == "W1₁₂"
    assert quantity_name(network, parameter("b1").element(2)) == "b1₂"
    assert quantity_name(network, value("x").element(1)) == "x₁"
    assert quantity_name(network, loss.derivative(parameter("b2"))) == "∂L/∂b₂"
    assert quantity_name(network, loss.derivative(preactivation("2"))) == "∂L/∂z₂"
    assert quantity_name(network, parameter("W1").element(1, 12)) == "W1[1, 12]"


def test_letters_of_names_are_slanted() -> None:
    assert italic("w₀ = h1") == "𝑤₀ = ℎ1"
    assert italic("∂L/∂ŷ") == "∂𝐿/∂𝑦\u0302"
    assert italic("η") == "𝜂"


@pytest.mark.parametrize(
    ("lesson_name", "formula"),
    [
        ("three-units", "|y − ŷ|"),
        ("xor", "½ (y − ŷ)²"),
        ("softmax-cross-entropy", "−Σ a·log(p)"),
        ("softmax-binary-cross-entropy", "−Σ [a·log(p) + (1 − a)·log(1 − p)]"),
    ],
)
def test_a_loss_shows_what_it_computes(
    lesson: Callable[[str], Project], lesson_name: str, formula: str
) -> None:
    network = lesson(lesson_name).network
    loss = network.by_id["L"]
    assert loss_formula(network, loss) == formula  # type: ignore[arg-type]
    assert formula in caption(network, loss)


def test_captions_say_which_unit_and_which_function(lesson: Callable[[str], Project]) -> None:
    network = lesson("three-units").network
    assert caption(network, network.by_id["0"]) == "unit 0 · ReLU"
    assert caption(network, network.by_id["2"]) == "unit 2 · linear"
    assert caption(network, network.by_id["x"]) == "input"
    table = lesson("weight-table").network
    assert caption(table, table.by_id["1"]) == "layer 1 · sigmoid"


def test_an_operation_that_lacks_an_operand_does_not_say_its_sign_twice() -> None:
    alone = network((Operation("u1", "add"),), ())
    assert caption(alone, alone.by_id["u1"]) == ""


def test_a_tooltip_says_whose_number_it_is(lesson: Callable[[str], Project]) -> None:
    found = lesson("three-units").network
    reading = Reading("2", State.SHOWN, "2")

    def second(quantity: Quantity) -> str:
        return tooltip(found, quantity, reading, settable=False).splitlines()[1]

    assert second(value("0")) == "Unit 0: activation"
    assert second(preactivation("0")) == "Unit 0: pre-activation"
    assert second(value("x")) == "Input x: value"
    assert second(parameter("b0")) == "Parameter b0"
