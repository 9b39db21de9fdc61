from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from engine.lessons import lessons
from gui.panels.lessons import LessonsPanel
from gui.theme import Themes


@pytest.fixture
def panel(show: Callable[..., QWidget], themes: Themes) -> LessonsPanel:
    return show(LessonsPanel(themes), 190, 600)


def rows(panel: LessonsPanel) -> QListWidget:
    return panel.findChild(QListWidget, "lessons_list")


def bold(panel: LessonsPanel) -> list[str]:
    items = [rows(panel).item(row) for row in range(rows(panel).count())]
    return [item.text() for item in items if item.font().bold()]


def place(panel: LessonsPanel, row: int) -> QPoint:
    return rows(panel).visualItemRect(rows(panel).item(row)).center()


def test_every_lesson_is_listed_by_its_title(panel: LessonsPanel) -> None:
    titles = [rows(panel).item(row).text() for row in range(rows(panel).count())]
    assert titles == [lesson.title for lesson in lessons()]


def test_a_click_chooses(panel: LessonsPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.chosen) as chosen:
        qtbot.mouseClick(rows(panel).viewport(), Qt.MouseButton.LeftButton, pos=place(panel, 3))
    assert chosen.args == [lessons()[3].name]


def test_arrows_move_and_enter_chooses(panel: LessonsPanel, qtbot: QtBot) -> None:
    panel.set_current("three-units")
    with qtbot.assertNotEmitted(panel.chosen):
        qtbot.keyClick(rows(panel), Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.chosen) as chosen:
        qtbot.keyClick(rows(panel), Qt.Key.Key_Return)
    assert chosen.args == [lessons()[1].name]


def test_the_open_lesson_is_marked(panel: LessonsPanel) -> None:
    panel.set_current("xor")
    assert bold(panel) == ["XOR: why a hidden layer is needed"]
    panel.set_current(None)
    assert bold(panel) == []
    assert rows(panel).currentItem() is None


def test_moving_the_cursor_leaves_the_mark(panel: LessonsPanel, qtbot: QtBot) -> None:
    panel.set_current("three-units")
    qtbot.keyClick(rows(panel), Qt.Key.Key_Down)
    assert bold(panel) == ["Three units and a skip connection"]


def test_titles_wrap_instead_of_being_cut(panel: LessonsPanel) -> None:
    view = rows(panel)
    metrics = view.fontMetrics()
    for row in range(view.count()):
        rectangle = view.visualItemRect(view.item(row))
        text = metrics.boundingRect(
            0, 0, rectangle.width(), 1000, Qt.TextFlag.TextWordWrap, view.item(row).text()
        )
        assert text.height() <= rectangle.height()


def test_titles_keep_their_words_where_it_is_narrow(
    panel: LessonsPanel, qapp: QApplication
) -> None:
    words = {word for lesson in lessons() for word in lesson.title.split()}
    longest = max(rows(panel).fontMetrics().horizontalAdvance(word) for word in words)
    least = panel.minimumSizeHint().width()
    assert least > longest + 20  # beside a scroll bar
    font = qapp.font()
    larger = QFont(font)
    larger.setPointSizeF(1.5 * font.pointSizeF())
    qapp.setFont(larger)
    qapp.processEvents()
    assert panel.minimumSizeHint().width() > 1.3 * least
    qapp.setFont(font)
