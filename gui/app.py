"""The application object and the first window."""

from __future__ import annotations

import gc
import os
import sys

from PySide6.QtCore import QEvent, QObject, QSettings, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMainWindow

from engine.resources import resource
from gui.appearance import apply_theme
from gui.fonts import math_family
from gui.main_window import MainWindow
from gui.recovery import CrashHook, offer_unsaved, state_folder
from gui.theme import THEMES, Themes

ORGANIZATION, APPLICATION = "Chainrule Project", "Chainrule"
"""Must differ, or the standard paths name the folder twice."""

TURN = 0.001
"""Seconds that a thread computes before another has its turn."""

FIRST_PAINT = "CHAINRULE_FIRST_PAINT"
"""Set in the environment, the program says when its window is painted, and closes it."""


def make_application() -> QApplication:
    """The one QApplication, named and styled."""
    # The window asks for its turn many times a frame: with Python's 5 ms one would see it wait.
    sys.setswitchinterval(TURN)
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setOrganizationName(ORGANIZATION)
    app.setApplicationName(APPLICATION)
    app.setDesktopFileName("chainrule")  # how a desktop finds the name and the icon of a window
    app.setWindowIcon(QIcon(str(resource("icons", "chainrule.svg"))))
    app.setStyle("Fusion")
    app.installTranslator(_translator(app))
    math_family()
    return app


def _translator(app: QApplication) -> QTranslator:
    """The window's language; English needs one too, for its plural forms."""
    translator = QTranslator(app)
    translator.load(str(resource("translations", "chainrule_en.qm")))
    return translator


def make_window(app: QApplication, settings: QSettings, file: str | None = None) -> MainWindow:
    """A window on `file` (a path or a lesson's name), or on the opening lesson."""
    stored = settings.value("theme")
    themes = Themes(stored if stored in THEMES else THEMES[0])
    point_size = app.font().pointSizeF()
    apply_theme(app, themes.current, point_size)
    window = MainWindow(themes, settings)
    themes.setParent(window)
    themes.changed.connect(lambda theme: apply_theme(app, theme, point_size))
    window.open_first(file)
    return window


def start(file: str | None = None) -> int:
    """Open the window and run until it is closed; returns the exit status."""
    app = make_application()
    window = make_window(app, QSettings(), file)
    _collect_seldom()
    CrashHook(window).install()
    if FIRST_PAINT in os.environ:
        _FirstPaint(window)
    show_whole(window)
    offer_unsaved(window.documents, state_folder(), window)
    return app.exec()


def show_whole(window: QMainWindow) -> None:
    """Show a window as large as it is; one that the screen cannot hold fills the screen."""
    room = window.screen().availableSize()
    if window.size().boundedTo(room) == window.size():
        window.show()
    else:
        window.showMaximized()


def _collect_seldom() -> None:
    """Have Python look for garbage in cycles seldom, and never in what is loaded by now.

    An edit of a large network makes many thousands of small values, which by themselves set off
    several searches of the whole memory: a fifth of its time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


class _FirstPaint(QObject):
    """Says which file the window shows when it is painted first, and closes it: `FIRST_PAINT`."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the paint event, then until all that is painted with it is on the screen."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._on_painted)
        return False

    def _on_painted(self) -> None:
        print(f"painted: {self._window.windowFilePath()}", flush=True)  # noqa: T201 - its purpose
        self._window.close()
