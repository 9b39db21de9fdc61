"""Importing samples: a file is read, shown as it was understood, and only then taken over."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from engine.edits import sheet
from engine.errors import EngineError, FileError
from engine.files.contents import contents
from engine.files.delimited import (
    SEPARATORS,
    SampleTable,
    best_separator,
    decoded,
    read_samples,
)
from engine.files.schema import LARGEST_FILE
from engine.numerals import numeral
from gui.fonts import italic
from gui.session import Session
from gui.theme import ColorRole, Themes
from gui.translation import QT_TRANSLATE_NOOP, translated
from gui.widgets.grid import Grid
from gui.widgets.label import Label
from gui.words import placed_sentence, quantity_name

CONTEXT = "data"

_SEPARATOR_WORDS = (
    QT_TRANSLATE_NOOP("data", "tabs"),
    QT_TRANSLATE_NOOP("data", "semicolons"),
    QT_TRANSLATE_NOOP("data", "commas"),
    QT_TRANSLATE_NOOP("data", "blanks"),
)

PREVIEWED = 100
"""Rows that the preview shows."""

SIZE = (620, 460)


def choose_file(session: Session, themes: Themes, parent: QWidget) -> None:
    """Ask for a file and import it."""
    name, _ = QFileDialog.getOpenFileName(
        parent,
        translated(CONTEXT, QT_TRANSLATE_NOOP("data", "Import samples")),
        "",
        translated(CONTEXT, QT_TRANSLATE_NOOP("data", "Tables (*.csv *.tsv *.txt);;All files (*)")),
    )
    if name:
        ImportDialog(session, themes, Path(name), parent).exec()


class ImportDialog(QDialog):
    """The table that a file holds, or the sentence that says why it holds none."""

    def __init__(
        self, session: Session, themes: Themes, path: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("import_dialog")
        self.setWindowTitle(self.tr("Import samples from {0}").format(path.name))
        self.resize(*SIZE)
        self._session, self._themes = session, themes
        self._table: SampleTable | None = None
        self._text, self._unread = _read(path)
        self._message = Label("import_message")
        self._separator = QComboBox(self)
        self._separator.setObjectName("import_separator")
        self._separator.setAccessibleName(self.tr("Cells are separated by"))
        for separator, words in zip(SEPARATORS, _SEPARATOR_WORDS, strict=True):
            self._separator.addItem(translated(CONTEXT, words), separator)
        self._replace = QCheckBox(self.tr("Replace the samples that are there"), self)
        self._replace.setObjectName("import_replace")
        self._replace.setChecked(True)
        self._preview = Grid("import_preview", self.tr("Preview of the samples"), self)
        self._preview.setEditTriggers(Grid.EditTrigger.NoEditTriggers)
        self._preview.restyle(themes.current)
        buttons = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(buttons.Ok | buttons.Cancel, self)
        self._buttons.button(buttons.Ok).setText(self.tr("Import"))
        self._arrange()
        self._separator.activated.connect(self._on_separator)
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        self._show(None)

    def _arrange(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("Cells are separated by"), self._separator)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self._preview, 1)
        column.addWidget(self._message)
        column.addWidget(self._replace)
        column.addWidget(self._buttons)

    def _show(self, separator: str | None) -> None:
        """Read the text with this separator, or with the one that suits it best."""
        network = self._session.project.network
        self._table, error = None, self._unread
        if error is None:
            separator = separator or best_separator(self._text)
            self._separator.setCurrentIndex(SEPARATORS.index(separator))
            try:
                self._table = read_samples(self._text, network, separator)
            except FileError as refused:
                error = refused
        self._preview.setModel(self._model(self._table))
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(error is None)
        theme = self._themes.current
        if error is not None:
            self._message.say(placed_sentence(error), ColorRole.WARNING, theme)
        elif self._table is not None:
            self._message.say(self._understood(self._table), ColorRole.MUTED, theme)

    def _model(self, table: SampleTable | None) -> QStandardItemModel:
        network = self._session.project.network
        model = QStandardItemModel(self._preview)
        model.setHorizontalHeaderLabels(
            [italic(quantity_name(network, each)) for each in sheet.columns(network)]
        )
        for row in table.rows[:PREVIEWED] if table else ():
            items = [QStandardItem(numeral(number).text) for number in row]
            for item in items:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            model.appendRow(items)
        return model

    def _understood(self, table: SampleTable) -> str:
        translate = QCoreApplication.translate
        words = [translate("data", "%n sample(s).", "", len(table.rows))]
        if table.by_name:
            words.append(self.tr("Columns were found by their names."))
            unused = len(table.header) - len(set(table.sources))
            if unused:
                words.append(
                    translate("data", "%n column(s) of the file are not used.", "", unused)
                )
        else:
            words.append(self.tr("Columns are taken in their order."))
        if len(table.rows) > PREVIEWED:
            words.append(self.tr("The first {0} are shown.").format(PREVIEWED))
        return " ".join(words)

    def _on_separator(self) -> None:
        self._show(self._separator.currentData())

    def _on_accepted(self) -> None:
        if self._table is None:
            return
        project, rows = self._session.settle(), self._table.rows
        taken = sheet.with_rows if self._replace.isChecked() else sheet.appended
        words = QCoreApplication.translate("data", "Import %n sample(s)", "", len(rows))
        self._session.edit(words, taken(project, rows))
        self.accept()


def _read(path: Path) -> tuple[str, EngineError | None]:
    """The text of a file, or why there is none."""
    try:
        return decoded(contents(path, LARGEST_FILE)), None
    except FileError as error:
        return "", error
