"""Themes: base colours, and the roles in which the window uses them. Data in `resources/themes`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

import msgspec
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor

from engine.resources import resource


class ColorRole(StrEnum):
    """What a colour is for. No widget knows a colour, only these."""

    CANVAS = "canvas"  # the board
    PANEL = "panel"  # bars and panels around it
    FIELD = "field"  # where one types or chooses
    BORDER = "border"
    TEXT = "text"
    MUTED = "muted"  # what one reads second
    LINE = "line"  # connections and outlines on the board
    NODE = "node"  # inside of a circle
    FORWARD = "forward"  # values of the forward pass; this hue is reserved
    GRADIENT = "gradient"  # everything of the backward pass; this hue is reserved
    ACCENT = "accent"  # focus, selection, the one button to press
    ON_ACCENT = "on_accent"
    SELECTION = "selection"  # a wash behind what is selected
    WARNING = "warning"  # kinks, undefined numbers, failed checks


PATH_LINES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
)
"""How paths are drawn, beside their colours: so that colour is not alone."""


class Sizes(msgspec.Struct, frozen=True):
    """Points for the interface, scene units for the board."""

    interface: float
    number: float  # numbers on the board
    caption: float  # words on the board
    line: float  # width of a connection of weight 1 and of outlines


class Theme(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A theme as its file says it: colours by name, roles that refer to them."""

    name: str
    title: str
    dark: bool
    sizes: Sizes
    colors: Mapping[str, str]
    roles: Mapping[ColorRole, str]
    series: tuple[str, ...]  # curves that are neither a value nor a gradient hue
    paths: tuple[str, ...]  # paths by which a gradient comes, apart from all hues around them

    def color(self, role: ColorRole) -> QColor:
        """The colour of a role."""
        return QColor(self.colors[self.roles[role]])

    def series_color(self, index: int) -> QColor:
        """The colour of the index-th curve."""
        return QColor(self.colors[self.series[index % len(self.series)]])

    def path_color(self, index: int) -> QColor:
        """The colour of the index-th path."""
        return QColor(self.colors[self.paths[index % len(self.paths)]])


THEMES = ("light", "dark", "projector")


@cache
def theme(name: str) -> Theme:
    """The theme called `name`; raises KeyError for one that does not ship."""
    if name not in THEMES:
        raise KeyError(name)
    return msgspec.json.decode(resource("themes", f"{name}.json").read_bytes(), type=Theme)


class Themes(QObject):
    """The current theme; everything that paints listens to `changed`."""

    changed = Signal(object)
    """The new `Theme`."""

    def __init__(self, name: str = "light", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._current = theme(name)

    @property
    def current(self) -> Theme:
        """The theme in use."""
        return self._current

    def use(self, name: str) -> None:
        """Switch; raises KeyError for a theme that does not ship."""
        if name != self._current.name:
            self._current = theme(name)
            self.changed.emit(self._current)
