"""Clipping: a part of a project as text of a project file, and such a text put into a project.

The text is a whole project, so it can be pasted into a mail, saved as a file, and opened; and the
text of any project file can be pasted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final

from engine.edits.editing import relabelled
from engine.edits.free_names import FreeNames
from engine.edits.removal import without
from engine.errors import FileError
from engine.files.reader import decode
from engine.files.writer import encode
from engine.network import network
from engine.nodes import Layer, Loss, Parameter
from engine.parameters import same_names
from engine.project import Project, Sample
from engine.quantity import names_taken

_QUOTED: Final = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
"""What a mail puts before every line of the text it answers to."""


@dataclass(frozen=True, eq=False, slots=True)
class Pasted:
    """The project after a paste, and the ids that the new nodes have there."""

    project: Project
    nodes: tuple[str, ...]


def clip_text(project: Project, nodes: Collection[str]) -> str:
    """The text of `nodes`, the edges between them, their numbers, samples and positions.

    Raises `NetworkError` where they would not fit together, `FileError` for a number that is not
    finite.
    """
    part = without(project, project.network.by_id.keys() - frozenset(nodes))
    return encode(Project(part.network, part.parameters, part.samples, part.positions)).decode()


def read_clip(text: str) -> Project:
    """The project in `text`, whatever a mail put around it.

    Raises `FileError` or `NetworkError` when there is none.
    """
    plain = _QUOTED.sub("", text).replace("\N{NO-BREAK SPACE}", " ")
    start, end = plain.find("{"), plain.rfind("}")
    if not 0 <= start < end:
        raise FileError("no_network_text")
    return decode(plain[start : end + 1].encode("utf-8", "replace"))


def pasted(project: Project, clip: Project, offset: tuple[float, float] = (0, 0)) -> Pasted:
    """Add all of `clip` to `project`, moved by `offset`; names that are taken are counted on.

    What was there keeps its names, numbers and objective. New inputs and targets get the rows of
    `clip`, repeated where `project` has more of them; all of them where it has no data yet.
    """
    ids, names = _fresh(project, clip)
    new = relabelled(clip, ids, names)
    before = project.network
    has_loss = any(isinstance(node, Loss) for node in new.network.nodes)
    chosen = before.objective if has_loss else before.chosen_objective
    merged = network(
        (*before.nodes, *new.network.nodes),
        (*before.edges, *new.network.edges),
        new.network.chosen_objective if chosen is None else chosen,
    )
    after = project.with_network(merged, same_names(new.parameters))
    dx, dy = offset
    moved = {node: (x + dx, y + dy) for node, (x, y) in new.positions.items()}
    return Pasted(
        replace(
            after,
            samples=_joined(project.samples, new.samples),
            positions={**after.positions, **moved},
        ),
        tuple(node.id for node in new.network.nodes),
    )


def _fresh(project: Project, clip: Project) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Ids and names of parameters for the clip; those that are free stay as they are."""
    free = FreeNames(project.network)
    ids: dict[str, str] = {}
    names: dict[str, str] = {}
    layers = {node.id: isinstance(node, Layer) for node in clip.network.nodes}
    for key in sorted(layers, key=lambda key: not free.has_node(key, layer=layers[key])):
        ids[key] = free.node(key, layer=layers[key])
    for node in clip.network.nodes:  # one that bears its value's name goes on doing so
        if isinstance(node, Parameter) and node.name == names_taken(node.id, layer=False)[0]:
            names[node.name] = names_taken(ids[node.id], layer=False)[0]
    own = (slot.name for slot in clip.network.layout.parameters if slot.name not in names)
    for name in sorted(own, key=lambda name: not free.has_parameter(name)):
        names[name] = free.parameter(name)
    return ids, names


def _joined(rows: tuple[Sample, ...], new: tuple[Sample, ...]) -> tuple[Sample, ...]:
    """Every row with the numbers of a new one behind its own."""
    if not rows[0].entries:
        return new
    return tuple(
        Sample((*row.entries, *new[index % len(new)].entries)) for index, row in enumerate(rows)
    )
