"""Shifting: while nodes are dragged, only what they touch is laid out anew.

Wires of the moved nodes find their way again, and labels that stood at these wires or where a node
comes to stand find another place; everything else stays, until the document has the nodes.
"""

from __future__ import annotations

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
from gui.canvas.placing.wires import Board, Positions, board


def shifted(before: Layout, positions: Positions) -> Layout:
    """A layout of the same network whose nodes stand at other positions."""
    moved = {node for node, at in positions.items() if before.positions[node] != at}
    whole = board(before.network, before.figures, positions)
    touched = np.array(
        [wire.edge.source in moved or wire.edge.target in moved for wire in whole.wires],
        dtype=np.bool_,
    )
    curves = _routed(before, whole, touched)
    labels, roles = before.labels, len(before.labels.of.roles)
    lost = touched[labels.wires] | _covered(before, whole)
    standing = labels.boxes[~lost].reshape(-1, 5)
    again = np.concatenate((labels.rows[lost], before.spare.rows[touched[before.spare.wires]]))
    placed = place_beside(whole, curves, wanted_of(labels.of, again, curves), standing)
    rows = np.concatenate((labels.rows[~lost], again[placed.rows]))
    boxes = np.concatenate((labels.boxes[~lost], placed.boxes[:, :roles]))
    heights = np.concatenate((labels.heights[~lost], placed.heights))
    crossed = np.concatenate((labels.crossed[~lost], placed.crossed))
    now, spare = labels_at(labels.of, curves, (rows, boxes, heights, crossed))
    return replace(before, positions=positions, board=whole, curves=curves, labels=now, spare=spare)


def _routed(before: Layout, whole: Board, touched: Mask) -> Points:
    curves = before.curves.copy()
    if touched.any():
        own = tuple(wire for wire, again in zip(whole.wires, touched, strict=True) if again)
        curves[touched] = route(replace(whole, wires=own), quickly=True)
    return curves


def _covered(before: Layout, whole: Board) -> Mask:
    """Labels on which an outline or a word comes to stand."""
    labels = before.labels
    roles = len(labels.of.roles)
    things = np.concatenate((whole.cells, whole.boxes))
    boxes = labels.boxes.reshape(-1, 5)
    near, thing = overlapping(of_boxes(boxes, GAP), of_boxes(things))
    hit = boxes_touch(boxes[near], things[thing], GAP)
    covered = np.zeros(len(labels), dtype=np.bool_)
    covered[near[hit] // roles] = True
    return covered
