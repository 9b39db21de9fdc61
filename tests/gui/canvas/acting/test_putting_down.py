"""Keys and shortcuts while the mouse has something in hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt

from engine.network import Network, network
from engine.nodes import Layer
from engine.project import Project
from engine.quantity import parameter
from tests.gui.canvas.board import Board, Keys

Key = Qt.Key

WAY = QPoint(30, 40)


def with_lone_unit(before: Network) -> Network:
    return network((*before.nodes, Layer("7", 1, "relu")), before.edges, before.chosen_objective)


@pytest.fixture
def desk(desk_of: Callable[[Project], Board], lesson: Callable[[str], Project]) -> Board:
    desk = desk_of(lesson("skip-connection"))
    desk.session.edit("Set w1", desk.session.project.with_weight("w1", 0.75))
    return desk


def test_undo_puts_down_a_node_and_undoes_the_step_before(desk: Board) -> None:
    start, stood = desk.at("1"), desk.scene.layout.positions["1"]
    desk.press(start)
    desk.move(start + WAY)
    desk.key(Key.Key_Z, Keys.ControlModifier)
    desk.move(start + 2 * WAY)
    desk.release(start + 2 * WAY)
    assert desk.session.undo_stack.index() == 0
    assert desk.number(parameter("w1")) == 0.5
    assert desk.scene.layout.positions["1"] == stood


def test_a_node_that_undo_takes_away_is_not_selected_by_the_release(desk: Board) -> None:
    project = desk.session.project
    desk.session.edit("Add", project.with_network(with_lone_unit(project.network)))
    start = desk.at("7")
    desk.press(start)
    desk.key(Key.Key_Z, Keys.ControlModifier)
    desk.release(start)
    assert not desk.session.view.selection & {"7"}


def test_escape_puts_down_what_is_in_the_hand(desk: Board) -> None:
    start = desk.at("1")
    desk.press(start)
    desk.move(start + WAY)
    desk.key(Key.Key_Escape)
    desk.release(start + WAY)
    assert desk.session.undo_stack.count() == 1


def test_undo_puts_down_a_number_and_undoes_the_step_before(desk: Board) -> None:
    start = desk.at(parameter("w1"))
    desk.press(start)
    desk.move(start + QPoint(20, 0))
    assert desk.number(parameter("w1")) == pytest.approx(0.95)
    desk.key(Key.Key_Z, Keys.ControlModifier)
    desk.move(start + QPoint(30, 0))
    desk.release(start + QPoint(30, 0))
    assert desk.number(parameter("w1")) == 0.5
    assert desk.session.undo_stack.index() == 0


def test_dragging_a_node_that_a_click_with_ctrl_let_go_moves_nothing(desk: Board) -> None:
    start = desk.at("1")
    desk.click(start)
    desk.press(start, keys=Keys.ControlModifier)
    for step in range(1, 4):
        desk.move(start + step * WAY, Keys.ControlModifier)
    desk.release(start + 3 * WAY)
    assert desk.session.undo_stack.count() == 1
