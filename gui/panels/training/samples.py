"""Samples: which one is shown."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from gui.session import Session

STEPS = {"previous_sample": ("◀", -1), "next_sample": ("▶", 1)}
"""Sign and direction of each action."""


class Samples(QWidget):
    """◀ 1 of 4 ▶; of use where there are several."""

    def __init__(
        self, session: Session, actions: Mapping[str, QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("samples")
        self._session, self._actions = session, actions
        self._label = QLabel(self)
        self._label.setObjectName("sample")
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        previous, following = (self._button(name) for name in STEPS)
        for widget in (previous, self._label, following):
            layout.addWidget(widget)
        actions["previous_sample"].triggered.connect(self._on_previous)
        actions["next_sample"].triggered.connect(self._on_next)

    def _button(self, name: str) -> QToolButton:
        action = self._actions[name]
        action.setIconText(STEPS[name][0])
        button = QToolButton(self)
        button.setObjectName(f"button_{name}")
        button.setDefaultAction(action)
        button.setAccessibleName(action.text().replace("&", ""))
        return button

    @property
    def several(self) -> bool:
        """Whether there is anything to choose."""
        return len(self._session.shown.project.samples) > 1

    def refresh(self) -> None:
        """Show which sample is shown."""
        sample, count = self._session.view.sample, len(self._session.shown.project.samples)
        self._label.setText(self.tr("{0} of {1}").format(sample + 1, count))
        self._label.setToolTip(self.tr("The drawing shows sample {0}.").format(sample + 1))
        for name, (_, direction) in STEPS.items():
            self._actions[name].setEnabled(0 <= sample + direction < count)

    def _on_previous(self) -> None:
        self._session.look(sample=self._session.view.sample - 1)

    def _on_next(self) -> None:
        self._session.look(sample=self._session.view.sample + 1)
