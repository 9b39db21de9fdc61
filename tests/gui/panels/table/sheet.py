"""One of the tables, and what a person does with it: everything by events."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.panels.table import TablePanel
from gui.widgets.grid import Grid
from gui.widgets.label import Label

Role = Qt.ItemDataRole


class Sheet:
    """One of the tables, as a person reads and uses it."""

    def __init__(self, grid: Grid, qtbot: QtBot) -> None:
        self.grid = grid
        self._qtbot = qtbot

    @property
    def titles(self) -> list[str]:
        model = self.grid.model()
        across = Qt.Orientation.Horizontal
        return [model.headerData(column, across) for column in range(model.columnCount())]

    def place(self, row: int, title: str) -> QPoint:
        return self.grid.visualRect(self.grid.model().index(row, self.titles.index(title))).center()

    def read(
        self, row: int, title: str, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole
    ) -> object:
        return self.grid.model().index(row, self.titles.index(title)).data(role)

    def column(self, title: str) -> list[object]:
        return [self.read(row, title) for row in range(self.grid.model().rowCount())]

    def click(self, row: int, title: str, keys: Qt.KeyboardModifier | None = None) -> None:
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        at = self.place(row, title)
        self._qtbot.mouseClick(self.grid.viewport(), left, keys or none, at)

    def type(self, row: int, title: str, text: str) -> None:
        self.click(row, title)
        self._qtbot.keyClick(self.grid, Qt.Key.Key_F2)
        editor = QApplication.focusWidget()
        editor.selectAll()  # type: ignore[union-attr]
        self._qtbot.keyClicks(editor, text)
        self._qtbot.keyClick(editor, Qt.Key.Key_Return)
        self._qtbot.waitUntil(lambda: not self.grid.editing)
        QApplication.processEvents()

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._qtbot.keyClick(self.grid, key, keys)

    def selected(self) -> list[object]:
        return [self.read(row, self.titles[0]) for row in sorted(self.grid.selected_rows())]


def message(panel: TablePanel) -> str:
    label = panel.findChild(Label, "table_message")
    return label.text() if label.isVisible() else ""
