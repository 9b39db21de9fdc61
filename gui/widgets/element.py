"""ElementChooser: which number of a vector or matrix is meant, by row and column."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpinBox, QWidget


class ElementChooser(QWidget):
    """A number for each axis, from 1; hidden where there is nothing to choose."""

    chosen = Signal(object)
    """The index that a person chose: a tuple of numbers from 1."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._labels, self._boxes = [], []
        for number in range(2):
            label, box = QLabel(), QSpinBox()
            label.setObjectName(f"{name}_label_{number}")
            box.setObjectName(f"{name}_{number}")
            box.setMinimum(1)
            box.valueChanged.connect(self._on_changed)
            label.setBuddy(box)
            row.addWidget(label)
            row.addWidget(box)
            self._labels.append(label)
            self._boxes.append(box)
        row.addStretch(1)
        self.hide()

    def show_choice(self, shape: tuple[int, ...], index: tuple[int, ...]) -> None:
        """Offer the numbers of `shape`; `index` is the present one, empty for a single number."""
        matrix = len(shape) == 2
        words = (self.tr("Row"), self.tr("Column")) if matrix else (self.tr("Element"), "")
        for number, (label, box) in enumerate(zip(self._labels, self._boxes, strict=True)):
            used = number < len(index)
            label.setVisible(used)
            box.setVisible(used)
            label.setText(words[number])
            box.setAccessibleName(words[number])
            box.blockSignals(True)
            if used:
                box.setMaximum(shape[number])
                box.setValue(index[number])
            box.blockSignals(False)
        self.setVisible(bool(index))

    @property
    def line(self) -> int:
        """How high it is when it is shown."""
        return self._boxes[0].sizeHint().height()

    @property
    def index(self) -> tuple[int, ...]:
        """The present choice."""
        return tuple(box.value() for box in self._boxes if not box.isHidden())

    def _on_changed(self, _number: int) -> None:
        self.chosen.emit(self.index)
