"""Passage: text with formulas, in the theme's colours, as high as it is long."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit

from gui.fonts import math_family
from gui.panels.inspector.notes import Run
from gui.theme import ColorRole, Theme
from gui.widgets.label import type_size

LINE = 1.55
"""Height of a line in sizes of type; the mathematics face alone would ask for three."""

FORMULA = 1.15
"""Size of formulas; the mathematics face runs small."""

INDEX = 1.25
"""Qt sets indices and exponents in two thirds of the size, which is too small for formulas."""

LOWERED, RAISED = 5.0, 12.0
"""Indices and exponents, in hundredths of the line that the mathematics face asks for."""

NARROWEST = 40

_LEVELS = {
    -1: QTextCharFormat.VerticalAlignment.AlignSubScript,
    0: QTextCharFormat.VerticalAlignment.AlignNormal,
    1: QTextCharFormat.VerticalAlignment.AlignSuperScript,
}


class Passage(QTextEdit):
    """Nothing in it is read as markup; hidden while it is empty."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._shown: tuple[tuple[Run, ...], Theme, int] | None = None

    def show_runs(self, runs: Sequence[Run], theme: Theme) -> None:
        """Replace the text."""
        showing = tuple(runs), theme, type_size()
        if showing == self._shown:
            return
        self._shown = showing
        self.clear()
        cursor = QTextCursor(self.document())
        block = QTextBlockFormat()
        block.setLineHeight(showing[2] * LINE, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.setBlockFormat(block)
        for run in runs:
            cursor.insertText(run.text, _format(run, theme, showing[2]))
        self.setVisible(bool(runs))
        self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        """As high as the text is in lines of `width`: of a copy, which nobody looks at."""
        measured = self.document().clone()
        measured.setTextWidth(width)
        return round(measured.size().height()) + 2

    def sizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(NARROWEST, round(type_size() * LINE))

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The panel scrolls, not the passage."""
        event.ignore()


def _format(run: Run, theme: Theme, size: int) -> QTextCharFormat:
    face = QTextCharFormat()
    face.setForeground(theme.color(ColorRole.TEXT))
    face.setProperty(QTextCharFormat.Property.FontPixelSize, size)
    if run.formula:
        face.setFontFamilies([math_family()])
        pixels = size * FORMULA * (INDEX if run.level else 1)
        face.setProperty(QTextCharFormat.Property.FontPixelSize, round(pixels))
        face.setVerticalAlignment(_LEVELS[run.level])
        face.setSubScriptBaseline(LOWERED)
        face.setSuperScriptBaseline(RAISED)
    return face
