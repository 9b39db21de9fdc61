"""A layer opens into operations in its place; closing brings back what was, to the last unit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from engine.lessons import lessons
from engine.nodes import Layer
from engine.project import Project
from engine.trace import trace
from gui.canvas.placing.arrange import positions
from gui.canvas.placing.figures import figure
from gui.canvas.placing.style import Style
from gui.canvas.placing.unfolding import can_close, can_open, folded, unfolded
from gui.theme import THEMES, theme
from gui.view import Passes
from tests.engine.edits.test_opening import PROJECTS
from tests.gui.canvas.board import Board, random_project

Boards = Callable[[Project], Board]
Lessons = Callable[[str], Project]

pytestmark = pytest.mark.usefixtures("qapp")


def layers(project: Project) -> list[str]:
    return [node.id for node in project.network.nodes if isinstance(node, Layer)]


def everything(lesson: Lessons) -> dict[str, Project]:
    random = {f"random {seed}": random_project(seed) for seed in range(8)}
    return {**{each.name: lesson(each.name) for each in lessons()}, **random, **PROJECTS}


def test_closing_brings_every_number_and_place_back(lesson: Lessons) -> None:
    for project in everything(lesson).values():
        before = replace(project, positions=positions(project))
        for layer in layers(project):
            closed = folded(unfolded(before, layer), layer)
            assert closed.network.nodes == before.network.nodes
            assert closed.network.edges == before.network.edges
            assert np.array_equal(closed.parameters.vector, before.parameters.vector)
            assert dict(closed.positions) == dict(before.positions)


def test_closing_works_from_any_part(lesson: Lessons) -> None:
    before = lesson("skip-connection")
    opened = unfolded(before, "2")
    for part in ("w3", "w3h0", "z2", "2"):
        assert can_close(opened.network, part)
        assert dict(folded(opened, part).positions) == dict(before.positions)
    assert not can_close(opened.network, "1")
    assert not can_open(opened.network, "x")


def test_numbers_are_the_same_before_and_after(lesson: Lessons) -> None:
    for project in everything(lesson).values():
        if trace(project).loss is None:
            continue
        for layer in layers(project):
            opened = trace(unfolded(project, layer))
            assert opened.loss == pytest.approx(trace(project).loss, rel=1e-13)


@pytest.mark.parametrize("name", THEMES)
def test_nothing_stands_on_anything_else(name: str, lesson: Lessons) -> None:
    style = Style(theme(name))
    for project in everything(lesson).values():
        for layer in layers(project):
            opened = unfolded(project, layer)
            assert_apart(opened, set(opened.network.by_id) - set(project.network.by_id), style)


def assert_apart(project: Project, new: set[str], style: Style) -> None:
    """Outlines of the parts keep away from all others."""
    boxes = {}
    for node in project.network.nodes:
        hull = figure(project.network, node, style, Passes.BOTH).hull
        x, y = project.positions[node.id]
        boxes[node.id] = (x + hull.x, y + hull.y, hull.half_width, hull.half_height)
    for part in new:
        for other, (x, y, wide, high) in boxes.items():
            own = boxes[part]
            near = abs(own[0] - x) < own[2] + wide and abs(own[1] - y) < own[3] + high
            assert other == part or not near, (part, other)


def test_arrows_from_further_away_pass_above(lesson: Lessons) -> None:
    opened = unfolded(lesson("skip-connection"), "2")
    assert opened.positions["w3h0"][1] < opened.positions["w2h1"][1]


# -- on the board -----------------------------------------------------------------------------


def test_a_double_click_opens_and_closes(board: Board) -> None:
    before = dict(board.session.project.positions)
    board.click(board.at("2"))
    QTest.mouseDClick(board.viewport, Qt.MouseButton.LeftButton, pos=board.at("2"))
    network = board.session.project.network
    assert not isinstance(network.by_id["2"], Layer)
    assert board.session.view.selection == {"2"}
    assert board.session.undo_stack.undoText() == "Open layer 2"
    sight = board.view.mapToScene(board.viewport.rect()).boundingRect()
    assert sight.contains(board.scene.content())
    QTest.mouseDClick(board.viewport, Qt.MouseButton.LeftButton, pos=board.at("z2"))
    assert isinstance(board.session.project.network.by_id["2"], Layer)
    assert dict(board.session.project.positions) == before
    assert board.steps == 2


def test_undo_is_one_step(board: Board) -> None:
    before = board.session.project
    QTest.mouseDClick(board.viewport, Qt.MouseButton.LeftButton, pos=board.at("1"))
    board.session.undo()
    assert board.session.project is before


def test_a_double_click_on_what_cannot_be_opened_does_nothing(board: Board) -> None:
    QTest.mouseDClick(board.viewport, Qt.MouseButton.LeftButton, pos=board.at("L"))
    board.release(board.at("L") + QPoint(0, 0))
    assert board.steps == 0
