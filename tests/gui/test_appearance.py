"""What a theme makes of ordinary widgets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QMenu,
    QStyle,
    QStyleOptionButton,
)
from pytestqt.qtbot import QtBot

from gui.appearance import apply_theme
from gui.theme import THEMES, ColorRole, theme


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    """Looks afterwards as it did before."""
    palette, font, sheet = qapp.palette(), qapp.font(), qapp.styleSheet()
    yield qapp
    qapp.setPalette(palette)
    qapp.setFont(font)
    qapp.setStyleSheet(sheet)


def words(box: QCheckBox, *, focused: bool) -> QRect:
    """Where the words of a box stand."""
    option = QStyleOptionButton()
    box.initStyleOption(option)
    option.state = option.state & ~QStyle.StateFlag.State_HasFocus
    if focused:
        option.state = option.state | QStyle.StateFlag.State_HasFocus
    return box.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, box)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen
@pytest.mark.parametrize("name", THEMES)
def test_a_menu_has_a_frame_that_is_seen_on_the_board(
    app: QApplication, qtbot: QtBot, name: str
) -> None:
    apply_theme(app, theme(name), 9.0)
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.addAction("Add…")
    menu.popup(QPoint())
    frame = menu.grab().toImage().pixelColor(0, menu.height() - 4)
    board = theme(name).color(ColorRole.CANVAS)
    assert abs(frame.lightness() - board.lightness()) > 20


@pytest.mark.parametrize("name", THEMES)
def test_the_keyboard_at_a_box_leaves_its_words_where_they_are(
    app: QApplication, qtbot: QtBot, name: str
) -> None:
    apply_theme(app, theme(name), 9.0)
    box = QCheckBox("Guess first")
    qtbot.addWidget(box)
    box.resize(box.sizeHint())
    assert words(box, focused=True) == words(box, focused=False)
    assert words(box, focused=True).width() >= box.fontMetrics().horizontalAdvance(box.text())
