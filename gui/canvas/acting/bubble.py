"""Bubble: a sentence beside something on the board, that says why it cannot be."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from gui.theme import ColorRole, Theme, Themes

_GAP, _MARGIN = 4, 4
"""Pixels to what it is about, and around the text."""

_WIDEST = 420


class Bubble(QLabel):
    """Plain text, below what it is about or above it where the board ends."""

    def __init__(self, viewport: QWidget, themes: Themes, name: str) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setWordWrap(True)
        self.setMargin(_MARGIN)
        self.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.Box)
        self.hide()
        themes.changed.connect(self._on_theme)
        self._on_theme(themes.current)

    def say(self, sentence: str, about: QRect) -> None:
        """Show a sentence beside a rectangle of the viewport; an empty one hides it."""
        self.setVisible(bool(sentence))
        if not sentence:
            return
        self.setText(sentence)
        frame = 2 * (self.frameWidth() + _MARGIN)
        wide = self.fontMetrics().horizontalAdvance(sentence) + frame + 2
        self.setFixedWidth(min(wide, _WIDEST, self._viewport.width()))
        self.adjustSize()
        self.place(about)
        self.raise_()

    def place(self, about: QRect) -> None:
        """Follow what it is about."""
        board = self._viewport.rect()
        frame = QRect(about.bottomLeft(), self.size()).translated(0, _GAP)
        if frame.bottom() > board.bottom():
            frame.moveBottom(about.top() - _GAP)
        frame.moveLeft(max(0, min(frame.left(), board.right() - frame.width())))
        self.move(frame.topLeft())

    def _on_theme(self, theme: Theme) -> None:
        palette = self.palette()
        palette.setColor(self.backgroundRole(), theme.color(ColorRole.FIELD))
        palette.setColor(self.foregroundRole(), theme.color(ColorRole.WARNING))
        self.setPalette(palette)
