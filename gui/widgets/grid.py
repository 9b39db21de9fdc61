"""Grid: a table with the keys of a spreadsheet, also where the window has the same shortcuts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import SIGNAL, QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QTableView, QWidget

from gui.fonts import math_family
from gui.theme import ColorRole, Theme
from gui.widgets.cells import CellDelegate
from gui.widgets.label import type_size

WIDEST = "−0.0001234   "
"""As wide as a column is."""

HEADER_SIZE = 1.15
"""Of the names of columns in the mathematics face, in sizes of the interface's type."""

STYLE = """
QHeaderView, QHeaderView::section, QTableCornerButton::section {{
    border: none; background: transparent; padding: 0 6px; }}
QHeaderView::section:horizontal {{ font-family: "{family}"; font-size: {size}px; }}
QTableView::item {{ padding: 0 6px; }}
QTableView::item:focus {{ border: 1px solid {accent}; padding: 0 5px; }}
QTableView {{ outline: none; background: {canvas}; gridline-color: {border};
    selection-color: {text}; selection-background-color: {selection}; }}
"""

_SCROLLS = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)

_TRIGGERS = QAbstractItemView.EditTrigger


class Grid(QTableView):
    """Arrows move, typing edits; copy, paste and delete are asked of whoever owns the table."""

    copy_asked = Signal()
    paste_asked = Signal()
    delete_asked = Signal()

    def __init__(
        self, name: str, words: str, parent: QWidget | None = None, *, named: bool = True
    ) -> None:
        """Its columns are `named` as in mathematics, or have words above them."""
        super().__init__(parent)
        self._named = named
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)  # Tab leaves the table, arrows move in it
        self.setCornerButtonEnabled(False)
        self.setItemDelegate(CellDelegate(self))
        self.setEditTriggers(
            _TRIGGERS.DoubleClicked | _TRIGGERS.EditKeyPressed | _TRIGGERS.AnyKeyPressed
        )
        keys = QKeySequence.StandardKey
        self._asked = {
            keys.Copy: self.copy_asked,
            keys.Paste: self.paste_asked,
            keys.Delete: self.delete_asked,
        }

    @property
    def editing(self) -> bool:
        """Whether somebody types into a cell."""
        return self.state() is QAbstractItemView.State.EditingState

    def deeds(self) -> dict[str, Callable[[], object]]:
        """What whoever owns the table does with its cells, by the ids of the window's actions."""
        asked = {"copy": self.copy_asked, "paste": self.paste_asked, "delete": self.delete_asked}
        heard = {
            name: signal.emit
            for name, signal in asked.items()
            if self.receivers(SIGNAL(f"{name}_asked()"))
        }
        return {**heard, "select_all": self.selectAll}

    def restyle(self, theme: Theme) -> None:
        """Headers without boxes, rows and columns as the size of type asks for."""
        colors = {role.value: theme.color(role).name() for role in ColorRole}
        size, family = round(HEADER_SIZE * type_size()), math_family()
        if not self._named:
            size, family = type_size(), QApplication.font().family()
        self.setStyleSheet(STYLE.format(family=family, size=size, **colors))
        metrics = QFontMetrics(QApplication.font())
        height = round(1.5 * metrics.height())
        self.verticalHeader().setDefaultSectionSize(height)
        self.horizontalHeader().setFixedHeight(height)  # the mathematics face asks for three lines
        self.horizontalHeader().setDefaultSectionSize(metrics.horizontalAdvance(WIDEST))

    def fit_rows(self, widest: str) -> None:
        """Make the headers of the rows as wide as the widest of them."""
        metrics = QFontMetrics(QApplication.font())
        self.verticalHeader().setFixedWidth(metrics.horizontalAdvance(f"{widest}       "))

    def selected_rows(self) -> set[int]:
        """Rows in which something is selected."""
        return {index.row() for index in self.selectionModel().selectedIndexes()}

    def selected_text(self) -> str:
        """The selected cells as a spreadsheet takes them: tabs between, every digit."""
        cells = sorted(
            self.selectionModel().selectedIndexes(), key=lambda each: (each.row(), each.column())
        )
        rows: dict[int, list[str]] = {}
        for index in cells:
            full = str(index.data(Qt.ItemDataRole.EditRole)).replace("−", "-")
            rows.setdefault(index.row(), []).append(full)
        return "\n".join("\t".join(row) for row in rows.values())

    def event(self, event: QEvent) -> bool:
        """The window may have these keys too; in a table they are the table's."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (event.key() in _SCROLLS or any(event.matches(key) for key in self._asked))
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for what a key means."""
        for key, asked in self._asked.items():
            if event.matches(key):
                asked.emit()
                return
        super().keyPressEvent(event)
