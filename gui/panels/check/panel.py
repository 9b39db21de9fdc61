"""The check: every gradient by three ways side by side, and why a difference fails."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QHeaderView, QLabel, QVBoxLayout, QWidget

from engine.numerals import numeral
from gui.explained import is_guessing
from gui.moment import Change
from gui.panels.check.model import CHUNK, CheckModel
from gui.reading import State
from gui.session import Session
from gui.theme import ColorRole, Themes
from gui.widgets.grid import Grid
from gui.widgets.label import Label
from gui.words import explained

STEPS = (1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-10, 1e-12)
"""What one can choose for h, besides the usual one."""

REST = 150
"""Milliseconds without a change until the check is computed anew: not while one drags."""


BESIDE = "mm"
"""As wide as what a header of rows needs beside its text."""


class CheckPanel(QWidget):
    """A choice of h, the table, and the finding of the row with the cursor in words."""

    def __init__(self, session: Session, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("check")
        self.setAccessibleName(self.tr("Gradient check"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._themes = session, themes
        self._choice, self._heading = self._steps(), Label("check_heading")
        self._sentence = Label("check_sentence")
        self.model = CheckModel(session, themes, self)
        self.table = Grid("check_table", self.tr("Gradients, checked"), self, named=False)
        self.table.setModel(self.model)
        for header in (self.table.horizontalHeader(), self.table.verticalHeader()):
            header.setHighlightSections(False)
            header.setResizeContentsPrecision(0)  # as wide as what is seen: the rest is computed
            # only when somebody looks at it
        policy = self.table.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # the line above it stays where it is
        self.table.setSizePolicy(policy)
        self.table.setSelectionBehavior(Grid.SelectionBehavior.SelectRows)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._arrange()
        self._rest.timeout.connect(self._recompute)
        self.table.copy_asked.connect(self._on_copy)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self._choice.currentIndexChanged.connect(self._recompute)
        session.changed.connect(self._on_changed)
        themes.changed.connect(self._restyle)
        self._restyle()

    def _steps(self) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName("check_step")
        box.setAccessibleName(self.tr("Step h of the central difference"))
        box.addItem(self.tr("usual (6·10⁻⁶)"), None)
        for step in STEPS:
            box.addItem(numeral(step).text, step)
        return box

    def _arrange(self) -> None:
        step = QLabel(self.tr("Step h"), self)
        step.setBuddy(self._choice)
        tools = QHBoxLayout()
        for widget in (step, self._choice):
            tools.addWidget(widget)
        tools.addSpacing(12)
        tools.addWidget(self._heading, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addLayout(tools)
        column.addWidget(self.table, 1)
        column.addWidget(self._sentence)

    # -- showing ------------------------------------------------------------------------------

    def _restyle(self) -> None:
        theme = self._themes.current
        self.setStyleSheet(f"#check {{ background: {theme.color(ColorRole.CANVAS).name()} }}")
        self.table.restyle(theme)
        self._recompute()

    def _recompute(self) -> None:
        """The check of this moment; nothing is computed for what nobody sees."""
        self._rest.stop()
        if not self.isVisible():
            self.model.forget()
            return
        self.model.recompute(self._choice.currentData())
        shown = (self.model.found(row) for row in range(min(self.model.rowCount(), CHUNK)))
        names = (each.name for each in shown if each is not None)
        self.table.fit_rows(max(names, key=len, default="") + BESIDE)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._heading.say(self._words(), ColorRole.MUTED, self._themes.current)
        self.table.setVisible(self.model.rowCount() > 0)
        if self.model.rowCount() and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._explain()

    def _words(self) -> str:
        """Of which sample, or why there is nothing to check."""
        shown, view = self._session.shown, self._session.view
        if shown.trace is None:
            return self.tr("Nothing to check yet: the network is incomplete.")
        if shown.project.network.objective is None:
            return self.tr("Nothing to check: without a loss there are no gradients.")
        if is_guessing(shown, view):
            return explained(State.HIDDEN)
        count = len(shown.project.samples)
        if count == 1:
            return self.tr("(L(w + h) − L(w − h)) / 2h, and Im L(w + iε) / ε")
        return self.tr("Of the loss of sample {0} of {1} alone").format(view.sample + 1, count)

    def _explain(self) -> None:
        row = self.table.currentIndex().row()
        words = self.model.explanation(row) if 0 <= row < self.model.rowCount() else ""
        self._sentence.say(words, ColorRole.TEXT, self._themes.current)

    # -- slots --------------------------------------------------------------------------------

    def _on_row(self, current: QModelIndex) -> None:
        del current
        self._explain()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.table.selected_text())

    def _on_changed(self, change: Change) -> None:
        if change.after.project.network is not change.before.project.network:
            self._recompute()  # other rows: at once
        elif change.after is not change.before or change.view != change.view_before:
            self.model.hold()
            self._rest.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened behind the other pages."""
        super().showEvent(event)
        self._recompute()

    def changeEvent(self, event: QEvent) -> None:
        """The size of type changes with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._restyle()
