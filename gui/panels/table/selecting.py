"""Selecting: the selected rows of a table are what is selected on the drawing."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QObject

from gui.panels.table.model import ThingsModel
from gui.session import Session
from gui.view import ItemKey
from gui.widgets.grid import Grid

_Flag = QItemSelectionModel.SelectionFlag


class SelectedRows(QObject):
    """Keeps one table and the session in step; remembers the cursor when the rows change."""

    def __init__(self, session: Session, grid: Grid, model: ThingsModel) -> None:
        super().__init__(grid)
        self._session, self._grid, self._model = session, grid, model
        self._following = False
        self._cursor = (0, 0)
        selection = grid.selectionModel()
        selection.selectionChanged.connect(self._on_selected)
        selection.currentChanged.connect(self._on_current)

    def follow(self) -> None:
        """Select the rows of what is selected on the drawing, and bring the first into sight."""
        wanted = {key for key in self._session.view.selection if self._model.rows_of(key)}
        if wanted != self._keys():
            self._following = True
            self._select(wanted)
            self._following = False
        elif not self._grid.currentIndex().isValid():
            self._put_cursor(*self._cursor)

    def _select(self, keys: set[ItemKey]) -> None:
        rows, last = QItemSelection(), self._model.columnCount() - 1
        ranges = sorted((own.start, own.stop) for own in map(self._model.rows_of, keys))
        for start, stop in ranges:
            rows.select(self._model.index(start, 0), self._model.index(stop - 1, last))
        self._grid.selectionModel().select(rows, _Flag.ClearAndSelect)
        if ranges:
            self._put_cursor(ranges[0][0], self._cursor[1])
            self._grid.scrollTo(self._grid.currentIndex())

    def _put_cursor(self, row: int, column: int) -> None:
        """Move the cursor without selecting anything."""
        row = min(row, self._model.rowCount() - 1)
        column = min(column, self._model.columnCount() - 1)
        if row >= 0 and column >= 0:
            index = self._model.index(row, column)
            self._grid.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)

    def _keys(self) -> set[ItemKey]:
        """The things whose rows are selected."""
        found: set[ItemKey] = set()
        selection = self._grid.selectionModel().selection()
        for part in map(selection.at, range(selection.count())):
            row = part.top()
            while row <= part.bottom():
                key = self._model.key(row)
                found.add(key)
                row = self._model.rows_of(key).stop
        return found

    def _on_selected(self) -> None:
        if not self._following:
            self._session.look(selection=frozenset(self._keys()))

    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid():
            self._cursor = (current.row(), current.column())
