"""Properties: what a node or a parameter is called, how large it is, and what else it has."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from engine.nodes import Layer
from gui import edits
from gui.panels.inspector.sheet import NamePart, PropertiesPart
from gui.session import Session
from gui.theme import Themes
from gui.widgets.field import Field
from gui.widgets.label import Label


class Form(QWidget):
    """Fields and boxes below each other, each with the reason why something was refused."""

    def __init__(self, name: str, session: Session, themes: Themes) -> None:
        super().__init__()
        self.setObjectName(name)
        self._session, self._themes = session, themes
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)

    def _field(self, name: str, title: str, commit: Callable[[str], None]) -> Field:
        row, error = self._grid.rowCount(), Label(f"{name}_error")
        field = Field(commit)
        field.refused.connect(partial(error.warn, self._themes))
        field.setObjectName(name)
        field.setAccessibleName(title)
        label = QLabel(title)
        label.setBuddy(field)
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(field, row, 1)
        self._grid.addWidget(error, row + 1, 0, 1, 2)
        return field

    def _box(self, name: str, title: str, tip: str, choose: Callable[[bool], None]) -> QCheckBox:
        box = QCheckBox(title)
        box.setObjectName(name)
        box.setToolTip(tip)
        box.clicked.connect(choose)
        self._grid.addWidget(box, self._grid.rowCount(), 0, 1, 2)
        return box


class Properties(Form):
    """Name and size of a node; whether it has a bias, and whether it is differentiated."""

    def __init__(self, session: Session, themes: Themes, part: PropertiesPart) -> None:
        super().__init__("properties", session, themes)
        self._part = part
        self._name = self._field("node_name", self.tr("Name"), self._rename)
        self._size: Field | None = None
        self._bias: QCheckBox | None = None
        self._objective: QCheckBox | None = None
        if part.is_sized:
            self._size = self._field("node_size", self.tr("Size"), self._resize)
        if part.is_layer:
            tip = self.tr("A number that is added to what leads into each unit.")
            self._bias = self._box("has_bias", self.tr("Bias"), tip, self._set_bias)
        if part.is_scalar:
            tip = self.tr("The gradients that are shown are those of this number.")
            self._objective = self._box(
                "is_objective", self.tr("Differentiated"), tip, self._choose
            )

    def refresh(self) -> None:
        """Show the properties of this moment."""
        network = self._session.shown.project.network
        node = network.by_id[self._part.node]
        self._name.show_text(node.id)
        if self._size is not None:
            self._size.show_text(str(network.sizes[node.id]))
        if self._bias is not None:
            self._bias.setChecked(isinstance(node, Layer) and node.bias is not None)
        if self._objective is not None:
            self._objective.setChecked(network.objective == node.id)

    def _rename(self, typed: str) -> None:
        edits.rename_node(self._session, self._part.node, typed.strip())

    def _resize(self, typed: str) -> None:
        edits.set_size(self._session, self._part.node, typed)

    def _set_bias(self, present: bool) -> None:
        edits.set_biases(self._session, self._part.node, present=present)

    def _choose(self, chosen: bool) -> None:
        edits.set_objective(self._session, self._part.node if chosen else None)
        self.refresh()  # the only loss stays what it is


class ParameterName(Form):
    """The name of a weight, a bias or a parameter node."""

    def __init__(self, session: Session, themes: Themes, part: NamePart) -> None:
        super().__init__("parameter_name", session, themes)
        self._part = part
        self._name = self._field("name", self.tr("Name"), self._rename)

    def refresh(self) -> None:
        """Show the name of this moment."""
        self._name.show_text(self._part.name)

    def _rename(self, typed: str) -> None:
        edits.rename_parameter(self._session, self._part.name, typed.strip())
