"""Whether everything that is written on a drawing stands clear."""

from __future__ import annotations

import numpy as np

from gui.canvas.painting.inscriptions import inscriptions
from gui.canvas.placing.layout import Layout
from gui.canvas.placing.meeting import circles_touch, touching


def assert_clear(layout: Layout) -> None:
    """No numeral overlaps another; none at a wire overlaps a word, a box or a circle."""
    written, board = inscriptions(layout), layout.board
    boxes = written.boxes[~written.spare]
    both = touching(boxes, boxes, -0.01)
    assert not both[~np.eye(len(boxes), dtype=np.bool_)].any()
    at_wires = layout.labels.boxes.reshape(-1, 5)
    upright = np.concatenate((board.cells[~board.is_round], board.boxes))
    assert not touching(at_wires, upright).any()
    circles = board.cells[board.is_round]
    near, circle = np.indices((len(at_wires), len(circles))).reshape(2, -1)
    assert not circles_touch(at_wires[near], circles[circle]).any()
