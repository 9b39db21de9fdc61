"""New documents from texts, in the window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from gui.dialogs.from_text import FromTextDialog
from gui.dialogs.weight_table import EXAMPLE
from gui.main_window import MainWindow
from tests.gui.dialogs.page import Page


@pytest.fixture
def window(window_on: Callable[[str | None], MainWindow]) -> MainWindow:
    QApplication.clipboard().clear()
    return window_on(None)


def opened(window: MainWindow, action: str, qtbot: QtBot) -> Page:
    window.actions_by_id[action].trigger()
    dialog = window.findChild(FromTextDialog)
    qtbot.waitActive(dialog)
    return Page(dialog, qtbot)


def test_a_document_from_a_table_is_new_and_not_saved(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window, "new_table", qtbot)
    page.paste(EXAMPLE)
    page.create()
    assert page.closed
    assert window.documents.path is None
    assert window.documents.lesson is None
    assert window.documents.modified
    assert set(window.session.project.network.by_id) == {"x", "1", "2"}
    assert window.session.shown.verified


def test_a_document_from_an_expression(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window, "new_expression", qtbot)
    page.paste("f = (a*b + c)*(a - c)")
    page.create()
    assert window.session.project.network.objective == "f"
    assert "f = (a*b + c)*(a - c)" in window.windowTitle()


def test_work_that_was_not_saved_may_be_kept_and_the_text_too(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = window.session.project.with_weight("w1", 2)
    window.session.edit("Set w₁", before)
    page = opened(window, "new_expression", qtbot)
    page.paste("f = a*b")
    monkeypatch.setattr(QMessageBox, "exec", lambda _: QMessageBox.StandardButton.Cancel)
    page.create()
    assert not page.closed
    assert page.text.toPlainText() == "f = a*b"
    assert window.session.project is before
    monkeypatch.setattr(QMessageBox, "exec", lambda _: QMessageBox.StandardButton.Discard)
    page.create()
    assert page.closed
    assert window.session.project.network.objective == "f"


def test_cancelling_changes_nothing(window: MainWindow, qtbot: QtBot) -> None:
    before, lesson = window.session.project, window.documents.lesson
    page = opened(window, "new_table", qtbot)
    page.paste(EXAMPLE)
    page.cancel()
    assert page.closed
    assert window.session.project is before
    assert window.documents.lesson == lesson
    assert not window.documents.modified
