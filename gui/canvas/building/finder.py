"""The finder: a line to type in, and below it what fits; it opens on the board."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from engine.errors import EngineError
from gui.canvas.acting.speech import say
from gui.canvas.building.rows import MOST_SEEN, Row, Rows
from gui.theme import ColorRole, Theme, Themes
from gui.widgets.label import type_size
from gui.widgets.typed_line import TypedLine
from gui.words import error_sentence

WIDE = 28
"""Width in sizes of the interface's type."""

_MARGIN = 6

_DOWN: Mapping[int, int] = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -MOST_SEEN,
    Qt.Key.Key_PageDown: MOST_SEEN,
}
"""How many rows a key goes down."""


def _ignore(*_: Any) -> None:
    """Nobody hears of it."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for: the rows for a typed text, and who hears what was chosen.

    `choose` may raise `EngineError`: then the finder stays open and says why. `look` hears what
    Enter would choose, None where that is nothing; `end` when nothing is asked any more.
    """

    prompt: str
    rows: Callable[[str], Sequence[Row]]
    choose: Callable[[Any], None]
    look: Callable[[Any], None] = _ignore
    end: Callable[[], None] = _ignore
    first: str = ""
    """What stands in the line at first, to be typed over."""


class Finder(QFrame):
    """Asks one question at a time: typing narrows, arrows and Tab go on, Enter chooses."""

    asking = Signal(bool)
    """It opens (True) or closes (False)."""

    closed = Signal()
    """Nothing is asked any more: the keyboard belongs to the view again."""

    def __init__(self, viewport: QWidget, themes: Themes) -> None:
        super().__init__(viewport)
        self.setObjectName("finder")
        self.setFrameShape(QFrame.Shape.Box)
        self.setAutoFillBackground(True)
        self._viewport = viewport
        self._question: Question | None = None
        self._at = QPoint()
        self._line, self._rows, self._note = _Line(self), Rows(self, themes), QLabel(self)
        self._note.setObjectName("finder_note")
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self._column.setSpacing(_MARGIN)
        for widget in (self._line, self._rows, self._note):
            self._column.addWidget(widget)
        self._line.textChanged.connect(self._fill)
        self._line.stepped.connect(self._rows.step)
        self._line.tabbed.connect(self._rows.step)
        self._line.accepted.connect(self._choose)
        self._line.given_up.connect(self.close_question)
        self._line.left.connect(self.close_question)
        self._rows.currentItemChanged.connect(self._on_passed)
        self._rows.clicked.connect(self._choose)
        themes.changed.connect(self._on_theme)
        self._on_theme(themes.current)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether a question waits for its answer."""
        return self._question is not None

    @property
    def wide(self) -> int:
        """Pixels."""
        return min(WIDE * type_size(), self._viewport.width())

    def ask(self, at: QPoint, question: Question) -> None:
        """Open with the line at a point of the viewport."""
        self.close_question()
        self._question, self._at = question, at
        self._line.setPlaceholderText(question.prompt)
        self._line.setAccessibleName(question.prompt)
        self._line.setText(question.first)
        self._line.selectAll()
        self._fill()
        self.asking.emit(True)
        self.show()
        self.raise_()
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_question(self) -> None:
        """Close and choose nothing."""
        question, self._question = self._question, None
        if question is not None:
            question.end()
            self.closed.emit()  # before it hides: Qt would hand the keyboard to the next widget
            self.hide()
            self.asking.emit(False)

    def _fill(self) -> None:
        if self._question is None:
            return
        typed = self._line.text()
        rows = self._question.rows(typed)
        self._rows.show_rows(rows)
        if not rows:
            self._say(self.tr("Nothing here is called “{0}”.").format(typed.strip()))
        self._place()

    def _on_passed(self) -> None:
        row = self._rows.current
        if self._question is not None:
            self._say("" if row is None else row.refused)
            self._question.look(None if row is None else row.payload)
            if row is not None:
                say(self._line, row.spoken)

    def _choose(self) -> None:
        question, row = self._question, self._rows.current
        if question is None or row is None or row.refused:
            return
        try:
            question.choose(row.payload)
        except EngineError as error:
            self._say(error_sentence(error))
            return
        if self._question is question:  # no other one was asked
            self.close_question()

    # -- looks --------------------------------------------------------------------------------

    def _say(self, sentence: str) -> None:
        self._note.setText(sentence)
        self._note.setVisible(bool(sentence))
        self._place()

    def _place(self) -> None:
        """As high as what it shows, inside of the board."""
        board = self._viewport.rect()
        wide = self.wide
        self.setFixedWidth(wide)
        self._column.activate()
        wrapped = self._column.hasHeightForWidth()
        hint = self._column.totalSizeHint().height()
        self.resize(wide, self._column.totalHeightForWidth(wide) if wrapped else hint)
        left = max(0, min(self._at.x(), board.right() - self.width()))
        top = max(0, min(self._at.y(), board.bottom() - self.height()))
        self._at = QPoint(left, top)  # there it stays while the rows become fewer
        self.move(self._at)

    def _on_theme(self, theme: Theme) -> None:
        palette = self.palette()
        palette.setColor(self.backgroundRole(), theme.color(ColorRole.FIELD))
        palette.setColor(self.foregroundRole(), theme.color(ColorRole.BORDER))
        self.setPalette(palette)
        palette.setColor(self._note.foregroundRole(), theme.color(ColorRole.WARNING))
        self._note.setPalette(palette)


class _Line(TypedLine):
    """Arrows belong to the rows."""

    stepped = Signal(int)
    """How many rows down."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("finder_line")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, down and pages go through the rows."""
        down = _DOWN.get(event.key())
        if down is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(down)
