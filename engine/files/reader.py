"""Read a project file, or say in one sentence what is wrong with it and where."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from itertools import chain
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import UNSET, Raw, UnsetType

from engine.arrays import frozen
from engine.errors import FileError
from engine.files import schema
from engine.files.contents import contents
from engine.files.refusals import decoded
from engine.files.text import checked
from engine.network import Network, network
from engine.nodes import (
    Bias,
    Constant,
    Edge,
    Input,
    Layer,
    Loss,
    Node,
    Operation,
    Parameter,
    Target,
    Weight,
)
from engine.parameters import Parameters
from engine.project import Project, Sample, Training

_NODES: Final[dict[type[schema.Node], type[Node]]] = {
    schema.KINDS[node.kind]: node
    for node in (Input, Target, Constant, Parameter, Layer, Operation, Loss)
}


def read(path: Path) -> Project:
    """The project in the file at `path`; raises `FileError` or `NetworkError`."""
    return decode(contents(path, schema.LARGEST_FILE))


def decode(data: bytes) -> Project:
    """The project that a file's bytes hold; raises `FileError` or `NetworkError`."""
    with _without_collector():
        return _project(data)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Reading makes up to a million objects and no cycles: looking for some doubles the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _project(data: bytes) -> Project:
    document = decoded(checked(data), schema.Document)
    structure = network(
        tuple(_node(node, f"nodes[{index}]") for index, node in enumerate(document.nodes)),
        tuple(_edges(document)),
        None if document.objective is UNSET else document.objective,
    )
    return Project(
        network=structure,
        parameters=Parameters(structure.layout, frozen(list(_numbers(document)))),
        samples=tuple(_samples(document.samples, structure)),
        positions={each.id: each.position for each in document.nodes if each.position is not UNSET},
        training=_training(document.training),
        title=document.title,
        notes=document.notes,
        lesson=_open_object(document.lesson, "lesson"),
        view=_open_object(document.view, "view"),
    )


def _node(entry: schema.AnyNode, place: str) -> Node:
    """The node of a record: what both have under one name, and the shapes of its numbers."""
    own: dict[str, Any] = {}
    match entry:
        case schema.Constant(value=value):
            own["size"] = len(value)
        case schema.Parameter(value=value):
            own["shape"] = _shape(value, f"{place}.value")
        case schema.Layer(bias=schema.Bias(name, value, trainable)):
            own["bias"] = Bias(name, len(value), trainable)
        case schema.Layer():
            own["bias"] = None
    node = _NODES[type(entry)]
    same = {each.name: getattr(entry, each.name) for each in fields(node) if each.name not in own}
    return node(**same, **own)


def _shape(value: list[Any], place: str) -> tuple[int, ...]:
    """Of a list of numbers, or of equally long rows."""
    widths = [len(row) if isinstance(row, list) else 0 for row in value]
    for index, width in enumerate(widths):
        if width != widths[0]:
            raise FileError("ragged", f"{place}[{index}]")
    return (len(value), widths[0]) if widths[0] else (len(value),)


def _edges(document: schema.Document) -> Iterator[Edge]:
    """The edges, those into an operation with a port each."""
    operations = {node.id for node in document.nodes if isinstance(node, schema.Operation)}
    arrived: dict[str, int] = {}
    numbered: dict[str, bool] = {}
    for index, entry in enumerate(document.edges):
        port: Any = None if entry.port is UNSET else entry.port
        if entry.target in operations:
            if numbered.setdefault(entry.target, port is not None) != (port is not None):
                raise FileError("ports_mixed", f"edges[{index}].port", node=entry.target)
            count = arrived[entry.target] = arrived.get(entry.target, -1) + 1
            port = count if port is None else port
        weight = _weight(entry.weight, f"edges[{index}].weight.value")
        yield Edge(entry.source, entry.target, weight, port)


def _weight(entry: schema.Weight | UnsetType, place: str) -> Weight | None:
    if entry is UNSET:
        return None
    rows, columns = _shape(entry.value, place)
    return Weight(entry.name, (rows, columns), entry.trainable)


def _numbers(document: schema.Document) -> Iterator[float]:
    """All numbers of the network in the order of its layout: nodes first, then edges."""
    for node in document.nodes:
        match node:
            case schema.Layer(bias=schema.Bias(value=value)) | schema.Constant(value=value):
                yield from value
            case schema.Parameter(value=value):
                yield from chain.from_iterable(
                    each if isinstance(each, list) else (each,) for each in value
                )
    for edge in document.edges:
        if edge.weight is not UNSET:
            yield from chain.from_iterable(edge.weight.value)


def _samples(rows: list[schema.Row], network: Network) -> Iterator[Sample]:
    """One for every row, or the one empty sample of a network without inputs and targets."""
    sizes = {node.id: node.size for node in network.nodes if isinstance(node, Input | Target)}
    if sizes and not rows:
        raise FileError("no_samples", "samples")
    if not sizes and len(rows) > 1:
        raise FileError("samples_without_nodes", "samples[1]")
    for index, row in enumerate(rows or [{}]):
        place = f"samples[{index}]"
        for key, numbers in row.items():
            if key not in sizes:
                what, known = "input or target", tuple(sizes)
                raise FileError("unknown", f"{place}.{key}", what=what, name=key, known=known)
            if len(numbers) != sizes[key]:
                size, found = sizes[key], len(numbers)
                raise FileError("entry_size", f"{place}.{key}", size=size, found=found)
        if len(row) < len(sizes):
            missing = next(key for key in sizes if key not in row)
            raise FileError("entry_missing", place, name=missing)
        yield Sample(tuple((key, tuple(numbers)) for key, numbers in row.items()))


def _training(settings: Raw | UnsetType) -> Training:
    if settings is UNSET:
        return Training()
    record = decoded(settings, schema.TRAINING, "training")
    return Training(**msgspec.structs.asdict(record)).checked()


def _open_object(part: Raw | UnsetType, place: str) -> Mapping[str, Any] | None:
    """What `lesson` or `view` holds: any JSON in an object."""
    if part is UNSET:
        return None
    value = decoded(part, dict[str, Any], place)
    if any(abs(number) >= 2**63 for number in _integers(value)):
        raise FileError("integer_range", place)
    return value


def _integers(value: object) -> Iterator[int]:
    """Those that have no bound yet: a decoder takes any number of digits."""
    if isinstance(value, int):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _integers(each)
