"""Menus: what one can do with the thing under the pointer, and when each action applies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum

from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QGraphicsView, QMenu

from engine.edits.properties import can_be_objective
from engine.nodes import Layer, Loss, Operation
from engine.quantity import Quantity
from gui.canvas.acting.focus import Focus
from gui.canvas.acting.situation import Situation, situation
from gui.canvas.acting.stops import owner
from gui.canvas.acting.whereabouts import Whereabouts
from gui.canvas.attention import Stop
from gui.canvas.scene import NetworkScene
from gui.session import Session


class Thing(Enum):
    """What a menu can be about."""

    NODE = "node"
    EDGE = "edge"
    NUMBER = "number"  # above the rows of its node or connection
    BOARD = "board"


Groups = tuple[tuple[str, ...], ...]
"""Ids of actions; a line parts the groups."""

_NODES: Groups = (
    ("add_node", "connect_node", "change_function"),
    ("rename", "toggle_bias", "toggle_objective", "toggle_open"),
    ("cut", "copy", "duplicate"),
    ("delete",),
    ("fit_selection", "arrange"),
)

MENUS: Mapping[Thing, Groups] = {
    Thing.NUMBER: (("type_number", "toggle_lock"),),
    Thing.NODE: _NODES,
    Thing.EDGE: (("insert_node", "rename", "toggle_lock"), ("delete",), ("fit_selection",)),
    Thing.BOARD: (("add_node",), ("undo", "redo"), ("paste", "select_all"), ("fit", "arrange")),
}
"""The rows of every menu; one that does not apply is left out, but for those of the board."""

APPLIES: Mapping[str, Callable[[Situation], bool]] = {
    **dict.fromkeys(("cut", "copy", "duplicate"), lambda found: bool(found.nodes)),
    **dict.fromkeys(("delete", "fit_selection"), lambda found: bool(found.nodes or found.edges)),
    **dict.fromkeys(("select_all", "arrange", "fit"), lambda found: bool(found.network.nodes)),
    "connect_node": lambda found: found.node is not None,
    "change_function": lambda found: isinstance(found.node, Layer | Operation | Loss),
    "insert_node": lambda found: found.edge is not None,
    "rename": lambda found: found.node is not None or len(found.parameters) == 1,
    "toggle_lock": lambda found: bool(found.parameters),
    "toggle_bias": lambda found: bool(found.layers),
    "toggle_objective": lambda found: (
        found.node is not None and can_be_objective(found.network, found.node.id)
    ),
    "toggle_open": lambda found: found.can_open_or_close,
    "type_number": lambda found: found.number is not None,
}
"""When an action has something to work on; one that is not listed always has."""


class Menus(QObject):
    """Keeps the actions of the drawing enabled while they apply, and pops its menus up."""

    def __init__(
        self,
        session: Session,
        scene: NetworkScene,
        focus: Focus,
        view: QGraphicsView,
        whereabouts: Whereabouts,
    ) -> None:
        super().__init__(view)
        self._session = session
        self._scene = scene
        self._focus = focus
        self._view = view
        self._whereabouts = whereabouts
        self._actions: Mapping[str, QAction] = {}
        session.changed.connect(self.refresh)
        focus.moved.connect(self.refresh)
        focus.left.connect(self.refresh)

    def adopt(self, actions: Mapping[str, QAction]) -> None:
        """Work with the window's actions, by their ids; keys of the drawing work in it alone."""
        self._actions = actions
        own = Qt.ShortcutContext.WidgetWithChildrenShortcut
        keyed = [action for action in actions.values() if action.shortcutContext() is own]
        self._view.addActions(keyed)
        self.refresh()

    def open(self, event: QContextMenuEvent) -> None:
        """The menu of what lies under the pointer; asked for by key, of what has the keyboard."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        if by_mouse:
            things, at = self._taken_up(self._view.mapToScene(event.pos())), event.globalPos()
        else:
            stop, viewport = self._focus.stop, self._view.viewport()
            things = (Thing.BOARD,) if stop is None else self._things(stop)
            middle = viewport.rect().center()
            if stop is not None:
                middle = self._view.mapFromScene(self._scene.area(stop).center())
            at = viewport.mapToGlobal(middle)
        menu = self.menu(*things)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if by_mouse and Thing.BOARD in things:
            self._whereabouts.ask(menu, self._view.mapToScene(event.pos()))
        menu.popup(at)

    def menu(self, *things: Thing) -> QMenu:
        """The rows of one thing after another."""
        menu = QMenu(self._view)
        menu.setObjectName(f"menu_{things[0].value}")
        for group in (group for thing in things for group in MENUS[thing]):
            rows = [self._actions[name] for name in group if name in self._actions]
            if Thing.BOARD not in things:
                rows = [action for action in rows if action.isEnabled()]
            if rows:
                menu.addActions(rows)
                menu.addSeparator()
        return menu

    def _taken_up(self, at: QPointF) -> tuple[Thing, ...]:
        """Select what lies at a scene point, unless it is one of several that are selected."""
        hit, selection = self._scene.hit(at), self._session.view.selection
        key = hit.node or hit.edge
        several = len(selection) > 1 and key in selection
        if hit.spot is not None and hit.spot.slot.settable and not several:
            self._focus.put(hit.spot.slot.quantity)
            return self._things(hit.spot.slot.quantity)
        self._focus.clear()
        if not several:
            self._session.look(selection=frozenset() if key is None else frozenset({key}))
        return (Thing.BOARD,) if key is None else self._things(key)

    def _things(self, stop: Stop) -> tuple[Thing, ...]:
        match stop:
            case str():
                return (Thing.NODE,)
            case Quantity():
                key = owner(self._scene.layout, stop)
                return (Thing.NUMBER, *(self._things(key) if key is not None else ()))
            case _:
                return (Thing.EDGE,)

    def refresh(self) -> None:
        """Enable the actions that have something to work on."""
        found = situation(self._session, self._focus)
        for name, applies in APPLIES.items():
            if name in self._actions:
                self._actions[name].setEnabled(applies(found))
