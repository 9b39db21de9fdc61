"""Card: what a nudge of the held number is predicted to do to the objective, and what it does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from engine.numerals import MINUS, numeral
from engine.quantity import value
from gui.canvas.acting.speech import say
from gui.canvas.placing.labels import word
from gui.fonts import math_font
from gui.reading import Reading
from gui.session import Session
from gui.theme import ColorRole, Theme, Themes
from gui.view import Hold

_LARGER = 1.2
"""Size of formulas, in parts of the interface's."""

_HIGH = 1.5
"""Height of a line, in parts of its size; the mathematics face asks for thrice as much."""

_MARGIN = 10

_COLORS = (ColorRole.TEXT, ColorRole.GRADIENT, ColorRole.FORWARD)
"""Of the nudge, of the prediction by the gradient, and of the change of the value."""


class NudgeCard(QFrame):
    """The nudge, gradient times nudge, and the change of the objective itself."""

    def __init__(self, session: Session, themes: Themes, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._session = session
        self._themes = themes
        self.setObjectName("nudge_card")
        self.setFrameShape(QFrame.Shape.Box)
        self.setAutoFillBackground(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self._grid.setHorizontalSpacing(_MARGIN)
        self._grid.setVerticalSpacing(3)
        words = (self.tr("nudge"), self.tr("predicted"), self.tr("actual"))
        self._words = [self._label(row, 0, text) for row, text in enumerate(words)]
        self._formulas = [self._label(row, 1) for row in range(3)]
        self._numbers = [self._label(row, 2) for row in range(1, 3)]
        self._change, self._ways = "", ("", "")
        self._hint = self._label(3, 0, self.tr("Wheel or arrow keys: another nudge"), columns=3)
        self.hide()

    def _label(self, row: int, column: int, text: str = "", columns: int = 1) -> QLabel:
        label = QLabel(text, self)
        label.setObjectName(f"nudge_{row}_{column}")
        label.setTextFormat(Qt.TextFormat.PlainText)
        self._grid.addWidget(label, row, column, 1, columns)
        return label

    def tell(self, hold: Hold, step: float, predicted: Reading, actual: Reading) -> None:
        """Write it down, and say it aloud."""
        network = self._session.shown.project.network
        assert network.objective is not None
        loss, name = word(network, value(network.objective)), word(network, hold.quantity)
        size = numeral(abs(step)).text
        moved = f"{name} {MINUS if step < 0 else '+'} {size}"
        factor = f"({MINUS}{size})" if step < 0 else size
        self._change = f"Δ{loss}"
        self._ways = (
            f"≈ ∂{loss}/∂{name} · {factor}",
            f"= {loss}({moved}) {MINUS} {loss}({name})",
        )
        self._formulas[0].setText(moved)
        for label, reading in zip(self._numbers, (predicted, actual), strict=True):
            label.setText(f"{reading.equals} {reading.text}")
        self._set_fonts()
        self._set_colors(self._themes.current)
        self.be_brief(brief=False)
        self.show()
        self.raise_()
        lines = zip(self._words[1:], self._numbers, strict=True)
        told = ", ".join(f"{each.text()} {self._change} {number.text()}" for each, number in lines)
        self.setAccessibleName(f"{self._words[0].text()} {moved}: {told}")
        say(self, self.accessibleName())

    def be_brief(self, *, brief: bool) -> None:
        """Leave out how the numbers come about, where there is no room for it."""
        for label, way in zip(self._formulas[1:], self._ways, strict=True):
            label.setText(self._change if brief else f"{self._change} {way}")
        self._hint.setHidden(brief)
        self.adjustSize()

    def _set_fonts(self) -> None:
        size = _LARGER * self.fontInfo().pixelSize()
        for label in (*self._formulas, *self._numbers):
            label.setFont(math_font(size))
            label.setFixedHeight(round(_HIGH * size))

    def _set_colors(self, theme: Theme) -> None:
        _color(self, theme, self.foregroundRole(), ColorRole.BORDER)
        _color(self, theme, self.backgroundRole(), ColorRole.FIELD)
        for label, role in zip(self._formulas, _COLORS, strict=True):
            _color(label, theme, label.foregroundRole(), role)
        for label, role in zip(self._numbers, _COLORS[1:], strict=True):
            _color(label, theme, label.foregroundRole(), role)
        for label in self._words:
            _color(label, theme, label.foregroundRole(), ColorRole.TEXT)
        _color(self._hint, theme, self._hint.foregroundRole(), ColorRole.MUTED)


def _color(widget: QWidget, theme: Theme, of: QPalette.ColorRole, role: ColorRole) -> None:
    palette = widget.palette()
    palette.setColor(of, theme.color(role))
    widget.setPalette(palette)
