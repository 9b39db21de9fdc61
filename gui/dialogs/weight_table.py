"""New from weight table: the network of a table as it stands on an exercise sheet."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from engine.importing.choices import assumptions
from engine.importing.notes import Note
from engine.importing.table_project import project_of
from engine.importing.weight_table import WeightTable, read_weight_table
from engine.project import Project
from gui.dialogs.from_text import Begin, FromTextDialog, scrolled
from gui.dialogs.layer_choices import LayerChoices
from gui.theme import Themes
from gui.words import note_sentence

EXAMPLE = """From \\ To\tNode 1\tNode 2
Input Node 1\t0.1\t0.2
Input Node 2\t0.3\t0.4
Hidden Node 1\t0.5\t0.6
Hidden Node 2\t0.7\t0.8
Output Node 1\t0.9\t1.0"""


class WeightTableDialog(FromTextDialog):
    """Paste a table; see the network, what has no place in it, and what is assumed."""

    def __init__(self, begin: Begin, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__("weight_table_dialog", begin, themes, parent)
        self._table: WeightTable | None = None
        self._side = QComboBox()
        self._side.setObjectName("rows_are")
        self._side.setAccessibleName(self.tr("What the rows list"))
        for words, side in (
            (self.tr("what the table says"), None),
            (self.tr("where weights come from"), "from"),
            (self.tr("where weights lead to"), "to"),
        ):
            self._side.addItem(words, side)
        self._side.activated.connect(self._on_pause)
        self._choices = LayerChoices()
        self._choices.changed.connect(self.refresh)
        self.setWindowTitle(self.tr("New from weight table"))
        self.arrange(
            self.tr("Paste a table of weights, with the text of the exercise if you like:"),
            EXAMPLE,
            self._options(),
            self._choices,
        )

    def _options(self) -> QWidget:
        row = QHBoxLayout()
        row.addWidget(QLabel(self.tr("The rows list")))
        row.addWidget(self._side, 1)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self._choices)
        column.addStretch(1)
        return scrolled(inner, "layer_choices_area")

    def read(self, text: str) -> None:
        """Understand a table."""
        self._table = read_weight_table(text, self._side.currentData())
        self._choices.show_table(self._table)

    def built(self) -> Project:
        """The network with the activations, biases and inputs that are chosen."""
        assert self._table is not None
        notes = "\n".join(note_sentence(each) for each in self._table.notes)
        return project_of(
            self._table, self._choices.choices(), self.tr("From a weight table"), notes
        )

    def remarks(self) -> Iterable[str]:
        """What has no place in the network, and what nobody said."""
        assert self._table is not None
        found: list[Note] = [*self._table.notes]
        found += assumptions(self._table, self._choices.choices())
        return map(note_sentence, found)
