"""What the context menus of nodes, connections, numbers and the board offer, by real events."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from engine.project import Project
from engine.quantity import parameter, value
from gui.actions import ACTIONS
from gui.canvas.acting.menus import APPLIES, MENUS
from tests.gui.canvas.board import Board, line_of

W1 = parameter("w1")

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen


@pytest.fixture
def board(desk_of: Callable[[Project], Board], lesson: Callable[[str], Project]) -> Board:
    return desk_of(lesson("skip-connection"))


def ask(board: Board, at: QPoint | None = None) -> QMenu:
    """Press the right button, or the key that opens a menu."""
    reasons = QContextMenuEvent.Reason
    reason, where = (reasons.Keyboard, QPoint()) if at is None else (reasons.Mouse, at)
    event = QContextMenuEvent(reason, where, board.viewport.mapToGlobal(where))
    QApplication.sendEvent(board.viewport, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def rows(menu: QMenu) -> list[str]:
    found = [each.objectName() for each in menu.actions() if not each.isSeparator()]
    menu.close()
    return found


def test_every_row_is_an_action() -> None:
    known = {spec.id for spec in ACTIONS}
    assert {name for groups in MENUS.values() for group in groups for name in group} <= known
    assert set(APPLIES) <= known


def test_a_node(board: Board) -> None:
    menu = ask(board, board.at("1"))
    assert board.session.view.selection == {"1"}
    found = rows(menu)
    assert found[:3] == ["add_node", "connect_node", "change_function"]
    assert found[3:7] == ["rename", "toggle_bias", "toggle_objective", "toggle_open"]
    assert found[7:11] == ["cut", "copy", "duplicate", "delete"]


def test_a_connection(board: Board) -> None:
    menu = ask(board, line_of(board, "2", "L"))
    assert board.session.view.selection == {("2", "L", "prediction")}
    found = rows(menu)
    assert "delete" in found
    assert "copy" not in found


def test_a_number(board: Board) -> None:
    menu = ask(board, board.at(W1))
    assert board.scene.attention.focus == W1
    assert board.session.view.selection == {("0", "1", None)}
    found = rows(menu)
    assert found[0] == "type_number"
    assert "delete" in found


def test_the_board(board: Board) -> None:
    board.click(board.at("1"))
    menu = ask(board, QPoint(5, 5))
    assert not board.session.view.selection
    assert {"undo", "redo", "paste", "select_all", "fit", "arrange"} <= set(rows(menu))


def choose(menu: QMenu, name: str) -> None:
    """Click on a row."""
    row = next(each for each in menu.actions() if each.objectName() == name)
    at = menu.actionGeometry(row).center()
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def near(board: Board, node: str, where: QPointF) -> bool:
    x, y = board.scene.layout.positions[node]
    return (QPointF(x, y) - where).manhattanLength() < 20


def test_the_menu_of_the_board_adds_and_pastes_where_it_was_asked_for(board: Board) -> None:
    board.click(board.at("1"))
    board.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    at = QPoint(board.viewport.width() // 3, board.viewport.height() - 60)
    where = board.view.mapToScene(at)
    choose(ask(board, at), "add_node")
    board.type("v input")
    board.key(Qt.Key.Key_Return)
    assert near(board, "v", where)
    board.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    choose(ask(board, board.view.mapFromScene(where)), "paste")
    (new,) = board.session.view.selection
    assert near(board, str(new), where)


def test_once_the_menu_is_gone_a_node_is_added_beside_the_chosen_one(board: Board) -> None:
    at = QPoint(20, 20)
    where = board.view.mapToScene(at)
    choose(ask(board, at), "select_all")
    QTest.qWait(1)
    board.click(board.at("y"))
    choose(ask(board), "add_node")
    board.type("tanh")
    board.key(Qt.Key.Key_Return)
    assert not near(board, "3", where)


def test_one_of_several_keeps_all_selected(board: Board) -> None:
    board.session.look(selection=frozenset({"0", "x"}))
    for at in (board.at("0"), board.at(value("x"))):
        menu = ask(board, at)
        assert board.session.view.selection == {"0", "x"}
        assert "copy" in rows(menu)


def test_the_key_asks_for_what_has_the_keyboard(board: Board) -> None:
    board.key(Qt.Key.Key_Escape)
    assert "paste" in rows(ask(board))
    board.key(Qt.Key.Key_Tab)
    assert "copy" in rows(ask(board))
    board.key(Qt.Key.Key_Tab)
    assert "type_number" in rows(ask(board))


def test_a_row_does_what_it_says(board: Board) -> None:
    menu = ask(board, board.at("1"))
    delete = next(each for each in menu.actions() if each.objectName() == "delete")
    menu.setActiveAction(delete)
    menu.close()
    delete.trigger()
    assert "1" not in board.session.project.network.by_id
    menu = ask(board, board.at(parameter("w3")))
    type_number = next(each for each in menu.actions() if each.objectName() == "type_number")
    menu.close()
    type_number.trigger()
    assert board.editor.isVisible()
    board.type("2")
    board.key(Qt.Key.Key_Return)
    assert board.number(parameter("w3")) == 2


def test_a_menu_ends_a_drag(board: Board) -> None:
    start = board.at("1")
    board.press(start)
    board.move(start + QPoint(0, 60))
    rows(ask(board, QPoint(5, 5)))
    board.release(start + QPoint(0, 60))
    assert board.steps == 0
