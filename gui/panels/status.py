"""Status line: the loss, the sample, and whether the gradients are checked."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from engine.network import Network
from engine.nodes import Layer, Loss
from engine.numerals import numeral
from engine.quantity import preactivation, value
from engine.remarks import Remark
from engine.wording import SENTENCES, filled
from gui.moment import Change, Shown
from gui.reading import State
from gui.session import Session
from gui.theme import ColorRole, Themes
from gui.translation import translated
from gui.words import quantity_name

Words = tuple[str, ColorRole]
"""A text and the role of its colour."""


class StatusLine(QWidget):
    """Short texts from left to right; what has nothing to say is hidden."""

    def __init__(self, session: Session, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_line")
        self._session, self._themes = session, themes
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 2, 12, 2)
        layout.setSpacing(24)
        self._labels = {name: self._label(name) for name in ("loss", "sample", "check", "remarks")}
        for label in self._labels.values():
            layout.addWidget(label)
        layout.addStretch(1)
        session.changed.connect(self._on_changed)
        themes.changed.connect(self._refresh)
        self._refresh()

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(f"status_{name}")
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _on_changed(self, change: Change) -> None:
        del change
        self._refresh()

    def _refresh(self) -> None:
        for name, (words, role) in (
            ("loss", self._loss()),
            ("sample", self._sample()),
            ("check", self._check()),
            ("remarks", self._remarks()),
        ):
            label = self._labels[name]
            label.setText(words)
            label.setVisible(bool(words))
            # A palette would be lost whenever the application's style sheet changes.
            color = self._themes.current.color(role).name()
            sheet = f"#{label.objectName()} {{ color: {color} }}"
            if sheet != label.styleSheet():
                label.setStyleSheet(sheet)

    # -- words --------------------------------------------------------------------------------

    def _loss(self) -> Words:
        """The loss, or another objective, of the shown sample."""
        network = self._session.shown.project.network
        objective = network.objective
        if objective is None:
            return "", ColorRole.TEXT
        is_loss = isinstance(network.by_id[objective], Loss)
        name = self.tr("loss") if is_loss else quantity_name(network, value(objective))
        reading = self._session.reading(value(objective))
        if reading.state is State.ABSENT:
            return "", ColorRole.TEXT
        undefined = reading.state is State.UNDEFINED
        words = f"{name} {reading.equals} {reading.text}"
        return words, ColorRole.WARNING if undefined else ColorRole.TEXT

    def _sample(self) -> Words:
        count = len(self._session.shown.project.samples)
        words = self.tr("sample {0} of {1}").format(self._session.view.sample + 1, count)
        return words if count > 1 else "", ColorRole.MUTED

    def _check(self) -> Words:
        """What stands between a person and a gradient to trust, or that nothing does."""
        shown = self._session.shown
        if shown.missing is not None:
            sentence = translated("wording", SENTENCES[shown.missing.code])
            return _warning(filled(sentence, shown.missing.arguments))
        if shown.trace is None or shown.trace.losses is None:
            return self.tr("forward pass only: no loss"), ColorRole.MUTED
        if not shown.verified:
            return _warning(self._culprit(shown))
        if np.isnan(shown.trace.losses).all():
            return _warning(self.tr("the loss is undefined: no gradients to check"))
        if shown.preview and shown.moment.memory is not None:
            return self.tr("training… step {0}").format(shown.moment.memory.steps), ColorRole.ACCENT
        assert shown.verification is not None
        difference = numeral(shown.verification.difference, digits=1).text
        words = self.tr("gradients checked ✓ (largest difference {0})").format(difference)
        return words, ColorRole.MUTED

    def _culprit(self, shown: Shown) -> str:
        network, verification = shown.project.network, shown.verification
        if verification is None or verification.culprit is None or network.objective is None:
            return self.tr("gradients not verified: the independent check disagrees")
        gradient = value(network.objective).derivative(verification.culprit)
        name = quantity_name(network, gradient)
        return self.tr("gradients not verified: {0} disagrees").format(name)

    def _remarks(self) -> Words:
        """Where the shown sample meets a kink or a number that is not finite."""
        trace = self._session.shown.values
        met = trace.remarks[self._session.view.sample] if trace else ()
        if trace is None or not met:
            return "", ColorRole.WARNING
        kinds = {"kink": self.tr("on a kink: {0}"), "not_finite": self.tr("not finite: {0}")}
        places = {
            kind: ", ".join(
                dict.fromkeys(_place(trace.network, each) for each in met if each.kind == kind)
            )
            for kind in kinds
        }
        return _warning(" · ".join(kinds[kind].format(at) for kind, at in places.items() if at))


def _warning(text: str) -> Words:
    return f"⚠ {text}", ColorRole.WARNING


def _place(network: Network, remark: Remark) -> str:
    layer = isinstance(network.by_id[remark.node], Layer)
    quantity = preactivation(remark.node) if layer else value(remark.node)
    return quantity_name(network, quantity)
