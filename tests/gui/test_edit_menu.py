"""The rows of the menu Edit go to whatever has the keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QTableView
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen


@pytest.fixture
def window(window_on: Callable[[str | None], MainWindow]) -> MainWindow:
    return window_on("xor")


@pytest.fixture
def table(window: MainWindow, qtbot: QtBot) -> QTableView:
    """The samples, with the keyboard at the first number."""
    window.workbench.strip.setCurrentIndex(1)
    qtbot.waitUntil(lambda: window.findChild(QTableView, "data_table") is not None)
    found = window.findChild(QTableView, "data_table")
    assert found is not None
    found.setFocus()
    found.setCurrentIndex(found.model().index(0, 0))
    return found


def menu_of(window: MainWindow) -> QMenu:
    found = window.findChild(QMenu, "menu_edit")
    assert found is not None
    return found


def choose(window: MainWindow, name: str) -> None:
    """Open the menu and click on a row."""
    menu, row = menu_of(window), window.actions_by_id[name]
    menu.popup(window.mapToGlobal(window.rect().center()))
    assert row.isEnabled()
    at = menu.actionGeometry(row).center()
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    QTest.qWait(1)


def test_numbers_are_pasted_into_the_table_and_copied_from_it(
    window: MainWindow, table: QTableView
) -> None:
    QGuiApplication.clipboard().setText("0,25\t0.5")
    choose(window, "paste")
    assert table.model().index(0, 0).data() == "0.25"
    choose(window, "copy")
    assert QGuiApplication.clipboard().text() == "0.25"


def test_a_row_of_the_table_is_deleted_and_no_selected_node(
    window: MainWindow, table: QTableView
) -> None:
    session = window.session
    session.look(selection=frozenset({"1"}))
    choose(window, "delete")
    assert len(session.project.samples) == 3
    assert "1" in session.project.network.by_id


def test_a_table_offers_no_more_than_it_can(window: MainWindow, table: QTableView) -> None:
    window.session.look(selection=frozenset({"1"}))
    assert window.actions_by_id["cut"].isEnabled()
    menu_of(window).popup(window.mapToGlobal(window.rect().center()))
    assert not window.actions_by_id["cut"].isEnabled()
    menu_of(window).close()
    QTest.qWait(1)
    assert window.actions_by_id["cut"].isEnabled()


def test_a_line_takes_what_is_pasted(window: MainWindow) -> None:
    line = window.findChild(QLineEdit, "learning_rate")
    assert line is not None
    line.setFocus()
    line.selectAll()
    QGuiApplication.clipboard().setText("0.125")
    choose(window, "paste")
    assert line.text() == "0.125"


def test_elsewhere_the_drawing_is_meant(window: MainWindow) -> None:
    window.workbench.canvas.setFocus()
    window.session.look(selection=frozenset({"1"}))
    choose(window, "delete")
    assert "1" not in window.session.project.network.by_id
