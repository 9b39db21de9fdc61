"""PySide6 6.12.0 on Python 3.11 lost a reference to None in every call that returns it."""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QGraphicsRectItem, QLabel

CALLS = 2000


def move_item() -> None:
    item = QGraphicsRectItem()
    for number in range(CALLS):
        item.setPos(number, number)


def relabel() -> None:
    label = QLabel()
    for number in range(CALLS):
        label.setText(str(number))


def paint() -> None:
    picture = QPixmap(4, 4)
    with QPainter(picture) as painter:
        for number in range(CALLS):
            painter.drawPoint(number % 4, 0)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("many_calls", [move_item, relabel, paint])
def test_none_keeps_its_references(many_calls: Callable[[], None]) -> None:
    before = sys.getrefcount(None)
    many_calls()
    assert sys.getrefcount(None) > before - CALLS // 2
