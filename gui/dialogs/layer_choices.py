"""What a table of weights leaves open, as fields: the input, activations, biases, a loss."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from engine.functions.activations import ACTIVATIONS
from engine.functions.losses import LOSSES
from engine.importing.choices import Choices, LayerChoice, defaults
from engine.importing.table_names import names_of
from engine.importing.weight_table import WeightTable
from gui.dialogs.fields import NameBox, NumbersField


class LayerChoices(QWidget):
    """One row for each input and layer; what somebody chose stays as long as these do."""

    changed = Signal()
    """Something was chosen or typed."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("layer_choices")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(3, 1)
        self._shape: tuple[tuple[str, int], ...] = ()
        self._inputs: dict[int, NumbersField] = {}
        self._layers: dict[int, tuple[NameBox, NumbersField]] = {}
        self._loss: NameBox | None = None
        self._target: NumbersField | None = None

    def show_table(self, table: WeightTable) -> None:
        """Offer what this table leaves open."""
        usual = defaults(table)
        ids = names_of(table).ids
        sizes = [len(group.units) for group in table.groups]
        shape = tuple(zip(ids, sizes, strict=True))
        if shape != self._shape:
            self._shape = shape
            self._rebuild(usual)
        for index, field in self._inputs.items():
            field.propose(usual.inputs[index])
        for index, (box, field) in self._layers.items():
            box.propose(usual.layers[index].activation)
            field.propose(usual.layers[index].bias)

    def choices(self) -> Choices:
        """What is chosen; raises `FormulaError` with the field whose numbers cannot be read."""
        loss = self._loss.name if self._loss is not None else ""
        target = self._target.numbers() if self._target is not None and loss else ()
        return Choices(
            {
                index: LayerChoice(box.name, field.numbers())
                for index, (box, field) in self._layers.items()
            },
            {index: field.numbers() for index, field in self._inputs.items()},
            loss or None,
            target,
        )

    # -- fields -------------------------------------------------------------------------------

    def _rebuild(self, usual: Choices) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        self._inputs = {index: self._input(index) for index in usual.inputs}
        self._layers = {index: self._layer(index) for index in usual.layers}
        words = {"": self.tr("none"), **{name: loss.label for name, loss in LOSSES.items()}}
        self._loss = self._add_box("loss", self.tr("Loss"), words)
        size = self._shape[-1][1]
        self._target = self._add_field("target", self.tr("Target"), (1, size), size)
        self._target.propose((0.0,) * size)
        row = self._grid.rowCount()
        self._place(row, self.tr("Loss"), self._loss, self.tr("target"), self._target)
        self._loss.activated.connect(self._on_loss)
        self._on_loss()

    def _input(self, index: int) -> NumbersField:
        key, size = self._shape[index]
        field = self._add_field(f"input_{key}", self.tr("Input {0}").format(key), (1, size), size)
        row = self._grid.rowCount()
        self._grid.addWidget(QLabel(self.tr("Input {0}").format(key)), row, 0)
        self._grid.addWidget(field, row, 1, 1, 3)
        return field

    def _layer(self, index: int) -> tuple[NameBox, NumbersField]:
        key, size = self._shape[index]
        units = QCoreApplication.translate("LayerChoices", "%n unit(s)", "", size)
        names = {name: each.label for name, each in ACTIVATIONS.items()}
        box = self._add_box(
            f"activation_{key}", self.tr("Activation of layer {0}").format(key), names
        )
        field = self._add_field(
            f"bias_{key}", self.tr("Bias of layer {0}").format(key), (0, 1, size), 0
        )
        field.setPlaceholderText(self.tr("none"))
        title = self.tr("Layer {0}, {1}").format(key, units)
        self._place(self._grid.rowCount(), title, box, self.tr("bias"), field)
        return box, field

    def _place(self, row: int, title: str, box: QWidget, word: str, field: QWidget) -> None:
        for column, widget in enumerate((QLabel(title), box, QLabel(word), field)):
            self._grid.addWidget(widget, row, column)

    def _add_box(self, name: str, title: str, words: dict[str, str]) -> NameBox:
        box = NameBox(name, title, words)
        box.activated.connect(self._on_changed)
        return box

    def _add_field(self, name: str, title: str, counts: Sequence[int], spread: int) -> NumbersField:
        field = NumbersField(name, title, counts, spread)
        field.textEdited.connect(self._on_changed)
        return field

    def _on_changed(self) -> None:
        self.changed.emit()

    def _on_loss(self) -> None:
        """Without a loss there is no target."""
        assert self._loss is not None
        assert self._target is not None
        self._target.setEnabled(bool(self._loss.name))
