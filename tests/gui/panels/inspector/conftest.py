from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.panels.inspector import Inspector
from gui.session import Session
from gui.theme import Themes
from tests.gui.panels.inspector.page import Page


@pytest.fixture
def inspector(show: Callable[..., QWidget], session: Session, themes: Themes) -> Inspector:
    return show(Inspector(session, themes), 300, 500)


@pytest.fixture
def page(inspector: Inspector, session: Session, qtbot: QtBot) -> Page:
    return Page(inspector, session, qtbot)
