"""The view fits, zooms at the pointer and pans."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.project import Project
from gui.canvas.view import NetworkView
from gui.canvas.zooming import LARGEST, LARGEST_FIT, SMALLEST
from gui.theme import Themes
from tests.gui.canvas.board import Board, Button, Keys


def seen(view: NetworkView) -> QRectF:
    return view.mapToScene(view.viewport().rect()).boundingRect()


def test_the_whole_drawing_is_fitted_at_first(board: Board) -> None:
    assert seen(board.view).contains(board.view.content())
    assert board.view.zoom <= LARGEST_FIT


def test_it_stays_fitted_when_the_window_changes_until_somebody_zooms(board: Board) -> None:
    board.view.resize(700, 480)
    assert seen(board.view).contains(board.view.content())
    board.view.zoom_in()
    zoom = board.view.zoom
    board.view.resize(900, 600)
    assert board.view.zoom == zoom
    board.view.fit()
    assert seen(board.view).contains(board.view.content())


def test_a_small_network_is_not_blown_up(
    board_of: Callable[[Project], Board], lesson: Callable[[str], Project]
) -> None:
    project = lesson("weight-table")
    board = board_of(project.with_network(project.network.without_node("2").without_node("1")))
    assert board.view.zoom == LARGEST_FIT


def test_another_document_is_fitted(board: Board, lesson: Callable[[str], Project]) -> None:
    board.view.zoom_in()
    board.session.open(lesson("softmax-cross-entropy"))
    assert seen(board.view).contains(board.view.content())


@pytest.mark.parametrize("turns", [3, -2, 1])
def test_ctrl_and_wheel_zoom_at_the_pointer(board: Board, turns: int) -> None:
    at = QPoint(640, 200)
    before, zoom = board.view.mapToScene(at), board.view.zoom
    for _ in range(abs(turns)):
        board.wheel(at, 1 if turns > 0 else -1, Keys.ControlModifier)
    after = board.view.mapToScene(at)
    assert (board.view.zoom > zoom) is (turns > 0)
    assert (after - before).manhattanLength() * board.view.zoom <= 3
    assert board.steps == 0


def test_zoom_has_limits(board: Board, qtbot: QtBot) -> None:
    with qtbot.waitSignal(board.view.zoom_changed):
        board.view.zoom_in()
    for _ in range(40):
        board.view.zoom_in()
    assert board.view.zoom == LARGEST
    for _ in range(60):
        board.view.zoom_out()
    assert board.view.zoom == SMALLEST
    board.view.reset_zoom()
    assert board.view.zoom == pytest.approx(1)


def test_the_middle_button_pans(board: Board) -> None:
    start = QPoint(300, 300)
    before = board.view.mapToScene(start)
    board.press(start, button=Button.MiddleButton)
    board.move(start + QPoint(70, -40))
    board.release(start + QPoint(70, -40), Button.MiddleButton)
    after = board.view.mapToScene(start + QPoint(70, -40))
    assert (after - before).manhattanLength() * board.view.zoom <= 2


def test_the_space_bar_and_a_drag_pan(board: Board) -> None:
    start = board.at("1")
    before = board.view.mapToScene(start)
    QTest.keyPress(board.view, Qt.Key.Key_Space)
    board.drag(start, QPoint(30, 60))
    QTest.keyRelease(board.view, Qt.Key.Key_Space)
    after = board.view.mapToScene(start + QPoint(30, 60))
    assert (after - before).manhattanLength() * board.view.zoom <= 2
    assert board.steps == 0
    assert not board.session.view.selection


def test_a_plain_turn_of_the_wheel_scrolls(board: Board) -> None:
    before = board.view.mapFromScene(QPointF(0, 0))
    board.wheel(QPoint(5, 5), 1)
    assert board.view.mapFromScene(QPointF(0, 0)) == before + QPoint(0, 60)
    board.wheel(QPoint(5, 5), 1, Keys.ShiftModifier)
    assert board.view.mapFromScene(QPointF(0, 0)) == before + QPoint(60, 60)


def test_a_fitted_view_refits_for_a_theme_with_larger_numbers(board: Board, themes: Themes) -> None:
    themes.use("projector")
    assert seen(board.view).contains(board.view.content())


@pytest.mark.parametrize(("value", "factor"), [(0.25, 1.25), (-0.2, 0.8)])
def test_two_fingers_on_a_touch_pad_zoom_where_they_are(
    board: Board, value: float, factor: float
) -> None:
    at = QPointF(300, 200)
    fixed, zoom = board.view.mapToScene(at.toPoint()), board.view.zoom
    there = QPointF(board.viewport.mapToGlobal(at.toPoint()))
    pad = QPointingDevice.primaryPointingDevice()
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, pad, 2, at, at, there, value, QPointF()
    )
    QApplication.sendEvent(board.viewport, event)
    assert board.view.zoom == pytest.approx(zoom * factor)
    moved = board.view.mapFromScene(fixed) - at.toPoint()
    assert moved.manhattanLength() <= 2
