"""Training bar: steps of gradient descent, their settings, and which sample is shown."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QToolTip,
    QWidget,
)

from gui.moment import Change
from gui.panels.training.samples import Samples
from gui.panels.training.settings import Settings
from gui.session import Session
from gui.theme import ColorRole, Themes
from gui.trainer import Trainer
from gui.words import error_sentence

STEPS, MOST_STEPS = 100, 9_999

GAP = 6  # pixels

NAMES = ("train_step", "train_many", "train_run")


class TrainingBar(QWidget):
    """Buttons for actions of the window, with the numbers that these need beside them.

    Besides those of `NAMES`, `actions` has `previous_sample` and `next_sample`. The bar does what
    they say, but `train_run`, which its owner toggles; it enables, words and explains them all.
    """

    def __init__(
        self,
        session: Session,
        trainer: Trainer,
        themes: Themes,
        actions: Mapping[str, QAction],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("training_bar")
        self._session, self._trainer, self._themes = session, trainer, themes
        self._actions = {name: actions[name] for name in NAMES}
        self._tips = {name: action.toolTip() for name, action in self._actions.items()}
        self._run_text = actions["train_run"].text()
        self._stopped_early = False
        self._steps = QSpinBox(self)
        self._steps.setObjectName("steps")
        self._steps.setAccessibleName(self.tr("Number of steps"))
        self._steps.setRange(1, MOST_STEPS)
        self._steps.setValue(STEPS)
        self._suffix = self.tr(" steps")
        self._settings, self._samples = Settings(session, self), Samples(session, actions, self)
        self._message = QLabel(self)
        self._message.setObjectName("training_message")
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._actions["train_many"].setIconText(self.tr("Train"))
        self._arrange()
        self._connect()
        self._restyle()
        self._refresh()

    def _arrange(self) -> None:
        step, many, run = (self._button(name) for name in NAMES)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(GAP)
        for widget in (step, many, self._steps, run, self._settings, self._samples):
            layout.addWidget(widget)
        layout.addWidget(self._message, 1)

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"button_{name}")
        button.setDefaultAction(self._actions[name])
        button.setAccessibleName(self._actions[name].text().replace("&", ""))
        return button

    def _connect(self) -> None:
        self._actions["train_step"].triggered.connect(self._on_step)
        self._actions["train_many"].triggered.connect(self._on_many)
        self._settings.refused.connect(self._say)
        self._trainer.stopped_early.connect(self._on_stopped_early)
        self._trainer.running_changed.connect(self._on_running)
        self._session.changed.connect(self._on_changed)
        self._themes.changed.connect(self._restyle)

    # -- showing ------------------------------------------------------------------------------

    def minimumSizeHint(self) -> QSize:
        """Without what may go: a tool bar hides what has no room."""
        shown = {
            "label": not self._settings.label.isHidden(),
            "samples": not self._samples.isHidden(),
        }
        spare = sum(width for name, width in self._spare().items() if shown.get(name))
        return super().minimumSizeHint() - QSize(spare, 0)

    def changeEvent(self, event: QEvent) -> None:
        """The size of type changes with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.isVisible():
            self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other room."""
        super().resizeEvent(event)
        self._fit()

    def _spare(self) -> dict[str, int]:
        """How wide everything is that may go, what is missed most first; keys do the same."""
        suffix = self._steps.fontMetrics().horizontalAdvance(self._suffix)
        label = self._settings.label.sizeHint().width() + GAP
        samples = self._samples.sizeHint().width() + GAP if self._samples.several else 0
        return {"samples": samples, "suffix": suffix, "label": label}

    def _fit(self) -> None:
        """Show what may go where there is room for it."""
        room, fits = self.width() - self.minimumSizeHint().width(), {}
        for name, width in self._spare().items():
            room -= width
            fits[name] = room >= 0
        self._samples.setVisible(fits["samples"] and self._samples.several)
        self._steps.setSuffix(self._suffix if fits["suffix"] else "")
        self._settings.label.setVisible(fits["label"])

    def _refresh(self) -> None:
        obstacle = self._obstacle()
        for name, action in self._actions.items():
            action.setEnabled(not obstacle)
            action.setToolTip(obstacle or self._tips[name])
        running = self._trainer.running
        run = self._actions["train_run"]
        run.setText(self.tr("&Stop") if running else self._run_text)
        self._steps.setEnabled(not obstacle)
        self._settings.refresh()
        self._samples.refresh()
        self._fit()

    def _restyle(self) -> None:
        # A palette would be lost whenever the application's style sheet changes.
        color = self._themes.current.color(ColorRole.WARNING).name()
        self._message.setStyleSheet(f"#training_message {{ color: {color} }}")

    def _obstacle(self) -> str:
        """Why there is nothing to train; empty if there is."""
        shown = self._session.shown
        if shown.missing is not None:
            return error_sentence(shown.missing)
        if shown.trace is None or shown.trace.loss is None:
            return self.tr("This network has no loss, so there is nothing to train.")
        if np.isnan(shown.trace.loss):
            return self.tr("The loss is undefined here, so there is no way down from it.")
        if not any(slot.trainable for slot in shown.project.network.layout.slots):
            return self.tr("No parameter of this network is trained.")
        return ""

    def _say(self, message: str) -> None:
        self._message.setText(f"⚠ {message}" if message else "")
        self._message.setToolTip(message)
        if self._message.width() < self._message.sizeHint().width():
            below = self.mapToGlobal(self._message.geometry().bottomLeft())
            QToolTip.showText(below, message, self)

    # -- what happens -------------------------------------------------------------------------

    def _on_changed(self, change: Change) -> None:
        if change.before.project is not change.after.project and not self._trainer.running:
            self._say("")
            self._settings.take_back()
        self._refresh()

    def _on_step(self) -> None:
        self._trainer.start(1)

    def _on_many(self) -> None:
        self._trainer.start(self._steps.value())

    def _on_stopped_early(self) -> None:
        self._stopped_early = True

    def _on_running(self, running: bool) -> None:
        """The last step was committed before the trainer says that it stopped."""
        if not running and self._stopped_early:
            self._say(
                self.tr(
                    "Stopped: the loss is no longer finite; the learning rate may be too large."
                )
            )
        self._stopped_early = False
        self._refresh()
