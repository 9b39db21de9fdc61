from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.app import make_application
from gui.panels.table import TablePanel
from gui.session import Session
from gui.theme import Themes
from gui.widgets.grid import Grid
from tests.gui.panels.table.sheet import Sheet


@pytest.fixture
def panel(show: Callable[..., QWidget], session: Session, themes: Themes) -> TablePanel:
    make_application()  # English has plural forms
    return show(TablePanel(session, themes), 1100, 300)


@pytest.fixture
def nodes(panel: TablePanel, qtbot: QtBot) -> Sheet:
    return Sheet(panel.findChild(Grid, "table_nodes"), qtbot)


@pytest.fixture
def edges(panel: TablePanel, qtbot: QtBot) -> Sheet:
    return Sheet(panel.findChild(Grid, "table_edges"), qtbot)
