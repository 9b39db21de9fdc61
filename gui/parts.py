"""Parts: copying, pasting, duplicating and deleting what is selected, each as one undo step."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from engine.edits.clipping import clip_text, pasted, read_clip
from engine.edits.removal import without
from engine.project import Project
from gui.canvas.placing.arrange import height, positions
from gui.session import Session

GRID = 10
"""Scene units of the grid on which nodes come to stand."""

NEAR = 130
"""Scene units between the middles of two nodes, across, from which on neither hides the other."""

SLACK = 30.0
"""Scene units by which a person may push two nodes closer together than they are arranged."""

Place = tuple[float, float]
"""Scene coordinates."""

Rooms = NDArray[np.float64]
"""(nodes, 3): the middle of each node, and half the height that it needs."""

translate = QCoreApplication.translate


def selected_nodes(session: Session) -> list[str]:
    """The ids of the nodes that are selected, in the order of the document."""
    selection = session.view.selection
    return [node for node in session.shown.project.network.by_id if node in selection]


def delete(session: Session) -> None:
    """Remove what is selected; raises `NetworkError` where the rest would not fit together."""
    nodes = selected_nodes(session)
    edges = [key for key in session.view.selection if not isinstance(key, str)]
    if nodes:
        words = translate("parts", "Delete %n node(s)", "", len(nodes))
    elif edges:
        words = translate("parts", "Delete %n connection(s)", "", len(edges))
    else:
        return
    session.edit(words, without(_placed(session.settle()), nodes, edges))


def copied(session: Session) -> str:
    """The text of the selected nodes as they are shown; training goes on.

    Raises `EngineError` where they would not fit together.
    """
    return clip_text(_placed(session.shown.project), selected_nodes(session))


def cut(session: Session) -> str:
    """The same, and the nodes are removed; raises `EngineError` and removes nothing."""
    project, nodes = _placed(session.settle()), selected_nodes(session)
    text, left = copied(session), without(project, nodes)
    session.edit(translate("parts", "Cut %n node(s)", "", len(nodes)), left)
    return text


def paste(session: Session, text: str, at: Place | None) -> None:
    """Add the network in `text` with its middle at `at`; raises `EngineError` if there is none.

    Without `at` it comes to stand where it stood, or beside what stands there now.
    """
    clip = _placed(read_clip(text))
    words = translate("parts", "Paste %n node(s)", "", len(clip.network.nodes))
    _add(session, words, clip, at)


def duplicate(session: Session) -> None:
    """Add copies of the selected nodes beside them; raises `EngineError` as `copied` does."""
    session.settle()
    nodes = selected_nodes(session)
    words = translate("parts", "Duplicate %n node(s)", "", len(nodes))
    _add(session, words, read_clip(copied(session)), None)


def _add(session: Session, words: str, clip: Project, at: Place | None) -> None:
    """As one step; what is new is selected."""
    project = _placed(session.settle())
    if not clip.network.nodes:
        return
    offset, slack = (0.0, 0.0), 0.0
    if at is not None:
        places = zip(*clip.positions.values(), strict=True)
        middle = [(min(axis) + max(axis)) / 2 for axis in places]
        offset = (on_grid(at[0] - middle[0]), on_grid(at[1] - middle[1]))
        slack = SLACK
    result = pasted(project, clip, clear(rooms(project), rooms(clip), offset, slack))
    session.edit(words, result.project)
    session.look(selection=frozenset(result.nodes))


def clear(there: Rooms, new: Rooms, offset: Place, slack: float = SLACK) -> Place:
    """`offset`, or so far below it that nothing new stands on anything that is there."""
    x, y = offset
    across = np.abs(new[:, None, 0] + x - there[None, :, 0]) < NEAR
    down = new[:, None, 1] - there[None, :, 1]
    room = np.maximum(new[:, None, 2] + there[None, :, 2] - slack, NEAR / 2)
    while (hits := across & (np.abs(down + y) < room)).any():
        y = float(np.ceil((room - down)[hits].max() / GRID) * GRID)  # below the lowest of them
    return x, y


def rooms(project: Project) -> Rooms:
    """Where every node stands, and half the height that it needs."""
    where = positions(project)
    rows = [(*where[node], height(project.network, node) / 2) for node in project.network.by_id]
    return np.array(rows, dtype=np.float64).reshape(-1, 3)


def on_grid(x: float) -> float:
    """The nearest line of the grid."""
    return float(round(x / GRID) * GRID)


def _placed(project: Project) -> Project:
    """With a position for every node: where it is drawn."""
    return replace(project, positions=positions(project))
