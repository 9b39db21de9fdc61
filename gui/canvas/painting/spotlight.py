"""Spotlight: a veil over the drawing, and above it what a step of the walk speaks of."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from engine.quantity import Quantity
from engine.walk import Phase
from gui.canvas.painting.shapes import draw_plate, draw_words
from gui.canvas.painting.veil import veil, veiled
from gui.canvas.placing.geometry import Mask
from gui.canvas.placing.labels import Caption
from gui.canvas.placing.style import prepared
from gui.canvas.scene import Drawn, NetworkScene
from gui.lights import Hue, Lights, Message, lights
from gui.reading import State
from gui.readings import Rows, code
from gui.session import Session
from gui.theme import PATH_LINES, ColorRole

ABOVE_NUMBERS = 6.0
"""z of the spotlight; numbers lie at 2."""

VEILED = 0.74
"""How much of the drawing behind is covered."""

DIM = 0.4
"""Opacity of the numbers in a lit node that the step does not speak of."""

WIDER = 1.7
"""Lit wires and outlines, in parts of an outline."""

MESSAGE = 0.96
"""Size of a message, in parts of a number's."""


class Lighting(QObject):
    """Keeps the spotlight in step with the session and the drawing."""

    def __init__(self, session: Session, scene: NetworkScene) -> None:
        super().__init__(scene)
        self._session, self._scene = session, scene
        self._spotlight = Spotlight()
        session.changed.connect(self._show)
        scene.laid_out.connect(self._show)
        self._show()

    def _show(self) -> None:
        found = lights(self._session.shown, self._session.view)
        is_on = self._spotlight.scene() is not None
        if found is not None:
            self._spotlight.show_lights(found, self._scene.drawn, self._scene.content())
            if not is_on:
                self._scene.addItem(self._spotlight)
        elif is_on:
            self._scene.removeItem(self._spotlight)


class Spotlight(QGraphicsItem):
    """On the scene only while somebody walks."""

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(ABOVE_NUMBERS)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._lights: Lights | None = None
        self._bounds = QRectF()

    def show_lights(self, lights: Lights, drawn: Drawn, content: QRectF) -> None:
        """Light something else, or the same on another drawing."""
        self.prepareGeometryChange()
        self._lights, self._board = lights, drawn
        self._results = self._rows(lights.results)
        self._lit = self._rows(lights.quantities)
        self._dim = np.setdiff1d(self._rows_of_nodes(lights.nodes), self._lit)
        self._bounds = veiled(content)
        self.update()

    def boundingRect(self) -> QRectF:
        """What the veil covers."""
        return self._bounds

    # -- what is lit --------------------------------------------------------------------------

    @property
    def lit_rows(self) -> Rows:
        """The numbers that the step speaks of."""
        return self._lit

    def _rows(self, quantities: frozenset[Quantity]) -> Rows:
        of = self._board.numbers.inscriptions.bundle.rows
        lit = sorted({row for quantity in quantities for row in of.get(quantity, ())})
        rows = np.array(lit, dtype=np.intp)
        return rows[self._present()[rows]]

    def _present(self) -> Mask:
        numbers = self._board.numbers
        absent = numbers.readings.states == code(State.ABSENT)
        return np.asarray(numbers.shown & ~absent, dtype=np.bool_)

    def _color(self, hue: Hue) -> QColor:
        assert self._lights is not None
        if hue is not None:
            return self._board.style.theme.path_color(hue)
        forward = self._lights.phase is Phase.FORWARD
        return self._board.style.colors[ColorRole.FORWARD if forward else ColorRole.GRADIENT]

    # -- painting -----------------------------------------------------------------------------

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """The veil, then wires, nodes and numbers."""
        if self._lights is None:
            return
        painter.fillRect(self._bounds, veil(self._board.style, VEILED))
        self._paint_wires(painter)
        self._paint_nodes(painter)
        self._paint_numbers(painter)
        for message in self._lights.messages:
            self._paint_message(painter, message)

    def _paint_wires(self, painter: QPainter) -> None:
        assert self._lights is not None
        style, connections = self._board.style, self._board.connections
        for lit in self._lights.wires:
            hue = lit.hue
            dashes = Qt.PenStyle.SolidLine if hue is None else PATH_LINES[hue % len(PATH_LINES)]
            line = QPen(self._color(hue), WIDER * style.line, dashes, Qt.PenCapStyle.FlatCap)
            bare = QPen(style.colors[ColorRole.CANVAS], line.widthF())  # between the dashes
            for wire in connections.of_edge(lit.edge, lit.weights):
                connections.draw(painter, wire, bare)
                connections.draw(painter, wire, line)

    def _paint_nodes(self, painter: QPainter) -> None:
        assert self._lights is not None
        for key in self._lights.nodes:
            item = self._board.nodes.get(key)
            if item is not None:
                item.paint_still(painter)
        painter.save()
        painter.setOpacity(DIM)
        self._board.numbers.draw(painter, self._dim)
        painter.restore()

    def _rows_of_nodes(self, nodes: frozenset[str]) -> Rows:
        of = self._board.numbers.inscriptions
        lit = np.zeros(len(of), dtype=np.bool_)
        lit[: len(of.in_nodes)] = [node in nodes for node, _ in of.in_nodes]
        return np.flatnonzero(lit & self._present())

    def _paint_numbers(self, painter: QPainter) -> None:
        assert self._lights is not None
        of, style = self._board.numbers.inscriptions, self._board.style
        painter.setPen(QPen(self._color(None), 0.8 * style.line))
        painter.setBrush(style.colors[ColorRole.SELECTION])
        for row in self._results.tolist():
            box = of.slot(row).box
            draw_plate(painter, box, box.half_width + 3, box.half_height)
        self._board.numbers.draw(painter, self._lit)

    def _paint_message(self, painter: QPainter, message: Message) -> None:
        """In the place of the weight's own gradient, which this step is not about."""
        of, style = self._board.numbers.inscriptions, self._board.style
        rows = [
            row
            for quantity, found in of.rows.items()
            if quantity.by == message.weight
            for row in found
        ]
        for row in rows:
            box, size = of.slot(row).box, MESSAGE * of.slot(row).size
            half = min(prepared(message.words, size).width / 2 + 4, box.half_width + 2)
            color = self._color(message.hue)
            painter.setPen(QPen(color, 0.8 * style.line))
            painter.setBrush(style.colors[ColorRole.CANVAS])
            draw_plate(painter, box, half, box.half_height + 1)
            draw_words(painter, Caption(message.words, box, size, math=True), color)
