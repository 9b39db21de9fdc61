"""How the first window is shown."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from gui.app import make_application, show_whole


@pytest.mark.parametrize(("larger", "filling"), [(-100, False), (100, True)])
def test_a_window_larger_than_the_screen_fills_it(qtbot: QtBot, larger: int, filling: bool) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(window.screen().availableSize() + QSize(larger, 0))
    show_whole(window)
    assert window.isVisible()
    assert window.isMaximized() is filling


def test_the_window_soon_gets_its_turn_while_another_thread_computes(
    qtbot: QtBot,
) -> None:
    usual = sys.getswitchinterval()
    try:
        sys.setswitchinterval(0.005)
        make_application()
        assert sys.getswitchinterval() <= 0.001
    finally:
        sys.setswitchinterval(usual)
