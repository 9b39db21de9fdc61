"""What is deleted by key, when the keys of the drawing work, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.network import network
from engine.nodes import Edge, Input, Loss, Operation, Target
from engine.parameters import Parameters
from engine.project import Project, Sample
from engine.quantity import parameter
from gui.app import make_application
from gui.main_window import MainWindow
from tests.gui.canvas.board import Board, Keys, line_of

CTRL = Keys.ControlModifier


@pytest.fixture(scope="module", autouse=True)
def _plural_forms(qapp: QApplication) -> None:
    make_application()


@pytest.fixture
def board(desk_of: Callable[[Project], Board], lesson: Callable[[str], Project]) -> Board:
    return desk_of(lesson("skip-connection"))


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_delete_removes_nodes_with_their_connections(board: Board, key: Qt.Key) -> None:
    board.select("1")
    board.key(key)
    assert "1" not in board.session.project.network.by_id
    assert len(board.session.project.network.edges) == 4
    assert board.undo_text == "Delete 1 node"
    board.key(Qt.Key.Key_Z, CTRL)
    assert board.session.shown.trace is not None
    assert board.session.shown.trace.loss == 3.375


def test_what_undo_brings_back_or_moves_back_is_in_sight(board: Board) -> None:
    scene, view = board.scene, board.view
    board.select("1")
    board.key(Qt.Key.Key_Delete)
    for _ in range(8):
        view.zoom_in()
    view.show_area(scene.outline("L"))
    board.key(Qt.Key.Key_Z, CTRL)
    assert view.sight().contains(scene.outline("1"))
    board.session.edit("set", board.session.project.with_weight("w0", 2.0))
    view.show_area(scene.outline("L"))
    before = view.transform()
    board.key(Qt.Key.Key_Z, CTRL)
    assert view.transform() == before  # a number is no reason to look elsewhere


def test_delete_removes_connections(board: Board) -> None:
    board.click(line_of(board, "2", "L"))
    board.click(line_of(board, "1", "2"), CTRL)
    board.key(Qt.Key.Key_Delete)
    assert len(board.session.project.network.edges) == 4
    assert len(board.session.project.network.nodes) == 6
    assert board.undo_text == "Delete 2 connections"


def test_delete_by_keyboard_alone(board: Board) -> None:
    board.key(Qt.Key.Key_Tab)
    for _ in range(3):
        board.key(Qt.Key.Key_Right)
    board.key(Qt.Key.Key_Right, CTRL)
    assert board.scene.attention.focus == ("2", "L", "prediction")
    board.key(Qt.Key.Key_Delete)
    assert ("2", "L", "prediction") not in [e.key for e in board.session.project.network.edges]


def test_everything_can_be_selected_and_deleted(board: Board) -> None:
    board.key(Qt.Key.Key_A, CTRL)
    assert board.session.view.selection == set(board.session.project.network.by_id)
    board.key(Qt.Key.Key_Delete)
    assert not board.session.project.network.nodes
    assert board.undo_text == "Delete 6 nodes"


def test_keys_of_the_drawing_do_nothing_where_another_panel_has_the_keyboard(
    window_on: Callable[[str | None], MainWindow],
) -> None:
    window = window_on("skip-connection")
    board = Board(window.workbench.canvas, window.session)
    board.select("1")
    window.workbench.lessons.setFocus()
    assert not window.workbench.canvas.hasFocus()
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
        QTest.keyClick(window.focusWidget(), key)
    assert board.steps == 0


def test_delete_in_the_editor_belongs_to_the_text(board: Board) -> None:
    board.click(board.at(parameter("w1")))
    board.key(Qt.Key.Key_Delete)
    board.key(Qt.Key.Key_Backspace)
    assert board.editor.text() == ""
    assert board.steps == 0


def test_a_drag_is_taken_back_before_something_is_deleted(board: Board) -> None:
    start = board.at("1")
    board.press(start)
    board.move(start + QPoint(0, 60))
    board.key(Qt.Key.Key_Delete)
    board.release(start + QPoint(0, 60))
    assert board.steps == 1
    assert "1" not in board.session.project.positions


def test_actions_are_enabled_where_they_apply(board: Board) -> None:
    actions = {action.objectName(): action for action in board.view.actions()}

    def enabled() -> set[str]:
        names = ("cut", "copy", "duplicate", "delete", "type_number")
        return {name for name in names if actions[name].isEnabled()}

    board.key(Qt.Key.Key_Escape)
    assert enabled() == set()
    board.select("1")
    assert enabled() == {"cut", "copy", "duplicate", "delete"}
    board.click(line_of(board, "2", "L"))
    assert enabled() == {"delete"}
    board.key(Qt.Key.Key_Tab)
    board.key(Qt.Key.Key_Tab)
    assert "type_number" in enabled()


def test_what_changes_the_network_is_said_aloud(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    message = QAccessibleAnnouncementEvent.message
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda each: heard.append(message(each))
    )
    board.select("1")
    board.key(Qt.Key.Key_D, CTRL)
    board.key(Qt.Key.Key_Delete)
    board.key(Qt.Key.Key_Z, CTRL)
    board.key(Qt.Key.Key_Y, CTRL)
    assert heard == [
        "Duplicate 1 node",
        "Delete 1 node",
        "Undone: Delete 1 node",
        "Delete 1 node",
    ]


def test_a_connection_is_locked_by_keyboard_alone(board: Board) -> None:
    board.key(Qt.Key.Key_Tab)
    board.key(Qt.Key.Key_Right)
    board.key(Qt.Key.Key_Right, CTRL)
    assert board.scene.attention.focus == ("0", "1", None)
    board.key(Qt.Key.Key_L)
    assert not board.session.project.network.layout.by_name["w1"].trainable
    assert board.undo_text == "Lock w₁"


def test_what_would_not_fit_together_is_refused_in_one_sentence(
    desk_of: Callable[[Project], Board],
) -> None:
    nodes = (Input("v", 3), Input("c", 1), Input("d", 1), Operation("s", "add"))
    ends = (Edge("s", "L", port="prediction"), Edge("t", "L", port="target"))
    operands = tuple(Edge(source, "s", port=port) for port, source in enumerate("vcd"))
    built = network((*nodes, Target("t", 3), Loss("L", "squared")), (*operands, *ends))
    row = {"v": (1.0, 2.0, 3.0), "c": (1.0,), "d": (1.0,), "t": (0.0, 0.0, 0.0)}
    parameters = Parameters(built.layout, np.empty(0))
    board = desk_of(Project(built, parameters, (Sample(tuple(row.items())),)))
    board.session.look(selection=frozenset({"v"}))
    board.key(Qt.Key.Key_Delete)
    assert board.steps == 0
    assert board.refusal == "The prediction has 1 number, the target 3."
