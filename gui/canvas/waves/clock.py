"""Clock: the one animation of the drawing, owned by its scene."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation, Signal

LEVEL = 200
"""Milliseconds in which a wave gets from one level to the next, at most."""

LONGEST = 2400
"""Milliseconds that it takes through a deep network."""


class Clock(QObject):
    """Goes from 0 to a number of levels; at once where nothing is to move."""

    ticked = Signal()
    """`front` has moved."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.front = 0.0
        self._animation = QVariantAnimation(self)
        self._animation.setEasingCurve(QEasingCurve.Type.Linear)
        self._animation.valueChanged.connect(self._on_value)

    @property
    def runs(self) -> bool:
        """Whether `front` still moves."""
        return self._animation.state() is QVariantAnimation.State.Running

    def start(self, levels: float, *, animated: bool) -> None:
        """From 0 anew."""
        self._animation.stop()
        if not animated:
            self._set(levels)
            return
        self._animation.setDuration(round(min(LONGEST, LEVEL * levels)))
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(float(levels))
        self._animation.start()

    def stop(self) -> None:
        """Stay where it is."""
        self._animation.stop()

    def _on_value(self, front: float) -> None:
        self._set(float(front))

    def _set(self, front: float) -> None:
        self.front = front
        self.ticked.emit()
