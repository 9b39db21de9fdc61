"""Scene: the drawing of the shown network, kept in step by ids. It shows; gestures edit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsScene

from engine.arrays import Vector
from engine.nodes import EdgeKey
from engine.quantity import Quantity
from gui.canvas.attention import Attention, Spot, Stop
from gui.canvas.marks import Mark, marks
from gui.canvas.numbers import widths
from gui.canvas.painting.backdrop import Part
from gui.canvas.painting.connections import Connections
from gui.canvas.painting.heat import HeatItem, tint
from gui.canvas.painting.inscriptions import inscriptions
from gui.canvas.painting.items import NodeItem
from gui.canvas.painting.marks_item import MarksItem
from gui.canvas.painting.numbers_item import NumbersItem
from gui.canvas.painting.still import still_parts
from gui.canvas.placing.arrange import positions
from gui.canvas.placing.calm import uncollected
from gui.canvas.placing.layout import Layout, lay_out
from gui.canvas.placing.shifting import shifted
from gui.canvas.placing.style import Style
from gui.moment import Change
from gui.session import Session
from gui.theme import Theme, Themes


@dataclass(frozen=True, slots=True)
class Hit:
    """What lies under a point: a number with its owner, a mark, a node, or a wire."""

    spot: Spot | None = None
    mark: Mark | None = None
    node: str | None = None
    wire: int | None = None
    edge: EdgeKey | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Drawn:
    """Nodes by their ids, all wires, all numbers, and how they look."""

    nodes: Mapping[str, NodeItem]
    connections: Connections
    numbers: NumbersItem
    style: Style


class NetworkScene(QGraphicsScene):
    """One item for each node, one for all numbers; what stands still is painted on a backdrop."""

    laid_out = Signal()
    """Things may stand elsewhere."""

    redrawn = Signal()
    """The backdrop looks different everywhere."""

    repainted = Signal(QRectF)
    """The backdrop looks different in this area."""

    def __init__(self, session: Session, themes: Themes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._style = Style(themes.current)
        self._nodes: dict[str, NodeItem] = {}
        self._dragged: dict[str, tuple[float, float]] = {}
        self._attention = Attention(session.view.selection)
        with uncollected():
            self._layout = self._new_layout()
            self._connections = Connections(self._layout, self._style)
            self._numbers = NumbersItem(inscriptions(self._layout), self._style)
            self._marks = MarksItem()
            self.addItem(self._numbers)
            self.addItem(self._marks)
            self._show_layout()
        session.changed.connect(self._on_changed)
        themes.changed.connect(self._on_theme)

    # -- what is where ------------------------------------------------------------------------

    @property
    def look(self) -> Style:
        """Colours and sizes of the theme."""
        return self._style

    @property
    def layout(self) -> Layout:
        """Where everything stands."""
        return self._layout

    @property
    def attention(self) -> Attention:
        """What is brought out."""
        return self._attention

    @property
    def widths(self) -> Vector:
        """How thick each wire is drawn."""
        return self._connections.widths

    @property
    def drawn(self) -> Drawn:
        """By whom everything is drawn."""
        return Drawn(self._nodes, self._connections, self._numbers, self._style)

    def content(self) -> QRectF:
        """The rectangle around everything drawn."""
        rect = self._connections.extent | self._numbers.extent
        for item in self._nodes.values():
            rect |= item.extent.translated(item.pos())
        return rect

    def outline(self, node: str) -> QRectF:
        """The rectangle around one node with its words."""
        item = self._nodes[node]
        return item.extent.translated(item.pos())

    def area(self, stop: Stop) -> QRectF:
        """The rectangle around a node, a connection or a number; empty if it is not drawn."""
        match stop:
            case str():
                return self.outline(stop)
            case Quantity():
                spot = self.spot(stop)
                box = QRectF(-40, -20, 80, 40)
                return box.translated(spot.slot.box.x, spot.slot.box.y) if spot else QRectF()
            case _:
                return self._connections.area(stop)

    def spots(self) -> Iterator[Spot]:
        """Every number on the drawing."""
        return self._numbers.spots()

    def spot(self, quantity: Quantity) -> Spot | None:
        """Where a number that can be set stands; None if it is not drawn."""
        return self._numbers.spot(quantity)

    def hit(self, at: QPointF) -> Hit:
        """What lies under a scene point."""
        found = self._numbers.spot_at(at)
        if found is not None:
            spot, owner = found
            if isinstance(owner, str):
                return Hit(spot, self._marks.mark_at(owner, at), owner)
            return Hit(spot, wire=owner, edge=self._edge(owner))
        for item in self.items(at):
            if isinstance(item, NodeItem) and (hit := self._hit_node(item, at)):
                return hit
        wire = self._connections.wire_at(at)
        return Hit() if wire is None else Hit(wire=wire, edge=self._edge(wire))

    def node_at(self, at: QPointF, grown: float = 0.0) -> str | None:
        """The node at a scene point, or `grown` units beside it."""
        area = QRectF(at.x() - grown, at.y() - grown, 2 * grown, 2 * grown)
        for item in self.items(area if grown else at):
            if isinstance(item, NodeItem) and item.covers(at, grown):
                return item.node
        return None

    def _hit_node(self, item: NodeItem, at: QPointF) -> Hit | None:
        slot = item.slot_at(at) if isinstance(item, HeatItem) else None
        spot = None if slot is None else Spot(slot, self._session.reading(slot.quantity))
        mark = self._marks.mark_at(item.node, at)
        if spot is None and mark is None and not item.covers(at):
            return None
        return Hit(spot, mark, item.node)

    def _edge(self, wire: int) -> EdgeKey:
        return self._layout.board.wires[wire].edge.key

    # -- what is brought out ------------------------------------------------------------------

    def attend(self, **attention: Any) -> None:
        """Bring out something else: `attend(focus=…)`, `attend(hovered=…, hovered_wire=…)`."""
        self._attention = replace(self._attention, **attention)
        self.repainted.emit(self._connections.show_attention(self._attention))
        self._numbers.show_attention(self._attention)
        for item in self._nodes.values():
            item.show_attention(self._attention)

    # -- moving nodes by hand -------------------------------------------------------------------

    def drag(self, moved: Mapping[str, tuple[float, float]]) -> None:
        """Draw nodes at other positions, until the document has them or `drag({})`."""
        if moved == self._dragged:
            return
        self._dragged = dict(moved)
        self._lay_out()

    # -- in step with the session ---------------------------------------------------------------

    def _on_changed(self, change: Change) -> None:
        before, after = change.before.project, change.after.project
        if (
            before.network is not after.network
            or before.positions != after.positions
            or change.view_before.passes is not change.view.passes
        ):
            self._dragged = {}
            self._lay_out()
        else:
            self._show_numbers()
        if change.view.selection != self._attention.selected:
            self.attend(selected=change.view.selection)

    def _on_theme(self, theme: Theme) -> None:
        self._style = Style(theme)
        self._lay_out(everything=True)

    def _lay_out(self, *, everything: bool = False) -> None:
        with uncollected():
            figures, self._layout = self._layout.figures, self._new_layout()
            self._show_layout(everything=everything)
        if everything or self._layout.figures is not figures:  # else only some nodes moved
            self.redrawn.emit()

    def _new_layout(self) -> Layout:
        project = self._session.shown.project
        where, passes = {**positions(project), **self._dragged}, self._session.view.passes
        if self._dragged and self._layout.network is project.network:
            return shifted(self._layout, where)
        return lay_out(project.network, where, self._style, passes)

    def _show_layout(self, *, everything: bool = False) -> None:
        """Add, remove and change what differs from the items that are there."""
        figures = self._layout.figures
        for node, item in tuple(self._nodes.items()):
            if node not in figures or bool(figures[node].heat) is not isinstance(item, HeatItem):
                self.removeItem(self._nodes.pop(node))
        for node, figure in figures.items():
            if node not in self._nodes:
                kind = HeatItem if figure.heat else NodeItem
                self._nodes[node] = kind(node, figure, self._style, self.repainted.emit)
                self.addItem(self._nodes[node])
            elif everything or self._nodes[node].figure != figure:
                self._nodes[node].show_figure(figure, self._style)
            self._nodes[node].stand_at(QPointF(*self._layout.positions[node]))
        self._marks.show_nodes(self._nodes, self._style)
        before = self._numbers.inscriptions
        if before.layout is not self._layout:
            # The pointer was at a wire of the former layout, which this one may not have.
            self._attention = replace(self._attention, hovered=None, hovered_wire=None)
            self._connections = copy(self._connections)  # a picture may be half painted with these
            self.repainted.emit(self._connections.show_layout(self._layout, self._style))
            self._numbers.show_inscriptions(inscriptions(self._layout, before), self._style)
        self.repainted.emit(self._connections.show_attention(self._attention))
        self._show_numbers()
        self._forget_what_is_gone()
        self.laid_out.emit()

    def _forget_what_is_gone(self) -> None:
        focus = self._attention.focus if self._is_drawn(self._attention.focus) else None
        self.attend(focus=focus)

    def _is_drawn(self, stop: Stop | None) -> bool:
        match stop:
            case Quantity():
                return self.spot(stop) is not None
            case tuple():
                return bool(self._connections.of_edge(stop))
            case _:
                return stop in self._nodes

    # -- numbers ------------------------------------------------------------------------------

    def _show_numbers(self) -> None:
        """Write the session's numbers into the places of the layout."""
        session = self._session
        self._marks.show_marks(marks(session.shown.values, session.view.sample))
        for item in self._nodes.values():
            if isinstance(item, HeatItem):
                item.show_tints([tint(session, of, self._style) for of in item.figure.heat])
        self._numbers.show_numbers(session.readings(self._numbers.inscriptions.bundle))
        thick = widths(self._layout, session.shown, session.view, self._style)
        self.repainted.emit(self._connections.show_widths(thick))

    # -- the backdrop ---------------------------------------------------------------------------

    def still_parts(self, area: QRectF) -> Iterator[Part]:
        """All that stands still in an area, from back to front: connections, then nodes."""
        return still_parts(self._connections, self.items(area), area)

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """All that stands still, for whoever keeps no picture of it."""
        for part in self.still_parts(QRectF(rect)):
            part(painter)
