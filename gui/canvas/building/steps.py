"""Steps: what building changes of the document, each as one undo step; what is new is selected.

Where something cannot be, the engine's `NetworkError` is raised and nothing has changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from engine.edits import connecting
from engine.edits.adding import Recipe, added, check_size, new_node
from engine.edits.candidates import refusal
from engine.edits.editing import resized
from engine.edits.properties import with_function
from engine.edits.removal import without
from engine.network import Network
from engine.nodes import EdgeKey, Loss, Port, Target
from engine.parameters import first_weights
from engine.project import Project
from gui.canvas.building.places import place_at, place_of
from gui.canvas.placing.arrange import COLUMN, positions
from gui.canvas.placing.unfolding import can_open, folded, opened_name, unfolded
from gui.parts import Place
from gui.session import Session
from gui.view import ItemKey

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Joint:
    """How a new node is joined with what is there; at most one of them is given.

    Behind `source`, `beside` a node in whichever way fits, or into the arrow `parted`.
    """

    source: str | None = None
    beside: str | None = None
    parted: EdgeKey | None = None


def add(session: Session, recipe: Recipe, at: Place | None, joint: Joint) -> str:
    """Put a new node on the board, joined with what is there; its id.

    Without `at` it stands beside what it is joined with; clear of all others in any case.
    """
    before = session.settle()
    recipe = _fitting(before.network, recipe, joint)
    if joint.parted is not None:
        new = new_node(before.network, recipe)
        after, key = connecting.inserted(before, joint.parted, new), new.id
        where, at = _with_room(positions(before), joint.parted, at)
    else:
        after, key = _added(before, recipe, joint)
        near = joint.beside or joint.source
        where = positions(before)
        if at is None:
            at = place_of(before, after, key, near)
        else:
            at = place_at(before, after, key, at, joint.source)
    words = translate("building", "Add {0}").format(key)
    _edit(session, words, after, {**where, key: at}, key)
    return key


def connect(session: Session, source: str, target: str, port: Port | None) -> None:
    """Draw an arrow."""
    before = session.settle()
    after = connecting.connected(before, source, target, port)
    words = translate("building", "Connect {0} with {1}").format(source, target)
    _edit(session, words, after, positions(before), after.network.edges[-1].key)


def reconnect(session: Session, key: EdgeKey, source: str, target: str, port: Port | None) -> None:
    """Lead an arrow elsewhere."""
    before = session.settle()
    after = connecting.reconnected(before, key, source, target, port)
    words = translate("building", "Connect {0} with {1}").format(source, target)
    _edit(session, words, after, positions(before), after.network.edges[-1].key)


def change(session: Session, node: str, function: str, size: int | None) -> None:
    """Another function for a node, and another size if one is given."""
    before = session.settle()
    after = with_function(before, node, function)
    if size is not None:
        check_size(size)
        after = resized(after, node, size, first_weights)
    words = translate("building", "Change {0}").format(node)
    _edit(session, words, after, positions(before), node)


def open_or_close(session: Session, node: str) -> None:
    """Take a layer apart into operations, or put the one together that a node is part of."""
    before = session.settle()
    layer = opened_name(before.network, node)
    if can_open(before.network, node):
        words, after = translate("building", "Open layer {0}"), unfolded(before, node)
    else:
        words, after = translate("building", "Close layer {0}"), folded(before, node)
    session.edit(words.format(layer), after)
    session.look(selection=frozenset({layer}))


def cut(session: Session, key: EdgeKey) -> None:
    """Take an arrow away."""
    before = session.settle()
    words = translate("building", "Cut {0} from {1}").format(key[1], key[0])
    _edit(session, words, without(before, (), (key,)), positions(before), None)


def _edit(
    session: Session,
    words: str,
    project: Project,
    where: Mapping[str, Place],
    new: ItemKey | None,
) -> None:
    """Nodes that the file says nothing of stay where they are drawn."""
    session.edit(words, replace(project, positions=where))
    session.look(selection=frozenset() if new is None else frozenset({new}))


def _added(project: Project, recipe: Recipe, joint: Joint) -> tuple[Project, str]:
    after, new = added(project, recipe)
    if joint.source is not None:
        return connecting.connected(after, joint.source, new), new
    if joint.beside is not None:
        for source, target in ((joint.beside, new), (new, joint.beside)):
            if _leads_naturally(after.network, source, target):
                return connecting.connected(after, source, target), new
    return after, new


def _leads_naturally(network: Network, source: str, target: str) -> bool:
    """Whether an arrow can be drawn, and would be without being asked: targets feed losses."""
    start, end = network.by_id[source], network.by_id[target]
    if isinstance(start, Target) and not isinstance(end, Loss):
        return False
    return refusal(network, source, target) is None


def _fitting(network: Network, recipe: Recipe, joint: Joint) -> Recipe:
    """A target beside a loss has the size of the prediction, unless another is asked for."""
    if recipe.kind != Target.kind or recipe.shape != (1,) or joint.beside is None:
        return recipe
    edges = network.incoming[joint.beside]
    sizes = (network.sizes[edge.source] for edge in edges if edge.port == "prediction")
    return replace(recipe, shape=(next(sizes, None) or 1,))


def _with_room(
    where: Mapping[str, Place], parted: EdgeKey, at: Place | None
) -> tuple[Mapping[str, Place], Place]:
    """Where all stand, and the new node: what lies behind it moves right to make room."""
    (start, above), (end, below) = where[parted[0]], where[parted[1]]
    at = at or ((start + end) / 2, (above + below) / 2)
    if start >= end:
        return where, at
    x = max(at[0], start + COLUMN)
    by = max(0.0, x + COLUMN - end)
    return {node: (u + by if u >= end else u, v) for node, (u, v) in where.items()}, (x, at[1])
