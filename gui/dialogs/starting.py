"""The actions that begin a document from a text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gui.dialogs.expression import ExpressionDialog
from gui.dialogs.from_text import Begin
from gui.dialogs.weight_table import WeightTableDialog
from gui.theme import Themes


class FromText(QObject):
    """Opens the dialogs of new documents over a window."""

    def __init__(self, begin: Begin, themes: Themes, window: QWidget) -> None:
        super().__init__(window)
        self._begin, self._themes, self._window = begin, themes, window

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What the actions do, by their ids."""
        return {"new_table": self._on_table, "new_expression": self._on_expression}

    def _on_table(self) -> None:
        WeightTableDialog(self._begin, self._themes, self._window).open()

    def _on_expression(self) -> None:
        ExpressionDialog(self._begin, self._themes, self._window).open()
