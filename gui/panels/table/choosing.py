"""Choosing: a cell whose words come from a list is edited by a drop-down list."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QComboBox, QStyleOptionViewItem, QWidget

from gui.panels.table.model import ThingsModel
from gui.widgets.cells import CellDelegate, Index


class ChoosingDelegate(CellDelegate):
    """Types or chooses, as the model says."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A list of what the model offers, else a line to type in."""
        model = index.model()
        offered = model.choices(index) if isinstance(model, ThingsModel) else ()
        if not offered:
            return super().createEditor(parent, option, index)
        editor = QComboBox(parent)
        editor.setObjectName("cell_choice")
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        for name, label in offered:
            editor.addItem(label, name)
        editor.activated.connect(self._on_activated)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with what there is."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """End with what was chosen."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())
        else:
            super().setModelData(editor, model, index)

    def _on_activated(self) -> None:
        editor = self.sender()
        if isinstance(editor, QWidget):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor)
