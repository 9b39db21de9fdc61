"""What is typed finds what is meant."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from engine.edits.adding import Recipe
from engine.functions.activations import ACTIVATIONS
from engine.functions.losses import LOSSES
from engine.functions.operations import OPERATIONS
from gui.canvas.building.palette import palette
from gui.canvas.building.query import found, parse


def first(typed: str) -> Recipe | None:
    matches = found(palette(), parse(typed))
    return matches[0][1] if matches else None


@pytest.mark.parametrize(
    ("typed", "recipe"),
    [
        ("x", Recipe("input")),
        ("x input", Recipe("input")),
        ("input 3", Recipe("input", shape=(3,))),
        ("v input", Recipe("input", id="v")),
        ("y", Recipe("target")),
        ("relu", Recipe("layer", "relu")),
        ("ReLU", Recipe("layer", "relu")),
        ("3 tanh", Recipe("layer", "tanh", (3,))),
        ("tanh 3", Recipe("layer", "tanh", (3,))),
        ("lin", Recipe("layer", "identity")),
        ("out relu 2 bias", Recipe("layer", "relu", (2,), "out", has_bias=True)),
        ("σ", Recipe("layer", "sigmoid")),
        ("+", Recipe("operation", "add")),
        ("-", Recipe("operation", "subtract")),
        ("−", Recipe("operation", "subtract")),
        ("*", Recipe("operation", "multiply")),
        ("×", Recipe("operation", "multiply")),
        ("/", Recipe("operation", "divide")),
        ("1/x", Recipe("operation", "reciprocal")),
        ("max", Recipe("operation", "maximum")),
        ("sqrt", Recipe("operation", "sqrt")),
        ("loss", Recipe("loss", "half_squared")),
        ("L", Recipe("loss", "half_squared")),
        ("l1", Recipe("loss", "l1")),
        ("absolute error", Recipe("loss", "l1")),
        ("cross entropy", Recipe("loss", "cross_entropy")),
        ("mse", Recipe("loss", "mse")),
        ("const 0,5", Recipe("constant", number=0.5)),
        ("constant 2", Recipe("constant", number=2.0)),
        ("-1/2", Recipe("parameter", number=-0.5)),
        ("w", Recipe("parameter")),
        ("W parameter 2x3", Recipe("parameter", shape=(2, 3))),
        ("A parameter 2×3", Recipe("parameter", shape=(2, 3), id="A")),
        ("nonsense", None),
        ("3 loss", None),
        ("relu nonsense words", None),
    ],
)
def test_what_is_typed_finds_what_is_meant(qtbot: QtBot, typed: str, recipe: Recipe | None) -> None:
    assert first(typed) == recipe


def test_nothing_typed_lists_everything(qtbot: QtBot) -> None:
    listed = [(recipe.kind, recipe.function) for _, recipe in found(palette(), parse(""))]
    assert len(listed) == len(set(listed))
    assert set(listed) == {
        *((kind, "") for kind in ("input", "target", "parameter", "constant")),
        *(("layer", name) for name in ACTIVATIONS),
        *(("operation", name) for name in OPERATIONS),
        *(("loss", name) for name in LOSSES),
    }
    assert all(entry.sign and entry.word for entry in palette())


def test_every_entry_is_found_by_its_word_its_sign_and_the_name_in_files(qtbot: QtBot) -> None:
    for entry in palette():
        for typed in filter(None, (entry.word, entry.sign, entry.function)):
            matches = [each for each, _ in found(palette(), parse(typed))]
            assert entry in matches, typed
