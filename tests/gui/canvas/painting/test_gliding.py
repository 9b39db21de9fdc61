"""While the view moves, numbers come along as a picture; who looks sees hardly a difference."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest

from gui.canvas.painting import backdrop
from gui.canvas.painting.gliding import REST
from tests.gui.canvas.board import Board
from tests.gui.canvas.pictures import Pixels, apart, pixels


def grabbed(board: Board) -> Pixels:
    return pixels(board.view.grab().toImage())


def rested(board: Board) -> Pixels:
    QTest.qWait(REST + 50)
    return grabbed(board)


@pytest.mark.parametrize("offset", [QPoint(-37, 21), QPoint(330, -150), QPoint(-2000, 3000)])
def test_panning_shifts_the_numbers_and_shows_those_that_come_into_sight(
    board: Board, offset: QPoint
) -> None:
    grabbed(board)
    board.view.pan(offset)
    grabbed(board)
    board.view.pan(-offset)
    gliding = grabbed(board)
    assert np.abs(gliding - rested(board)).max() <= 2  # of 255: it was rounded once more
    board.view.pan(offset)
    gliding = grabbed(board)
    assert np.abs(gliding - rested(board)).max() <= 2


def test_zooming_scales_the_numbers_until_they_are_drawn_sharp(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backdrop, "SLICE", 0.0)
    grabbed(board)
    board.view.zoom_at(1.04, QPointF(400, 300))
    gliding, later = grabbed(board), rested(board)
    assert (gliding != later).any()
    assert apart(gliding, later) < 0.2
    for _ in range(12):
        board.view.zoom_at(1 / 1.04, QPointF(100, 80))
        grabbed(board)
    far = rested(board)
    board.scene.redrawn.emit()
    assert (far == grabbed(board)).all()


def test_a_number_that_changes_meanwhile_is_seen_at_once(board: Board) -> None:
    grabbed(board)
    board.view.pan(QPoint(20, 10))
    before = grabbed(board)
    board.session.edit("set", board.session.project.with_weight("w1", 2.5))
    now = grabbed(board)
    assert (now != before).any()
    assert (now == rested(board)).all()


def test_what_is_pointed_at_meanwhile_is_seen_at_once(board: Board) -> None:
    grabbed(board)
    board.view.zoom_at(1.3, QPointF(400, 300))
    before = grabbed(board)
    board.scene.attend(focus=next(iter(board.scene.drawn.numbers.spots())).slot.quantity)
    QTest.qWait(1)
    now = grabbed(board)
    assert (now != before).any()
    assert (now == rested(board)).all()
