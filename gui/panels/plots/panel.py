"""The plots: the loss and the size of every gradient, point by point of the history."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine.quantity import parameter
from engine.training.history import History
from gui.fonts import italic
from gui.moment import Change
from gui.panels.plots.chart import Series
from gui.panels.plots.frame import Picture
from gui.panels.plots.headings import gradients_heading, loss_heading, other_objective
from gui.panels.plots.pane import Pane
from gui.panels.plots.scales import Decades, Linear
from gui.panels.plots.thinning import Points, thinned
from gui.panels.plots.window import Window
from gui.session import Session
from gui.theme import ColorRole, Themes
from gui.words import quantity_name

MOST_CURVES = 48
"""More would be a carpet: of a larger network the largest gradients are drawn."""

DASHES: tuple[tuple[float, ...], ...] = ((), (7, 3), (2, 2.5), (8, 3, 2, 3))
SYMBOLS = ("o", "s", "d", "t1", "t", "p")

STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Home: -(10**9),
    Qt.Key.Key_End: 10**9,
}
"""How far a key moves the readout."""

ZOOMS = {Qt.Key.Key_Plus: 0.5, Qt.Key.Key_Minus: 2.0}


class PlotsPanel(QWidget):
    """Two charts with one horizontal axis: what one points at in one is read in both."""

    def __init__(self, session: Session, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plots")
        self.setAccessibleName(self.tr("Plots of the loss and of the gradients"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._themes = session, themes
        self._loss = Pane("loss_chart", themes.current)
        self._gradients = Pane("gradients_chart", themes.current)
        self._window = Window()
        self._pointed: int | None = None
        self._columns: list[int] = []
        self._arrange()
        session.changed.connect(self._on_changed)
        session.opened.connect(self._on_opened)
        themes.changed.connect(self._restyle)
        self._restyle()

    def _arrange(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(16)
        for pane in (self._loss, self._gradients):
            layout.addWidget(pane, 1)
            pane.chart.pointed.connect(self._on_pointed)
            pane.chart.left.connect(self._on_left)
            pane.chart.zoomed.connect(self._on_zoomed)
            pane.chart.dragged.connect(self._on_dragged)
            pane.chart.reset.connect(self._on_reset)
            pane.chart.resized.connect(self._refresh)

    # -- drawing ------------------------------------------------------------------------------

    @property
    def _history(self) -> History:
        return self._session.shown.moment.history

    def _refresh(self) -> None:
        """Draw the shown moment; a folded panel waits until it is seen."""
        if not self.isVisible():
            return
        theme = self._themes.current
        self._loss.show_heading(loss_heading(self._session), theme)
        self._gradients.show_heading(gradients_heading(self._session, len(self._columns)), theme)
        table = self._history.columns([0, *self._columns])  # of thousands a few are drawn
        first, last = self._window.ends(len(table))
        room = max(self._loss.chart.room, self._gradients.chart.room)
        points = thinned(table, first, last, room)
        losses = Points(points.x, points.table[:, :1])
        sizes = Points(points.x, points.table[:, 1:])
        axis = first, last, len(table) - 1, self._history.forgotten
        decades = Decades.around(sizes.table)
        self._loss.chart.draw(Picture(losses, Linear.around(losses.table), *axis))
        self._gradients.chart.draw(Picture(sizes, decades, *axis), decades.separator)
        self._point(self._pointed)

    def _restyle(self) -> None:
        """New colours, or other curves."""
        theme = self._themes.current
        self.setStyleSheet(f"#plots {{ background: {theme.color(ColorRole.CANVAS).name()} }}")
        other = italic(other_objective(self._session.shown.project.network))
        loss = Series(other or self.tr("loss"), theme.color(ColorRole.FORWARD))
        self._columns = _largest(self._history)
        gradients = tuple(self._series(rank, column) for rank, column in enumerate(self._columns))
        self._loss.chart.restyle(theme, (loss,))
        self._gradients.chart.restyle(theme, gradients)
        self._refresh()

    def _series(self, rank: int, column: int) -> Series:
        network = self._session.shown.project.network
        name = self._history.names[column - 1]
        label = italic(quantity_name(network, parameter(name)))
        several = network.layout.by_name[name].shape not in ((1,), (1, 1))
        return Series(
            f"‖{label}‖" if several else label,
            self._themes.current.series_color(rank),
            DASHES[rank % len(DASHES)],
            SYMBOLS[rank % len(SYMBOLS)],
        )

    def _point(self, point: int | None, height: float | None = None) -> None:
        """Read out one point in both charts."""
        history = self._history
        first, last = self._window.ends(len(history))
        last = min(last, len(history) - 1)
        if point is None or last < first:
            self._pointed = None
            self._loss.chart.hide_readout()
            self._gradients.chart.hide_readout()
            return
        self._pointed = min(max(point, first), last)
        row = history.row(self._pointed)
        self._loss.chart.read_out(self._pointed, row[:1], height)
        self._gradients.chart.read_out(self._pointed, row[self._columns], height)

    # -- what happens -------------------------------------------------------------------------

    def _on_changed(self, change: Change) -> None:
        if change.before.project.network is not change.after.project.network:
            self._restyle()
        elif change.before is not change.after or change.view.reveal or change.view_before.reveal:
            self._refresh()

    def _on_pointed(self, point: float, height: float) -> None:
        self._point(round(point), height)

    def _on_left(self) -> None:
        self._point(None)

    def _on_zoomed(self, factor: float, at: float) -> None:
        self._window = self._window.zoomed(factor, at, len(self._history))
        self._refresh()

    def _on_dragged(self, by: float) -> None:
        self._window = self._window.moved(-by, len(self._history))
        self._refresh()

    def _on_reset(self) -> None:
        self._window = Window()
        self._refresh()

    def _on_opened(self) -> None:
        self._pointed = None
        self._on_reset()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while the panel was folded."""
        super().showEvent(event)
        self._restyle()

    def changeEvent(self, event: QEvent) -> None:
        """The size of type changes with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.isVisible():
            self._restyle()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by key reads the present point first."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._point(STEPS[Qt.Key.Key_End])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leave no readout behind."""
        super().focusOutEvent(event)
        self._point(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows read out, plus and minus zoom, 0 and Escape show all again."""
        key = Qt.Key(event.key())
        present = len(self._history) - 1
        pointed = present if self._pointed is None else self._pointed
        if key in STEPS:
            self._point(pointed + STEPS[key])
        elif key in ZOOMS:
            self._on_zoomed(ZOOMS[key], pointed)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Escape):
            self._on_reset()
        else:
            super().keyPressEvent(event)


def _largest(history: History) -> list[int]:
    """The columns to draw: all, or those with the largest last numbers, in their order."""
    columns = list(range(1, len(history.names) + 1))
    if len(columns) <= MOST_CURVES or not len(history):
        return columns[:MOST_CURVES]
    last = history.row(len(history) - 1)
    return sorted(sorted(columns, key=lambda column: -last[column])[:MOST_CURVES])
