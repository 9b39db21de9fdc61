"""The application object and the first window."""

from __future__ import annotations

import sys

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from gui.appearance import apply_theme
from gui.fonts import math_family
from gui.main_window import MainWindow
from gui.recovery import CrashHook, offer_unsaved, state_folder
from gui.theme import THEMES, Themes

ORGANIZATION, APPLICATION = "Chainrule Project", "Chainrule"
"""Must differ, or the standard paths name the folder twice."""


def make_application() -> QApplication:
    """The one QApplication, named and styled."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setOrganizationName(ORGANIZATION)
    app.setApplicationName(APPLICATION)
    app.setStyle("Fusion")
    math_family()
    return app


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
    CrashHook(window).install()
    window.show()
    offer_unsaved(window.documents, state_folder(), window)
    return app.exec()
