from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.actions import make_actions

Shown = TypeVar("Shown", bound=QWidget)


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Callable[..., QWidget]]:
    """Show a widget as large as a panel is; closed after the test, before the session is."""
    kept: list[QWidget] = []

    def shown(widget: Shown, width: int = 300, height: int = 600) -> Shown:
        kept.append(widget)
        widget.resize(width, height)
        widget.show()
        qtbot.waitExposed(widget)
        return widget

    yield shown
    for widget in kept:
        widget.close()
        # At once: later the garbage collector would take the parts of a plot in any order.
        widget.deleteLater()
        QCoreApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete)


@pytest.fixture
def actions(show: Callable[..., QWidget]) -> dict[str, QAction]:
    """The window's actions, on a widget of their own."""
    return make_actions(show(QWidget()))
