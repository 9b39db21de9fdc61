"""New from expression: the graph of operations that a formula is."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from engine.importing.expression import Graph, read_expression
from engine.importing.graph_project import assumptions, project_of
from engine.project import Project
from gui.dialogs.from_text import Begin, FromTextDialog, scrolled
from gui.dialogs.leaves import LeafFields
from gui.theme import Themes
from gui.words import note_sentence

EXAMPLE = "f = (a*b + c)*(a - c)\n\nL = |y - w2*relu(w1*x)|\n\nq = x + y\nf = q*z\nx = -2; y = 5"


class ExpressionDialog(FromTextDialog):
    """Type a formula; see its graph, and say what its names stand for."""

    def __init__(self, begin: Begin, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__("expression_dialog", begin, themes, parent)
        self._graph: Graph | None = None
        self._leaves = LeafFields(themes)
        self._leaves.changed.connect(self.refresh)
        self.setWindowTitle(self.tr("New from expression"))
        self.arrange(
            self.tr("Type formulas, one on a line; the last one is differentiated:"),
            EXAMPLE,
            scrolled(self._leaves, "leaf_fields_area"),
            self._leaves,
        )

    def read(self, text: str) -> None:
        """Understand formulas."""
        self._graph = read_expression(text)
        self._leaves.show_graph(self._graph)

    def built(self) -> Project:
        """The graph with what its names stand for."""
        assert self._graph is not None
        return project_of(self._graph, self._leaves.given())

    def remarks(self) -> Iterable[str]:
        """What was understood in one of several ways, and what nobody said."""
        assert self._graph is not None
        found = (*self._graph.notes, *assumptions(self._graph, self._leaves.given()))
        return map(note_sentence, found)
