"""Settings: learning rate and optimizer."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from engine.formula.typed_number import parse_number
from engine.quantity import LEARNING_RATE
from gui.session import Session
from gui.widgets.field import Field

OPTIMIZERS = {
    "sgd": "SGD",
    "momentum": "Momentum",
    "nesterov": "Nesterov",
    "rmsprop": "RMSprop",
    "adam": "Adam",
}
"""Proper names: nobody translates them."""

RATE_WIDTH = "0.000000"
"""As wide as the field is."""


class Settings(QWidget):
    """Each change is one undo step; a learning rate that is none stays, and is explained.

    Where there is no room the `label` may be hidden: the field's tip says the same.
    """

    refused = Signal(str)
    """Why the learning rate is none; empty once it is one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("training_settings")
        self._session = session
        self.label = QLabel(self.tr("Learning rate"), self)
        self.label.setObjectName("learning_rate_label")
        self._rate = Field(self._on_rate)
        self._rate.setObjectName("learning_rate")
        self._rate.setAccessibleName(self.tr("Learning rate"))
        self._rate.refused.connect(self._on_refused)
        self.label.setBuddy(self._rate)
        self._optimizer = QComboBox(self)
        self._optimizer.setObjectName("optimizer")
        self._optimizer.setAccessibleName(self.tr("Optimizer"))
        self._optimizer.setToolTip(self.tr("The optimizer: how a gradient becomes a step"))
        for name, title in OPTIMIZERS.items():
            self._optimizer.addItem(title, name)
        self._optimizer.activated.connect(self._on_optimizer)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.label, self._rate, self._optimizer):
            layout.addWidget(widget)

    def refresh(self) -> None:
        """Show the settings of this moment, but leave what somebody is typing."""
        reading = self._session.reading(LEARNING_RATE)
        explained = self.tr("How far one step goes: {0}").format(reading.full)
        self._rate.setToolTip(explained)
        self._rate.show_text(reading.text, reading.full)
        self._rate.setFixedWidth(self.fontMetrics().horizontalAdvance(RATE_WIDTH))
        optimizer = self._session.shown.project.training.optimizer
        self._optimizer.setCurrentIndex(self._optimizer.findData(optimizer))

    def take_back(self) -> None:
        """Show the learning rate that counts, unless somebody is typing another one."""
        if not self._rate.hasFocus():
            self._rate.take_back()

    def _on_rate(self, typed: str) -> None:
        self._change(self.tr("Set the learning rate"), learning_rate=parse_number(typed))

    def _on_refused(self, why: str) -> None:
        self.refused.emit(self.tr("Learning rate: {0}").format(why) if why else "")

    def _on_optimizer(self, index: int) -> None:
        self._change(self.tr("Change the optimizer"), optimizer=self._optimizer.itemData(index))

    def _change(self, step: str, **settings: Any) -> None:
        self._session.edit(step, self._session.settle().with_training(**settings))
