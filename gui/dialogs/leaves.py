"""The names of an expression as fields: what each stands for, and its number."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from engine.formula.notation import Style, styled
from engine.importing.expression import Graph
from engine.importing.graph_project import Given, defaults
from gui.dialogs.fields import NameBox, NumbersField
from gui.fonts import italic
from gui.theme import ColorRole, Themes
from gui.translation import QT_TRANSLATE_NOOP, translated
from gui.widgets.label import Face, Label, type_size

KINDS = {
    "input": QT_TRANSLATE_NOOP("LeafFields", "input"),
    "parameter": QT_TRANSLATE_NOOP("LeafFields", "parameter, can be trained"),
    "target": QT_TRANSLATE_NOOP("LeafFields", "target, no gradient"),
    "constant": QT_TRANSLATE_NOOP("LeafFields", "constant, no gradient"),
}

MOST = 100
"""Names with fields of their own; the others keep what is proposed."""


LINE = 1.6
"""Height of a name in sizes of type; the mathematics face alone would ask for three."""


class LeafFields(QWidget):
    """One row for each name; what somebody chose for a name stays as long as it is there."""

    changed = Signal()
    """Something was chosen or typed."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self.setObjectName("leaf_fields")
        self._themes = themes
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(2, 1)
        self._grid.setRowStretch(MOST, 1)
        self._rows: dict[str, tuple[Label, NameBox, NumbersField]] = {}
        self._usual: Mapping[str, Given] = {}

    def show_graph(self, graph: Graph) -> None:
        """Offer what the names of this graph may be."""
        self._usual = defaults(graph)
        names = tuple(self._usual)[:MOST]
        for name in tuple(self._rows):
            if name not in names:
                for widget in self._rows.pop(name):
                    widget.setParent(None)
                    widget.deleteLater()
        for row, name in enumerate(names):
            if name not in self._rows:
                self._rows[name] = self._new_row(name)
            label, box, field = self._rows[name]
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(box, row, 1)
            self._grid.addWidget(field, row, 2)
            shown = italic(styled(name, Style.SUBSCRIPTS))
            label.say(shown, ColorRole.TEXT, self._themes.current)  # a window before it has a place
            box.propose(self._usual[name].kind)
            field.propose((self._usual[name].value,))
        for before, after in pairwise(names):
            QWidget.setTabOrder(self._rows[before][2], self._rows[after][1])

    def given(self) -> dict[str, Given]:
        """What every name stands for; raises `FormulaError` for a number that is none."""
        chosen = {
            name: Given(box.name, field.numbers()[0])  # type: ignore[arg-type]  # a key of KINDS
            for name, (_, box, field) in self._rows.items()
        }
        return {**self._usual, **chosen}

    def _new_row(self, name: str) -> tuple[Label, NameBox, NumbersField]:
        label = Label(f"leaf_{name}", Face.NAME)
        label.setFixedHeight(round(type_size() * LINE))
        words = {kind: translated("LeafFields", word) for kind, word in KINDS.items()}
        box = NameBox(f"kind_{name}", self.tr("Kind of {0}").format(name), words)
        box.activated.connect(self._on_changed)
        field = NumbersField(f"value_{name}", self.tr("Value of {0}").format(name), (1,), 1)
        field.textEdited.connect(self._on_changed)
        return label, box, field

    def _on_changed(self) -> None:
        self.changed.emit()
