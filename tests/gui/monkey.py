"""Random use of the window: real events on what is there, at any time, in any order."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, QPointF, QSettings, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QTableView, QWidget

from engine.files.reader import read
from engine.lessons import lessons
from gui.app import make_application, make_window
from gui.canvas.scene import NetworkScene
from gui.main_window import MainWindow
from tests.gui.canvas.board import random_project

Thing = TypeVar("Thing")
Keys, Button = Qt.KeyboardModifier, Qt.MouseButton

Key = Qt.Key
KEYS = [
    *(getattr(Key, f"Key_{sign}") for sign in "ABCDEFGHILMNOPRSTWXYZ0123"),
    *(Key.Key_Tab, Key.Key_Backtab, Key.Key_Return, Key.Key_Escape, Key.Key_Space, Key.Key_F2),
    *(Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_End),
    *(Key.Key_PageUp, Key.Key_PageDown, Key.Key_Delete, Key.Key_Backspace),
    *(Key.Key_Plus, Key.Key_Minus, Key.Key_Comma, Key.Key_Period, Key.Key_Slash),
]
HELD = [Keys.NoModifier] * 6 + [Keys.ShiftModifier, Keys.ControlModifier, Keys.AltModifier]
TYPED = ["relu", "loss", "0,5", "1/3", "-2", "layer 3", "x", "+", "1e400", "nan", "input", "tanh"]
LEAVES = {"new", "open", "save", "save_as", "quit", "full_screen", "about", "shortcuts"}
"""Actions that lead out of the window, or leave nothing to play with."""

LIFE = 150
"""Deeds with one document."""


class Monkey:
    """Plays one deed after the other; `history` says what it did last."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        self.history: deque[object] = deque(maxlen=12)
        self._window, self._random, self._count = window, Random(seed), 0  # noqa: S311
        self._actions = sorted(set(window.actions_by_id) - LEAVES)
        closer = QTimer(window)
        closer.timeout.connect(self._close_others)  # some wait until they are closed
        closer.start(20)
        self._deeds: Sequence[tuple[int, Callable[[], None]]] = (
            (30, self._click),
            (8, self._double_click),
            (17, self._drag),
            (23, self._key),
            (10, self._act),
            (4, self._menu),
            (5, self._turn_page),
            (3, self._type_into_field),
        )

    def play(self) -> None:
        """One deed, and all that follows from it."""
        if self._count % LIFE == 0:
            self._open()
        self._count += 1
        weights = [weight for weight, _ in self._deeds]
        _, deed = self._random.choices(self._deeds, weights)[0]
        deed()
        QApplication.processEvents()

    def _note(self, *words: object) -> None:
        self.history.append(words)

    def _any(self, things: Sequence[Thing]) -> Thing:
        return self._random.choice(things)

    def _open(self) -> None:
        choice = self._any([*lessons(), None])
        project = (
            random_project(self._random.randrange(1000)) if choice is None else read(choice.path)
        )
        self._note("open", choice.name if choice else "random")
        self._window.session.open(project)

    def _close_others(self) -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog | QMenu) and widget.isVisible():
                widget.close()

    # -- on the drawing -----------------------------------------------------------------------

    @property
    def _viewport(self) -> QWidget:
        return self._window.workbench.canvas.viewport()

    def _somewhere(self) -> QPoint:
        """On a number, a node or a wire, or anywhere."""
        view = self._window.workbench.canvas
        scene = view.scene()
        assert isinstance(scene, NetworkScene)
        spots = [QPointF(spot.slot.box.x, spot.slot.box.y) for spot in scene.spots()]
        spots += [scene.outline(node).center() for node in scene.drawn.nodes]
        spots += [QPointF(*curve.mean(axis=0).tolist()) for curve in scene.layout.curves]
        if spots and self._random.random() < 0.7:
            off = QPoint(self._random.randint(-4, 4), self._random.randint(-4, 4))
            return view.mapFromScene(self._any(spots)) + off
        return QPoint(
            self._random.randrange(max(1, view.width())),
            self._random.randrange(max(1, view.height())),
        )

    def _click(self) -> None:
        at, held = self._somewhere(), self._any(HELD)
        self._note("click", at.toTuple(), held.name)
        QTest.mouseClick(self._viewport, Button.LeftButton, held, at)

    def _double_click(self) -> None:
        at = self._somewhere()
        self._note("double click", at.toTuple())
        QTest.mouseDClick(self._viewport, Button.LeftButton, Keys.NoModifier, at)

    def _drag(self) -> None:
        start, end, held = self._somewhere(), self._somewhere(), self._any(HELD)
        self._note("drag", start.toTuple(), end.toTuple(), held.name)
        QTest.mousePress(self._viewport, Button.LeftButton, held, start)
        for part in range(1, 5):
            at = QPointF(start + (end - start) * part / 4)
            there = QPointF(self._viewport.mapToGlobal(at))
            kind, none = QEvent.Type.MouseMove, Button.NoButton
            QApplication.postEvent(
                self._viewport, QMouseEvent(kind, at, there, none, Button.LeftButton, held)
            )
            QApplication.processEvents()
            if self._random.random() < 0.06:
                self._key()
        QTest.mouseRelease(self._viewport, Button.LeftButton, held, end)

    def _menu(self) -> None:
        at = self._somewhere()
        self._note("menu", at.toTuple())
        reason, there = QContextMenuEvent.Reason.Mouse, self._viewport.mapToGlobal(at)
        QApplication.postEvent(self._viewport, QContextMenuEvent(reason, at, there))

    # -- elsewhere ----------------------------------------------------------------------------

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self._window.workbench.canvas

    def _key(self) -> None:
        key, held = self._any(KEYS), self._any(HELD)
        self._note("key", key.name, held.name, self._focus().objectName())
        QTest.keyClick(self._focus(), key, held)
        if self._random.random() < 0.3:
            QTest.keyClicks(self._focus(), self._any(TYPED))

    def _act(self) -> None:
        name = self._any(self._actions)
        self._note("act", name)
        self._window.actions_by_id[name].trigger()

    def _turn_page(self) -> None:
        page = self._any(["plots", "data", "table", "check"])
        self._note("page", page)
        self._window.workbench.strip.show_page(page)
        QApplication.processEvents()
        tables = [each for each in self._window.findChildren(QTableView) if each.isVisible()]
        table = self._any(tables) if tables else None
        if table is not None and table.model() is not None and table.model().rowCount():
            row = self._random.randrange(table.model().rowCount())
            column = self._random.randrange(table.model().columnCount())
            table.setFocus()
            table.setCurrentIndex(table.model().index(row, column))
            self._key()

    def _type_into_field(self) -> None:
        fields = [each for each in self._window.findChildren(QLineEdit) if each.isVisible()]
        if fields:
            field = self._any(fields)
            self._note("field", field.objectName())
            field.setFocus()
            field.selectAll()
            QTest.keyClicks(field, self._any(TYPED))
            QTest.keyClick(self._focus(), self._any([Key.Key_Return, Key.Key_Escape]))


if __name__ == "__main__":
    application = make_application()
    stored = QSettings(str(Path(mkdtemp()) / "settings.ini"), QSettings.Format.IniFormat)
    shown = make_window(application, stored, "xor")
    shown.show()
    player = Monkey(shown, int(sys.argv[1]))
    for _ in range(int(sys.argv[2])):
        player.play()
    shown.session.undo_stack.setClean()
