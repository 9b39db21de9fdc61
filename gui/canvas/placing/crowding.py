"""Crowding: one of a few places for each of thousands of labels, at once.

All that are left ask for their first, second … place; who is first in the queue gets it, the
others ask for the next. Nobody is moved again.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gui.canvas.placing.geometry import NO_BOXES, Boxes, Mask
from gui.canvas.placing.meeting import boxes_touch
from gui.canvas.placing.nearness import Rows, of_boxes, overlapping
from gui.canvas.placing.settling import GAP

Offer = tuple[Boxes, Rows, Mask]
"""A place for some labels: boxes (n, 5), the place's number, and whether nothing is there."""


def settle_many(
    queue: Rows, tries: int, offer: Callable[[Rows, Rows], Offer], standing: Boxes = NO_BOXES
) -> Rows:
    """The place of each label, −1 for none; `offer` gives their first, second … one to some labels.

    Boxes that are `standing` stay where they are.
    """
    rank = np.empty(len(queue), dtype=np.intp)
    rank[queue] = np.arange(len(queue))
    chosen = np.full(len(queue), -1, dtype=np.intp)
    asking = queue
    for nth in range(tries):
        boxes, places, free = offer(asking, np.full(len(asking), nth))
        free[touched(boxes, standing)] = False
        takes = _first_come(boxes, rank[asking], free)
        chosen[asking[takes]] = places[takes]
        standing = np.concatenate((standing, boxes[takes]))
        asking = asking[~takes]
        if not len(asking):
            break
    return chosen


def _first_come(boxes: Boxes, rank: Rows, free: Mask) -> Mask:
    """Who gets what he asks for: nobody before him in the queue gets what it would touch."""
    own, other = overlapping(of_boxes(boxes, GAP), of_boxes(boxes))
    later = rank[own] > rank[other]
    own, other = own[later], other[later]
    hit = boxes_touch(boxes[own], boxes[other], GAP)
    own, other = own[hit], other[hit]
    takes, undecided = np.zeros(len(rank), dtype=np.bool_), free.copy()
    while undecided.any():
        open_pairs = undecided[own] & undecided[other]
        own, other = own[open_pairs], other[open_pairs]
        first = undecided.copy()
        first[own] = False
        takes |= first
        undecided &= ~first
        undecided[own[first[other]]] = False
    return takes


def touched(boxes: Boxes, standing: Boxes) -> Rows:
    """Rows of the boxes that touch what stands already."""
    own, other = overlapping(of_boxes(boxes, GAP), of_boxes(standing))
    return own[boxes_touch(boxes[own], standing[other], GAP)]
