"""The palette: everything that can be put on the board, with a sign, a word, and other names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from engine.functions.activations import ACTIVATIONS
from engine.functions.losses import LOSSES
from engine.functions.operations import OPERATIONS
from engine.nodes import Constant, Input, Layer, Loss, Operation, Parameter, Target
from gui.translation import QT_TRANSLATE_NOOP, translated

CONTEXT = "palette"


@dataclass(frozen=True, slots=True)
class Entry:
    """A kind of node and its function; found by its word, its sign and its other `names`."""

    kind: str
    function: str
    sign: str
    word: str
    names: tuple[str, ...]


_LEAVES: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    (Input.kind, "x", QT_TRANSLATE_NOOP("palette", "Input"), ("x", "data", "feature")),
    (Target.kind, "y", QT_TRANSLATE_NOOP("palette", "Target"), ("y", "label", "goal")),
    (Parameter.kind, "w", QT_TRANSLATE_NOOP("palette", "Parameter"), ("w", "weight", "theta")),
    (Constant.kind, "c", QT_TRANSLATE_NOOP("palette", "Constant"), ("c", "number")),
)
"""Kind, sign, word and other names of what nothing leads into."""

_FIRST_UNITS = ("relu", "identity", "tanh", "sigmoid", "softmax")
_FIRST_OPERATIONS = ("add", "multiply", "subtract", "divide")
_FIRST_LOSSES = ("half_squared", "squared", "l1", "softmax_cross_entropy")
"""What one looks for most often stands first."""

_ALSO: Mapping[str, tuple[str, ...]] = {
    "identity": ("identity",),
    "sigmoid": ("σ", "logistic"),
    "relu": ("rectifier",),
    "add": ("+", "plus"),
    "multiply": ("*", "·", "times", "product"),
    "subtract": ("-", "minus", "difference"),
    "divide": ("/", ":", "quotient"),
    "power": ("^", "**"),
    "matmul": ("@", "matmul", "Wx"),
    "negate": ("-", "minus"),
    "reciprocal": ("inverse",),
    "square": ("^2", "²"),
    "sqrt": ("root",),
    "log": ("ln",),
    "abs": ("||",),
    "sum": ("total",),
    "mean": ("average",),
    "l1": ("l1", "|y-ŷ|", "|y−ŷ|"),
    "mae": ("mae",),
    "half_squared": ("½",),
    "squared": ("sse", "l2"),
    "mse": ("mse",),
    "binary_cross_entropy": ("bce", "log"),
    "cross_entropy": ("ce", "log"),
}
"""Other names of functions: spellings of their signs, abbreviations."""


def palette() -> Iterator[Entry]:
    """All entries, the most wanted first."""
    for kind, sign, word, names in _LEAVES[:2]:
        yield Entry(kind, "", sign, translated(CONTEXT, word), names)
    unit = QCoreApplication.translate("palette", "{0} unit")
    for name in _ordered(ACTIVATIONS, _FIRST_UNITS):
        label = ACTIVATIONS[name].label
        also = ("unit", "layer", "neuron", label, *_names(name))
        yield Entry(Layer.kind, name, "○", _capital(unit.format(label)), also)
    for name in _ordered(LOSSES, _FIRST_LOSSES):
        word = _capital(LOSSES[name].label)
        yield Entry(Loss.kind, name, "L", word, ("loss", "L", *_names(name)))
    for name in _ordered(OPERATIONS, _FIRST_OPERATIONS):
        operation = OPERATIONS[name]
        sign = "g(x)" if name in ACTIVATIONS else operation.sign  # a unit has weights besides
        also = (operation.label, operation.sign, *_names(name))
        yield Entry(Operation.kind, name, sign, _capital(operation.label), also)
    for kind, sign, word, names in _LEAVES[2:]:
        yield Entry(kind, "", sign, translated(CONTEXT, word), names)


def _ordered(table: Mapping[str, object], first: tuple[str, ...]) -> tuple[str, ...]:
    return (*first, *(name for name in table if name not in first))


def _names(function: str) -> tuple[str, ...]:
    return (function, function.replace("_", " "), *_ALSO.get(function, ()))


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
