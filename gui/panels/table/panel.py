"""The panel: nodes on the left, connections on the right, in step with the drawing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from engine.errors import EngineError
from gui import parts
from gui.panels.table.choosing import ChoosingDelegate
from gui.panels.table.connections import EDGES
from gui.panels.table.model import Things, ThingsModel
from gui.panels.table.nodes import NODES
from gui.panels.table.selecting import SelectedRows
from gui.session import Session
from gui.theme import ColorRole, Themes
from gui.widgets.grid import Grid
from gui.widgets.label import Label
from gui.words import error_sentence, placed_sentence

MARGIN, BETWEEN = 12, 24
"""Pixels around the tables and between them."""

NUMBER = "−0.1234  "
"""As wide as a number is with its margins, but for rare ones."""

LOOKED_AT = 100
"""Rows whose words decide how wide a column is."""

LARGEST_WIDTH = 16_777_215
"""No limit."""


class Mirror:
    """One of the two tables, with its model and its selection."""

    def __init__(
        self, grid: Grid, things: Things[Any, Any], session: Session, themes: Themes
    ) -> None:
        self.grid = grid
        self.model = ThingsModel(things, session, themes, grid)
        grid.setModel(self.model)
        self.delegate = ChoosingDelegate(grid)
        grid.setItemDelegate(self.delegate)
        grid.setSelectionBehavior(Grid.SelectionBehavior.SelectRows)
        grid.verticalHeader().hide()
        grid.horizontalHeader().setHighlightSections(False)
        grid.horizontalHeader().setResizeContentsPrecision(LOOKED_AT)
        self._selected = SelectedRows(session, grid, self.model)
        self.model.modelReset.connect(self.fit_columns)

    def width(self) -> int:
        """Pixels that all columns need."""
        bar = self.grid.verticalScrollBar().sizeHint().width()
        return self.grid.horizontalHeader().length() + bar

    def fit_columns(self) -> None:
        """As wide as their words, those of numbers as a number can be: none of them moves."""
        self.grid.resizeColumnsToContents()
        header = self.grid.horizontalHeader()
        number = QFontMetrics(QApplication.font()).horizontalAdvance(NUMBER)
        for column in range(self.model.columnCount()):
            if self.model.has_numbers(column):
                header.resizeSection(column, max(number, header.sectionSize(column)))

    def refresh(self) -> None:
        """Show this moment, unless somebody types: that would be overwritten."""
        if not self.grid.editing:
            self.model.refresh()
            self._selected.follow()


class TablePanel(QWidget):
    """Everything of the drawing in two tables; the rows that are selected are selected there."""

    def __init__(self, session: Session, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("table")
        self.setAccessibleName(self.tr("Nodes and connections"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._themes = session, themes
        self._message = Label("table_message")
        nodes = Grid("table_nodes", self.tr("Table of the nodes"), self, named=False)
        edges = Grid("table_edges", self.tr("Table of the connections"), self, named=False)
        self._mirrors = (
            Mirror(nodes, NODES, session, themes),
            Mirror(edges, EDGES, session, themes),
        )
        self._arrange()
        for mirror in self._mirrors:
            mirror.model.refused.connect(self._say)
            mirror.delegate.closeEditor.connect(self._refresh, Qt.ConnectionType.QueuedConnection)
            mirror.grid.copy_asked.connect(self._on_copy)
            mirror.grid.paste_asked.connect(self._on_paste)
            mirror.grid.delete_asked.connect(self._on_delete)
        session.changed.connect(self._on_changed)
        themes.changed.connect(self._restyle)
        self._restyle()

    def _arrange(self) -> None:
        self._choice = QTabBar(self)
        self._choice.setObjectName("table_choice")
        self._choice.setAccessibleName(self.tr("Which table is shown"))
        self._choice.setDrawBase(False)
        self._choice.setExpanding(False)
        self._choice.hide()
        for words in (self.tr("Nodes"), self.tr("Connections")):
            self._choice.addTab(words)
        self._choice.currentChanged.connect(self._fit)
        beside = QHBoxLayout()
        beside.setSpacing(BETWEEN)
        for mirror in self._mirrors:
            beside.addWidget(mirror.grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 4, MARGIN, 8)
        column.setSpacing(4)
        column.addWidget(self._choice)
        column.addWidget(self._message)
        column.addLayout(beside, 1)

    def _fit(self) -> None:
        """Both tables beside each other where there is room, else the one that was chosen."""
        widths = [mirror.width() for mirror in self._mirrors]
        both = sum(widths) + BETWEEN + 2 * MARGIN <= self.width()
        self._choice.setVisible(not both)
        for place, (mirror, width) in enumerate(zip(self._mirrors, widths, strict=True)):
            mirror.grid.setVisible(both or place == self._choice.currentIndex())
            first = both and place == 0
            mirror.grid.setMinimumWidth(width if first else 0)
            mirror.grid.setMaximumWidth(width if first else LARGEST_WIDTH)

    # -- showing --------------------------------------------------------------------------------

    def _on_changed(self) -> None:
        for mirror in self._mirrors:
            mirror.model.follow()  # also unseen or in use: its rows may not be there any more
        self._refresh()

    def _refresh(self) -> None:
        if self.isVisible():
            for mirror in self._mirrors:
                mirror.refresh()
            self._fit()

    def _restyle(self) -> None:
        theme = self._themes.current
        self.setStyleSheet(f"#table {{ background: {theme.color(ColorRole.CANVAS).name()} }}")
        for mirror in self._mirrors:
            mirror.grid.restyle(theme)
            mirror.fit_columns()
        self._refresh()

    def _say(self, sentence: str) -> None:
        self._message.say(sentence, ColorRole.WARNING, self._themes.current)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while another page was seen."""
        super().showEvent(event)
        self._restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There may be room for both tables now."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """The size of type changes with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.isVisible():
            self._restyle()

    # -- editing --------------------------------------------------------------------------------

    def _on_copy(self) -> None:
        """The selected rows as a spreadsheet takes them, with every digit."""
        grid = next((each.grid for each in self._mirrors if each.grid.hasFocus()), None)
        if grid is not None:
            QGuiApplication.clipboard().setText(grid.selected_text())

    def _on_paste(self) -> None:
        """The network whose text was copied."""
        try:
            parts.paste(self._session, QGuiApplication.clipboard().text(), None)
        except EngineError as error:
            self._say(placed_sentence(error))
        else:
            self._say("")

    def _on_delete(self) -> None:
        """What is selected, also on the drawing."""
        try:
            parts.delete(self._session)
        except EngineError as error:
            self._say(error_sentence(error))
        else:
            self._say("")
