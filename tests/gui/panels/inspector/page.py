from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QTableView,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.fonts import italic
from gui.formulas.view import FormulaView
from gui.panels.inspector import Inspector
from gui.session import Session
from gui.view import ItemKey


class Page:
    """The inspector as a person sees and uses it."""

    def __init__(self, inspector: Inspector, session: Session, qtbot: QtBot) -> None:
        self.inspector = inspector
        self._session = session
        self._qtbot = qtbot

    @property
    def root(self) -> QWidget:
        """The page of this selection."""
        return self.inspector.widget()

    def select(self, *items: ItemKey) -> None:
        self._session.look(selection=frozenset(items))

    # -- reading ----------------------------------------------------------------------------------

    def label(self, name: str) -> QLabel | None:
        """The visible label of that name."""
        found = self.root.findChildren(QLabel, name)
        return next((each for each in found if each.isVisible()), None)

    def words(self, name: str) -> str:
        label = self.label(name)
        return label.text() if label else ""

    def passage(self, name: str) -> QTextEdit:
        return self.root.findChild(QTextEdit, name)

    def formulas(self) -> list[FormulaView]:
        """The visible formulas of a function."""
        return [each for each in self.root.findChildren(FormulaView) if each.isVisible()]

    def lines(self) -> dict[str, str]:
        """Every single number by its name: the sign and what stands behind it."""
        found: dict[str, str] = {}
        for group in self.root.findChildren(QWidget):
            if group.objectName().startswith("lines_"):
                grid = group.layout()
                rows = range(1, grid.rowCount())
                cells = [[grid.itemAtPosition(row, at) for at in range(3)] for row in rows]
                for name, *beside in (row for row in cells if all(row) and row[0] is not row[1]):
                    texts = (item.widget().text() for item in beside)
                    found[name.widget().text()] = " ".join(texts).strip()
        return found

    def error(self) -> str:
        labels = self.root.findChildren(QLabel)
        shown = [each for each in labels if "error" in each.objectName() and each.isVisible()]
        return " ".join(each.text() for each in shown)

    # -- setting ----------------------------------------------------------------------------------

    @property
    def field(self) -> QLineEdit:
        """The first number that can be typed."""
        return self.root.findChild(QLineEdit)

    @property
    def trained(self) -> QCheckBox:
        return self.root.findChild(QCheckBox, "trained")

    def retype(self, text: str, name: str = "") -> None:
        """Replace what stands in the first field, or in the one of that name."""
        field = self.root.findChild(QLineEdit, name) if name else self.field
        field.setFocus()
        field.selectAll()
        self._qtbot.keyClicks(field, text)
        self._qtbot.keyClick(field, Qt.Key.Key_Return)

    @property
    def choice(self) -> QComboBox:
        return self.root.findChild(QComboBox, "function_choice")

    def choose(self, text: str) -> None:
        """Choose an entry of the function's box, by keys."""
        entries = [self.choice.itemText(row) for row in range(self.choice.count())]
        self.choice.setFocus()
        self._qtbot.keyClick(self.choice, Qt.Key.Key_Home)
        for _ in range(entries.index(text)):
            self._qtbot.keyClick(self.choice, Qt.Key.Key_Down)

    def table(self, name: str) -> QTableView:
        return self.root.findChild(QTableView, f"table_{name}")

    def type_into(self, name: str, row: int, column: int, text: str) -> QLineEdit:
        """Open a cell and replace its text; Enter is left to the test."""
        index: QModelIndex = self.table(name).model().index(row, column)
        self.table(name).setCurrentIndex(index)
        self.table(name).edit(index)
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        editor.selectAll()
        self._qtbot.keyClicks(editor, text)
        return editor


def named(*pairs: tuple[str, str]) -> dict[str, str]:
    """Numbers by their names as these are printed."""
    return {italic(name): shown for name, shown in pairs}
