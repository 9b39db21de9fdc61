"""Presses: the table that says which gesture a press of the mouse begins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt

from engine.quantity import Quantity
from gui.canvas.acting.explaining import Explain
from gui.canvas.acting.focus import Focus
from gui.canvas.acting.gestures import Gesture, Pan, Pointer, RubberBand, Scrub, adds
from gui.canvas.acting.moving import MoveNodes
from gui.canvas.building.builder import Builder
from gui.canvas.building.steps import open_or_close
from gui.canvas.placing.unfolding import can_close, can_open
from gui.canvas.scene import Hit, NetworkScene
from gui.canvas.zooming import ZoomView
from gui.session import Session
from gui.view import ItemKey

_Button = Qt.MouseButton


@dataclass(frozen=True, slots=True)
class Press:
    """A button that goes down: where, on what, and whether the space bar is held."""

    pointer: Pointer
    button: Qt.MouseButton
    hit: Hit
    space_held: bool = False

    @property
    def number(self) -> Quantity | None:
        """The number under the mouse, if it can be set."""
        spot = self.hit.spot
        return spot.slot.quantity if spot is not None and spot.slot.settable else None

    @property
    def gradient(self) -> Quantity | None:
        """The gradient under the mouse."""
        spot = self.hit.spot
        return spot.slot.quantity if spot is not None and spot.slot.quantity.by else None


Row = tuple[Callable[[Press], object], Callable[[Press], Gesture | None]]
"""Whether it applies, and what it begins."""


class Presses:
    """What a press does at once, and the gesture that goes on with it."""

    def __init__(
        self,
        session: Session,
        scene: NetworkScene,
        view: ZoomView,
        focus: Focus,
        open_editor: Callable[[Quantity], None],
        builder: Builder,
    ) -> None:
        self._session = session
        self._scene = scene
        self._view = view
        self._focus = focus
        self._open_editor = open_editor
        self._builder = builder
        self._rows: tuple[Row, ...] = (
            (_pans, self._pan),
            (lambda press: press.button is not _Button.LeftButton, lambda _: None),
            (lambda press: builder.grip(press.pointer.scene), self._take),
            (lambda press: press.number, self._scrub),
            (lambda press: press.gradient, self._explain),
            (lambda press: press.hit.node, self._move),
            (lambda press: press.hit.edge, self._select_edge),
            (lambda _: True, self._band),
        )
        self._second_rows: tuple[Row, ...] = (
            (lambda press: press.button is not _Button.LeftButton, self.begin),
            (lambda press: press.number or press.gradient, self.begin),
            (self._can_open_or_close, self._open_or_close),
            (lambda press: press.hit.node, self.begin),
            (lambda press: press.hit.edge, self._insert),
            (lambda _: True, self._add),
        )

    def begin(self, press: Press) -> Gesture | None:
        """The first row that applies."""
        return next(begun(press) for applies, begun in self._rows if applies(press))

    def begin_second(self, press: Press) -> Gesture | None:
        """The second press of a double click: the first row that applies."""
        return next(begun(press) for applies, begun in self._second_rows if applies(press))

    # -- rows ---------------------------------------------------------------------------------

    def _pan(self, press: Press) -> Gesture:
        return Pan(self._view.pan, press.pointer)

    def _take(self, press: Press) -> Gesture:
        grip = self._builder.grip(press.pointer.scene)
        assert grip is not None
        self._focus.clear()
        if grip.edge is not None:
            self._select(grip.edge, press.pointer)
        return self._builder.take(grip, press.pointer)

    def _insert(self, press: Press) -> None:
        assert press.hit.edge is not None
        self._builder.insert(press.hit.edge, press.pointer.scene)

    def _add(self, press: Press) -> None:
        self._builder.add_at(press.pointer.scene)

    def _can_open_or_close(self, press: Press) -> bool:
        network, node = self._session.project.network, press.hit.node
        return node is not None and (can_open(network, node) or can_close(network, node))

    def _open_or_close(self, press: Press) -> None:
        assert press.hit.node is not None
        open_or_close(self._session, press.hit.node)
        self._view.refit()

    def _scrub(self, press: Press) -> Gesture | None:
        number = press.number
        assert number is not None
        self._focus.put(number)
        return Scrub(self._session, number, press.pointer, self._open_editor)

    def _explain(self, press: Press) -> Gesture | None:
        """What the press begins without the gradient; a click leads to its step."""
        gradient = press.gradient
        assert gradient is not None
        bare = self._move if press.hit.node else self._select_edge
        return Explain(self._session, gradient, bare(press), press.pointer)

    def _move(self, press: Press) -> Gesture | None:
        node = press.hit.node
        assert node is not None
        self._focus.clear()
        self._select(node, press.pointer)
        return MoveNodes(self._session, self._scene, node, press.pointer)

    def _select_edge(self, press: Press) -> None:
        assert press.hit.edge is not None
        self._focus.clear()
        self._select(press.hit.edge, press.pointer)

    def _band(self, press: Press) -> Gesture:
        self._focus.clear()
        return RubberBand(self._session, self._scene, self._view.viewport(), press.pointer)

    def _select(self, key: ItemKey, pointer: Pointer) -> None:
        """A plain press selects one thing; what is selected stays, so that all of it can move."""
        selection = self._session.view.selection
        if adds(pointer.modifiers):
            self._session.look(selection=selection ^ {key})
        elif key not in selection:
            self._session.look(selection=frozenset({key}))


def _pans(press: Press) -> bool:
    left = press.button is _Button.LeftButton
    return press.button is _Button.MiddleButton or (left and press.space_held)
