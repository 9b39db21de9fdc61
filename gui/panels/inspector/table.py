"""Table: vectors side by side, or one matrix; cells that may be set are edited in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from engine.errors import EngineError
from engine.quantity import Quantity
from gui.edits import set_number
from gui.fonts import italic, math_family
from gui.panels.inspector.sheet import NumbersPart
from gui.panels.inspector.words import caption
from gui.session import Session
from gui.theme import ColorRole, Themes
from gui.widgets.label import Label, type_size
from gui.words import WARNED, error_sentence, quantity_name, shown_text, tip

MOST_ROWS = 8
COLUMN = "−0.0001234  "  # as wide as a column is

_Trigger = QAbstractItemView.EditTrigger
EDITED_BY = (
    _Trigger.SelectedClicked
    | _Trigger.DoubleClicked
    | _Trigger.EditKeyPressed
    | _Trigger.AnyKeyPressed
)

NAME = 1.1
"""Size of the names of columns, in sizes of the interface's type."""

HEADER = """
QHeaderView {{ background: transparent; }}
QHeaderView::section {{ border: none; background: transparent; padding: 0 4px; }}
QHeaderView::section:horizontal {{ font-family: "{family}"; font-size: {size}px; }}
QTableCornerButton::section {{ border: none; background: transparent; }}
"""
"""Names and numbers beside the cells, without boxes of their own."""

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class NumbersModel(QAbstractTableModel):
    """Reads each visible cell from the session, so that its size costs nothing."""

    refused = Signal(str)
    """What somebody typed is no number: the sentence; empty after a success."""

    def __init__(
        self, session: Session, themes: Themes, part: NumbersPart, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session, self._themes, self._part = session, themes, part
        self._matrix = len(part.shape) == 2
        self.follow()

    def follow(self) -> None:
        """The cells exist in the network that is shown now."""
        self._network = self._session.shown.project.network

    @property
    def _is_stale(self) -> bool:
        """Whether another network is shown: until the table goes, its cells may not exist there."""
        return self._session.shown.project.network is not self._network

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Elements of a vector, rows of a matrix."""
        return 0 if parent.isValid() else self._part.shape[0]

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Vectors, or columns of the matrix."""
        if parent.isValid():
            return 0
        return self._part.shape[1] if self._matrix else len(self._part.quantities)

    def quantity_at(self, index: Index) -> Quantity:
        """The number in a cell."""
        if self._matrix:
            return self._part.quantities[0].element(index.row() + 1, index.column() + 1)
        return self._part.quantities[index.column()].element(index.row() + 1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, colour, explanation."""
        answer = None if self._is_stale else _ANSWERS.get(Qt.ItemDataRole(role))
        return answer and answer(self, self.quantity_at(index))

    def text(self, quantity: Quantity) -> str:
        """What stands in the cell."""
        return shown_text(self._session.reading(quantity))

    def full(self, quantity: Quantity) -> str:
        """What one edits."""
        return self._session.reading(quantity).full

    def tip(self, quantity: Quantity) -> str:
        """The full number, and what is special about it."""
        return tip(self._name(quantity), self._session.reading(quantity))

    def spoken(self, quantity: Quantity) -> str:
        """For those who hear the table."""
        return f"{self._name(quantity)} {self.text(quantity)}"

    def color(self, quantity: Quantity) -> QColor:
        """Forward values, gradients and warnings have their own."""
        hue = ColorRole.GRADIENT if quantity.by else ColorRole.FORWARD
        warned = self._session.reading(quantity).state in WARNED
        return self._themes.current.color(ColorRole.WARNING if warned else hue)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Numbers of rows and columns from 1; of vectors their names."""
        named = orientation is Qt.Orientation.Horizontal and not self._matrix
        match role:
            case _ if self._is_stale:
                return None
            case Qt.ItemDataRole.DisplayRole if named:
                return italic(self._name(self._part.quantities[section]))
            case Qt.ItemDataRole.DisplayRole:
                return str(section + 1)
            case Qt.ItemDataRole.ForegroundRole if named and self._part.quantities[section].by:
                return self._themes.current.color(ColorRole.GRADIENT)
            case Qt.ItemDataRole.ForegroundRole:
                hue = ColorRole.FORWARD if named else ColorRole.MUTED
                return self._themes.current.color(hue)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Settable numbers can be edited."""
        settable = self._part.settable[0 if self._matrix else index.column()]
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsEditable if settable else usual

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Commit what was typed, or say why not."""
        quantity = self.quantity_at(index)
        if role != Qt.ItemDataRole.EditRole or value == self._session.reading(quantity).full:
            return False
        try:
            set_number(self._session, quantity, str(value))
        except EngineError as error:
            self.refused.emit(error_sentence(error))
            return False
        self.refused.emit("")
        return True

    def refresh(self) -> None:
        """All cells may say something else."""
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def _name(self, quantity: Quantity) -> str:
        return quantity_name(self._network, quantity)


_ANSWERS: dict[Qt.ItemDataRole, Callable[[NumbersModel, Quantity], object]] = {
    Qt.ItemDataRole.DisplayRole: NumbersModel.text,
    Qt.ItemDataRole.EditRole: NumbersModel.full,
    Qt.ItemDataRole.ToolTipRole: NumbersModel.tip,
    Qt.ItemDataRole.AccessibleTextRole: NumbersModel.spoken,
    Qt.ItemDataRole.ForegroundRole: NumbersModel.color,
    Qt.ItemDataRole.TextAlignmentRole: lambda _model, _quantity: (
        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    ),
}


class Table(QWidget):
    """A caption, the table, and what was wrong with the last number typed."""

    def __init__(self, session: Session, themes: Themes, part: NumbersPart) -> None:
        super().__init__()
        self.setObjectName(f"numbers_{part.caption.value}")
        self._session, self._themes, self._part = session, themes, part
        self._caption = Label(f"caption_{part.caption.value}")
        self._error = Label(f"error_{part.caption.value}")
        self.model = NumbersModel(session, themes, part, self)
        self.model.refused.connect(self._on_refused)
        self.view = QTableView(self)
        self.view.setObjectName(f"table_{part.caption.value}")
        self.view.setModel(self.model)
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setShowGrid(any(part.settable))
        self.view.viewport().setAutoFillBackground(any(part.settable))
        self.view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setEditTriggers(EDITED_BY)
        self.view.setTabKeyNavigation(False)  # Tab leaves the table, arrows move in it
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self._caption, self.view, self._error):
            layout.addWidget(widget)

    def refresh(self) -> None:
        """Show the numbers of this moment."""
        self.model.follow()
        view, samples = self._session.view, len(self._session.shown.project.samples)
        words = caption(self._part.caption, self._part.shape, view.sample, samples)
        self._caption.say(words, ColorRole.MUTED, self._themes.current)
        self.view.setAccessibleName(words)
        self._fit()
        if self.view.indexWidget(self.view.currentIndex()) is None:
            self.model.refresh()  # else it would overwrite what somebody is typing

    def _fit(self) -> None:
        """As high as its rows, up to eight; columns wide enough for four digits."""
        size = type_size()
        sheet = HEADER.format(family=math_family(), size=round(size * NAME))
        if sheet != self.view.styleSheet():
            self.view.setStyleSheet(sheet)
        metrics = QFontMetrics(QApplication.font())
        height, count = round(metrics.height() * 1.5), self.model.rowCount()
        rows, columns = self.view.verticalHeader(), self.view.horizontalHeader()
        for header, length in ((rows, height), (columns, metrics.horizontalAdvance(COLUMN))):
            header.setMinimumSectionSize(1)
            header.setDefaultSectionSize(length)
        rows.setFixedWidth(metrics.horizontalAdvance(f" {count}  "))
        columns.setFixedHeight(height)
        width = rows.width() + columns.length() + 1
        bar = self.view.horizontalScrollBar().sizeHint().height()
        below = bar if width > self.width() else 0
        self.view.setMaximumWidth(width)
        self.view.setFixedHeight(height * (min(count, MOST_ROWS) + 1) + below + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow panel needs room for a scroll bar."""
        super().resizeEvent(event)
        self._fit()

    def _on_current_changed(self, current: QModelIndex) -> None:
        """The curve below, the steps and whoever else cares look at the same number."""
        if current.isValid():
            quantity = self.model.quantity_at(current)
            self._session.look(element=quantity.by or quantity)

    def _on_refused(self, sentence: str) -> None:
        self._error.say(sentence, ColorRole.WARNING, self._themes.current)
