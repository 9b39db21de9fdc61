from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from gui.actions import make_actions


@pytest.fixture
def actions(show: Callable[..., QWidget]) -> dict[str, QAction]:
    """The window's actions, on a widget of their own."""
    return make_actions(show(QWidget()))
