"""Cut, copy, paste and duplicate by keys and clipboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import (
    QCursor,
    QGuiApplication,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.edits.clipping import clip_text, read_clip
from engine.files.writer import encode
from engine.project import Project
from engine.quantity import value
from engine.trace import trace
from gui.app import make_application
from tests.gui.canvas.board import Board, Keys, random_project

CTRL = Keys.ControlModifier


@pytest.fixture(autouse=True)
def _elsewhere() -> Iterator[None]:
    """The pointer rests outside of every window, and the clipboard is empty."""
    QGuiApplication.clipboard().clear()
    QCursor.setPos(QPoint(0, 0))
    yield
    QGuiApplication.clipboard().clear()


@pytest.fixture(scope="module", autouse=True)
def _plural_forms(qapp: QApplication) -> None:
    make_application()


@pytest.fixture
def board(desk_of: Callable[[Project], Board], lesson: Callable[[str], Project]) -> Board:
    return desk_of(lesson("skip-connection"))


def room(board: Board, node: str) -> QRectF:
    """What a node takes up with its words and numbers."""
    figure, found = board.scene.layout.figures[node], QRectF()
    for box in (*figure.cells, *figure.boxes):
        wide, high = box.half_width, box.half_height
        found |= QRectF(box.x - wide, box.y - high, 2 * wide, 2 * high)
    return found.translated(*board.scene.layout.positions[node])


def test_copy_puts_the_text_of_a_project_on_the_clipboard(board: Board) -> None:
    board.select("0", "1")
    board.key(Qt.Key.Key_C, CTRL)
    clip = read_clip(QGuiApplication.clipboard().text())
    assert list(clip.network.by_id) == ["0", "1"]
    assert [slot.name for slot in clip.network.layout.slots] == ["w1"]
    assert board.steps == 0


def test_paste_adds_a_copy_with_free_names_that_is_selected(board: Board) -> None:
    board.select("0", "1")
    board.key(Qt.Key.Key_C, CTRL)
    board.key(Qt.Key.Key_V, CTRL)
    network = board.session.project.network
    assert board.session.view.selection == {"3", "4"}
    assert network.edge("3", "4").weight.name == "w4"  # type: ignore[union-attr]
    assert board.undo_text == "Paste 2 nodes"
    board.session.undo()
    assert list(board.session.project.network.by_id) == ["x", "0", "1", "2", "y", "L"]
    assert encode(board.session.project) == encode(board.session.committed.project)


def test_a_copy_hides_nothing_and_is_in_sight(board: Board) -> None:
    board.select("0", "1", "2")
    for _ in range(3):
        board.key(Qt.Key.Key_D, CTRL)
    assert board.undo_text == "Duplicate 3 nodes"
    boxes = [room(board, node) for node in board.scene.layout.figures]
    for index, box in enumerate(boxes):
        assert board.view.sight().contains(box)
        assert not any(other.intersects(box) for other in boxes[:index])


def test_a_paste_comes_to_stand_at_the_pointer(board: Board) -> None:
    board.select("1")
    board.key(Qt.Key.Key_C, CTRL)
    at = QPoint(board.viewport.width() // 4, board.viewport.height() * 4 // 5)
    QTest.mouseMove(board.viewport, at)
    there = board.view.mapToScene(at)
    board.key(Qt.Key.Key_V, CTRL)
    x, y = board.session.project.positions["3"]
    assert abs(x - there.x()) <= 5
    assert abs(y - there.y()) <= 5


def test_cut_takes_away_and_paste_brings_back(board: Board) -> None:
    before = board.session.project
    board.select("1", "2")
    board.key(Qt.Key.Key_X, CTRL)
    assert list(board.session.project.network.by_id) == ["x", "0", "y", "L"]
    assert board.undo_text == "Cut 2 nodes"
    board.key(Qt.Key.Key_V, CTRL)
    assert board.session.view.selection == {"1", "2"}
    edge = board.session.project.network.edge("1", "2")
    assert edge.weight is not None
    assert edge.weight.name == "w2"
    for _ in range(2):
        board.key(Qt.Key.Key_Z, CTRL)
    assert board.session.project.network is before.network
    assert board.session.project.positions == before.positions


def test_a_whole_network_is_pasted_into_an_empty_board(board: Board) -> None:
    before = board.session.project
    board.key(Qt.Key.Key_A, CTRL)
    board.key(Qt.Key.Key_X, CTRL)
    board.key(Qt.Key.Key_V, CTRL)
    after = board.session.project
    assert after.network.nodes == before.network.nodes
    assert after.network.edges == before.network.edges
    assert after.samples == before.samples
    assert after.positions == before.positions
    np.testing.assert_array_equal(after.parameters.vector, before.parameters.vector)


@pytest.mark.parametrize("text", ["", "good morning", '{"format": "chainrule", "version": 9}', "{"])
def test_other_text_is_refused_in_one_sentence(board: Board, text: str) -> None:
    before = board.session.project
    QGuiApplication.clipboard().setText(text)
    board.key(Qt.Key.Key_V, CTRL)
    assert board.session.project is before
    assert board.steps == 0
    assert board.refusal.endswith(".")
    assert "\n" not in board.refusal
    board.click(QPoint(5, 5))
    assert not board.refusal


def test_a_file_of_another_window_can_be_pasted(
    board: Board, lesson: Callable[[str], Project]
) -> None:
    QGuiApplication.clipboard().setText(encode(lesson("xor")).decode())
    count = len(board.session.project.network.nodes)
    board.key(Qt.Key.Key_V, CTRL)
    pasted = lesson("xor").network.nodes
    assert len(board.session.project.network.nodes) == count + len(pasted)
    assert board.session.project.network.objective == "L"
    assert board.session.shown.trace is not None
    assert board.session.shown.trace.loss == 3.375


@pytest.mark.parametrize("seed", [0, 1, 2, 3, 4, 7])
def test_random_edits_undo_to_the_bit(desk_of: Callable[[Project], Board], seed: int) -> None:
    random, board = Random(seed), desk_of(random_project(seed))  # noqa: S311 - reproducible
    start = encode(board.session.project)
    for _ in range(6):
        nodes = list(board.session.project.network.by_id)
        chosen = random.sample(nodes, min(2, len(nodes)))
        board.session.look(selection=frozenset(chosen))
        key = random.choice((Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_V, Qt.Key.Key_D))
        board.key(key, CTRL)
    end = encode(board.session.project)
    steps = board.session.undo_stack.index()
    for _ in range(steps):
        board.key(Qt.Key.Key_Z, CTRL)
    assert encode(board.session.project) == start
    for _ in range(steps):
        board.key(Qt.Key.Key_Y, CTRL)
    assert encode(board.session.project) == end


@pytest.mark.parametrize("seed", [1, 3, 4])
def test_a_pasted_copy_shows_the_same_numbers(
    desk_of: Callable[[Project], Board], seed: int
) -> None:
    project = random_project(seed)
    board = desk_of(project)
    board.key(Qt.Key.Key_A, CTRL)
    board.key(Qt.Key.Key_D, CTRL)
    found = board.session.shown.trace
    assert found is not None
    text = clip_text(project, project.network.by_id)
    assert len(read_clip(text).network.nodes) == len(project.network.nodes)
    twins = dict(
        zip(
            project.network.by_id,
            list(board.session.project.network.by_id)[len(project.network.nodes) :],
            strict=True,
        )
    )
    alone = trace(project)
    for node, twin in twins.items():
        np.testing.assert_array_equal(found.read(value(twin), 0), alone.read(value(node), 0))
