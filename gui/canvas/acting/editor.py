"""Editor: the one in-place editor of the drawing, a line on the viewport over a number."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from engine.errors import EngineError
from engine.formula.typed_number import parse_number
from gui.canvas.acting.bubble import Bubble
from gui.fonts import word_font
from gui.theme import Themes
from gui.widgets.typed_line import TypedLine

NARROWEST, PADDING = 74, 10
"""Pixels."""


class NumberEditor(TypedLine):
    """Takes a number; what is none stays, with a sentence that says why."""

    committed = Signal(float)
    """The number that was typed."""

    closed = Signal(int, bool)
    """Where to go on: 0 stay, 1 the next number, −1 the one before; and whether to type there."""

    def __init__(self, viewport: QWidget, themes: Themes) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self.setObjectName("number_editor")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._reason = Bubble(viewport, themes, "number_editor_reason")
        self._first = ""
        self._done = True
        self.textEdited.connect(self._reason.hide)
        self.accepted.connect(self._on_accepted)
        self.given_up.connect(self.cancel)
        self.tabbed.connect(self._on_tabbed)
        self.left.connect(self.finish)
        self.hide()

    def open(self, name: str, number: str, over: QRect, size: float) -> None:
        """Show `number`, all of it selected, over a rectangle of the viewport."""
        self._first, self._done = number, False
        self.setAccessibleName(name)
        self.setFont(word_font(size))
        self.setText(number)
        self.place(over)
        self._reason.hide()
        self.show()
        self.raise_()
        self.selectAll()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self, over: QRect) -> None:
        """Stand over a rectangle of the viewport, inside of it."""
        metrics = self.fontMetrics()
        wide = max(NARROWEST, metrics.horizontalAdvance(self.text()) + 3 * PADDING)
        frame = QRect(0, 0, wide, metrics.height() + PADDING)
        frame.moveCenter(over.center())
        board = self._viewport.rect()
        frame.moveLeft(max(0, min(frame.left(), board.right() - frame.width())))
        frame.moveTop(max(0, min(frame.top(), board.bottom() - frame.height())))
        self.setGeometry(frame)
        self._reason.place(frame)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the number: a double click on one on the board ends in the line it opened.

        Qt would select its digits on one side of the point.
        """
        self.selectAll()
        event.accept()

    def finish(self, direction: int = 0, *, types: bool = False) -> bool:
        """Commit and close; False when the text is no number, which stays to be mended."""
        if self._done:
            return True
        number = None
        if self.text() != self._first:
            try:
                number = parse_number(self.text())
            except EngineError as error:
                self._reason.say(self._sentence(error), self.geometry())
                return False
        self._close()
        if number is not None:
            self.committed.emit(number)
        self.closed.emit(direction, types)
        return True

    def cancel(self) -> None:
        """Close and change nothing."""
        if not self._done:
            self._close()
            self.closed.emit(0, False)

    def _on_accepted(self) -> None:
        self.finish(1)

    def _on_tabbed(self, direction: int) -> None:
        self.finish(direction, types=True)

    def _close(self) -> None:
        self._done = True
        self.hide()
        self._reason.hide()

    def _sentence(self, error: EngineError) -> str:
        if error.code.startswith("name_"):  # no name is known here, so none can be suggested
            return self.tr("“{0}” is not a number.").format(self.text().strip())
        return self.tr("Not a number: {0}.").format(error)
