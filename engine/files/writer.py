"""Write a project file: keys in the order of the format, every number to the bit."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
from msgspec import UNSET

from engine.errors import FileError
from engine.files import schema
from engine.files.atomic import replace_contents
from engine.files.reader import decode
from engine.files.text import without_escapes
from engine.layout import Owner
from engine.nodes import Bias, Constant, Edge, Layer, Node, Parameter
from engine.project import Project

_ROWS: Final = re.compile(rb'"[^"]*+"|\[[\[\]\s\d.,eE+-]*\]')
"""In a text without escapes: a text in quotes, or a list of numbers or of their rows."""


def write(project: Project, path: Path) -> None:
    """Save `project`; raises `FileError` and leaves the old file alone when it cannot."""
    data = encode(project)
    decode(data)  # never put a file in the place of a good one that could not be opened again
    replace_contents(path, data)


def encode(project: Project) -> bytes:
    """The bytes of a project file; raises `FileError` for a number that is not finite."""
    network, layout = project.network, project.parameters.layout
    for slot in layout.slots:
        if not np.isfinite(slot.of(project.parameters.vector)).all():
            raise FileError("number_not_finite", name=slot.name)
    document = {
        "format": schema.FORMAT,
        "version": schema.VERSION,
        "title": project.title or None,
        "notes": project.notes or None,
        "nodes": [_node(project, node) for node in network.nodes],
        "edges": [_edge(project, edge) for edge in network.edges],
        "samples": [dict(sample.entries) for sample in project.samples if sample.entries] or None,
        "objective": network.chosen_objective,
        "training": asdict(project.training),
        "lesson": project.lesson,
        "view": project.view,
    }
    present = {key: value for key, value in document.items() if value is not None}
    return _readable(msgspec.json.encode(present))


def _node(project: Project, node: Node) -> dict[str, Any]:
    """A node's record: what both have under one name, and what the project keeps elsewhere."""
    own: dict[str, Any] = {"position": project.positions.get(node.id, UNSET)}
    match node:
        case Constant() | Parameter():
            own["value"] = _numbers(project, node.id)
        case Layer(bias=Bias(name, trainable=trainable)):
            own["bias"] = schema.Bias(name, _numbers(project, node.id), trainable)
        case Layer():
            own["bias"] = UNSET
    record = schema.KINDS[node.kind]
    same = {key: getattr(node, key) for key in record.__struct_fields__ if key not in own}
    return {"id": node.id, **msgspec.to_builtins(record(**same, **own))}  # the id before the kind


def _edge(project: Project, edge: Edge) -> schema.Edge:
    port = UNSET if edge.port is None else edge.port
    if edge.weight is None:
        return schema.Edge(edge.source, edge.target, port=port)
    value = _numbers(project, (edge.source, edge.target))
    weight = schema.Weight(edge.weight.name, value, edge.weight.trainable)
    return schema.Edge(edge.source, edge.target, weight, port)


def _numbers(project: Project, owner: Owner) -> list[Any]:
    """What belongs to a node or an edge, in its own shape."""
    slot = project.parameters.layout.by_owner[owner]
    numbers: list[Any] = slot.of(project.parameters.vector).tolist()
    return numbers


def _readable(data: bytes) -> bytes:
    """Indented, but a row of numbers on one line."""
    data = msgspec.json.format(data, indent=1)
    pieces, start = [], 0
    for found in _ROWS.finditer(without_escapes(data)):
        if found[0].startswith(b"["):
            pieces += [data[start : found.start()], _row(found[0])]
            start = found.end()
    return b"".join([*pieces, data[start:], b"\n"])


def _row(numbers: bytes) -> bytes:
    compact = b"".join(numbers.split())
    return compact.replace(b",", b", ").replace(b"], [", b"],\n     [")
