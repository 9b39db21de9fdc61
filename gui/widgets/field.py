"""Field: a line whose text is committed by Enter or by leaving it, and may be refused."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from engine.errors import EngineError
from gui.words import error_sentence


class Field(QLineEdit):
    """Escape takes back what was typed; what is refused stays."""

    refused = Signal(str)
    """Why a text cannot be; empty once what is shown can."""

    def __init__(self, commit: Callable[[str], None]) -> None:
        """`commit` raises `EngineError` for a text that cannot be."""
        super().__init__()
        self._commit = commit
        self._why = ""
        self._short: str | None = None
        self._full = ""
        self.returnPressed.connect(self._on_return)

    def show_text(self, short: str, full: str = "") -> None:
        """Show `short`, while the field has the keyboard `full`; not while somebody is typing."""
        self._short, self._full = short, full or short
        if not self.isModified():
            self._fill()

    def take_back(self) -> None:
        """Forget what was typed."""
        self.setModified(False)
        self._fill()

    def _fill(self) -> None:
        if self._short is not None:
            self.setText(self._full if self.hasFocus() else self._short)
            self._say("")

    def _say(self, why: str) -> None:
        if why != self._why:
            self._why = why
            self.refused.emit(why)

    def _on_return(self) -> None:
        if not self.isModified():
            return
        typed = self.text()
        self.setModified(False)  # what is committed may take the field away, and so leave it
        try:
            self._commit(typed)
        except EngineError as error:
            self.setModified(True)
            self._say(error_sentence(error))
            return
        self._fill()
        self.selectAll()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show everything, ready to be replaced."""
        super().focusInEvent(event)
        if not self.isModified():
            self._fill()
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What can be committed is; else the text stays, with its error."""
        super().focusOutEvent(event)
        self._on_return()
        if not self.isModified():
            self._fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes back."""
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.take_back()
            self.selectAll()
            return
        super().keyPressEvent(event)
