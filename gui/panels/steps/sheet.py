"""StepSheet: one step as on a good sheet: title, rule, formula, terms, remarks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.explain.steps import Place, Step
from engine.formula.printer import text
from gui.explained import current_step
from gui.formulas.pieces import Piece
from gui.formulas.view import FormulaView, Ink
from gui.panels.steps.chain import RESULT, chain, inks, is_unchecked, step_chain
from gui.panels.steps.paths import PathList
from gui.panels.steps.terms import TermRow
from gui.reading import State
from gui.session import Session
from gui.theme import ColorRole, Theme, Themes
from gui.view import Way
from gui.walk import jump
from gui.ways import ways
from gui.widgets.label import Face, Label, type_size
from gui.words import explained, said

FORMULA, WITH_ARRAYS, ASIDE = 1.45, 1.2, 1.15
"""Size of formulas, in sizes of the interface's type."""

GAP = 8
"""Pixels between words, formulas and terms, beside those between all lines."""

MOST_TERMS = 12
"""So many terms have a line of their own."""

MOST_ASIDES = 4

REST = 150
"""Milliseconds without a change until the paths of the same step are searched anew."""


class StepSheet(QWidget):
    """Shows the current step of the session's walk."""

    def __init__(self, session: Session, themes: Themes) -> None:
        super().__init__()
        self.setObjectName("step_sheet")
        self._session, self._themes = session, themes
        self._title, self._rule = Label("step_title", Face.TITLE), Label("step_rule")
        self._sentence = Label("step_sentence")
        self._formula = FormulaView("step_formula")
        self._terms = [TermRow(number) for number in range(MOST_TERMS)]
        self._asides = [FormulaView(f"step_aside_{number}") for number in range(MOST_ASIDES)]
        self._paths, self._remarks = PathList(), Label("step_remarks")
        self._paths.pointed.connect(self._point_at)
        self._last: Place | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._on_rest)
        self._formula.hovered.connect(self._on_hovered)
        self._formula.clicked.connect(self._on_clicked)
        for row in self._terms:
            row.pointed.connect(self._point_at)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        words = (self._title, self._rule, self._sentence)
        parts: tuple[tuple[QWidget, ...], ...] = (
            words,
            (self._formula, *self._asides),
            (*self._terms, self._paths, self._remarks),
        )
        for number, part in enumerate(parts):
            if number:
                column.addSpacing(GAP)
            for widget in part:
                column.addWidget(widget)

    def refresh(self) -> None:
        """Show the step of this moment."""
        step = current_step(self._session.shown, self._session.view)
        self.setVisible(step is not None)
        if step is None:
            return
        theme = self._themes.current
        self._title.say(said(step.title), ColorRole.TEXT, theme)
        self._rule.say(said(step.rule_title), ColorRole.ACCENT, theme)
        self._sentence.say(said(step.rule_sentence), ColorRole.MUTED, theme)
        guess = not self._session.view.uncovered
        self._show_formula(step, theme)
        told = not (guess or is_unchecked(self._session, step))
        self._show_paths(step if told else None)
        self._show_terms(step if told else None, theme)
        self._show_asides(step, theme)
        self._show_remarks(step, theme, guess=guess)

    # -- parts --------------------------------------------------------------------------------

    def _show_formula(self, step: Step, theme: Theme) -> None:
        formula = step_chain(self._session, step)
        em = (WITH_ARRAYS if any(piece.has_array for piece in formula) else FORMULA) * type_size()
        self._formula.show_formula(formula, inks(formula, step, theme), em)

    def _show_terms(self, step: Step | None, theme: Theme) -> None:
        told = [] if step is None else _told(step, ways(step))
        if len(told) == self._paths.count:  # the paths say all that the terms would
            told = []
        for row, each in zip(self._terms, told, strict=False):
            row.show_term(*each, theme)
        for row in self._terms[len(told) :]:
            row.hide()

    def _show_paths(self, step: Step | None) -> None:
        """At once for another step; of the same one only when its numbers rest."""
        self._rest.stop()
        if step is not None and self._last is not None and step.place == self._last:
            self._rest.start()
        else:
            self._paths.show_step(step, self._themes.current)
        self._last = None if step is None else step.place

    def _on_rest(self) -> None:
        step = current_step(self._session.shown, self._session.view)
        self._paths.show_step(step, self._themes.current)

    def _show_asides(self, step: Step, theme: Theme) -> None:
        shown = () if self._session.view.expanded else step.asides[:MOST_ASIDES]
        for view, equation in zip(self._asides, shown, strict=False):
            formula = chain(equation)
            muted = Ink(theme.color(ColorRole.MUTED))
            view.show_formula(formula, [muted] * len(formula), ASIDE * type_size())
            view.setVisible(True)
        for view in self._asides[len(shown) :]:
            view.hide()

    def _show_remarks(self, step: Step, theme: Theme, *, guess: bool) -> None:
        words = [] if guess else [said(each) for each in step.remarks]
        if is_unchecked(self._session, step):
            words = [explained(State.UNCHECKED)]
        self._remarks.say("\n".join(words), ColorRole.TEXT, theme)

    # -- pointing -----------------------------------------------------------------------------

    def _point_at(self, way: Way | None) -> None:
        self._session.look(way=way)

    def _on_hovered(self, piece: Piece | None) -> None:
        tag = None if piece is None else piece.tag
        self._point_at(tag if isinstance(tag, Way) else None)

    def _on_clicked(self, piece: Piece) -> None:
        if piece.quantity is not None and piece.tag != RESULT:
            jump(self._session, piece.quantity)


def _told(step: Step, found: Sequence[Way | None]) -> list[tuple[str, Way]]:
    """What each coloured term brings, in words."""
    told = []
    for share, way in zip(step.terms, found, strict=True):
        value, label = share.equation.value, share.label
        if way is not None and value is not None and label is not None:
            told.append((f"{text(value)} {said(label)}", way))
    return told[:MOST_TERMS]
