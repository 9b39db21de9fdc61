"""Lines: single numbers by name, those that one may set in a field."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from engine.quantity import Quantity
from gui.edits import set_number
from gui.fonts import italic
from gui.panels.inspector.sheet import NumbersPart
from gui.panels.inspector.words import caption
from gui.reading import Reading
from gui.session import Session
from gui.theme import ColorRole, Themes
from gui.widgets.field import Field
from gui.widgets.label import Face, Label, type_size
from gui.words import WARNED, quantity_name, shown_text, tip

LINE = 1.6
"""Height of a line in sizes of type; the mathematics face alone would ask for three."""


class NumberField(Field):
    """A number to type."""

    def __init__(self, session: Session, quantity: Quantity) -> None:
        super().__init__(lambda typed: set_number(session, quantity, typed))
        self.setObjectName(f"field_{quantity.owner}")

    def show_reading(self, reading: Reading, name: str) -> None:
        """Show the number, unless somebody is typing."""
        self.setToolTip(tip(name, reading))
        self.setAccessibleName(name)
        self.show_text(reading.text, reading.full)


class Lines(QWidget):
    """name = number, under a caption."""

    def __init__(self, session: Session, themes: Themes, part: NumbersPart) -> None:
        super().__init__()
        self.setObjectName(f"lines_{part.caption.value}")
        self._session, self._themes, self._part = session, themes, part
        self._caption = Label(f"caption_{part.caption.value}")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        grid.addWidget(self._caption, 0, 0, 1, 3)
        self._rows: list[tuple[Quantity, Label, Label, Label | NumberField]] = []
        for row, (quantity, settable) in enumerate(
            zip(part.quantities, part.settable, strict=True), 1
        ):
            self._add_row(grid, 2 * row, quantity, settable)

    def _add_row(self, grid: QGridLayout, row: int, quantity: Quantity, settable: bool) -> None:
        name, sign = Label(f"name_{row}", Face.NAME), Label(f"sign_{row}")
        shown: Label | NumberField = Label(f"number_{row}")
        if settable:
            error = Label(f"error_{row}")
            shown = NumberField(self._session, quantity)
            shown.refused.connect(partial(error.warn, self._themes))
            grid.addWidget(error, row + 1, 0, 1, 3)
        for column, widget in enumerate((name, sign, shown)):
            grid.addWidget(widget, row, column)
        self._rows.append((quantity, name, sign, shown))

    def refresh(self) -> None:
        """Show the numbers of this moment."""
        network, view = self._session.shown.project.network, self._session.view
        theme, count = self._themes.current, len(self._session.shown.project.samples)
        words = caption(self._part.caption, self._part.shape, view.sample, count)
        self._caption.say(words, ColorRole.MUTED, theme)
        for quantity, name, sign, shown in self._rows:
            reading = self._session.reading(quantity)
            hue = ColorRole.GRADIENT if quantity.by else ColorRole.FORWARD
            words = quantity_name(network, quantity)
            name.setFixedHeight(round(type_size() * LINE))
            name.say(italic(words), hue, theme)
            sign.say(reading.equals if reading.text else "", ColorRole.MUTED, theme)
            if isinstance(shown, NumberField):
                shown.show_reading(reading, words)
            else:
                role = ColorRole.WARNING if reading.state in WARNED else hue
                shown.say(shown_text(reading), role, theme, tip(words, reading))
                shown.setAccessibleName(f"{words} {reading.equals} {shown_text(reading)}")
