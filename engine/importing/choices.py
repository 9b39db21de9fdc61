"""What a table of weights leaves open: activations, biases, inputs, a loss; chosen or assumed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from engine.functions.activations import ACTIVATIONS
from engine.importing.labels import OUTPUT
from engine.importing.loose import listed
from engine.importing.notes import Note, note
from engine.importing.prose import said_in
from engine.importing.table_names import names_of
from engine.importing.weight_table import WeightTable
from engine.numerals import full

HIDDEN_ACTIVATION, OUTPUT_ACTIVATION = "sigmoid", "identity"
INPUT: Final = 1.0
"""What is taken where nothing is said."""


@dataclass(frozen=True, slots=True)
class LayerChoice:
    """Of one layer; `bias` holds no number for none, one for all its units, or one for each."""

    activation: str
    bias: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """What a table leaves open: its layers and inputs by their groups; a loss only if wanted."""

    layers: Mapping[int, LayerChoice]
    inputs: Mapping[int, tuple[float, ...]]
    loss: str | None = None
    target: tuple[float, ...] = ()


def defaults(table: WeightTable) -> Choices:
    """As the table and the text around it say, or else the usual."""
    return _Defaults(table).choices()


def assumptions(table: WeightTable, choices: Choices) -> Iterator[Note]:
    """What nobody said, of these choices: neither the text nor, by choosing otherwise, a person."""
    usual = _Defaults(table)
    ids = names_of(table).ids
    for index, choice in choices.layers.items():
        said = usual.layer(index)
        if choice.activation == said.activation and index not in usual.activations:
            name = ACTIVATIONS[choice.activation].label
            yield note("activation_assumed", layer=ids[index], activation=name)
        if not choice.bias and index not in usual.biases:
            yield note("no_bias_assumed", layer=ids[index])
    for index, numbers in choices.inputs.items():
        if numbers == usual.numbers(index) and not usual.inputs:
            shown = listed(full(number) for number in numbers)
            yield note("inputs_assumed", input=ids[index], numbers=shown)


class _Defaults:
    """What is said of each group."""

    def __init__(self, table: WeightTable) -> None:
        said = said_in(table.text)
        self._table = table
        stages = {index: group.stage for index, group in enumerate(table.groups)}
        self.activations = {
            index: said.activations[stage]
            for index, stage in stages.items()
            if stage in said.activations
        }
        self.biases: dict[int, tuple[float, ...]] = {
            index: (said.biases[stage],) for index, stage in stages.items() if stage in said.biases
        }
        self.biases |= table.biases
        count = sum(len(table.groups[index].units) for index in table.inputs)
        self.inputs = said.inputs if len(said.inputs) == count else ()

    def choices(self) -> Choices:
        inputs = self._table.inputs
        layers = [index for index in range(len(self._table.groups)) if index not in inputs]
        return Choices(
            {index: self.layer(index) for index in layers},
            {index: self.numbers(index) for index in inputs},
        )

    def layer(self, index: int) -> LayerChoice:
        last = self._table.groups[index].stage[0] == OUTPUT
        usual = OUTPUT_ACTIVATION if last else HIDDEN_ACTIVATION
        return LayerChoice(self.activations.get(index, usual), self.biases.get(index, ()))

    def numbers(self, index: int) -> tuple[float, ...]:
        """Of one input: of all that are given, those at its place."""
        sizes = [len(self._table.groups[each].units) for each in self._table.inputs]
        start = sum(sizes[: self._table.inputs.index(index)])
        size = len(self._table.groups[index].units)
        return self.inputs[start : start + size] if self.inputs else (INPUT,) * size
