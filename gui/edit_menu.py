"""The menu Edit: its rows belong to whatever has the keyboard, as their keys do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QMenu,
    QMenuBar,
    QWidget,
)
from shiboken6 import Shiboken

from gui.widgets.grid import Grid

ROWS = ("cut", "copy", "paste", "delete", "select_all")

Deeds = Mapping[str, Callable[[], object]]
"""What a widget does itself, by the ids of actions."""


class EditMenu(QObject):
    """Hands rows to the table or the line with the keyboard; elsewhere they mean the drawing."""

    left = Signal()
    """The menu was closed: what can be done is what can be done with the drawing."""

    def __init__(self, menu: QMenu, actions: Mapping[str, QAction]) -> None:
        super().__init__(menu)
        self._actions = actions
        self._before: QWidget | None = None
        menu.aboutToShow.connect(self._on_opened)
        menu.aboutToHide.connect(self.left, Qt.ConnectionType.QueuedConnection)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def routed(self, drawing: Deeds) -> Deeds:
        """What the actions do, each for whoever has the keyboard."""
        return {name: partial(self._do, name, drawing[name]) for name in ROWS}

    def _do(self, name: str, with_drawing: Callable[[], object], *_checked: bool) -> None:
        self._deeds().get(name, with_drawing)()

    def _on_opened(self) -> None:
        deeds = self._deeds()
        for name in ROWS if deeds else ():
            self._actions[name].setEnabled(name in deeds)

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        at_menu = now is None or isinstance(now, QMenuBar)  # opened by its key, or in front
        self._before = (before or self._before) if at_menu else None

    def _deeds(self) -> Deeds:
        """Empty where the drawing is meant."""
        focus = QApplication.focusWidget()
        if focus is None or isinstance(focus, QMenuBar):
            focus = self._before if Shiboken.isValid(self._before) else None
        if isinstance(focus, QAbstractSpinBox):
            focus = focus.findChild(QLineEdit)
        match focus:
            case Grid():
                return focus.deeds()
            case QLineEdit():
                return {
                    "cut": focus.cut,
                    "copy": focus.copy,
                    "paste": focus.paste,
                    "delete": focus.del_,
                    "select_all": focus.selectAll,
                }
            case _:
                return {}
