"""Editor: the one in-place editor of the drawing, a line on the viewport over a number."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QWidget

from engine.errors import EngineError
from engine.formula.typed_number import parse_number
from gui.fonts import word_font
from gui.theme import ColorRole, Theme, Themes

NARROWEST, PADDING = 74, 10
"""Pixels."""

_KEEPS_OPEN = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class NumberEditor(QLineEdit):
    """Takes a number; what is none stays, with a sentence that says why."""

    committed = Signal(float)
    """The number that was typed."""

    closed = Signal(int)
    """Where to go on: 0 stay, 1 the next number, −1 the one before."""

    def __init__(self, viewport: QWidget, themes: Themes) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self.setObjectName("number_editor")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._reason = QLabel(viewport)
        self._reason.setObjectName("number_editor_reason")
        self._reason.setTextFormat(Qt.TextFormat.PlainText)
        self._reason.setWordWrap(True)
        self._reason.setMargin(4)
        self._reason.setAutoFillBackground(True)
        self._reason.hide()
        self._first = ""
        self._done = True
        self._reason.setFrameShape(QFrame.Shape.Box)
        self.textEdited.connect(self._reason.hide)
        themes.changed.connect(self._on_theme)
        self._on_theme(themes.current)
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
        self._place_reason()

    def finish(self, direction: int = 0) -> bool:
        """Commit and close; False when the text is no number, which stays to be mended."""
        if self._done:
            return True
        if self.text() == self._first:
            self._close(direction, None)
            return True
        try:
            number = parse_number(self.text())
        except EngineError as error:
            self._explain(self._sentence(error))
            return False
        self._close(direction, number)
        return True

    def cancel(self) -> None:
        """Close and change nothing."""
        if not self._done:
            self._close(0, None)

    def _close(self, direction: int, number: float | None) -> None:
        self._done = True
        self.hide()
        self._reason.hide()
        if number is not None:
            self.committed.emit(number)
        self.closed.emit(direction)

    def _sentence(self, error: EngineError) -> str:
        if error.code.startswith("name_"):  # no name is known here, so none can be suggested
            return self.tr("“{0}” is not a number.").format(self.text().strip())
        return self.tr("Not a number: {0}.").format(error)

    def _explain(self, sentence: str) -> None:
        self._reason.setText(sentence)
        self._reason.setMaximumWidth(self._viewport.width())
        self._reason.adjustSize()
        self._place_reason()
        self._reason.show()
        self._reason.raise_()

    def _place_reason(self) -> None:
        """Below the line, or above it where the board ends."""
        board, own = self._viewport.rect(), self.geometry()
        frame = QRect(own.bottomLeft(), self._reason.size()).translated(0, 4)
        if frame.bottom() > board.bottom():
            frame.moveBottom(own.top() - 4)
        frame.moveLeft(max(0, min(frame.left(), board.right() - frame.width())))
        self._reason.setGeometry(frame)

    def _on_theme(self, theme: Theme) -> None:
        palette = self._reason.palette()
        palette.setColor(self._reason.backgroundRole(), theme.color(ColorRole.FIELD))
        palette.setColor(self._reason.foregroundRole(), theme.color(ColorRole.WARNING))
        self._reason.setPalette(palette)

    # -- Qt -----------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keys without Ctrl or Alt are typed here, also where the window has a use for them."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            chord = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
            if not event.modifiers() & chord:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter commits, Escape cancels."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.finish()
            case Qt.Key.Key_Escape:
                self.cancel()
            case _:
                super().keyPressEvent(event)

    def focusNextPrevChild(self, forth: bool) -> bool:
        """Tab and Shift+Tab commit and go on to another number."""
        self.finish(1 if forth else -1)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving commits; another window coming to the front does not leave."""
        super().focusOutEvent(event)
        if event.reason() not in _KEEPS_OPEN:
            self.finish()
