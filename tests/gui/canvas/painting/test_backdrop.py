"""The picture that is kept is the one that would be painted now, whatever happened since."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.project import Project
from engine.quantity import parameter
from gui.canvas.painting import backdrop
from gui.canvas.painting.gliding import REST
from gui.theme import Themes
from gui.trainer import Trainer
from gui.view import Passes
from tests.gui.canvas.board import Board
from tests.gui.canvas.pictures import Pixels, pixels


def grabbed(board: Board) -> Pixels:
    return pixels(board.view.grab().toImage())


def settled(board: Board) -> Pixels:
    """What the view shows once nothing is left to be painted."""
    QTest.qWait(REST + 20)
    for _ in range(200):
        QApplication.processEvents()
    return grabbed(board)


def anew(board: Board) -> Pixels:
    """The same, painted from nothing."""
    board.scene.redrawn.emit()
    return grabbed(board)


def zoom(board: Board) -> None:
    board.view.zoom_at(1.37, QPointF(400, 300))


HAPPENINGS: dict[str, Callable[[Board], object]] = {
    "a weight": lambda b: b.session.edit("set", b.session.project.with_weight("w1", 2.5)),
    "pan": lambda b: b.view.pan(QPoint(-37, 21)),
    "pan far": lambda b: b.view.pan(QPoint(-370, 5000)),
    "zoom": zoom,
    "zoom and pan": lambda b: (zoom(b), b.view.pan(QPoint(13, -7))),
    "select a node": lambda b: b.session.look(selection=frozenset({"1"})),
    "select an edge": lambda b: b.session.look(selection=frozenset({("0", "2", None)})),
    "point at a wire": lambda b: b.scene.attend(hovered_wire=3),
    "point at a number": lambda b: b.scene.attend(hovered=parameter("w1")),
    "keyboard at a node": lambda b: b.scene.attend(focus="2"),
    "backward": lambda b: b.session.look(passes=Passes.BACKWARD),
    "a dead unit": lambda b: b.session.edit("set", b.session.project.with_weight("w0", -1.0)),
    "training": lambda b: Trainer(b.session).start(3),
    "drag": lambda b: b.scene.drag({"1": (500.0, 130.0)}),
    "drag on": lambda b: [b.scene.drag({"1": (500.0, y)}) for y in (130.0, 190.0, 20.0)],
    "drag what is selected": lambda b: (
        b.session.look(selection=frozenset({"1", ("0", "2", None)})),
        b.scene.attend(hovered_wire=3),
        b.scene.drag({"1": (500.0, 130.0), "2": (610.0, 200.0)}),
    ),
    "drag and put back": lambda b: (b.scene.drag({"1": (500.0, 130.0)}), b.scene.drag({})),
    "undo": lambda b: b.session.undo(),
}


@pytest.mark.parametrize("happening", HAPPENINGS.values(), ids=HAPPENINGS)
def test_after_anything_the_picture_is_what_would_be_painted_anew(
    board: Board, happening: Callable[[Board], object]
) -> None:
    board.session.edit("set", board.session.project.with_weight("w3", -0.5))
    grabbed(board)
    happening(board)
    shown = settled(board)
    assert (shown == anew(board)).all()


def test_it_is_painted_in_slices_where_it_takes_longer(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    grabbed(board)
    monkeypatch.setattr(backdrop, "AT_ONCE", 0)
    monkeypatch.setattr(backdrop, "SLICE", 0.0)
    zoom(board)
    board.view.viewport().repaint()
    first = grabbed(board)
    later = settled(board)
    assert (first != later).any()  # the old one, scaled
    assert (later == anew(board)).all()
    board.session.edit("set", board.session.project.with_weight("w1", 3.0))
    zoom(board)
    zoom(board)
    board.view.pan(QPoint(-200, 40))
    board.session.edit("set", board.session.project.with_weight("w2", -3.0))
    assert (settled(board) == anew(board)).all()


def test_every_theme_and_size_has_its_own(board: Board, themes: Themes) -> None:
    for name in ("dark", "projector"):
        themes.use(name)
        assert (settled(board) == anew(board)).all()
    board.view.resize(700, 500)
    assert (settled(board) == anew(board)).all()


def test_on_paper_everything_is_painted_without_it(
    board_of: Callable[[Project], Board], lesson: Callable[[str], Project]
) -> None:
    board = board_of(lesson("xor"))
    image = QImage(800, 500, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    with QPainter(image) as painter:
        board.scene.render(painter, QRectF(0, 0, 800, 500), board.view.content())
    ink = pixels(image).min(axis=2) < 200
    assert ink[:, 40:-40].any(axis=0).mean() > 0.5
    assert np.count_nonzero(ink) > 4000
