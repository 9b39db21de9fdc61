"""Rows: what the finder found, one of which is current."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.fonts import math_font
from gui.theme import ColorRole, Themes
from gui.widgets.label import type_size

MOST_SEEN = 8

_HIGH, _SIGN_WIDE, _GAP = 1.9, 4.2, 0.6
"""Height of a row, width of the signs, and space between columns, in sizes of the type."""

_ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that can be chosen: its sign, its word, more about it; or why it cannot be."""

    sign: str
    word: str
    detail: str
    payload: Any = None
    refused: str = ""

    @property
    def spoken(self) -> str:
        """In words, for those who do not see it."""
        return " · ".join(filter(None, (self.word, self.refused or self.detail)))


class Rows(QListWidget):
    """A list in three columns; the keyboard stays in the line above it."""

    def __init__(self, parent: QWidget, themes: Themes) -> None:
        super().__init__(parent)
        self.setObjectName("finder_rows")
        self.setAccessibleName(self.tr("What can be chosen"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_Columns(self, themes))

    @property
    def current(self) -> Row | None:
        """The row that Enter would choose."""
        row = self.currentIndex().data(_ROW)
        return row if isinstance(row, Row) else None

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Other rows; the first that can be chosen is current."""
        with QSignalBlocker(self):  # while some are still those before
            self._fill(rows)
        self.currentItemChanged.emit(self.currentItem(), None)

    def _fill(self, rows: Sequence[Row]) -> None:
        self.clear()
        for row in rows:
            item = QListWidgetItem(row.spoken)
            item.setData(_ROW, row)
            self.addItem(item)
        possible = (index for index, row in enumerate(rows) if not row.refused)
        self.setCurrentRow(next(possible, 0))
        self.setFixedHeight(min(len(rows), MOST_SEEN) * round(_HIGH * type_size()))

    def step(self, down: int) -> None:
        """Go down, round by one at the ends; a page stops there."""
        count, index = self.count(), self.currentRow() + down
        if count:
            self.setCurrentRow(index % count if abs(down) == 1 else max(0, min(index, count - 1)))


class _Columns(QStyledItemDelegate):
    """Sign, word and detail of a row, the last one muted; all of it muted where refused."""

    def __init__(self, parent: QWidget, themes: Themes) -> None:
        super().__init__(parent)
        self._themes = themes

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """All rows are equally high."""
        return QSize(0, round(_HIGH * type_size()))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The details get what words leave."""
        row = index.data(_ROW)
        theme, size = self._themes.current, type_size()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        frame, gap = option.rect, round(_GAP * size)
        painter.save()
        if chosen:
            painter.fillRect(frame, theme.color(ColorRole.SELECTION))
        muted = theme.color(ColorRole.MUTED)
        plain = muted if row.refused else theme.color(ColorRole.TEXT)
        signs = QRect(frame.left(), frame.top(), round(_SIGN_WIDE * size), frame.height())
        painter.setPen(plain)
        _write(
            painter, math_font(round(1.15 * size)), signs, row.sign, Qt.AlignmentFlag.AlignHCenter
        )
        rest = frame.adjusted(signs.width() + gap, 0, -gap, 0)
        taken = _write(painter, option.font, rest, row.word, Qt.AlignmentFlag.AlignLeft)
        painter.setPen(muted)
        rest.setLeft(rest.left() + taken + 2 * gap)
        _write(painter, option.font, rest, row.refused or row.detail, Qt.AlignmentFlag.AlignRight)
        painter.restore()


def _write(painter: QPainter, font: QFont, frame: QRect, text: str, side: Qt.AlignmentFlag) -> int:
    """Write as much of a text as fits; its width."""
    painter.setFont(font)
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, frame.width())
    painter.drawText(frame, side | Qt.AlignmentFlag.AlignVCenter, shown)
    return metrics.horizontalAdvance(shown)
