"""Paths: a gradient as the sum over all its paths, the largest first, each with its factors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from engine.explain.steps import Step
from engine.formula.printer import text
from engine.paths.explained import ExplainedPath, ExplainedPaths, explained
from engine.walk import Phase
from gui.formulas.pieces import Kind
from gui.formulas.view import FormulaView, Ink
from gui.panels.steps.chain import chain
from gui.panels.steps.terms import TermRow
from gui.reading import number
from gui.theme import ColorRole, Theme
from gui.view import Way
from gui.ways import way_of, ways
from gui.widgets.label import Label, type_size
from gui.words import said

FEW = 4
"""So many paths are shown at first."""

FORMULA = 1.15
"""Size of their factors, in sizes of the interface's type."""


class PathRow(QWidget):
    """A path: its line, where it leads, what it brings; below that its factors."""

    pointed = Signal(object)
    """The way under the pointer; None when it leaves."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.setObjectName(f"path_{number}")
        self._term, self._factors = (
            TermRow(number),
            FormulaView(f"path_factors_{number}", stacked=False),
        )
        self._term.pointed.connect(self.pointed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(1)
        column.addWidget(self._term)
        column.addWidget(self._factors)

    def show_path(self, path: ExplainedPath, way: Way, theme: Theme) -> None:
        """One path, in the colour of its way."""
        value = path.equation.value
        words = said(path.label)
        product = "" if value is None else text(value)
        self._term.show_term(f"{product} {words}".strip(), way, theme)
        whole = chain(path.equation)  # the path has no name of its own
        factors = whole[1 + [piece.kind for piece in whole].index(Kind.RELATION) :]
        self._factors.show_formula(
            factors, [Ink(theme.color(ColorRole.MUTED))] * len(factors), FORMULA * type_size()
        )
        self.setVisible(True)


class PathList(QWidget):
    """Hidden where there is only one path; of very many the rest is summed up."""

    pointed = Signal(object)
    """The way under the pointer; None when it leaves."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("paths")
        self._heading, self._rest = Label("paths_heading"), Label("paths_rest")
        self._more = QPushButton(self)
        self._more.setObjectName("paths_more")
        self._more.clicked.connect(self._on_more)
        self._rows: list[PathRow] = []
        self._shown: tuple[Step, ExplainedPaths, Theme] | None = None
        self._all = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        for widget in (self._heading, self._more, self._rest):
            self._column.addWidget(widget)

    @property
    def count(self) -> int:
        """How many paths are shown; 0 while the list is hidden."""
        return 0 if self._shown is None else self._shown[1].paths.count

    def show_step(self, step: Step | None, theme: Theme) -> None:
        """The paths of the gradient that a step computes; None hides them."""
        found = None if step is None else paths_of(step)
        self.setVisible(found is not None)
        if step is None or found is None:
            self._shown = None
            return
        if self._shown is None or self._shown[0].place != step.place:
            self._all = False
        self._shown = step, found, theme
        self._refresh()

    def _refresh(self) -> None:
        assert self._shown is not None
        step, found, theme = self._shown
        count = found.paths.count
        self._heading.say(self.tr("Sum over %n path(s)", "", count), ColorRole.MUTED, theme)
        shown = found.shown if self._all else found.shown[:FEW]
        while len(self._rows) < len(shown):
            row = PathRow(len(self._rows))
            row.pointed.connect(self.pointed)
            self._column.insertWidget(1 + len(self._rows), row)
            self._rows.append(row)
        for row, path, way in zip(self._rows, shown, path_ways(step, found), strict=False):
            row.show_path(path, way, theme)
        for row in self._rows[len(shown) :]:
            row.hide()
        more = len(found.shown) - len(shown)
        self._more.setText(self.tr("Show %n more path(s)", "", more))
        self._more.setVisible(more > 0)
        self._rest.say("" if more else self._words(found), ColorRole.MUTED, theme)

    def _words(self, found: ExplainedPaths) -> str:
        """What the paths that are not shown add."""
        left = found.paths.count - len(found.shown)
        if left <= 0:
            return ""
        words = self.tr("… and %n more path(s), which together bring {0}", "", left)
        return words.format(number(found.paths.rest).text)

    def _on_more(self) -> None:
        self._all = True
        self._refresh()


def paths_of(step: Step) -> ExplainedPaths | None:
    """The paths of a gradient by a single number, if there are several."""
    if step.phase is not Phase.BACKWARD or step.place.part:
        return None
    try:
        found = explained(step.explanation, step.quantity)
    except KeyError:  # a vector or matrix: its elements have paths
        return None
    return found if found.paths.count > 1 else None


def path_ways(step: Step, found: ExplainedPaths) -> Iterator[Way]:
    """The way of each path; in the colour of its term, where each term is one path."""
    network = step.explanation.network
    terms = [way for way in ways(step) if way is not None]
    for index, path in enumerate(found.shown):
        bare = way_of(network, path.path, index)
        own = [way.hue for way in terms if _begins(bare, way)]
        matched = len(terms) == len(found.shown) and len(own) == 1
        yield replace(bare, hue=own[0]) if matched else bare


def _begins(path: Way, term: Way) -> bool:
    """Whether a path leads on by the connection, and the weight, of a term."""
    return path.edges[:1] == term.edges[:1] and {*term.weights} <= {*path.weights}
