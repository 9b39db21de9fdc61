"""Putting down: a key takes back what the mouse has in hand, so nothing is changed under it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

_HARMLESS = frozenset(
    {
        Qt.Key.Key_Escape,  # which does no more than this
        Qt.Key.Key_Space,
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_Meta,
    }
)
"""Keys that may be held while something is dragged."""

_PRESSES = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


class PutDown(QObject):
    """Calls `put_down` before any other key or shortcut of a view does anything."""

    def __init__(self, view: QWidget, put_down: Callable[[], object]) -> None:
        super().__init__(view)
        self._put_down = put_down
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the keys, and let them pass."""
        key = event.key() if isinstance(event, QKeyEvent) else Qt.Key.Key_Escape
        if event.type() in _PRESSES and key not in _HARMLESS:
            self._put_down()
        return super().eventFilter(watched, event)
