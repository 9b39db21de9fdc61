"""The table of the check: a row for each parameter number, computed when it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from engine.quantity import Quantity, value
from engine.sensitivity.gradient_check import Check, Finding, check, numbers
from gui.explained import is_guessing
from gui.panels.check.words import WARNED, error, sentence, short
from gui.reading import Reading, number
from gui.session import Session
from gui.theme import ColorRole, Themes
from gui.words import quantity_name, shown_text

CHUNK = 32
"""So many rows are computed at once."""

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class Column(IntEnum):
    """The columns, from left to right."""

    FINDING = 0
    VALUE = 1
    ANALYTIC = 2
    CENTRAL = 3
    CENTRAL_ERROR = 4
    COMPLEX = 5
    COMPLEX_ERROR = 6


@dataclass(frozen=True, slots=True)
class Row:
    """One number, its gradient, and what the check found: all of one moment."""

    name: str
    value: Reading
    analytic: Reading
    check: Check


class CheckModel(QAbstractTableModel):
    """Of the shown sample, with the step that was chosen.

    While it is on `hold` it shows what it has: the numbers of one moment, not of two.
    """

    def __init__(self, session: Session, themes: Themes, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._themes = session, themes
        self._rows: tuple[Quantity, ...] = ()
        self._found: dict[int, Row] = {}
        self._step: float | None = None
        self._held = False

    def hold(self) -> None:
        """Compute nothing until the next `recompute`: the session has moved on."""
        self._held = True

    def recompute(self, step: float | None) -> None:
        """Forget what was computed; `step` is h, None the usual one."""
        shown = self._session.shown
        checkable = shown.trace is not None and shown.project.network.objective is not None
        checkable = checkable and not is_guessing(shown, self._session.view)
        rows = numbers(shown.project.network) if checkable else ()
        self._found, self._step, self._held = {}, step, False
        if rows != self._rows:
            self._show_rows(rows)
        elif rows:
            last = self.index(len(rows) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(rows) - 1)

    def forget(self) -> None:
        """Nobody looks, and what was checked may not be there any more."""
        self._found = {}
        self._show_rows(())

    def _show_rows(self, rows: tuple[Quantity, ...]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def found(self, row: int) -> Row | None:
        """A row of the table; None where nothing can be checked, or not now."""
        if row not in self._found and row < len(self._rows) and not self._held:
            start = row - row % CHUNK
            self._found.update(enumerate(self._computed(self._rows[start : start + CHUNK]), start))
        return self._found.get(row)

    def _computed(self, asked: Sequence[Quantity]) -> Iterator[Row]:
        session = self._session
        trace, network = session.shown.trace, session.shown.project.network
        assert trace is not None
        objective = value(str(network.objective))
        for found in check(trace, session.view.sample, asked, self._step):
            own, slope = found.quantity, objective.derivative(found.quantity)
            name = quantity_name(network, own)
            yield Row(name, session.reading(own), session.reading(slope), found)

    def explanation(self, row: int) -> str:
        """Why the derivatives of a row agree or differ."""
        found = self.found(row)
        network = self._session.shown.project.network
        return "" if found is None else sentence(network, found.check, found.name)

    # -- what Qt asks -------------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """All parameter numbers."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Those of `Column`."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Names of the numbers, and what stands in the columns."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return self._name(section)
        return {
            Column.VALUE: self.tr("Value"),
            Column.ANALYTIC: self.tr("Backward"),
            Column.CENTRAL: self.tr("Central difference"),
            Column.CENTRAL_ERROR: self.tr("Rel. error"),
            Column.COMPLEX: self.tr("Complex step"),
            Column.COMPLEX_ERROR: self.tr("Rel. error"),
            Column.FINDING: self.tr("Finding"),
        }[Column(section)]

    def _name(self, row: int) -> str | None:
        """Of a number; Qt asks for two hundred of them to see how wide the header is."""
        if row in self._found:
            return self._found[row].name
        known = not self._held and row < len(self._rows)
        return (
            quantity_name(self._session.shown.project.network, self._rows[row]) if known else None
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The cells; every digit as a tool tip."""
        found = self.found(index.row()) if index.isValid() else None
        answer = _ANSWERS.get(Qt.ItemDataRole(role))
        if found is None or answer is None:
            return None
        return answer(self, found, Column(index.column()))

    def text(self, row: Row, column: Column) -> str:
        """What a cell shows."""
        reading = _reading(row, column)
        if reading is not None:
            return shown_text(reading)
        three = row.check.derivatives
        match column:
            case Column.CENTRAL_ERROR:
                return error(three.analytic, three.central)
            case Column.COMPLEX_ERROR:
                return error(three.analytic, three.complex_step)
            case _:
                return short(row.check.finding)

    def full(self, row: Row, column: Column) -> str:
        """Every digit."""
        reading = _reading(row, column)
        return self.text(row, column) if reading is None else reading.full

    def color(self, row: Row, column: Column) -> QColor:
        """Values, gradients and warnings have their own."""
        return self._themes.current.color(_role(row.check.finding, column))


def _reading(row: Row, column: Column) -> Reading | None:
    """The number of a cell; None for a cell that holds none."""
    match column:
        case Column.VALUE:
            return row.value
        case Column.ANALYTIC:
            return row.analytic
        case Column.CENTRAL:
            return number(row.check.derivatives.central)
        case Column.COMPLEX:
            return number(row.check.derivatives.complex_step)
        case _:
            return None


def _role(finding: Finding, column: Column) -> ColorRole:
    match column:
        case Column.VALUE:
            return ColorRole.FORWARD
        case Column.FINDING | Column.CENTRAL | Column.CENTRAL_ERROR if finding in WARNED:
            return ColorRole.WARNING
        case Column.ANALYTIC | Column.CENTRAL | Column.COMPLEX:
            return ColorRole.GRADIENT
        case _:
            return ColorRole.TEXT


def _alignment(_model: CheckModel, _row: Row, column: Column) -> Qt.AlignmentFlag:
    across = _FLAG.AlignLeft if column is Column.FINDING else _FLAG.AlignRight
    return across | _FLAG.AlignVCenter


_FLAG = Qt.AlignmentFlag

_ANSWERS: Mapping[Qt.ItemDataRole, Callable[[CheckModel, Row, Column], object]] = {
    Qt.ItemDataRole.DisplayRole: CheckModel.text,
    Qt.ItemDataRole.EditRole: CheckModel.full,
    Qt.ItemDataRole.ToolTipRole: CheckModel.full,
    Qt.ItemDataRole.ForegroundRole: CheckModel.color,
    Qt.ItemDataRole.TextAlignmentRole: _alignment,
}
