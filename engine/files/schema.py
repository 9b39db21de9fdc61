"""The project file, version 1, as typed records: what `FORMAT` promises and nothing else."""

from __future__ import annotations

from dataclasses import fields
from typing import Annotated, Final

from msgspec import UNSET, Meta, Raw, Struct, UnsetType, defstruct

from engine.project import Training

FORMAT: Final = "chainrule"
VERSION: Final = 1

LARGEST_FILE: Final = 32 * 2**20
"""Bytes."""

DEEPEST_NESTING: Final = 32

MOST: Final = {"commas": 3_000_000, "containers": 500_000, "texts": 1_200_000}
"""In a whole file: what is read must fit into memory, however small a hostile file is."""

MOST_IN_OPEN_OBJECT: Final = {"commas": 100_000, "containers": 100_000}
"""In `lesson` or in `view`, whose contents nothing else bounds."""

Size = Annotated[int, Meta(ge=1, le=100_000)]
Operand = Annotated[int, Meta(ge=0, le=100_000)]
Coordinate = Annotated[float, Meta(ge=-1e6, le=1e6)]
Label = Annotated[str, Meta(max_length=200)]
Numbers = Annotated[list[float], Meta(min_length=1, max_length=100_000)]
Matrix = Annotated[list[Numbers], Meta(min_length=1, max_length=100_000)]
NumbersOrMatrix = Annotated[list[float | Numbers], Meta(min_length=1, max_length=100_000)]


class Strict(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A record without unknown keys; keys at their default are not written."""


class Weight(Strict):
    """W of a connection: one row per unit of the target."""

    name: str
    value: Matrix
    trainable: bool = True


class Bias(Strict):
    """b of a layer: one number per unit, or one that all units share."""

    name: str
    value: Numbers
    trainable: bool = True


class Node(Strict, tag_field="kind", kw_only=True):
    """What every kind of node has."""

    id: str
    position: tuple[Coordinate, Coordinate] | UnsetType = UNSET
    label: Label = ""


class Input(Node, tag="input", kw_only=True):
    """Numbers of the sample."""

    size: Size


class Target(Node, tag="target", kw_only=True):
    """Numbers of the sample that a loss compares with."""

    size: Size


class Constant(Node, tag="constant", kw_only=True):
    """Fixed numbers."""

    value: Numbers


class Parameter(Node, tag="parameter", kw_only=True):
    """Numbers that training may change: a vector or a matrix."""

    name: str
    value: NumbersOrMatrix
    trainable: bool = True


class Layer(Node, tag="layer", kw_only=True):
    """z = Σ W·h(source) + b, h = g(z)."""

    size: Size
    activation: str
    bias: Bias | UnsetType = UNSET


class Operation(Node, tag="operation", kw_only=True):
    """A function of its operands."""

    operation: str


class Loss(Node, tag="loss", kw_only=True):
    """One number from a prediction and a target."""

    loss: str


AnyNode = Input | Target | Constant | Parameter | Layer | Operation | Loss

KINDS: Final[dict[str, type[Node]]] = {
    str(node.__struct_config__.tag): node
    for node in (Input, Target, Constant, Parameter, Layer, Operation, Loss)
}


class Edge(Strict, rename={"source": "from", "target": "to"}):
    """An arrow between two nodes."""

    source: str
    target: str
    weight: Weight | UnsetType = UNSET
    port: Operand | str | UnsetType = UNSET


TRAINING: Final = defstruct(
    "TRAINING",
    [(field.name, type(field.default), field.default) for field in fields(Training)],
    bases=(Strict,),
)
"""The training settings: keys, types and defaults are those of `Training`."""

Row = dict[str, list[float]]
"""One sample: the numbers of every input and target."""


class Document(Strict):
    """A whole project file; settings and open objects are read on their own."""

    format: str
    version: int
    nodes: Annotated[list[AnyNode], Meta(max_length=20_000)]
    edges: Annotated[list[Edge], Meta(max_length=100_000)]
    title: Annotated[str, Meta(max_length=200)] = ""
    notes: Annotated[str, Meta(max_length=20_000)] = ""
    samples: list[Row] = []
    objective: str | UnsetType = UNSET
    training: Raw | UnsetType = UNSET
    lesson: Raw | UnsetType = UNSET
    view: Raw | UnsetType = UNSET
