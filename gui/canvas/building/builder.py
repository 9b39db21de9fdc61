"""The builder: what is asked and begun on the board to put a network together."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QPointF, Signal

from engine.edits.adding import Recipe
from engine.edits.candidates import refusals_from
from engine.edits.editing import relabelled
from engine.nodes import EdgeKey
from gui.canvas.acting.focus import Focus
from gui.canvas.acting.gestures import Gesture, Pointer
from gui.canvas.acting.situation import situation
from gui.canvas.acting.whereabouts import Whereabouts
from gui.canvas.building import steps
from gui.canvas.building.drawing import DrawArrow, LeadArrow
from gui.canvas.building.finder import Finder
from gui.canvas.building.grips import KEPT, Grip, grip_at
from gui.canvas.building.handle import HandleItem
from gui.canvas.building.questions import (
    Becoming,
    End,
    what_to_add,
    where_to_lead,
    which_function,
    which_name,
)
from gui.canvas.building.reaching import Reaching
from gui.canvas.building.steps import Joint
from gui.canvas.placing.arrange import COLUMN
from gui.canvas.scene import Hit, NetworkScene
from gui.canvas.zooming import ZoomView
from gui.edits import rename_node, rename_parameter
from gui.moment import Change
from gui.parts import Place, on_grid
from gui.session import Session
from gui.theme import Themes
from gui.words import called


class Builder(QObject):
    """Asks with the finder, draws with arrows, edits by steps."""

    asking = Signal(bool)
    """The finder is open, or is not any more."""

    left = Signal()
    """The finder was closed: the keyboard belongs to the view again."""

    def __init__(
        self,
        session: Session,
        themes: Themes,
        scene: NetworkScene,
        view: ZoomView,
        focus: Focus,
        whereabouts: Whereabouts,
    ) -> None:
        super().__init__(view)
        self._session, self._scene, self._view, self._focus = session, scene, view, focus
        self._whereabouts = whereabouts
        self._finder = Finder(view.viewport(), themes)
        self._finder.closed.connect(self.left)
        self._finder.asking.connect(self.asking)
        self._reaching = Reaching(scene, view, themes)
        self._handle = HandleItem(scene)
        self._offered = False
        scene.laid_out.connect(self._handle.leave)
        session.changed.connect(self._on_changed)

    def _on_changed(self, change: Change) -> None:
        """What was asked or drawn on another network is over."""
        if change.before.project.network is not change.after.project.network:
            self._finder.close_question()
            self._reaching.end()

    # -- handles ------------------------------------------------------------------------------

    def point_at(self, hit: Hit, at: QPointF | None) -> bool:
        """Show what can be taken near the pointer; whether a press would take it."""
        if at is None:
            self._handle.leave()
            return False
        if not self._handle.is_at(at):
            grip = grip_at(self._scene, hit, at, self._handle.grip)
            self._handle.show_grip(grip, self._scene.look, self._view.zoom)
        return self._handle.hover(at)

    def grip(self, at: QPointF) -> Grip | None:
        """What a press at a scene point takes: near its end an arrow itself, else the handle."""
        grip = self._handle.grip
        if grip is None or self._handle.is_at(at):
            return grip
        hit = self._scene.hit(at)
        return grip if hit.spot is None and hit.wire == grip.wire else None

    def take(self, grip: Grip, start: Pointer) -> Gesture:
        """Draw an arrow from a node, or lead the end of one."""
        self._handle.leave()
        if grip.edge is None:
            return DrawArrow(
                self._session, self._scene, self._reaching, grip.node, self._on_dropped
            )
        return LeadArrow(self._session, self._scene, self._reaching, grip, start)

    def _on_dropped(self, source: str, pointer: Pointer) -> None:
        """On the empty board stands what is created; a mere click leaves the place to us."""
        near = self._scene.node_at(pointer.scene, KEPT)
        at = None if near == source else pointer.scene
        self._ask_to_add(pointer.screen, at, Joint(source=source))

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the actions do, by their ids."""
        return {
            "add_node": self.add,
            "connect_node": self.connect_node,
            "change_function": self.change_function,
            "insert_node": self.insert_node,
            "rename": self.rename,
        }

    # -- questions ----------------------------------------------------------------------------

    def offer(self) -> bool:
        """Ask what to add to an empty board; not twice, so that Tab leads on to other panels."""
        if self._offered or self._session.project.network.nodes:
            self._offered = False
            return False
        self._offered = True
        self._ask_to_add(self._below(None), None, Joint())
        return True

    def add_at(self, at: QPointF) -> None:
        """A node at a scene point."""
        self._ask_to_add(self._view.mapFromScene(at), at, Joint())

    def insert(self, edge: EdgeKey, at: QPointF) -> None:
        """A node into an arrow."""
        self._ask_to_add(self._view.mapFromScene(at), at, Joint(parted=edge))

    def add(self) -> None:
        """A node where the menu was asked for, or beside the one that is chosen, joined with it."""
        asked = self._whereabouts.asked
        if asked is not None:
            self.add_at(asked)
            return
        node = self._focus.node
        self._ask_to_add(self._below(node), None, Joint(beside=node))

    def connect_node(self) -> None:
        """An arrow from the node that is chosen."""
        source = self._focus.node
        if source is None:
            return
        network = self._session.settle().network

        def lead(end: End) -> None:
            steps.connect(self._session, source, end.node, end.port)
            self._focus.put(source)

        def look(end: End | None) -> None:
            self._reaching.lead_to(None if end is None else end.node)

        refused = refusals_from(network, source)
        self._reaching.begin(source, refused)
        question = where_to_lead(network, source, refused, lead, look, self._reaching.end)
        self._finder.ask(self._below(source), question)

    def change_function(self) -> None:
        """Another function for the node that is chosen."""
        node = self._focus.node
        if node is None:
            return

        def change(into: Becoming) -> None:
            steps.change(self._session, node, into.function, into.size)
            self._reveal(node, by_hand=False)
            self._focus.put(node)

        network = self._session.settle().network
        self._finder.ask(self._below(node), which_function(network, node, change))

    def insert_node(self) -> None:
        """A node into the arrow that is chosen."""
        edge = situation(self._session, self._focus).edge
        if edge is not None:
            self._ask_to_add(self._below(edge[0]), None, Joint(parted=edge))

    def rename(self) -> None:
        """Another name for the parameter or node that is chosen."""
        found, project = situation(self._session, self._focus), self._session.settle()
        node = found.node
        if node is not None and (found.number is None or found.number.owner == node.id):
            old = node.id
            question = which_name(
                old,
                called(node),
                lambda new: relabelled(project, {old: new}, {}),
                lambda new: self._rename_node(old, new),
            )
            self._finder.ask(self._below(old), question)
        elif len(found.parameters) == 1:
            (old,) = found.parameters
            question = which_name(
                old,
                old,
                lambda new: relabelled(project, {}, {old: new}),
                lambda new: rename_parameter(self._session, old, new),
            )
            self._finder.ask(self._below(None), question)

    def _rename_node(self, old: str, new: str) -> None:
        rename_node(self._session, old, new)
        self._focus.put(new)

    def _ask_to_add(self, screen: QPoint, at: QPointF | None, joint: Joint) -> None:
        place: Place | None = None if at is None else (on_grid(at.x()), on_grid(at.y()))

        def add(recipe: Recipe) -> None:
            self._offered = False
            was_whole = self._view.sight().contains(self._scene.content())
            new = steps.add(self._session, recipe, place, joint)
            self._reveal(new, by_hand=place is not None)
            if joint.parted is not None and was_whole:  # what made room stays in sight
                self._view.bring_into_sight(self._scene.content())
            self._focus.put(new)

        network = self._session.settle().network
        self._finder.ask(screen, what_to_add(network, joint, add))

    def _reveal(self, node: str, *, by_hand: bool) -> None:
        """Show a node that is not in sight, a new one under a hand with room for the next."""
        outline, sight = self._scene.outline(node), self._view.sight()
        if not by_hand:
            self._view.bring_into_sight(outline)
        elif not sight.contains(outline):
            self._view.show_area(sight | outline.adjusted(0, 0, COLUMN, 0))

    def _below(self, node: str | None) -> QPoint:
        """Where the finder opens: below a node, else in the upper middle of the board."""
        if node is None:
            board = self._view.viewport().rect()
            return QPoint(board.center().x() - self._finder.wide // 2, board.height() // 4)
        outline = self._scene.outline(node)
        return self._view.mapFromScene(outline.bottomLeft())
