"""The model behind the table of samples: what a person sets, then what the network makes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QColor, QFont

from engine.edits import sheet
from engine.errors import FormulaError
from engine.files.delimited import number
from engine.network import Network
from engine.nodes import Loss
from engine.quantity import Quantity, value
from gui.fonts import italic
from gui.session import Session
from gui.theme import ColorRole, Themes
from gui.words import WARNED, error_sentence, quantity_name, shown_text, tip

MOST_RESULTS = 8
"""So many numbers of a prediction have columns of their own."""

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class SamplesModel(QAbstractTableModel):
    """A row a sample. Reads each visible cell from the session, so that size costs nothing."""

    refused = QtSignal(str)
    """What somebody typed is no number: the sentence; empty after a success."""

    def __init__(self, session: Session, themes: Themes, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._themes = session, themes
        self._network = session.shown.project.network
        self._samples, self._count = -1, 0
        self.inputs: tuple[Quantity, ...] = ()
        self._results: tuple[Quantity, ...] = ()
        self.refresh()

    # -- what stands where ----------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """One for every sample, where a sample has numbers at all."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Numbers of a sample, the prediction, the loss."""
        return 0 if parent.isValid() else len(self.inputs) + len(self._results)

    def quantity(self, column: int) -> Quantity:
        """What stands in a column."""
        return (*self.inputs, *self._results)[column]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, colour, explanation."""
        answer = _ANSWERS.get(Qt.ItemDataRole(role))
        return answer and answer(self, index.row(), self.quantity(index.column()))

    def text(self, sample: int, quantity: Quantity) -> str:
        """What stands in a cell."""
        return shown_text(self._session.reading(quantity, sample))

    def full(self, sample: int, quantity: Quantity) -> str:
        """What one edits and copies."""
        return self._session.reading(quantity, sample).full

    def tip(self, sample: int, quantity: Quantity) -> str:
        """The full number, and what is special about it."""
        return tip(self._name(quantity), self._session.reading(quantity, sample))

    def spoken(self, sample: int, quantity: Quantity) -> str:
        """For those who hear the table."""
        return f"{self._name(quantity)} {self.text(sample, quantity)}"

    def color(self, sample: int, quantity: Quantity) -> QColor:
        """Warnings stand out; what the network computes has the hue of the forward pass."""
        if self._session.reading(quantity, sample).state in WARNED:
            return self._themes.current.color(ColorRole.WARNING)
        given = quantity in self.inputs
        return self._themes.current.color(ColorRole.TEXT if given else ColorRole.FORWARD)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Names of the columns, numbers of the samples; the shown one is bold."""
        across = orientation is Qt.Orientation.Horizontal
        shown = not across and section == self._session.view.sample
        match role:
            case Qt.ItemDataRole.DisplayRole if across:
                return italic(self._name(self.quantity(section)))
            case Qt.ItemDataRole.DisplayRole:
                return f"▸ {section + 1}" if shown else str(section + 1)
            case Qt.ItemDataRole.ToolTipRole if across:
                return self._explanation(section)
            case Qt.ItemDataRole.FontRole if shown:
                font = QFont()
                font.setBold(True)
                return font
            case Qt.ItemDataRole.ForegroundRole:
                hue = ColorRole.FORWARD if across else ColorRole.MUTED
                return self._themes.current.color(ColorRole.ACCENT if shown else hue)
        return None

    def _explanation(self, section: int) -> str:
        if section < len(self.inputs):
            return self.tr("Set by you, for every sample")
        return self.tr("What the network computes for each sample")

    def _name(self, quantity: Quantity) -> str:
        return quantity_name(self._network, quantity)

    # -- editing ----------------------------------------------------------------------------------

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What a person sets can be edited."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        editable = index.column() < len(self.inputs)
        return usual | Qt.ItemFlag.ItemIsEditable if editable else usual

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Commit what was typed, or say why not."""
        quantity, sample = self.quantity(index.column()), index.row()
        if role != Qt.ItemDataRole.EditRole or value == self.full(sample, quantity):
            return False
        try:
            typed = number(str(value))
        except FormulaError as error:
            self.refused.emit(error_sentence(error))
            return False
        project = self._session.settle().with_number(quantity, typed, sample)
        words = self.tr("Set {0} of sample {1}")
        self._session.edit(words.format(self._name(quantity), sample + 1), project)
        self.refused.emit("")
        return True

    def refresh(self) -> None:
        """Follow the session: other columns or rows, or other numbers in the same cells."""
        self.follow()
        if self._count:
            last = self.index(self._count - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self._count - 1)

    def follow(self) -> None:
        """Other columns or rows, where the network or the number of samples is another one."""
        project = self._session.shown.project
        network, count = project.network, len(project.samples)
        if network is self._network and count == self._samples:
            return
        self._network, self._samples = network, count
        inputs, results = sheet.columns(network), _results(network)
        shape = inputs, results, count if inputs else 0
        if shape != (self.inputs, self._results, self._count):
            self.beginResetModel()
            self.inputs, self._results, self._count = shape
            self.endResetModel()


_ANSWERS: dict[Qt.ItemDataRole, Callable[[SamplesModel, int, Quantity], object]] = {
    Qt.ItemDataRole.DisplayRole: SamplesModel.text,
    Qt.ItemDataRole.EditRole: SamplesModel.full,
    Qt.ItemDataRole.ToolTipRole: SamplesModel.tip,
    Qt.ItemDataRole.AccessibleTextRole: SamplesModel.spoken,
    Qt.ItemDataRole.ForegroundRole: SamplesModel.color,
    Qt.ItemDataRole.TextAlignmentRole: lambda _model, _sample, _quantity: (
        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    ),
}


def _results(network: Network) -> tuple[Quantity, ...]:
    """The prediction that the objective judges, and the objective."""
    if network.missing or network.objective is None:
        return ()
    found = []
    if isinstance(network.by_id[network.objective], Loss):
        edges = network.incoming[network.objective]
        source = next(edge.source for edge in edges if edge.port == "prediction")
        size = network.sizes[source] or 1
        if size <= MOST_RESULTS:
            own = value(source)
            found = [own] if size == 1 else [own.element(at + 1) for at in range(size)]
    return (*found, value(network.objective))
