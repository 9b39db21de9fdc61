"""What a theme makes of ordinary widgets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QCheckBox, QStyle, QStyleOptionButton
from pytestqt.qtbot import QtBot

from gui.appearance import apply_theme
from gui.theme import THEMES, theme


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
