"""A hand at a window: what a person does with mouse and keyboard, everything by events."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QWidget

from gui.canvas.building.handle import HandleItem
from gui.canvas.scene import NetworkScene
from gui.canvas.view import NetworkView
from gui.session import Session

Keys = Qt.KeyboardModifier
Left = Qt.MouseButton.LeftButton


@dataclass
class Hand:
    """At the view of a session; counts its gestures."""

    view: NetworkView
    session: Session
    gestures: int = 0

    @property
    def scene(self) -> NetworkScene:
        scene = self.view.scene()
        assert isinstance(scene, NetworkScene)
        return scene

    @property
    def viewport(self) -> QWidget:
        return self.view.viewport()

    @property
    def line(self) -> QLineEdit:
        found = self.viewport.findChild(QLineEdit, "finder_line")
        assert isinstance(found, QLineEdit)
        return found

    @property
    def is_asked(self) -> bool:
        return self.line.isVisible()

    @property
    def rows(self) -> list[str]:
        found = self.viewport.findChild(QListWidget, "finder_rows")
        assert isinstance(found, QListWidget)
        return [found.item(row).text() for row in range(found.count())]

    @property
    def nodes(self) -> list[str]:
        return list(self.session.project.network.by_id)

    @property
    def steps(self) -> list[str]:
        """The names of the undo steps."""
        stack = self.session.undo_stack
        return [stack.text(index) for index in range(stack.index())]

    def label(self, name: str) -> str:
        """What a label on the board says; nothing while it is hidden."""
        found = self.viewport.findChild(QLabel, name)
        assert isinstance(found, QLabel)
        return found.text() if found.isVisible() else ""

    # -- mouse --------------------------------------------------------------------------------

    def at(self, node: str) -> QPoint:
        return self.view.mapFromScene(*self.scene.layout.positions[node])

    def port(self, node: str) -> QPoint:
        """The middle of the port that appears when the mouse is over a node."""
        x, y = self.scene.layout.positions[node]
        cell = self.scene.layout.figures[node].cells[0]
        self.move(self.view.mapFromScene(x + cell.x, y + cell.y))
        ports = [item for item in self.scene.items() if isinstance(item, HandleItem)]
        return self.view.mapFromScene(ports[0].pos())

    def move(self, to: QPoint, button: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
        there = QPointF(self.viewport.mapToGlobal(to))
        kind, none = QEvent.Type.MouseMove, Qt.MouseButton.NoButton
        event = QMouseEvent(kind, QPointF(to), there, none, button, Keys.NoModifier)
        QApplication.sendEvent(self.viewport, event)

    def press(self, at: QPoint) -> None:
        self.move(at)
        QTest.mousePress(self.viewport, Left, Keys.NoModifier, at)

    def drag_to(self, at: QPoint) -> None:
        self.move(at, Left)

    def release(self, at: QPoint) -> None:
        QTest.mouseRelease(self.viewport, Left, Keys.NoModifier, at)

    def drag(self, start: QPoint, end: QPoint) -> None:
        self.gestures += 1
        self.press(start)
        self.drag_to((start + end) / 2)
        self.drag_to(end)
        self.release(end)

    def click(self, at: QPoint) -> None:
        self.gestures += 1
        self.press(at)
        self.release(at)

    def double_click(self, at: QPoint) -> None:
        self.click(at)
        QTest.mouseDClick(self.viewport, Left, Keys.NoModifier, at)

    # -- keyboard -----------------------------------------------------------------------------

    def key(self, key: Qt.Key, keys: Keys = Keys.NoModifier) -> None:
        """Goes to whatever has the keyboard."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, keys)

    def keys(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.key(key)

    def type(self, text: str) -> None:
        for sign in text:  # the first one may open what takes the others
            focus = QApplication.focusWidget()
            assert focus is not None
            QTest.keyClicks(focus, sign)

    def answer(self, text: str) -> None:
        """Type into what has the keyboard and press Enter."""
        self.gestures += 1
        self.type(text)
        self.key(Qt.Key.Key_Return)
