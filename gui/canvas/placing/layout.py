"""Layout: where everything of a drawing stands, from structure, positions, theme and pass alone.

No number enters, so none of them moves anything: dragging a weight only writes other digits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Vector
from engine.network import Network
from engine.nodes import Constant, Target
from engine.partial import has_gradients
from gui.canvas.placing.drafting import Figure
from gui.canvas.placing.figures import figure
from gui.canvas.placing.geometry import Boxes, Mask, Points
from gui.canvas.placing.labelling import in_the_middle, place_all
from gui.canvas.placing.nearness import Rows
from gui.canvas.placing.places import wanted_of
from gui.canvas.placing.routing import route
from gui.canvas.placing.style import Style
from gui.canvas.placing.wires import Board, Positions, pieces
from gui.canvas.placing.writings import Label, Labels, Writings, writings
from gui.view import Passes


@dataclass(frozen=True, eq=False, slots=True)
class Layout:
    """Positions and figures by node; curves, labels and directions by wire (row of the board).

    `labels` found a place of their own, `spare` ones show only while they are attended to.
    `backward`: along these wires a gradient returns in the backward view.
    """

    network: Network
    figures: Mapping[str, Figure]
    board: Board
    curves: Points
    labels: Labels
    spare: Labels
    backward: NDArray[np.bool_]

    @property
    def positions(self) -> Positions:
        """Where the nodes stand."""
        return self.board.positions

    @property
    def all_labels(self) -> dict[int, Label]:
        """Those with a place and the spare ones."""
        return {**self.labels, **self.spare}


def lay_out(
    network: Network,
    positions: Positions,
    style: Style,
    passes: Passes,
) -> Layout:
    """Lay out a network whose nodes all have positions.

    While the objective lacks something there are no gradients, so none get room.
    """
    passes = Passes.FORWARD if network.missing and not has_gradients(network) else passes
    figures = _figures(network, style, passes)
    whole = pieces(network, figures).at(positions)
    curves = route(whole, whole.wires)
    written = writings(network, whole.wires, style, passes)
    of = wanted_of(written, np.arange(len(written)), curves)
    placed = place_all(whole, curves, of)
    found = (placed.rows, placed.boxes[:, : len(written.roles)], placed.heights, placed.crossed)
    labels, spare = labels_at(written, curves, found)
    backward = _backward(network, whole, passes)
    return Layout(network, figures, whole, curves, labels, spare, backward)


def labels_at(
    of: Writings, curves: Points, found: tuple[Rows, Boxes, Vector, Mask]
) -> tuple[Labels, Labels]:
    """Labels that found places (rows, boxes, heights, crossed), and the spare ones of the rest."""
    has_none = np.ones(len(of), dtype=np.bool_)
    has_none[found[0]] = False
    rest = np.flatnonzero(has_none)
    boxes = in_the_middle(wanted_of(of, rest, curves))[:, : len(of.roles)]
    full = np.ones(len(rest))
    return Labels(of, *found), Labels(of, rest, boxes, full, full > 0)


@lru_cache(maxsize=4)
def _figures(network: Network, style: Style, passes: Passes) -> Mapping[str, Figure]:
    """The same wherever the nodes stand, so made once and not for every step of a drag."""
    return MappingProxyType(
        {node.id: figure(network, node, style, passes) for node in network.nodes}
    )


def _backward(network: Network, whole: Board, passes: Passes) -> NDArray[np.bool_]:
    """Wires whose source gets a gradient of the objective, in the view that shows only these."""
    if passes is not Passes.BACKWARD:
        return np.zeros(len(whole.wires), dtype=np.bool_)
    takes = {
        node.id: node.id in network.behind_objective and not isinstance(node, Target | Constant)
        for node in network.nodes
    }
    ends = [(takes[wire.edge.source], wire.edge.target) for wire in whole.wires]
    behind = network.behind_objective
    return np.array([source and target in behind for source, target in ends], dtype=np.bool_)
