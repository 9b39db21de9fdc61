"""Prose: what an exercise says around its table of weights, in English or German.

"The activation function for the hidden layer is the sigmoid function, and for the output layer is
the linear function. The bias for the hidden layer is 0.5. The input vector is x = [1, 2]."
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from engine.errors import FormulaError
from engine.files.delimited import number
from engine.importing.labels import Stage, stages_in

_ACTIVATIONS: Final[Mapping[str, str]] = {
    "leaky relu": "leaky_relu",
    "relu": "relu",
    "log softmax": "log_softmax",
    "softmax": "softmax",
    "sigmoid": "sigmoid",
    "logisti": "sigmoid",
    "tanh": "tanh",
    "hyperbolic tangent": "tanh",
    "linear": "identity",
    "identi": "identity",
    "softplus": "softplus",
    "gelu": "gelu",
    "silu": "silu",
    "swish": "silu",
    "elu": "elu",
}
"""Beginnings of what an activation is called; of several in a clause the first of this list."""

_SENTENCE: Final = re.compile(r"\n|[.;](?=\s|$)")
_CLAUSE: Final = re.compile(r",(?=\s)|\s(?:and|und)\s")
_BIAS: Final = re.compile(r"\bbias|\bschwell", re.IGNORECASE)
_NUMBER: Final = re.compile(r"[-−]?\d+(?:[.,/]\d+)?(?=\D*$)")
_VECTOR: Final = re.compile(r"\b[xX]\s*=\s*[\[({]([^\])}]*)[\])}]")
_ELEMENT: Final = re.compile(r"\bx_?\{?(\d+)\}?\s*=\s*([-−]?\d+(?:[.,/]\d+)?)")


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says of the layers, by their places, and of the inputs."""

    activations: dict[Stage, str] = field(default_factory=dict)
    biases: dict[Stage, float] = field(default_factory=dict)
    inputs: tuple[float, ...] = ()


def said_in(text: str) -> Said:
    """What can be read in a text; nothing where it speaks of something else."""
    said = Said(inputs=_inputs(text))
    for sentence in _SENTENCE.split(text):
        stage: Stage | None = None
        of_bias = False
        for clause in _CLAUSE.split(sentence):
            stages = stages_in(clause)
            if len(stages) > 1:
                break  # "a network with 3 layers (input, hidden, output)"
            stage = stages[0] if stages else stage
            of_bias = of_bias or _BIAS.search(clause) is not None
            if stage is not None:
                _note(said, stage, clause, of_bias=of_bias)
    return said


def _note(said: Said, stage: Stage, clause: str, *, of_bias: bool) -> None:
    low = clause.casefold()
    words = (word for word in _ACTIVATIONS if re.search(rf"\b{word}", low))
    activation = next(words, None)
    if activation is not None:
        said.activations.setdefault(stage, _ACTIVATIONS[activation])
    elif of_bias and (found := _NUMBER.search(clause)):
        values = _numbers([found[0]])
        if values:
            said.biases.setdefault(stage, values[0])


def _inputs(text: str) -> tuple[float, ...]:
    """Of "x = [1, 2]" or "x1 = 1, x2 = 2"."""
    vector = _VECTOR.search(text)
    if vector is not None:
        decimal = re.search("[;&]", vector[1])  # then a comma is a decimal one
        return _numbers(re.split(r"[;&\s]+" if decimal else r"[,\s]+", vector[1].strip()))
    elements = dict(_ELEMENT.findall(text))
    order = sorted(elements, key=int)
    return _numbers([elements[key] for key in order])


def _numbers(words: list[str]) -> tuple[float, ...]:
    try:
        return tuple(number(word) for word in words if word)
    except FormulaError:
        return ()
