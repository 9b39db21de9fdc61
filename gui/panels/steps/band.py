"""StepBand: the current step of a presentation in a band below the drawing, for the last row."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.explained import current_step
from gui.formulas.view import FormulaView
from gui.moment import Change
from gui.panels.steps.chain import inks, prepare, step_chain
from gui.session import Session
from gui.theme import ColorRole, Themes
from gui.walk import Walk
from gui.widgets.label import Face, Label
from gui.words import said

EM = 32
"""Pixels of the formula: 24 points at 96 dots per inch; less where it would be too high."""

HEIGHT = 124
"""Of the formula at most; the band is always as high, so that the drawing stays where it is."""

TITLE_WIDTH = 330

SPACE, EDGE = 28, 8


class StepBand(QWidget):
    """Title and rule at the left, the formula beside them, which step it is at the right."""

    def __init__(
        self, session: Session, walk: Walk, themes: Themes, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("step_band")
        self.setAccessibleName(self.tr("Step"))
        self._session, self._walk, self._themes = session, walk, themes
        self._title, self._rule = Label("band_title", Face.HEADING), Label("band_rule", Face.LARGE)
        self._formula = FormulaView("band_formula", stacked=False, most_height=HEIGHT)
        self._count = Label("band_count", Face.LARGE)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        for label in (self._title, self._rule):
            label.setFixedWidth(TITLE_WIDTH)
            words.addWidget(label)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, 0, SPACE, 0)
        self.setFixedHeight(HEIGHT + 2 * EDGE)
        row.setSpacing(SPACE)
        row.addLayout(words)
        row.addWidget(self._formula, 1)
        row.addWidget(self._count)
        session.changed.connect(self._on_changed)
        themes.changed.connect(self._refresh)
        self._refresh()

    def _on_changed(self, change: Change) -> None:
        if self.isVisible() or change.view.step != change.view_before.step:
            self._refresh()
            if change.view.step != change.view_before.step:
                prepare(self._session, self._walk)

    def _refresh(self) -> None:
        step, number = current_step(self._session.shown, self._session.view), self._walk.number
        if step is None or number is None:
            return
        theme = self._themes.current
        self._title.say(said(step.title), ColorRole.TEXT, theme)
        self._rule.say(said(step.rule_title), ColorRole.MUTED, theme)
        formula = step_chain(self._session, step)
        self._formula.show_formula(formula, inks(formula, step, theme), EM)
        place = self.tr("{0} of {1}").format(number + 1, len(self._walk.steps))
        self._count.say(place, ColorRole.MUTED, theme)

    def changeEvent(self, event: QEvent) -> None:
        """The size of type changes with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._refresh()
