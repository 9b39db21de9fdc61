from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.project import Project, empty
from tests.gui.canvas.board import Board
from tests.gui.canvas.building.hand import Hand


@pytest.fixture
def hand_on(desk_of: Callable[[Project], Board]) -> Callable[[Project], Hand]:
    """A hand at a shown view of a project, 1000 × 640, whose actions have their keys."""

    def make(project: Project) -> Hand:
        board = desk_of(project)
        return Hand(board.view, board.session)

    return make


@pytest.fixture
def hand(hand_on: Callable[[Project], Hand]) -> Hand:
    """At an empty board."""
    return hand_on(empty())


@pytest.fixture
def sheet(hand_on: Callable[[Project], Hand], lesson: Callable[[str], Project]) -> Hand:
    """At the sheet's skip connection."""
    return hand_on(lesson("skip-connection"))
