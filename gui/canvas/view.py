"""View: the window onto the drawing. It turns mouse and keys into gestures and edits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from engine.quantity import Quantity
from gui.canvas.acting.commands import Commands
from gui.canvas.acting.editing import InPlace
from gui.canvas.acting.focus import Focus
from gui.canvas.acting.gestures import Gesture, Pointer, factor
from gui.canvas.acting.menus import Menus
from gui.canvas.acting.nudging import Nudger
from gui.canvas.acting.pointing import Pointing
from gui.canvas.acting.presses import Press, Presses
from gui.canvas.acting.putting_down import PutDown
from gui.canvas.acting.refusal import Refusal
from gui.canvas.acting.speech import Narrator, say, spoken
from gui.canvas.acting.whereabouts import Whereabouts
from gui.canvas.attention import Stop
from gui.canvas.building.builder import Builder
from gui.canvas.building.retouch import Retouch
from gui.canvas.notice import Notice
from gui.canvas.painting.backdrop import Backdrop
from gui.canvas.painting.minimap import Minimap
from gui.canvas.painting.spotlight import Lighting
from gui.canvas.scene import NetworkScene
from gui.canvas.waves import Holding, Waves
from gui.canvas.zooming import ZoomView
from gui.session import Session
from gui.theme import ColorRole, Theme, Themes
from gui.words import wrapped

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}

_OPENS_EDITOR = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)

_BEGINS_NUMBER = frozenset("0123456789.,-+−")


class NetworkView(ZoomView):
    """The drawing of the session's network, to look at and to edit."""

    def __init__(self, session: Session, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("canvas")
        self.setAccessibleName(self.tr("Drawing of the network"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._session = session
        self._scene = NetworkScene(session, themes, self)
        self.setScene(self._scene)
        self._backdrop = Backdrop(self._scene.still_parts, self.viewport())
        self._scene.repainted.connect(self._backdrop.invalidate)
        self._scene.redrawn.connect(self._backdrop.forget)
        self._gesture: Gesture | None = None
        self._button = Qt.MouseButton.NoButton
        self._space_held = False
        self._nudger = Nudger(session)
        self._focus = Focus(session, self._scene, self)
        self._in_place = InPlace(session, themes, self._scene, self, self._focus)
        whereabouts = Whereabouts(self)
        self._builder = Builder(session, themes, self._scene, self, self._focus, whereabouts)
        self._retouch = Retouch(session, self._focus, self)
        self._pointing = Pointing(session, self._scene, self, self._builder)
        self._presses = Presses(
            session, self._scene, self, self._focus, self._in_place.open, self._builder
        )
        PutDown(self, self._cancel)
        self._waves = Waves(session, themes, self._scene, self)
        self._holding = Holding(session, self._scene, self._focus, self)
        self._notice = Notice(session, themes, self.viewport())
        self._builder.asking.connect(self._notice.give_way)
        self._lighting = Lighting(session, self._scene)
        self._minimap = Minimap(self._scene, themes, self)
        self._refusal = Refusal(session, themes, self.viewport())
        self._commands = Commands(session, self._scene, self, whereabouts, self._ready)
        self._commands.refused.connect(self._refusal.show_sentence)
        self._narrator = Narrator(session, self)
        self._menus = Menus(session, self._scene, self._focus, self, whereabouts)
        self._focus.moved.connect(self._on_focus_moved)
        for editor in (self._in_place, self._builder):
            editor.left.connect(partial(self.setFocus, Qt.FocusReason.OtherFocusReason))
        session.opened.connect(self.fit)
        themes.changed.connect(self._on_theme)
        self._on_theme(themes.current)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the actions do that concern the drawing, by their ids."""
        return {
            "zoom_in": self.zoom_in,
            "zoom_out": self.zoom_out,
            "fit": self.fit,
            "type_number": self._on_type_number,
            **self._commands.handlers(),
            **self._builder.handlers(),
            **self._retouch.handlers(),
        }

    def adopt(self, actions: Mapping[str, QAction]) -> None:
        """Make menus of the window's actions; the keys of some belong to the drawing."""
        self._menus.adopt(actions)

    def refresh_actions(self) -> None:
        """Enable the actions that have something to work on."""
        self._menus.refresh()

    def content(self) -> QRectF:
        """The rectangle around the drawing."""
        return self._scene.content()

    # -- mouse --------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press begins a gesture, unless another button is at it."""
        self._begin(event, self._presses.begin)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """So does the second press of a double click."""
        self._begin(event, self._presses.begin_second)

    def _begin(self, event: QMouseEvent, begun: Callable[[Press], Gesture | None]) -> None:
        if self._gesture is not None and event.button() is not self._button:
            return
        self._cancel()  # a release that went to another window
        if not self._in_place.finish():
            return
        self._nudger.rest()
        self._button = event.button()
        pointer = self._pointer(event)
        hit = self._scene.hit(pointer.scene)
        press = Press(pointer, self._button, hit, self._space_held)
        self._gesture = self._holding.around(begun(press), press)
        if self._gesture is not None and self._gesture.cursor is not None:
            self.viewport().setCursor(self._gesture.cursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The gesture goes on; without one the pointer shows what can be changed."""
        pointer = self._pointer(event)
        if self._gesture is not None:
            self._gesture.move(pointer)
        else:
            self._pointing.at(pointer.scene, pans=self._space_held)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The gesture ends."""
        if self._gesture is not None and event.button() is self._button:
            gesture, self._gesture = self._gesture, None
            pointer = self._pointer(event)
            gesture.release(pointer)
            self._pointing.at(pointer.scene, pans=self._space_held)

    def _ready(self) -> bool:
        """End what is going on before the drawing changes; false while a number is not mended."""
        self._cancel()
        return self._in_place.finish()

    def _cancel(self) -> bool:
        """Take back the gesture that is going on; False if there is none."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.cancel()
            self.viewport().unsetCursor()
        return gesture is not None

    def _pointer(self, event: QMouseEvent) -> Pointer:
        at = event.position().toPoint()
        return Pointer(at, self.mapToScene(at), event.modifiers())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A turn over a number changes it; anywhere else it scrolls, with Ctrl it zooms."""
        spot = self._scene.hit(self.mapToScene(event.position().toPoint())).spot
        zooms = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if zooms or spot is None or not spot.slot.settable:
            super().wheelEvent(event)
            return
        event.accept()
        if self._in_place.finish():
            turned = event.angleDelta()  # Alt makes a turn a sideways one
            steps = (turned.y() or turned.x()) / 120
            self._nudge(spot.slot.quantity, steps, event.modifiers())

    def _nudge(self, quantity: Quantity, steps: float, modifiers: Qt.KeyboardModifier) -> None:
        self._focus.put(quantity)
        self._nudger.nudge(quantity, steps, factor(modifiers))
        say(self, spoken(self._session, quantity))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the thing under the pointer, or with what has the keyboard."""
        if self._ready():
            self._menus.open(event)

    # -- keyboard -----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, arrows, what opens the editor, and the space bar that pans."""
        key, number = event.key(), self._focus.number
        if key == Qt.Key.Key_Escape:
            self._escape()
        elif key == Qt.Key.Key_Space:
            self._space_held = True
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif key in _ARROWS:
            across, down = _ARROWS[Qt.Key(key)]
            if across and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._focus.enter(across)
            elif number is None:
                self._focus.turn(across, down)
            else:
                self._nudge(number, across - down, event.modifiers())
        elif key == Qt.Key.Key_F2 and self._focus.first_number is None:
            self._builder.rename()
        elif key in _OPENS_EDITOR:
            self._on_type_number()
        elif number is not None and event.text() in _BEGINS_NUMBER:
            self._in_place.open(number, event.text())
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Without the space bar the mouse edits again."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space_held = False
            self.viewport().unsetCursor()
        super().keyReleaseEvent(event)

    def _escape(self) -> None:
        """End what is going on, else let go of everything, and of the walk."""
        if not self._cancel():
            self._focus.clear()
            self._session.look(selection=frozenset(), step=None, way=None)

    def focusNextPrevChild(self, forth: bool) -> bool:
        """Tab goes through nodes and numbers, and from the last of them on to other panels."""
        self._nudger.rest()
        if self._focus.go(1 if forth else -1) or (forth and self._builder.offer()):
            return True
        self._focus.clear()
        return super().focusNextPrevChild(forth)

    def _on_focus_moved(self, stop: Stop) -> None:
        self.ensureVisible(self._scene.area(stop), 8, 8)
        say(self, spoken(self._session, stop))

    def _on_type_number(self) -> None:
        number = self._focus.first_number
        if number is not None and self._in_place.finish():
            self._focus.put(number)
            self._in_place.open(number)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Elsewhere in the window the keyboard leaves the drawing; the editor belongs to it."""
        super().focusOutEvent(event)
        self._space_held = False
        focus = QApplication.focusWidget()
        if focus is not None and not self.isAncestorOf(focus):
            self._focus.clear()

    # -- looks --------------------------------------------------------------------------------

    def before_viewport(self, event: QEvent) -> bool:
        """Tooltips explain what the pointer is at; when it leaves, nothing is pointed at."""
        if event.type() == QEvent.Type.Leave:
            self._pointing.nowhere()
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            explanation = self._pointing.explanation(self.mapToScene(event.pos()))
            QToolTip.showText(event.globalPos(), wrapped(explanation))
            return True
        return super().before_viewport(event)

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """The board with all that stands still, from a picture that is kept."""
        if painter.worldTransform() == self.viewportTransform():
            self._backdrop.draw(painter, self.viewportTransform(), self.backgroundBrush().color())
        else:  # for a printer, say
            super().drawBackground(painter, rect)
            self._scene.drawBackground(painter, rect)

    def _on_theme(self, theme: Theme) -> None:
        self.setBackgroundBrush(theme.color(ColorRole.CANVAS))
        self.refit()
