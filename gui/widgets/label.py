"""Label: text in the colour of a role."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication, QLabel

from gui.fonts import math_family
from gui.theme import ColorRole, Theme, Themes


class Face(Enum):
    """What a label is set in."""

    TEXT = ""
    LARGE = "font-size: {large}px;"
    HEADING = "font-weight: bold; font-size: {huge}px;"
    TITLE = "font-weight: bold; font-size: {large}px;"
    NAME = 'font-family: "{family}"; font-size: {large}px;'


def type_size() -> int:
    """Pixels of the interface's type; a widget's own font lags behind a change of theme."""
    return QFontInfo(QApplication.font()).pixelSize()


LARGE = 1.2
"""Of titles and of names in the mathematics face, in sizes of the interface's type."""


HUGE = 1.45
"""Of what is read from the last row of a class."""


class Label(QLabel):
    """Plain text, hidden while it is empty.

    Text and titles wrap and can be selected. Colour and face go by a style sheet, because the
    application's own takes palettes and fonts away from labels whenever it changes.
    """

    def __init__(self, name: str, face: Face = Face.TEXT) -> None:
        super().__init__()
        self.hide()
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if face is not Face.NAME:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.setWordWrap(True)
        self._face = face

    def warn(self, themes: Themes, text: str) -> None:
        """Show `text` as a warning."""
        self.say(text, ColorRole.WARNING, themes.current)

    def say(self, text: str, role: ColorRole, theme: Theme, tip: str = "") -> None:
        """Show `text` in the colour of `role`."""
        self.setText(text)
        self.setToolTip(tip)
        self.setVisible(bool(text))
        large = round(type_size() * LARGE)
        huge = round(type_size() * HUGE)
        face = self._face.value.format(large=large, huge=huge, family=math_family())
        # The name keeps the rule away from the label's tool tip.
        sheet = f"#{self.objectName()} {{ color: {theme.color(role).name()}; {face} }}"
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
