"""The action that arranges the drawing, and zooming to what is selected."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from engine.project import Project
from gui.canvas.placing.arrange import arranged
from tests.gui.canvas.board import Board, Keys, line_of, random_project

CTRL = Keys.ControlModifier


@pytest.fixture
def board(desk_of: Callable[[Project], Board], lesson: Callable[[str], Project]) -> Board:
    return desk_of(lesson("skip-connection"))


def test_all_nodes_are_arranged_as_one_step_and_in_sight(board: Board) -> None:
    project = board.session.project
    for index, node in enumerate(project.network.by_id):
        project = project.with_position(node, 700 - 90 * index, 400 * (index % 2))
    board.session.edit("Scatter", project)
    board.key(Qt.Key.Key_L, CTRL)
    places = board.session.project.positions
    assert places["x"][0] < places["0"][0] < places["1"][0] < places["2"][0] < places["L"][0]
    assert places["y"][1] > places["L"][1]
    assert {places[node][1] for node in ("x", "0", "1", "2", "L")} == {places["0"][1]}
    assert board.view.sight().contains(board.view.content())
    assert board.session.undo_stack.undoText().startswith("Arrange 6 node")
    steps = board.steps
    board.key(Qt.Key.Key_L, CTRL)
    assert board.steps == steps  # nothing was left to do
    board.session.undo()
    assert board.session.project.positions == project.positions


def test_of_several_selected_nodes_the_others_stay(board: Board) -> None:
    before = board.session.project.positions
    board.session.edit("Move", board.session.project.with_position("1", 250, 300))
    board.click(board.at("0"))
    board.click(board.at("1"), CTRL)
    board.key(Qt.Key.Key_L, CTRL)
    after = board.session.project.positions
    assert {node: after[node] for node in ("x", "2", "y", "L")} == {
        node: before[node] for node in ("x", "2", "y", "L")
    }
    assert after["0"][1] == after["1"][1]
    assert after["0"][0] < after["1"][0]


@pytest.mark.parametrize("seed", range(10))
def test_the_middle_stays_where_it_is(seed: int) -> None:
    project = random_project(seed)
    nodes = list(project.network.by_id)
    for index, node in enumerate(nodes):
        project = project.with_position(node, 1000 + 150.0 * index, 500 - 70.0 * (index % 3))
    after = arranged(project, nodes).positions
    for axis in (0, 1):
        old = [project.positions[node][axis] for node in nodes]
        new = [after[node][axis] for node in nodes]
        assert abs(max(new) + min(new) - max(old) - min(old)) / 2 <= 10


def test_one_zooms_to_what_is_selected(board: Board) -> None:
    fitted = board.view.zoom
    board.view.resize(500, 300)
    board.click(board.at("1"))
    board.view.handlers()["fit_selection"]()
    assert board.view.zoom > fitted
    assert board.view.sight().contains(board.scene.outline("1"))
    assert not board.view.sight().contains(board.view.content())
    board.view.fit()
    board.click(line_of(board, "2", "L"))
    board.view.handlers()["fit_selection"]()
    for node in ("2", "L"):
        assert board.view.sight().contains(board.scene.outline(node))
