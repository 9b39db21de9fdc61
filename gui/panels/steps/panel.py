"""The panel of the steps: controls above, the current step below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui.canvas.acting.speech import say
from gui.explained import current_step
from gui.formulas.pictures import Pictures
from gui.formulas.pieces import written
from gui.moment import Change
from gui.panels.steps.chain import prepare, step_chain
from gui.panels.steps.controls import StepControls
from gui.panels.steps.sheet import StepSheet
from gui.session import Session
from gui.theme import ColorRole, Themes
from gui.walk import Walk
from gui.widgets.label import Label
from gui.words import said

REST = 60
"""Milliseconds after which numbers follow: a drag is not held up by them."""

SOON = 500
"""Milliseconds after which the first formula is made ready for: the window comes first."""

MARGIN = 16


class StepsPanel(QWidget):
    """Reads the step from the session's view and asks the walk to move."""

    def __init__(
        self, session: Session, walk: Walk, themes: Themes, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("steps")
        self.setAccessibleName(self.tr("Steps"))
        self._session, self._walk, self._themes = session, walk, themes
        self._controls = StepControls(session, walk)
        self._sheet = StepSheet(session, themes)
        self._invitation = Label("steps_invitation")
        self._begin = QPushButton(self.tr("Begin"), self)
        self._begin.setObjectName("steps_begin")
        self._begin.clicked.connect(walk.next)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._refresh)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._on_soon)
        self._arrange()
        session.changed.connect(self._on_changed)
        session.opened.connect(self._soon.start)
        themes.changed.connect(self._refresh)
        self._refresh()

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the actions of the walk do, by their ids."""
        return {
            "step_next": self._walk.next,
            "step_previous": self._walk.previous,
            "step_play": self._walk.toggle_play,
            "step_leave": self._walk.leave,
            "step_reveal": self._walk.set_reveal,
            "step_expand": self._walk.set_expanded,
        }

    def _arrange(self) -> None:
        page = QWidget()
        page.setObjectName("steps_page")
        inside = QVBoxLayout(page)
        inside.setContentsMargins(MARGIN, 6, MARGIN, 4)
        for widget in (self._sheet, self._invitation, self._begin):
            inside.addWidget(widget)
        inside.addStretch(1)
        area = QScrollArea(self)
        area.setObjectName("steps_area")
        area.setAccessibleName(self.tr("Current step"))
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        self._controls.setContentsMargins(MARGIN, 12, MARGIN, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._controls)
        column.addWidget(area, 1)

    def _refresh(self) -> None:
        self._rest.stop()
        if not self.isVisible():
            return
        self._controls.refresh()
        self._sheet.refresh()
        walking = self._session.view.step is not None
        self._invitation.say(
            "" if walking else self._words(), ColorRole.MUTED, self._themes.current
        )
        self._begin.setVisible(not walking and bool(self._walk.steps))

    def _words(self) -> str:
        if not self._walk.steps:
            return self.tr("The network is incomplete, so there is nothing to walk through yet.")
        return self.tr(
            "Walk through the forward pass, the backward pass and the update: how every number "
            "comes about, by which rule, and along which paths. A click on a gradient in the "
            "drawing leads to its step."
        )

    def _on_changed(self, change: Change) -> None:
        another = change.before.project.network is not change.after.project.network
        walking = change.view.step is not None  # otherwise their number can wait
        if change.view != change.view_before or (another and (walking or not change.after.trace)):
            self._refresh()
            if change.view.step != change.view_before.step:
                self._announce()
                prepare(self._session, self._walk)
        elif not self._rest.isActive():
            self._rest.start()

    def _on_soon(self) -> None:
        if self.isVisible():
            Pictures.of_application().load()
            prepare(self._session, self._walk)

    def _announce(self) -> None:
        """Read the step aloud."""
        step = current_step(self._session.shown, self._session.view)
        if step is not None and self.isVisible():
            say(self, f"{said(step.title)}. {written(step_chain(self._session, step))}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the walk, as on the drawing."""
        if event.key() == Qt.Key.Key_Escape and self._session.view.step is not None:
            self._walk.leave()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while the panel was folded."""
        super().showEvent(event)
        self._refresh()
        self._soon.start()

    def changeEvent(self, event: QEvent) -> None:
        """The size of type changes with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._refresh()
