"""No frame shows one thing over another: all that is painted is in its place."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from engine.lessons import find
from gui.main_window import SMALLEST, MainWindow


class Frames(QObject):
    """Looks at the window whenever it is painted, and keeps what lay over each other."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.seen = self.spread = 0
        self.covered: set[tuple[str, str]] = set()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint:
            self.seen += 1
            sheet = self._window.findChild(QWidget, "step_sheet")
            assert sheet is not None
            if sheet.isVisible() and sheet.height() != sheet.heightForWidth(sheet.width()):
                self.spread += 1  # its lines have the room of the step before
            for parent in self._window.findChildren(QWidget):
                layout = parent.layout()
                if parent.isVisible() and isinstance(layout, QBoxLayout):
                    self._look(layout)
        return False

    def _look(self, layout: QBoxLayout) -> None:
        items = (layout.itemAt(at) for at in range(layout.count()))
        shown = [each.widget() for each in items if each is not None and each.widget()]
        shown = [each for each in shown if each.isVisible()]
        for above, below in pairwise(shown):
            if above.geometry().intersects(below.geometry()):
                self.covered.add((above.objectName(), below.objectName()))


@pytest.fixture
def window(window_on: Callable[[str | None], MainWindow]) -> MainWindow:
    window = window_on("softmax-cross-entropy")
    window.resize(*SMALLEST)
    return window


def test_a_step_that_grows_or_shrinks_is_in_its_place(window: MainWindow, qtbot: QtBot) -> None:
    frames = Frames(window)
    for _ in range(2):  # as text, then as pictures
        for number in range(len(window.walk.steps)):
            window.walk.go(number)
            qtbot.wait(50)
    assert frames.seen
    assert not frames.covered
    assert not frames.spread


def test_the_inspector_covers_nothing_while_it_fills(window: MainWindow, qtbot: QtBot) -> None:
    frames = Frames(window)
    for name in ("s", "L", "x", "a"):
        window.session.look(selection=frozenset((name,)))
        qtbot.wait(100)  # the curve follows after the paint
    for name in ("three-units", "weight-table", "relu-and-linear"):
        lesson = find(name)
        assert lesson is not None
        window.documents.open_lesson(lesson)
        qtbot.wait(100)
    assert not frames.covered
