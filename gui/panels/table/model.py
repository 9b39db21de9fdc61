"""The model behind either table: things and their numbers, read from the session cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QColor

from engine.errors import EngineError
from engine.network import Network
from engine.quantity import value as value_of
from gui.panels.table.columns import Column, Numbers, Place, Thing
from gui.panels.table.rows import Key, Rows
from gui.session import Session
from gui.theme import ColorRole, Themes
from gui.translation import translated
from gui.view import ItemKey
from gui.words import error_sentence, quantity_name

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()

_Role = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class Things(Generic[Key, Thing]):
    """What a table is about: its rows and columns, and what a row is called."""

    rows: Callable[[Network], Rows[Key]]
    columns: Callable[[Network], tuple[Column[Thing], ...]]
    by_key: Callable[[Network], Mapping[Key, Thing]]
    name: Callable[[Network, Thing, int], str]


class ThingsModel(QAbstractTableModel):
    """Reads each visible cell from the session, so that its size costs nothing."""

    refused = QtSignal(str)
    """Why a cell could not be changed: the sentence; empty after a success."""

    def __init__(
        self, things: Things[Any, Any], session: Session, themes: Themes, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._things, self._session, self._themes = things, session, themes
        self._network = session.shown.project.network
        self._rows, self._columns = things.rows(self._network), things.columns(self._network)
        self._by_key = things.by_key(self._network)
        self._last_row = -1
        self._last: Place[Any] = Place(session, self._network, None, 0)

    # -- what stands where --------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """One for each number of each thing."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Those that something stands in."""
        return 0 if parent.isValid() else len(self._columns)

    def key(self, row: int) -> ItemKey:
        """The thing in a row."""
        key: ItemKey = self._rows.at(row)[0]
        return key

    def rows_of(self, key: ItemKey) -> range:
        """Where a thing stands; nowhere if the other table has it."""
        return self._rows.of(key)

    def has_numbers(self, column: int) -> bool:
        """Whether numbers stand in a column."""
        return isinstance(self._columns[column], Numbers)

    def choices(self, index: Index) -> Sequence[tuple[str, str]]:
        """(name, label) of what can be chosen in a cell; empty where one types."""
        return self._columns[index.column()].choices(self._place(index.row()))

    def _place(self, row: int) -> Place[Any]:
        if row != self._last_row:  # a row is asked for cell by cell and role by role
            key, element = self._rows.at(row)
            self._last = Place(self._session, self._network, self._by_key[key], element)
            self._last_row = row
        return self._last

    # -- reading ------------------------------------------------------------------------------

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """Text, colour, explanation; nothing while another network is shown than was read."""
        answer = _ANSWERS.get(role)
        if answer is None or self._session.shown.project.network is not self._network:
            return None
        return answer(self, self._columns[index.column()], self._place(index.row()))

    def spoken(self, column: Column[Any], at: Place[Any]) -> str:
        """For those who hear the table: the row, the column, the cell."""
        row = self._things.name(at.network, at.thing, at.element)
        return f"{row}, {self._title(column)}: {column.spoken(at) or self.tr('nothing')}"

    def color(self, column: Column[Any], at: Place[Any]) -> QColor:
        """The colour of a cell's role."""
        return self._themes.current.color(column.role(at))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        """The titles of the columns."""
        if orientation is Qt.Orientation.Vertical or section >= len(self._columns):
            return None
        column = self._columns[section]
        match role:
            case _Role.DisplayRole:
                return self._title(column)
            case _Role.ForegroundRole:
                return self._themes.current.color(ColorRole.MUTED)
            case _Role.TextAlignmentRole:
                return column.aligned | Qt.AlignmentFlag.AlignVCenter
        return None

    def _title(self, column: Column[Any]) -> str:
        objective = self._network.objective
        word = "L" if objective is None else quantity_name(self._network, value_of(objective))
        return translated("table", column.title).format(L=word)

    # -- editing ------------------------------------------------------------------------------

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What a person sets can be edited."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | self._columns[index.column()].flag(self._place(index.row()))

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:
        """Commit what was typed, chosen or ticked, or say why not."""
        column, at = self._columns[index.column()], self._place(index.row())
        if role == _Role.EditRole and str(value) == column.full(at):
            return False
        try:
            column.set(at, value)
        except EngineError as error:
            self.refused.emit(error_sentence(error))
            return False
        self.refused.emit("")
        return True

    # -- in step ------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Follow the session: other rows or columns, or other numbers in the same cells."""
        self.follow()
        if len(self._rows):
            last = self.index(len(self._rows) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def follow(self) -> None:
        """Other rows or columns, where the network is another one."""
        network = self._session.shown.project.network
        if network is self._network:
            return
        rows, columns = self._things.rows(network), self._things.columns(network)
        titles = [column.title for column in columns]
        differs = not rows.same_as(self._rows) or titles != [each.title for each in self._columns]
        if differs:
            self.beginResetModel()
        self._network, self._rows, self._columns = network, rows, columns
        self._by_key, self._last_row = self._things.by_key(network), -1
        if differs:
            self.endResetModel()


def _ticked(_model: ThingsModel, column: Column[Any], at: Place[Any]) -> Qt.CheckState | None:
    ticked = column.ticked(at)
    if ticked is None:
        return None
    return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked


_ANSWERS: dict[int, Callable[[ThingsModel, Column[Any], Place[Any]], object]] = {
    _Role.DisplayRole: lambda _model, column, at: column.text(at),
    _Role.EditRole: lambda _model, column, at: column.full(at),
    _Role.ToolTipRole: lambda _model, column, at: column.tip(at),
    _Role.AccessibleTextRole: ThingsModel.spoken,
    _Role.ForegroundRole: ThingsModel.color,
    _Role.CheckStateRole: _ticked,
    _Role.TextAlignmentRole: lambda _model, column, _at: (
        column.aligned | Qt.AlignmentFlag.AlignVCenter
    ),
}
