from __future__ import annotations

import pytest

from engine.importing.labels import Label, are_letters, directions, is_corner, label, stages_in


def meaning(text: str) -> tuple[object, ...] | None:
    found = label(text)
    return None if found is None else (found.kind, found.layer, found.unit)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Input Node 1", ("input", None, 1)),
        ("input 12", ("input", None, 12)),
        ("Eingabeneuron 2", ("input", None, 2)),
        ("x₁", ("input", None, 1)),
        ("$x_{2}$", ("input", None, 2)),
        ("in3", ("input", None, 3)),
        ("x", ("input", None, None)),
        ("Hidden Node 1", ("hidden", None, 1)),
        ("hidden layer, node 2", ("hidden", None, 2)),
        ("Hidden 2 Node 1", ("hidden", 2, 1)),
        ("Hidden layer 2, unit 3", ("hidden", 2, 3)),
        ("2nd hidden layer node 3", ("hidden", 2, 3)),
        ("verborgener Knoten 1", ("hidden", None, 1)),
        ("**h1**", ("hidden", None, 1)),
        ("h2_1", ("hidden", 2, 1)),
        ("h(2,1)", ("hidden", 2, 1)),
        ("Node 1 (Hidden)", ("hidden", None, 1)),
        ("Output", ("output", None, None)),
        ("y1", ("output", None, 1)),
        ("Ausgabeschicht, Knoten 2", ("output", None, 2)),
        ("Layer 1 Node 2", ("layer", 1, 2)),
        ("Unit 2 of layer 1", ("layer", 1, 2)),
        ("L1N2", ("layer", 1, 2)),
        ("Node 0", ("", None, 0)),
        ("To Node 1", ("", None, 1)),
        ("２", ("", None, 2)),
        ("Bias", ("bias", None, None)),
        ("b1", ("bias", None, 1)),
        ("+1", ("bias", None, None)),
        ("A", ("named", None, None)),
        ("B", ("named", None, None)),
        ("Sensor 1", ("named", None, None)),
        ("h1 (sigmoid)", ("hidden", None, 1)),
        ("w2", ("", None, 2)),
        ("Weight 2", ("", None, 2)),
    ],
)
def test_what_a_label_names(text: str, expected: tuple[object, ...]) -> None:
    assert meaning(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", " ", "-", "0.1", "0,5", "-1", "1e-3", "1/2", "½", "12 34", "Hidden Node", "Node 1 Node 2",
     "Hidden 1 Hidden 2", "x = 1", "Input Node 1 2", "a" * 61],
)  # fmt: skip
def test_what_is_no_label(text: str) -> None:
    assert label(text) is None


def test_a_bias_may_belong_to_a_layer() -> None:
    found = label("Hidden Bias")
    assert isinstance(found, Label)
    assert (found.kind, found.of, found.stage) == ("bias", "hidden", (1, 1))


def test_layers_have_an_order() -> None:
    names = ["Input 1", "Hidden 1", "Hidden 1 Node 2", "Hidden 2 Node 1", "Output"]
    stages = [label(name).stage for name in names]
    assert stages == sorted(stages)
    assert stages[1] == stages[2]
    assert label("Layer 0 Node 1").stage < label("Layer 1 Node 1").stage
    assert label("Node 1").stage is None


@pytest.mark.parametrize("text", ["From \\ To", "from/to", "To", "", "Layer", "Node", "→", "Von"])
def test_corners(text: str) -> None:
    assert is_corner(text)


@pytest.mark.parametrize("text", ["The", "h1", "Input", "2", "Total"])
def test_no_corners(text: str) -> None:
    assert not is_corner(text)


def test_words_around_labels() -> None:
    assert directions("From ↓ / To →") == ("from", "to")
    assert directions("Nach \\ Von") == ("to", "from")
    assert stages_in("Weights from the input layer to hidden layer 2") == ((0, 0), (1, 2))
    assert stages_in("The bias for the hidden layer is 0.5") == ((1, 1),)
    assert are_letters(["A", "B", "C"])
    assert not are_letters(["x", "h", "y", "b"])
