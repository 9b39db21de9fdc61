from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engine.files.reader import read
from engine.lessons import find
from engine.project import Project
from gui.main_window import MainWindow
from gui.session import Session
from gui.theme import Themes

Shown = TypeVar("Shown", bound=QWidget)


@pytest.fixture(autouse=True)
def _no_key_held() -> None:
    """Let go of the Ctrl or Shift of the last test: after a typed Ctrl+C Qt takes it for held."""
    if QGuiApplication.keyboardModifiers():
        QTest.keyRelease(QWidget(), Qt.Key.Key_Control)


@pytest.fixture
def lesson() -> Callable[[str], Project]:
    """A lesson's project by its name."""

    def load(name: str) -> Project:
        return read(find(name).path)

    return load


@pytest.fixture
def session(qtbot: QtBot, lesson: Callable[[str], Project]) -> Iterator[Session]:
    """A session on the sheet's skip connection."""
    opened = Session(lesson("skip-connection"))
    yield opened
    opened.close()


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def window_on(qtbot: QtBot, settings: QSettings) -> Callable[[str | None], MainWindow]:
    """An active main window on a file or lesson; whatever is unsaved in the end is given up."""
    kept: list[MainWindow] = []  # or it would be collected while it still has events

    def give_up(window: MainWindow) -> None:
        window.session.settle()
        window.session.undo_stack.setClean()

    def make(file: str | None) -> MainWindow:
        window = MainWindow(Themes(), settings)
        kept.append(window)
        window.open_first(file)
        qtbot.addWidget(window, before_close_func=give_up)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        qtbot.waitUntil(lambda: window.workbench.strip.page("plots") is not None)
        return window

    return make


@pytest.fixture
def themes(qtbot: QtBot) -> Themes:
    return Themes("light")


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Callable[..., QWidget]]:
    """Show a widget as large as a panel is; closed after the test, before the session is."""
    kept: list[QWidget] = []

    def shown(widget: Shown, width: int = 300, height: int = 600) -> Shown:
        kept.append(widget)
        widget.resize(width, height)
        widget.show()
        qtbot.waitExposed(widget)
        return widget

    yield shown
    for widget in kept:
        widget.close()
        # At once: later the garbage collector would take the parts of a plot in any order.
        widget.deleteLater()
        QCoreApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete)
