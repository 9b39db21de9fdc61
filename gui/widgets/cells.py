"""Cells of a table: they keep their hue and their side, selected or typed into."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Draws and edits the cells of a grid."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """What is selected keeps the hue of its pass."""
        super().initStyleOption(option, index)
        color = index.data(Qt.ItemDataRole.ForegroundRole)
        if isinstance(color, QColor):
            option.palette.setColor(QPalette.ColorRole.HighlightedText, color)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A number is typed on the side of its cell where it stood."""
        editor = super().createEditor(parent, option, index)
        side = index.data(Qt.ItemDataRole.TextAlignmentRole)
        if isinstance(editor, QLineEdit) and side is not None:
            editor.setAlignment(Qt.AlignmentFlag(side))
        return editor
