"""Curve: the function of a node, or the loss along a parameter, with point, tangent and step."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.quantity import Quantity
from engine.sensitivity.curve import Curve, Interval, loss_curve
from engine.sensitivity.function_curve import function_curve, target
from gui.edits import set_to
from gui.panels.inspector.curve_reach import around, around_zero
from gui.panels.inspector.curve_words import Line, caption, gradient, lines, no_curve
from gui.panels.inspector.sheet import CurvePart
from gui.session import Session
from gui.theme import ColorRole, Themes
from gui.widgets.curve import CurvePlot
from gui.widgets.element import ElementChooser
from gui.widgets.label import Label

MOST_LINES = 7

DELAY = 30
"""Milliseconds after which a curve follows what changed: a drag is not held up by it."""

AT_ONCE = 100
"""Nodes of a network whose curve does not wait; a curve is dozens of runs of a larger one."""


class CurveView(QWidget):
    """A caption, which element, the plot, and what the marks on it mean."""

    def __init__(self, session: Session, themes: Themes, part: CurvePart) -> None:
        super().__init__()
        self.setObjectName("curve")
        self._session, self._themes, self._part = session, themes, part
        self._interval: Interval | None = None
        self._over: Quantity | None = None
        self._caption, self._message = Label("curve_caption"), Label("curve_message")
        self._chooser = ElementChooser("curve_element")
        self._plot = CurvePlot("curve_plot")
        self._lines = [Label(f"curve_line_{number}") for number in range(MOST_LINES)]
        self._chooser.chosen.connect(self._on_chosen)
        self._plot.dragged.connect(self._on_dragged)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY)
        self._delay.timeout.connect(self._on_rested)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self._caption, self._chooser, self._message, self._plot, *self._lines):
            layout.addWidget(widget)

    def refresh(self) -> None:
        """Show the curve of this moment, soon."""
        over = self._chosen()
        self._chooser.show_choice(self._part.shape, over.index)
        if over != self._over:
            self._over, self._interval = over, None
            if len(self._session.shown.project.network.nodes) <= AT_ONCE:
                self._draw()
                return
            self._plot.hide()  # rather none than that of another number
            self._say_lines([])
        if not self._delay.isActive():
            self._delay.start()

    def _chosen(self) -> Quantity:
        """The number that the horizontal axis shows."""
        part, looked_at = self._part, self._session.view.element
        if part.shape in ((1,), (1, 1)):
            return part.over
        same = looked_at is not None and looked_at.owner == part.over.owner
        index = looked_at.index if looked_at is not None and same else ()
        first = (1,) * len(part.shape)
        return part.over.element(*(index if len(index) == len(first) else first))

    def _draw(self) -> None:
        theme, over = self._themes.current, self._over
        assert over is not None
        self._caption.say(caption(self._session, self._part, over), ColorRole.MUTED, theme)
        message = no_curve(self._session, self._part, over)
        curve = None if message else self._curve(over)
        self._message.say(message, ColorRole.MUTED, theme)
        self._plot.setVisible(curve is not None)
        found: list[Line] = []
        if curve is not None:
            self._plot.show_curve(curve, theme, movable=self._part.node is None)
            found = lines(self._session, self._part, over, curve)
            self._plot.setAccessibleName(self._caption.text())
            self._plot.setAccessibleDescription("; ".join(line.text for line in found))
        self._say_lines(found)

    def _say_lines(self, found: list[Line]) -> None:
        theme, blank = self._themes.current, [Line("", ColorRole.TEXT)] * MOST_LINES
        for label, line in zip(self._lines, [*found, *blank], strict=False):
            label.say(line.text, line.role, theme, line.tip)

    def _curve(self, over: Quantity) -> Curve | None:
        trace, sample = self._session.shown.trace, self._session.view.sample
        assert trace is not None
        at = trace.read(over, sample)
        assert at is not None
        if self._part.node is not None:
            element = over.index[0] if over.index else 1
            aim = target(trace, self._part.node, element, sample)
            self._interval = around_zero(at.item(), self._interval, *aim)
            return function_curve(trace, self._part.node, element, sample, self._interval)
        rate = self._session.shown.project.training.learning_rate
        step = rate * gradient(self._session, over)
        held = self._plot.is_dragged
        self._interval = around(at.item(), step, self._interval, held=held)
        return loss_curve(trace, over, sample, self._interval, rate)

    # -- choosing and dragging ----------------------------------------------------------------

    def _on_rested(self) -> None:
        if self.isVisible():  # what it is about may be gone; a folded panel catches up
            self._draw()

    def _on_chosen(self, index: tuple[int, ...]) -> None:
        self._session.look(element=self._part.over.element(*index))

    def _on_dragged(self, x: float, gesture: object) -> None:
        assert self._over is not None
        set_to(self._session, self._over, x, gesture)
