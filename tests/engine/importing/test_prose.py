from __future__ import annotations

import pytest

from engine.importing.prose import said_in

INPUT, HIDDEN, OUTPUT = (0, 0), (1, 1), (2, 0)


@pytest.mark.parametrize(
    ("text", "activations", "biases"),
    [
        ("The hidden layer uses ReLU and the output layer is linear.",
         {HIDDEN: "relu", OUTPUT: "identity"}, {}),
        ("Hidden layer: sigmoid, bias 0.5. Output layer: softmax, bias -1/2.",
         {HIDDEN: "sigmoid", OUTPUT: "softmax"}, {HIDDEN: 0.5, OUTPUT: -0.5}),
        ("The bias for the hidden layer is 0.5, and for the output layer is 0.1.",
         {}, {HIDDEN: 0.5, OUTPUT: 0.1}),
        ("Hidden layer 2 has tanh; hidden layer 1 a leaky ReLU",
         {(1, 2): "tanh", HIDDEN: "leaky_relu"}, {}),
        ("Die verborgene Schicht hat die Sigmoidfunktion und den Bias 0,5.",
         {HIDDEN: "sigmoid"}, {HIDDEN: 0.5}),
        ("A network with 3 layers (input, hidden, output). The hidden layer has 2 nodes.", {}, {}),
        ("ReLU: max(0, x). Linear: w x + b.", {}, {}),
        ("", {}, {}),
    ],
)  # fmt: skip
def test_what_is_said_of_layers(
    text: str, activations: dict[tuple[int, int], str], biases: dict[tuple[int, int], float]
) -> None:
    said = said_in(text)
    assert said.activations == activations
    assert said.biases == biases


@pytest.mark.parametrize(
    ("text", "inputs"),
    [
        ("The input vector is $x = [1, 2]^T$.", (1, 2)),
        ("x = (0,5; -1)", (0.5, -1)),
        ("x1 = 1, x2 = -2", (1, -2)),
        ("x = [a, b]", ()),
        ("max = [1, 2]", ()),
    ],
)
def test_what_is_said_of_the_input(text: str, inputs: tuple[float, ...]) -> None:
    assert said_in(text).inputs == inputs
