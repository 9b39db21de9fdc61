"""Nodes that are dragged come to stand level with their neighbours."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from PySide6.QtCore import QPoint, Qt

from engine.project import Project
from gui.canvas.acting.aligning import REACH, Guide, aligned, guides
from gui.canvas.painting.guides import GuidesItem
from tests.gui.canvas.board import Board, Keys


def lines(board: Board) -> list[GuidesItem]:
    return [item for item in board.scene.items() if isinstance(item, GuidesItem)]


def test_a_node_is_drawn_level_with_a_neighbour_from_nearby() -> None:
    resting = {"a": (3.0, 104.0), "b": (400.0, 0.0)}
    assert aligned({"n": (0, 0)}, resting, (206, 101)) == (210, 104)
    assert aligned({"n": (0, 0)}, resting, (5, 101)) == (3, 104)
    assert aligned({"n": (0, 0)}, resting, (206, 113)) == (210, 110)


def test_what_is_far_away_is_no_neighbour() -> None:
    assert aligned({"n": (0, 0)}, {"a": (5000.0, 104.0)}, (206, 101)) == (210, 100)
    assert aligned({"n": (0, 0)}, {}, (206, 101)) == (210, 100)
    assert aligned({}, {}, (206, 101)) == (206, 101)


@pytest.mark.parametrize("seed", range(30))
def test_several_keep_their_places_among_each_other(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - reproducible

    def places(count: int) -> dict[str, tuple[float, float]]:
        return {str(i): (random.uniform(0, 900), random.uniform(0, 900)) for i in range(count)}

    moving, resting = places(3), places(random.randint(0, 6))
    offset = (random.uniform(-300, 300), random.uniform(-300, 300))
    found = aligned(moving, resting, offset)
    assert max(abs(found[axis] - offset[axis]) for axis in (0, 1)) <= max(REACH, 5)
    moved = {node: (x + found[0], y + found[1]) for node, (x, y) in moving.items()}
    for guide in guides(moved, resting):
        assert guide.start[0] == guide.end[0] or guide.start[1] == guide.end[1]


def test_a_line_goes_through_all_that_stand_level() -> None:
    resting = {"a": (0.0, 50.0), "b": (300.0, 50.0), "c": (100.0, 400.0)}
    assert guides({"n": (100.0, 50.0)}, resting) == (
        Guide((100.0, 50.0), (100.0, 400.0)),
        Guide((0.0, 50.0), (300.0, 50.0)),
    )
    assert guides({"n": (99.0, 51.0)}, resting) == ()


@pytest.fixture
def scattered(board_of: Callable[[Project], Board], lesson: Callable[[str], Project]) -> Board:
    return board_of(lesson("skip-connection").with_position("2", 690, 33))


def test_a_drag_snaps_and_shows_lines(scattered: Board) -> None:
    board = scattered
    start = board.at("1")
    down = round(29 * board.view.zoom)
    board.press(start)
    board.move(start + QPoint(0, 40))
    board.move(start + QPoint(0, down))
    assert board.scene.layout.positions["1"] == (460, 33)
    (item,) = lines(board)
    assert item.boundingRect().height() < 10
    assert not board.viewport.grab().isNull()
    board.release(start + QPoint(0, down))
    assert not lines(board)
    assert board.session.project.positions["1"] == (460, 33)
    assert board.steps == 1


def test_alt_moves_freely(scattered: Board) -> None:
    board = scattered
    start = board.at("1")
    to = start + QPoint(0, round(29 * board.view.zoom))
    board.press(start)
    board.move(start + QPoint(0, 40), Keys.AltModifier)
    board.move(to, Keys.AltModifier)
    _, y = board.scene.layout.positions["1"]
    assert y not in (30, 33)
    assert abs(y - 29) <= 1 / board.view.zoom + 1
    board.key(Qt.Key.Key_Escape)
    assert not lines(board)
    assert board.steps == 0
