"""Holding: a press that does not move, or a key that stays down, shows what a number does."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QGraphicsView

from engine.quantity import Quantity, value
from engine.walk import Phase
from gui.canvas.acting.explaining import Explain
from gui.canvas.acting.focus import Focus
from gui.canvas.acting.gestures import Gesture, Pointer, Scrub
from gui.canvas.acting.moving import MoveNodes
from gui.canvas.acting.presses import Press
from gui.canvas.numbers import current
from gui.canvas.scene import NetworkScene
from gui.canvas.waves.nudges import first, further
from gui.session import Session
from gui.view import Hold

DELAY = 350
"""Milliseconds after which a press that has not moved holds."""

KEY = Qt.Key.Key_W

REPEAT = 80
"""Milliseconds in which a key that seems to be let go may come back: a busy X server tells of a key
that repeats itself as if it were let go and pressed again."""

_CHOOSE = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_Left: -1,
}


class Holding(QObject):
    """Begins and ends what the view holds; while it does, wheel and arrows choose the nudge."""

    def __init__(
        self, session: Session, scene: NetworkScene, focus: Focus, view: QGraphicsView
    ) -> None:
        super().__init__(view)
        self._session = session
        self._scene = scene
        self._focus = focus
        self._waiting: PressAndHold | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self._on_waited)
        self._release = QTimer(self)
        self._release.setSingleShot(True)
        self._release.setInterval(REPEAT)
        self._release.timeout.connect(self.end)
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    # -- what can be held ---------------------------------------------------------------------

    def _of_press(self, press: Press) -> Hold | None:
        """What a press would hold."""
        if press.number is not None:
            return self._of_number(press.number)
        node = press.hit.node
        return None if node is None else self._of_unit(node, self._element(node, press.pointer))

    def _of_key(self) -> Hold | None:
        """What the key would hold: where the keyboard is, or the only thing that is selected."""
        number, node = self._focus.first_number, self._focus.node
        if number is not None:
            return self._of_number(number)
        return None if node is None else self._of_unit(node, 0)

    def _of_number(self, number: Quantity) -> Hold | None:
        hold = Hold(Phase.FORWARD, number)
        if not self._fits(hold):
            return None
        project, sample = self._session.shown.project, self._session.view.sample
        return replace(hold, step=first(current(project, number, sample)))

    def _of_unit(self, node: str, element: int) -> Hold | None:
        """One unit, or with element 0 all of a node."""
        single = self._session.shown.project.network.sizes[node] == 1
        whole = value(node)
        hold = Hold(Phase.BACKWARD, whole if single or not element else whole.element(element))
        return hold if self._fits(hold) else None

    def _fits(self, hold: Hold) -> bool:
        return hold.fits(self._session.shown.project.network)

    def _element(self, node: str, pointer: Pointer) -> int:
        """Which outline of a node lies under the mouse, from 1; 0 where that tells no element."""
        figure = self._scene.layout.figures[node]
        x, y = self._scene.layout.positions[node]
        if len(figure.cells) != self._session.shown.project.network.sizes[node]:
            return 0
        at = pointer.scene.x() - x, pointer.scene.y() - y
        return next((i for i, cell in enumerate(figure.cells, 1) if cell.contains(*at)), 0)

    # -- beginning and ending -----------------------------------------------------------------

    def around(self, gesture: Gesture | None, press: Press) -> Gesture | None:
        """The gesture of a press; where something can be held, with the wait for that around it."""
        if not isinstance(gesture, Scrub | MoveNodes | Explain):
            return gesture
        hold = self._of_press(press)
        return gesture if hold is None else PressAndHold(self, gesture, hold, press)

    def wait(self, press: PressAndHold | None) -> None:
        """Tell `press` when it has been still long enough; None: nobody waits any more."""
        self._waiting = press
        if press is None:
            self._timer.stop()
        else:
            self._timer.start()

    def _on_waited(self) -> None:
        if self._waiting is not None:
            self._waiting.hold()

    def begin(self, hold: Hold) -> None:
        """Show what is held."""
        self._session.look(hold=hold)

    def end(self) -> bool:
        """Let go; False if nothing was held."""
        held = self._session.view.hold is not None
        self._release.stop()
        self._session.look(hold=None)
        return held

    # -- keys and wheel -----------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While something is held its keys and the wheel go nowhere else."""
        match event.type():
            case QEvent.Type.ShortcutOverride if isinstance(event, QKeyEvent):
                if self._session.view.hold is not None or self._begins(event):
                    event.accept()
                    return True
            case QEvent.Type.KeyPress if isinstance(event, QKeyEvent):
                return self._pressed(event)
            case QEvent.Type.KeyRelease if isinstance(event, QKeyEvent):
                return self._released(event)
            case QEvent.Type.Wheel if isinstance(event, QWheelEvent):
                return self._turned(event)
            case QEvent.Type.FocusOut:
                self.end()
        return super().eventFilter(watched, event)

    def _begins(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        return event.key() == KEY and plain and self._of_key() is not None

    def _pressed(self, event: QKeyEvent) -> bool:
        if self._session.view.hold is None:
            hold = self._of_key() if self._begins(event) else None
            if hold is None or event.isAutoRepeat():
                return False
            self.begin(hold)
        elif event.key() == KEY:
            self._release.stop()
        elif event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() in _CHOOSE:
            self._choose(_CHOOSE[Qt.Key(event.key())])
        return True

    def _released(self, event: QKeyEvent) -> bool:
        held = self._session.view.hold is not None
        if held and event.key() == KEY and not event.isAutoRepeat():
            self._release.start()
        return held

    def _turned(self, event: QWheelEvent) -> bool:
        if self._session.view.hold is None:
            return False
        turned = event.angleDelta().y() or event.angleDelta().x()
        if turned:
            self._choose(1 if turned > 0 else -1)
        event.accept()
        return True

    def _choose(self, direction: int) -> None:
        """The next nudge up or down."""
        hold = self._session.view.hold
        if hold is None or hold.phase is not Phase.FORWARD:
            return
        project, sample = self._session.shown.project, self._session.view.sample
        number = current(project, hold.quantity, sample)
        self._session.look(hold=replace(hold, step=further(hold.step, number, direction)))


class PressAndHold(Gesture):
    """A press: moved, it is the gesture that it began; left still, it holds until released."""

    def __init__(self, holding: Holding, gesture: Gesture, hold: Hold, press: Press) -> None:
        self._holding = holding
        self._gesture = gesture
        self._hold = hold
        self._start = press.pointer.screen
        self._held = False
        self.cursor = gesture.cursor
        holding.wait(self)

    def hold(self) -> None:
        """It has been still: what it began is taken back."""
        self._held = True
        self._gesture.cancel()
        self._holding.begin(self._hold)

    def move(self, pointer: Pointer) -> None:
        """Beyond the distance of a drag it will not hold; once it does it stays."""
        if self._held:
            return
        if (pointer.screen - self._start).manhattanLength() >= QApplication.startDragDistance():
            self._holding.wait(None)
        self._gesture.move(pointer)

    def release(self, pointer: Pointer) -> None:
        """Let go."""
        if not self._let_go():
            self._gesture.release(pointer)

    def cancel(self) -> None:
        """As if nothing had happened."""
        if not self._let_go():
            self._gesture.cancel()

    def _let_go(self) -> bool:
        self._holding.wait(None)
        if self._held:
            self._holding.end()
        return self._held
