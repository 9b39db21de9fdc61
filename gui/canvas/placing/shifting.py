"""Shifting: while nodes are dragged, only what they touch is laid out anew.

Wires of the moved nodes find their way again, and labels that stood at these wires or where a node
comes to stand find another place; everything else stays, until the document has the nodes.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace

import numpy as np

from gui.canvas.placing.geometry import Mask, Points
from gui.canvas.placing.labelling import place_beside
from gui.canvas.placing.layout import Layout, labels_at
from gui.canvas.placing.meeting import boxes_touch
from gui.canvas.placing.nearness import of_boxes, overlapping
from gui.canvas.placing.places import wanted_of
from gui.canvas.placing.routing import route
from gui.canvas.placing.settling import GAP
from gui.canvas.placing.wires import Board, Positions


def shifted(before: Layout, positions: Positions) -> Layout:
    """A layout of the same network whose nodes stand at other positions."""
    moved = {node for node, at in positions.items() if before.positions[node] != at}
    whole = before.board.pieces.at(positions)
    touched = _touched(before, moved)
    curves = _routed(before, whole, touched)
    labels, roles = before.labels, len(before.labels.of.roles)
    lost = touched[labels.wires] | _covered(before, whole, moved)
    standing = labels.boxes[~lost].reshape(-1, 5)
    again = np.concatenate((labels.rows[lost], before.spare.rows[touched[before.spare.wires]]))
    placed = place_beside(whole, curves, wanted_of(labels.of, again, curves), standing)
    rows = np.concatenate((labels.rows[~lost], again[placed.rows]))
    boxes = np.concatenate((labels.boxes[~lost], placed.boxes[:, :roles]))
    heights = np.concatenate((labels.heights[~lost], placed.heights))
    crossed = np.concatenate((labels.crossed[~lost], placed.crossed))
    now, spare = labels_at(labels.of, curves, (rows, boxes, heights, crossed))
    return replace(before, board=whole, curves=curves, labels=now, spare=spare)


def _touched(before: Layout, moved: AbstractSet[str]) -> Mask:
    """Wires that lead to nodes, or away from them."""
    network, of_edge = before.network, before.board.pieces.of_edge
    touched = np.zeros(len(before.curves), dtype=np.bool_)
    for node in moved:
        for edge in (*network.incoming[node], *network.outgoing[node]):
            touched[of_edge[edge.key]] = True
    return touched


def _routed(before: Layout, whole: Board, touched: Mask) -> Points:
    curves = before.curves.copy()
    own = [whole.wires[wire] for wire in np.flatnonzero(touched).tolist()]
    curves[touched] = route(whole, own, quickly=True)
    return curves


def _covered(before: Layout, whole: Board, moved: AbstractSet[str]) -> Mask:
    """Labels on which an outline or a word of nodes comes to stand."""
    labels, pieces = before.labels, whole.pieces
    roles = len(labels.of.roles)
    comes = np.array([node in moved for node in pieces.nodes], dtype=np.bool_)
    cells, words = whole.cells[comes[pieces.of_cells]], whole.boxes[comes[pieces.of_boxes]]
    things = np.concatenate((cells, words))
    boxes = labels.boxes.reshape(-1, 5)
    near, thing = overlapping(of_boxes(boxes, GAP), of_boxes(things))
    hit = boxes_touch(boxes[near], things[thing], GAP)
    covered = np.zeros(len(labels), dtype=np.bool_)
    covered[near[hit] // roles] = True
    return covered
