"""Refusal: one sentence on the board that says why something could not be done."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from gui.canvas.acting.speech import say
from gui.session import Session
from gui.theme import ColorRole, Theme, Themes

MARGIN = 16
"""Pixels between it and the edges of the board."""

LASTS = 10_000
"""Milliseconds; a change of the document takes it away at once."""


class Refusal(QLabel):
    """Stands at the bottom of the board until it is read."""

    def __init__(self, session: Session, themes: Themes, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self.setObjectName("canvas_refusal")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMargin(8)
        self.setFrameShape(QFrame.Shape.Box)
        self.setAutoFillBackground(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.hide)
        viewport.installEventFilter(self)
        session.changed.connect(self.hide)
        themes.changed.connect(self._on_theme)
        self._on_theme(themes.current)
        self.hide()

    def show_sentence(self, sentence: str) -> None:
        """Say it, also aloud."""
        self.setText(sentence)
        self._place()
        self.show()
        self.raise_()
        self._clock.start(LASTS)
        say(self._viewport, sentence)

    def _place(self) -> None:
        board = self._viewport.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        wide = min(self.fontMetrics().horizontalAdvance(self.text()) + 4 * self.margin(), 640)
        self.setFixedWidth(min(wide, board.width()))
        self.adjustSize()
        frame = self.rect()
        frame.moveCenter(board.center())
        frame.moveBottom(board.bottom())
        self.move(frame.topLeft())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the place when the board changes its size; a press says that it was read."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        elif event.type() == QEvent.Type.MouseButtonPress:
            self.hide()
        return super().eventFilter(watched, event)

    def _on_theme(self, theme: Theme) -> None:
        palette = self.palette()
        palette.setColor(self.backgroundRole(), theme.color(ColorRole.FIELD))
        palette.setColor(self.foregroundRole(), theme.color(ColorRole.WARNING))
        self.setPalette(palette)
