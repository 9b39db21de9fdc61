"""An error while something is painted is reported, and the program goes on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsRectItem, QStyleOptionGraphicsItem, QWidget
from pytestqt.qtbot import QtBot

from gui.canvas.view import NetworkView
from gui.main_window import MainWindow
from tests.gui.canvas.board import Board


class Broken(QGraphicsRectItem):
    """An item among the others that cannot be painted until it is mended."""

    mended = False
    paintings = 0

    def paint(
        self, _painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        self.paintings += 1
        if not self.mended:
            raise ValueError("no ink")


def test_items_that_fail_to_paint_end_nothing(board: Board, qtbot: QtBot) -> None:
    assert_goes_on(board.view, qtbot)


def test_nor_do_they_in_the_window(
    window_on: Callable[[str | None], MainWindow], qtbot: QtBot
) -> None:
    assert_goes_on(window_on("skip-connection").workbench.canvas, qtbot)


def assert_goes_on(view: NetworkView, qtbot: QtBot) -> None:
    items = [Broken(-20, -20, 40, 40) for _ in range(5)]
    with qtbot.captureExceptions() as errors:
        for item in items:
            view.scene().addItem(item)
        qtbot.waitUntil(lambda: len(errors) >= len(items))
    assert {str(error) for _, error, _ in errors} == {"no ink"}
    for item in items:
        item.mended, item.paintings = True, 0
    view.viewport().update()
    qtbot.waitUntil(lambda: all(item.paintings for item in items))
