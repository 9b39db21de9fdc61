"""The item that draws the words of all marks: they change as numbers do, so it lies above nodes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.canvas.marks import Mark, Marks, gathered
from gui.canvas.painting.items import NodeItem
from gui.canvas.painting.shapes import draw_words
from gui.canvas.placing.drafting import Figure
from gui.canvas.placing.geometry import Cell
from gui.canvas.placing.labels import READABLE, Caption
from gui.canvas.placing.style import Style
from gui.theme import ColorRole

MARKS_ABOVE = 1.5
"""z of the marks: above the nodes, below the numbers."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """The word of a mark and the outlines that it is about, in the coordinates of its node."""

    words: Caption
    cells: tuple[Cell, ...]
    mark: Mark


class MarksItem(QGraphicsItem):
    """All marks of the drawing."""

    def __init__(self) -> None:
        super().__init__()
        self._found: Marks = {}
        self._placed: dict[str, tuple[_Placed, ...]] = {}
        self._bounds = QRectF()
        self.setZValue(MARKS_ABOVE)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    # -- what is shown ------------------------------------------------------------------------

    def show_nodes(self, nodes: Mapping[str, NodeItem], style: Style) -> None:
        """The same marks at other nodes, or at nodes elsewhere."""
        self.prepareGeometryChange()
        self._nodes, self._style = nodes, style
        self._bounds = QRectF()
        for item in nodes.values():
            self._bounds |= item.sceneBoundingRect()
        found, self._found, self._placed = self._found, {}, {}
        self.show_marks({node: marks for node, marks in found.items() if node in nodes})

    def show_marks(self, found: Marks) -> None:
        """Other marks at the same nodes."""
        before, self._found = self._found, found
        changed = [node for node in {**before, **found} if before.get(node) != found.get(node)]
        for node in changed:
            figure = self._nodes[node].figure
            self._placed[node] = tuple(_places(figure, found.get(node, {}), self._style.caption))
        if changed:
            self.update()

    def mark_at(self, node: str, at: QPointF) -> Mark | None:
        """The mark of a node at a scene point: its word, or what it is about."""
        x, y = (at - self._nodes[node].pos()).toTuple()
        for placed in self._placed.get(node, ()):
            box = placed.words.box
            on_word = abs(x - box.x) <= box.half_width and abs(y - box.y) <= box.half_height
            if on_word or any(cell.contains(x, y) for cell in placed.cells):
                return placed.mark
        return None

    def boundingRect(self) -> QRectF:
        """All nodes."""
        return self._bounds

    # -- painting -----------------------------------------------------------------------------

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """The words that can be seen and read."""
        if painter.worldTransform().m11() * self._style.caption < READABLE:
            return
        color = self._style.colors[ColorRole.WARNING]
        for node, placed in self._placed.items():
            item = self._nodes[node]
            if not placed or not item.sceneBoundingRect().intersects(option.exposedRect):
                continue
            painter.save()
            painter.translate(item.pos())
            for each in placed:
                draw_words(painter, each.words, color)
            painter.restore()


def _places(figure: Figure, found: Mapping[int, Mark], size: float) -> Iterator[_Placed]:
    """Only units have a place for a word each; the elements of other nodes share one."""
    if found and figure.cells[0].is_round and len(figure.cells) >= max(found):
        for element, mark in found.items():
            words = figure.mark(element, mark.text, size)
            yield _Placed(words, (figure.cells[element - 1],), mark)
    elif found:
        mark = gathered(found)
        yield _Placed(figure.mark(1, mark.text, size), figure.cells, mark)
