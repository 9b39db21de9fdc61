from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.project import Project
from gui.dialogs.from_text import FromTextDialog
from gui.theme import Themes
from tests.gui.dialogs.page import Page


@pytest.fixture
def begun() -> list[Project]:
    """The projects with which a document began."""
    return []


@pytest.fixture
def page(qtbot: QtBot, themes: Themes, begun: list[Project]) -> Iterator[Callable[..., Page]]:
    """A dialog of a kind, opened with something on the clipboard."""
    shown: list[Page] = []

    def begin(project: Project) -> bool:
        begun.append(project)
        return True

    def make(kind: type[FromTextDialog], clipboard: str = "") -> Page:
        QApplication.clipboard().setText(clipboard)
        dialog = kind(begin, themes)
        shown.append(Page(dialog, qtbot))
        dialog.show()
        qtbot.waitActive(dialog)
        return shown[-1]

    yield make
    for each in shown:
        if not each.closed:
            each.dialog.reject()
    QApplication.clipboard().clear()
