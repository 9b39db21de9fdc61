"""A project from a table of weights and what was chosen beside it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.arrays import frozen
from engine.importing.choices import Choices
from engine.importing.table_names import Names, names_of
from engine.importing.weight_table import WeightTable
from engine.network import network
from engine.nodes import Bias, Edge, Input, Layer, Loss, Node, Target, Weight
from engine.parameters import Parameters
from engine.project import Project, Sample


def project_of(table: WeightTable, choices: Choices, title: str = "", notes: str = "") -> Project:
    """The network of a table with these choices."""
    names = names_of(table)
    structure = network(tuple(_nodes(table, choices, names)), tuple(_edges(table, choices, names)))
    numbers: dict[str, object] = {
        names.weights[key]: rows for key, rows in table.blocks.items()
    } | {names.biases[index]: choice.bias for index, choice in choices.layers.items()}
    vector = [np.ravel(np.array(numbers[slot.name])) for slot in structure.layout.slots]
    parameters = Parameters(structure.layout, frozen(np.concatenate(vector)))
    entries = [(names.ids[index], given) for index, given in choices.inputs.items()]
    if choices.loss is not None:
        entries.append((names.target, choices.target))
    return Project(structure, parameters, (Sample(tuple(entries)),), title=title, notes=notes)


def _nodes(table: WeightTable, choices: Choices, names: Names) -> Iterator[Node]:
    for index, group in enumerate(table.groups):
        key, size = names.ids[index], len(group.units)
        own = group.units[0] if table.single and group.units[0] != key else ""
        if index in choices.inputs:
            yield Input(key, size, own)
            continue
        choice = choices.layers[index]
        bias = Bias(names.biases[index], len(choice.bias)) if choice.bias else None
        yield Layer(key, size, choice.activation, bias, own)
    if choices.loss is not None:
        yield Target(names.target, len(table.groups[-1].units))
        yield Loss(names.loss, choices.loss)


def _edges(table: WeightTable, choices: Choices, names: Names) -> Iterator[Edge]:
    for (source, target), rows in table.blocks.items():
        weight = Weight(names.weights[source, target], (len(rows), len(rows[0])))
        yield Edge(names.ids[source], names.ids[target], weight)
    if choices.loss is not None:
        yield Edge(names.ids[-1], names.loss, port="prediction")
        yield Edge(names.target, names.loss, port="target")
