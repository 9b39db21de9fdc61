"""The panel of the steps, on show."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.panels.steps import StepsPanel
from gui.session import Session
from gui.theme import Themes
from gui.walk import Walk
from tests.gui.panels.steps.reading import Steps


@pytest.fixture
def steps(show: Callable[..., QWidget], session: Session, themes: Themes, qtbot: QtBot) -> Steps:
    panel = show(StepsPanel(session, Walk(session, session), themes), 300, 520)
    assert isinstance(panel, StepsPanel)
    return Steps(panel, session, qtbot)
