"""The panel of the samples: a table like a spreadsheet's, and buttons for what it can do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from engine.edits import sheet
from engine.errors import FileError
from engine.files.delimited import lines, read_block
from gui.moment import Change
from gui.panels.data.importing import choose_file
from gui.panels.data.model import SamplesModel
from gui.session import Session
from gui.theme import ColorRole, Themes
from gui.widgets.grid import Grid
from gui.widgets.label import Label
from gui.words import placed_sentence


class DataPanel(QWidget):
    """The row with the cursor is the sample that everything else shows."""

    def __init__(self, session: Session, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data")
        self.setAccessibleName(self.tr("Samples"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._themes = session, themes
        self._message = Label("data_message")
        self.model = SamplesModel(session, themes, self)
        self._buttons = {
            "data_add": self._button(
                *("data_add", self.tr("Add sample"), self._on_add),
                self.tr("Add a row below the one that is shown"),
            ),
            "data_delete": self._button(
                *("data_delete", self.tr("Delete"), self.delete),
                self.tr("Remove the selected rows (Del); one row stays"),
            ),
            "data_import": self._button(
                *("data_import", self.tr("Import CSV…"), self._on_import),
                self.tr("Read samples from a file, with a preview; Ctrl+V pastes them from one"),
            ),
        }
        self.table = Grid("data_table", self.tr("Table of the samples"), self)
        self.table.setModel(self.model)
        self._arrange()
        self.model.refused.connect(self._on_refused)
        self.table.copy_asked.connect(self.copy)
        self.table.paste_asked.connect(self.paste)
        self.table.delete_asked.connect(self.delete)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        session.changed.connect(self._on_changed)
        themes.changed.connect(self._restyle)
        self._restyle()

    def _button(self, name: str, text: str, slot: Callable[[], object], tip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        button.setToolTip(tip)
        button.clicked.connect(slot)
        return button

    def _arrange(self) -> None:
        tools = QHBoxLayout()
        for button in self._buttons.values():
            tools.addWidget(button)
        tools.addWidget(self._message, 1)
        tools.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addLayout(tools)
        column.addWidget(self.table, 1)

    # -- showing --------------------------------------------------------------------------------

    def _restyle(self) -> None:
        theme = self._themes.current
        self.setStyleSheet(f"#data {{ background: {theme.color(ColorRole.CANVAS).name()} }}")
        self.table.restyle(theme)
        self._refresh()

    def _refresh(self) -> None:
        if not self.isVisible():
            return
        if not self.table.editing:
            self.model.refresh()  # else it would overwrite what somebody is typing
        count = self.model.rowCount()
        self.table.fit_rows(f"▸ {count}")
        for name, button in self._buttons.items():
            button.setEnabled(bool(self.model.inputs) and (name != "data_delete" or count > 1))
        if not self.model.inputs:
            sentence = self.tr("This network has no inputs and targets, so there are no samples.")
            self._message.say(sentence, ColorRole.MUTED, self._themes.current)
        row = self._session.view.sample
        if count and self.table.currentIndex().row() != row:
            column = max(0, self.table.currentIndex().column())
            self.table.selectionModel().setCurrentIndex(
                self.model.index(row, column), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )

    def _on_changed(self, change: Change) -> None:
        if change.before.project.samples is not change.after.project.samples:
            self._on_refused("")
        self.model.follow()  # also unseen or in use: its columns may not be there any more
        self._refresh()

    def _on_row(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            self._session.look(sample=row)

    def _on_refused(self, sentence: str) -> None:
        self._message.say(sentence, ColorRole.WARNING, self._themes.current)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while another page was seen."""
        super().showEvent(event)
        self._restyle()

    def changeEvent(self, event: QEvent) -> None:
        """The size of type changes with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.isVisible():
            self._restyle()

    # -- editing --------------------------------------------------------------------------------

    def _on_add(self) -> None:
        project = self._session.settle()
        at = min(self._session.view.sample + 1, len(project.samples))
        self._session.edit(self.tr("Add a sample"), sheet.inserted(project, at))
        self._session.look(sample=at)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def delete(self) -> None:
        """Take the selected samples away; the last one stays."""
        rows = self.table.selected_rows()
        project = self._session.settle()
        if rows and len(project.samples) > 1:
            words = self.tr("Delete %n sample(s)", "", len(rows))
            self._session.edit(words, sheet.removed(project, rows))

    def copy(self) -> None:
        """The selected cells as a spreadsheet takes them, with every digit."""
        QGuiApplication.clipboard().setText(self.table.selected_text())

    def paste(self) -> None:
        """Numbers from the clipboard, from the cursor on; rows are added where they are needed."""
        text = QGuiApplication.clipboard().text()
        index = self.table.currentIndex()
        at = (max(0, index.row()), max(0, index.column()))
        if at[1] >= len(self.model.inputs) or not text.strip():
            return
        try:
            block = read_block(lines(text))
        except FileError as error:
            self._on_refused(placed_sentence(error))
            return
        words = self.tr("Paste %n row(s)", "", len(block))
        self._session.edit(words, sheet.pasted(self._session.settle(), at, block))

    def _on_import(self) -> None:
        choose_file(self._session, self._themes, self)
