"""Undisturbed: what the mouse has in hand is not taken away under it by a key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

_HEARD = frozenset(
    {Qt.Key.Key_Escape, Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta}
)
"""Keys that belong to a gesture; Alt and Shift make its steps finer and coarser."""


class Undisturbed(QObject):
    """While a view `is_busy` no shortcut works, and no key but those of a gesture."""

    def __init__(self, view: QWidget, is_busy: Callable[[], bool]) -> None:
        super().__init__(view)
        self._is_busy = is_busy
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A shortcut that is overridden comes as a key, which is heard or not."""
        if isinstance(event, QKeyEvent) and self._is_busy():
            match event.type():
                case QEvent.Type.ShortcutOverride:
                    event.accept()
                    return True
                case QEvent.Type.KeyPress:
                    return event.key() not in _HEARD
        return super().eventFilter(watched, event)
