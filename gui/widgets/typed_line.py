"""Typed line: a line to type in that opens on the board for a moment."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

_CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier

_KEEPS_OPEN = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class TypedLine(QLineEdit):
    """Says which of its keys were pressed: Enter, Escape, Tab and Shift+Tab."""

    accepted = Signal()
    """Enter."""

    given_up = Signal()
    """Escape."""

    tabbed = Signal(int)
    """Tab (1) or Shift+Tab (−1)."""

    left = Signal()
    """The keyboard went elsewhere; another window coming to the front does not count."""

    def event(self, event: QEvent) -> bool:
        """Keys without Ctrl or Alt are typed here, also where the window has a use for them."""
        may_be_typed = isinstance(event, QKeyEvent) and not event.modifiers() & _CHORD
        if may_be_typed and event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape end the typing."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.accepted.emit()
            case Qt.Key.Key_Escape:
                self.given_up.emit()
            case _:
                super().keyPressEvent(event)

    def focusNextPrevChild(self, forth: bool) -> bool:
        """Tab goes on in what the line is about, not to other panels."""
        self.tabbed.emit(1 if forth else -1)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell, unless it is only for a moment."""
        super().focusOutEvent(event)
        if event.reason() not in _KEEPS_OPEN:
            self.left.emit()
