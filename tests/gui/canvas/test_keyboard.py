"""Everything that can be changed by mouse can be reached and changed by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QUndoStack
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from engine.project import Project
from engine.quantity import Quantity, parameter, value
from gui.canvas.view import NetworkView
from gui.session import Session
from gui.theme import Themes
from tests.gui.canvas.board import Board, Keys

W0, W1, X = parameter("w0"), parameter("w1"), value("x")


def focus_on(board: Board, quantity: Quantity) -> None:
    for _ in range(30):
        board.key(Qt.Key.Key_Tab)
        if board.scene.attention.focus == quantity:
            return
    raise AssertionError(quantity)


def test_tab_goes_through_nodes_and_numbers_in_the_order_of_the_forward_pass(board: Board) -> None:
    stops = []
    for _ in range(11):
        board.key(Qt.Key.Key_Tab)
        stops.append(board.scene.attention.focus)
    w1, w2, w3 = (parameter(f"w{i}") for i in (1, 2, 3))
    assert stops == ["x", X, W0, "0", w1, "1", w2, w3, "2", "y", value("y")]
    board.key(Qt.Key.Key_Tab)
    board.key(Qt.Key.Key_Backtab, Keys.ShiftModifier)
    assert board.scene.attention.focus == value("y")


def test_tab_leaves_the_drawing_behind_the_last_stop(
    qtbot: QtBot, session: Session, themes: Themes
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    view, after = NetworkView(session, themes, window), QLineEdit(window)
    layout = QVBoxLayout(window)
    layout.addWidget(view)
    layout.addWidget(after)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    view.setFocus()
    for _ in range(15):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert window.focusWidget() is after


def test_focus_selects_and_is_selected(board: Board) -> None:
    focus_on(board, W1)
    assert board.session.view.selection == {("0", "1", None)}
    focus_on(board, parameter("w2"))
    assert board.session.view.selection == {("1", "2", None)}


@pytest.mark.parametrize(
    ("key", "keys", "number"),
    [
        (Qt.Key.Key_Up, Keys.NoModifier, 0.6),
        (Qt.Key.Key_Right, Keys.NoModifier, 0.6),
        (Qt.Key.Key_Down, Keys.NoModifier, 0.4),
        (Qt.Key.Key_Left, Keys.ShiftModifier, -0.5),
        (Qt.Key.Key_Up, Keys.AltModifier, 0.51),
    ],
)
def test_arrows_nudge_a_number(board: Board, key: Qt.Key, keys: Keys, number: float) -> None:
    focus_on(board, W1)
    board.key(key, keys)
    assert board.number(W1) == number


def test_a_run_of_presses_is_one_step(board: Board) -> None:
    focus_on(board, W1)
    for _ in range(5):
        board.key(Qt.Key.Key_Up)
    assert board.number(W1) == 1.0
    assert board.steps == 1
    board.key(Qt.Key.Key_Tab)
    focus_on(board, parameter("w2"))
    board.key(Qt.Key.Key_Up)
    assert board.steps == 2


def test_up_and_down_again_leaves_no_step(board: Board) -> None:
    focus_on(board, W1)
    board.key(Qt.Key.Key_Up)
    board.key(Qt.Key.Key_Down)
    assert board.number(W1) == 0.5
    stack: QUndoStack = board.session.undo_stack
    assert not stack.canUndo()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_F2])
def test_enter_opens_the_editor(board: Board, key: Qt.Key) -> None:
    focus_on(board, W1)
    board.key(key)
    assert board.editor.isVisible()
    board.type("2/5")
    board.key(Qt.Key.Key_Return)
    assert board.number(W1) == 0.4


def test_enter_goes_on_to_the_next_number_without_opening_it(board: Board) -> None:
    focus_on(board, W1)
    board.type("2")
    board.key(Qt.Key.Key_Return)
    assert board.scene.attention.focus == parameter("w2")
    assert board.editor.isHidden()
    board.type("3")
    board.key(Qt.Key.Key_Return)
    assert board.number(parameter("w2")) == 3
    focus_on(board, value("y"))
    board.type("4")
    board.key(Qt.Key.Key_Return)
    assert board.scene.attention.focus == value("y")


def test_typing_a_digit_begins_a_new_number(board: Board) -> None:
    focus_on(board, W1)
    board.type("-2")
    board.key(Qt.Key.Key_Return)
    assert board.number(W1) == -2


def test_arrows_go_from_node_to_node(board: Board) -> None:
    board.key(Qt.Key.Key_Right)
    assert board.scene.attention.focus == "x"
    board.key(Qt.Key.Key_Right)
    assert board.scene.attention.focus == "0"
    for _ in range(3):
        board.key(Qt.Key.Key_Right)
    assert board.scene.attention.focus == "L"
    board.key(Qt.Key.Key_Down)
    assert board.scene.attention.focus == "y"
    board.key(Qt.Key.Key_Down)
    assert board.scene.attention.focus == "y"
    board.key(Qt.Key.Key_Up)
    assert board.session.view.selection == {"L"}


def test_escape_lets_go(board: Board) -> None:
    focus_on(board, W1)
    board.key(Qt.Key.Key_Escape)
    assert board.scene.attention.focus is None
    assert not board.session.view.selection


def test_focus_is_brought_into_sight(board: Board) -> None:
    for _ in range(6):
        board.view.zoom_in()
    for _ in range(6):
        board.key(Qt.Key.Key_Tab)
        focus = board.scene.attention.focus
        assert focus is not None
        assert board.viewport.rect().contains(board.at(focus))


def test_the_view_and_the_editor_have_names(board: Board) -> None:
    assert board.view.accessibleName()
    board.click(board.at(W1))
    assert board.editor.accessibleName() == "w₁"


def test_numbers_are_announced_to_those_who_do_not_see_them(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []

    def hear(event: QAccessibleAnnouncementEvent) -> None:
        heard.append(event.message())

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    focus_on(board, W1)
    board.key(Qt.Key.Key_Up)
    assert "0: unit 0 · ReLU" in heard
    assert heard[-1] == "w₁ = 0.6"


def go_to(board: Board, node: str) -> None:
    board.session.look(selection=frozenset({node}))
    assert board.scene.attention.focus is None


def test_arrows_follow_connections_before_they_follow_the_paper(
    board_of: Callable[[Project], Board], lesson: Callable[[str], Project]
) -> None:
    project = lesson("skip-connection").with_position("1", 460, 400)
    board = board_of(project)  # 2 lies straight right of 0, but 1 is what 0 leads to as well
    go_to(board, "x")
    for node in ("0", "2", "L"):
        board.key(Qt.Key.Key_Right)
        assert board.scene.attention.focus == node
    for node in ("2", "0", "x"):
        board.key(Qt.Key.Key_Left)
        assert board.scene.attention.focus == node


def test_ctrl_and_arrows_go_onto_connections_and_around_them(board: Board) -> None:
    def press(key: Qt.Key, keys: Keys = Keys.NoModifier) -> object:
        board.key(key, keys)
        focus = board.scene.attention.focus
        assert board.session.view.selection == {focus}
        return focus

    ctrl = Keys.ControlModifier
    go_to(board, "0")
    assert press(Qt.Key.Key_Right, ctrl) == ("0", "1", None)
    assert press(Qt.Key.Key_Down) == ("0", "2", None)
    assert press(Qt.Key.Key_Down) == ("0", "1", None)
    assert press(Qt.Key.Key_Up) == ("0", "2", None)
    assert press(Qt.Key.Key_Right) == "2"
    assert press(Qt.Key.Key_Left, ctrl) == ("1", "2", None)
    assert press(Qt.Key.Key_Up) == ("0", "2", None)
    assert press(Qt.Key.Key_Left) == "0"
    assert press(Qt.Key.Key_Left, ctrl) == ("x", "0", None)


def test_from_a_connection_one_goes_on_to_its_weight(board: Board) -> None:
    go_to(board, "0")
    board.key(Qt.Key.Key_Right, Keys.ControlModifier)
    board.key(Qt.Key.Key_Return)
    assert board.editor.isVisible()
    board.type("3")
    board.key(Qt.Key.Key_Return)
    assert board.number(W1) == 3
    go_to(board, "0")
    board.key(Qt.Key.Key_Right, Keys.ControlModifier)
    board.key(Qt.Key.Key_Tab)
    assert board.scene.attention.focus == "1"


def test_tab_stops_at_connections_without_a_weight(board: Board) -> None:
    stops = []
    for _ in range(14):
        board.key(Qt.Key.Key_Tab)
        stops.append(board.scene.attention.focus)
    assert stops[-3:] == [("2", "L", "prediction"), ("y", "L", "target"), "L"]


def test_connections_are_announced(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda each: heard.append(each.message())
    )
    go_to(board, "2")
    board.key(Qt.Key.Key_Left, Keys.ControlModifier)
    board.key(Qt.Key.Key_Right)
    board.key(Qt.Key.Key_Right, Keys.ControlModifier)
    assert heard == [
        "connection from 1 to 2, w₂ = 0.5",
        "2: unit 2 · linear",
        "connection from 2 to L, prediction",
    ]
