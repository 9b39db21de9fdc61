"""What stands still while numbers change, in parts: washes of what is selected, wires, nodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem

from gui.canvas.painting.backdrop import Part
from gui.canvas.painting.connections import Connections
from gui.canvas.painting.items import NodeItem

_NODES_IN_A_PART = 20


def still_parts(
    connections: Connections, items: Iterable[QGraphicsItem], area: QRectF
) -> Iterator[Part]:
    """The parts of the picture of an area in which `items` are, from back to front."""
    nodes = [item for item in items if isinstance(item, NodeItem)]
    yield partial(_paint_washes, nodes)  # below the heads of the arrows
    yield from connections.parts(area)
    for start in range(0, len(nodes), _NODES_IN_A_PART):
        yield partial(_paint_nodes, nodes[start : start + _NODES_IN_A_PART])


def _paint_washes(items: Sequence[NodeItem], painter: QPainter) -> None:
    for item in items:
        item.paint_wash(painter)


def _paint_nodes(items: Sequence[NodeItem], painter: QPainter) -> None:
    for item in items:
        item.paint_still(painter)
