"""A new document from a text: type or paste it, see what is understood, and only then begin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import (
    QFontDatabase,
    QKeySequence,
    QShortcut,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from engine.errors import EngineError
from engine.project import Project, empty
from gui.canvas.preview import NetworkPreview
from gui.session import Session
from gui.theme import ColorRole, Themes
from gui.widgets.label import Label
from gui.words import placed_sentence

Begin = Callable[[Project], bool]
"""Open a document of its own; false if the person keeps the one that is open."""

PAUSE = 150
"""Milliseconds without a key after which the text is read."""

SIZE = QSize(1120, 640)

TAB = 15
"""Signs from one tab stop to the next: "Hidden Node 1" is a cell of a table."""

GAP = 10
"""Pixels beside the line between text and drawing."""

MOST_DRAWN = 120
"""Nodes that are drawn while one types."""

LONGEST_CLIPBOARD = 200_000
"""Signs that are looked at before somebody pastes them."""

_LINE = re.compile(r"line (\d+)")


class FromTextDialog(QDialog):
    """The text left, below it what is to be said of it; right the drawing over what can be chosen.

    A kind of text says by `read` what it is, and by `built` which project that makes with the
    choices of its options.
    """

    def __init__(self, name: str, begin: Begin, themes: Themes, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._begin, self._themes = begin, themes
        self._project: Project | None = None
        self._fields = QWidget(self)
        self._session = Session(empty(), self)
        self._text = _text_edit(self)
        self._message = Label("from_text_message")
        self._notes = Label("from_text_notes")
        buttons = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(buttons.Ok | buttons.Cancel, self)
        self._create = self._buttons.button(buttons.Ok)
        self._create.setText(self.tr("Create"))
        self._buttons.button(buttons.Cancel).setAutoDefault(False)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.accept)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._on_pause)
        self._text.textChanged.connect(self._timer.start)

    def arrange(self, hint: str, example: str, options: QWidget, fields: QWidget) -> None:
        """Put everything in its place; the text is the clipboard's where that can be read.

        `fields` are those of the options that belong to one text.
        """
        self._fields = fields
        prompt = Label("from_text_hint")
        self._text.setAccessibleName(hint)
        self._text.setPlaceholderText(example)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        remarks = scrolled(self._notes, "from_text_remarks")
        remarks.setAccessibleName(self.tr("What was understood"))
        remarks.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._notes.setAlignment(Qt.AlignmentFlag.AlignTop)
        texts = ((prompt, 0), (self._text, 3), (self._message, 0), (remarks, 2))
        splitter.addWidget(_column(*texts, right=GAP))
        prompt.say(hint, ColorRole.TEXT, self._themes.current)
        preview = NetworkPreview(self._session, self._themes)
        splitter.addWidget(_column((preview, 3), (options, 2), left=GAP))
        splitter.setSizes([2 * SIZE.width() // 5, 3 * SIZE.width() // 5])
        whole = QVBoxLayout(self)
        whole.addWidget(splitter, 1)
        whole.addWidget(self._buttons)
        self.resize(SIZE.boundedTo(self.screen().availableSize() * 0.92))
        self._prefill()
        self._on_pause()
        self._text.setFocus()  # else a blank typed first would press Cancel

    # -- of each kind -------------------------------------------------------------------------

    def read(self, text: str) -> None:
        """Understand a text and offer what can be chosen; raises `EngineError`."""
        raise NotImplementedError

    def built(self) -> Project:
        """The project of the text with what was chosen; raises `EngineError`."""
        raise NotImplementedError

    def remarks(self) -> Iterable[str]:
        """Sentences about what was understood."""
        raise NotImplementedError

    # -- from the text to the drawing ---------------------------------------------------------

    def _prefill(self) -> None:
        text = QApplication.clipboard().text()
        if not text.strip() or len(text) > LONGEST_CLIPBOARD:
            return
        try:
            self.read(text)
        except EngineError:
            return
        self._text.setPlainText(text)
        self._text.selectAll()

    def _on_pause(self) -> None:
        """Read the text, and say where it cannot be read."""
        self._timer.stop()
        text = self._text.toPlainText()
        self._text.setExtraSelections([])
        if not text.strip():
            self._show(None, "")
            return
        try:
            self.read(text)
        except EngineError as error:
            self._show(None, placed_sentence(error))
            self._fields.setEnabled(False)
            self._mark(text, error)
            return
        self._fields.setEnabled(True)
        self.refresh()

    def refresh(self) -> None:
        """Draw the network of what was read and chosen."""
        try:
            project = self.built()
        except EngineError as error:
            self._show(None, placed_sentence(error))
        else:
            self._show(project, "")

    def _show(self, project: Project | None, complaint: str) -> None:
        self._project = project
        nodes = len(project.network.nodes) if project is not None else 0
        self._session.open(project if project is not None and nodes <= MOST_DRAWN else empty())
        self._create.setEnabled(project is not None)
        self._create.setDefault(project is not None)
        theme = self._themes.current
        self._message.say(complaint, ColorRole.WARNING, theme)
        words = list(self.remarks()) if project is not None else []
        if nodes > MOST_DRAWN:
            words.insert(0, self.tr("{0} nodes are too many for a preview.").format(nodes))
        self._notes.say("\n".join(f"• {each}" for each in words), ColorRole.TEXT, theme)

    def _mark(self, text: str, error: EngineError) -> None:
        """Underline where the text cannot be read: a sign, or a line."""
        cursor = QTextCursor(self._text.document())
        position = error.arguments.get("position")
        line = _LINE.match(error.place)
        if isinstance(position, int):
            cursor.setPosition(min(_units(text[:position]), _units(text)))
            cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor)
        elif line:
            block = self._text.document().findBlockByNumber(int(line[1]) - 1)
            if not block.isValid():
                return
            cursor.setPosition(block.position())
            end = QTextCursor.MoveOperation.EndOfBlock
            cursor.movePosition(end, QTextCursor.MoveMode.KeepAnchor)
        else:
            return
        mark = QTextEdit.ExtraSelection()
        mark.cursor = cursor
        form = QTextCharFormat()
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        form.setUnderlineColor(self._themes.current.color(ColorRole.WARNING))
        mark.format = form
        self._text.setExtraSelections([mark])

    # -- in the end ---------------------------------------------------------------------------

    def accept(self) -> None:
        """Begin with the network that is drawn; if the open one is kept, nothing is lost."""
        if self._timer.isActive():
            self._on_pause()
        if self._project is not None and self._begin(self._project):
            super().accept()

    def done(self, result: int) -> None:
        """Close, and let go of the network that was drawn."""
        self._timer.stop()
        self._session.close()
        super().done(result)


def scrolled(content: QWidget, name: str) -> QScrollArea:
    """`content` in an area that scrolls where it is too small."""
    area = QScrollArea()
    area.setObjectName(name)
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def _text_edit(parent: QWidget) -> QPlainTextEdit:
    text = QPlainTextEdit(parent)
    text.setObjectName("from_text")
    text.setTabChangesFocus(True)
    text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(QApplication.font().pointSizeF())
    text.setFont(font)
    text.setTabStopDistance(TAB * text.fontMetrics().horizontalAdvance("0"))
    return text


def _column(*parts: tuple[QWidget, int], left: int = 0, right: int = 0) -> QWidget:
    """Widgets below each other, each with its share of the height."""
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(left, 0, right, 0)
    for widget, stretch in parts:
        layout.addWidget(widget, stretch)
    return column


def _units(text: str) -> int:
    """Where Qt counts what Python counts as the end of `text`."""
    return len(text.encode("utf-16-le")) // 2
