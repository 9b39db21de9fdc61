"""A press that stays still, or a key that stays down, holds; everything else is as before."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.project import Project
from engine.quantity import Quantity, Role, parameter, value
from engine.walk import Phase
from gui.canvas.waves import holding
from gui.main_window import MainWindow
from gui.view import Hold
from tests.gui.canvas.board import Board, Keys
from tests.gui.canvas.waves.held import hold_still, seen, told, wave_of

W0, W3, X = parameter("w0"), parameter("w3"), value("x")
W = Qt.Key.Key_W


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to wait long in a test."""
    monkeypatch.setattr(holding, "DELAY", 60)


def hold_key(board: Board, number: Quantity) -> None:
    """Go to a number by the keyboard and press W."""
    board.view.setFocus()
    for _ in range(30):
        if board.scene.attention.focus == number:
            break
        board.key(Qt.Key.Key_Tab)
    QTest.keyPress(board.view, W)


def let_go(board: Board) -> None:
    QTest.keyRelease(board.view, W)
    QTest.qWait(holding.REPEAT + 40)


# -- the mouse --------------------------------------------------------------------------------


def test_a_press_that_stays_still_holds_until_it_is_released(board: Board) -> None:
    at = board.at(W0)
    board.press(at)
    assert wave_of(board) is None
    hold_still()
    assert board.session.view.hold == Hold(Phase.FORWARD, W0, 0.01)
    assert seen(board)
    board.release(at)
    assert board.session.view.hold is None
    assert wave_of(board) is None
    assert not board.editor.isVisible()
    assert board.steps == 0


def test_a_click_still_opens_the_editor(board: Board) -> None:
    board.click(board.at(W0))
    assert board.editor.isVisible()
    hold_still()
    assert wave_of(board) is None


def test_a_drag_still_scrubs_and_never_holds(board: Board) -> None:
    at = board.at(W0)
    board.press(at)
    board.move(at + QPoint(30, 0))
    hold_still()
    assert wave_of(board) is None
    board.release(at + QPoint(30, 0))
    assert board.number(W0) == pytest.approx(0.8)
    assert board.steps == 1


def test_once_held_the_mouse_may_tremble(board: Board) -> None:
    at = board.at(W0)
    board.press(at)
    hold_still()
    board.move(at + QPoint(40, 10))
    assert seen(board)
    board.release(at + QPoint(40, 10))
    assert board.number(W0) == 0.5
    assert board.steps == 0


def test_a_node_can_still_be_moved(board: Board) -> None:
    at = board.at("1")
    board.press(at)
    board.move(at + QPoint(40, 0))
    hold_still()
    board.release(at + QPoint(40, 0))
    assert wave_of(board) is None
    assert board.session.project.positions["1"] != (230.0, 0.0)


def test_a_unit_that_is_held_hears_from_the_objective(board: Board) -> None:
    at = board.at("0")
    board.press(at)
    hold_still()
    assert board.session.view.hold == Hold(Phase.BACKWARD, value("0"))
    board.release(at)
    assert wave_of(board) is None
    assert board.steps == 0


def test_a_gradient_inside_a_unit_is_part_of_it(board: Board) -> None:
    by = value("L").derivative(value("0"))
    box = next(each.slot.box for each in board.scene.spots() if each.slot.quantity == by)
    at = board.view.mapFromScene(box.x, box.y)
    board.press(at)
    hold_still()
    assert board.session.view.hold == Hold(Phase.BACKWARD, value("0"))
    board.release(at)
    assert board.session.view.step is None


def test_the_unit_under_the_mouse_is_the_one_that_is_held(
    board_of: Callable[[Project], Board], lesson: Callable[[str], Project]
) -> None:
    board = board_of(lesson("xor"))
    scene, view = board.scene, board.view
    layer = next(node.id for node in board.session.project.network.nodes if node.kind == "layer")
    x, y = scene.layout.positions[layer]
    cell = scene.layout.figures[layer].cells[1]
    at = view.mapFromScene(x + cell.x, y + cell.y - cell.half_height + 4)
    board.press(at)
    hold_still()
    assert board.session.view.hold == Hold(Phase.BACKWARD, value(layer).element(2))
    board.release(at)


@pytest.mark.parametrize("thing", ["y", value("y"), "L"])
def test_what_has_no_gradient_is_not_held(board: Board, thing: str | Quantity) -> None:
    at = board.at(thing)
    board.press(at)
    hold_still()
    assert wave_of(board) is None
    board.release(at)


def test_an_incomplete_network_holds_nothing(
    board_of: Callable[[Project], Board], lesson: Callable[[str], Project]
) -> None:
    project = lesson("skip-connection")
    edge = next(each for each in project.network.edges if each.port == "prediction")
    board = board_of(project.with_network(project.network.without_edge(edge)))
    board.press(board.at(W0))
    hold_still()
    assert wave_of(board) is None
    board.release(board.at(W0))


# -- keys -------------------------------------------------------------------------------------


def test_a_key_that_stays_down_holds_the_number_with_the_keyboard(board: Board) -> None:
    hold_key(board, W0)
    assert board.session.view.hold == Hold(Phase.FORWARD, W0, 0.01)
    let_go(board)
    assert wave_of(board) is None


def test_a_key_that_repeats_itself_does_not_let_go(board: Board) -> None:
    hold_key(board, W0)
    for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
        event = QKeyEvent(kind, W, Keys.NoModifier, "w", autorep=True)
        QApplication.sendEvent(board.view, event)
    item = seen(board)
    QTest.keyRelease(board.view, W)  # so a busy X server tells of a repetition
    QTest.keyPress(board.view, W)
    QTest.qWait(holding.REPEAT + 40)
    assert seen(board) is item
    let_go(board)
    assert wave_of(board) is None


def test_the_key_holds_a_node_as_a_whole(board: Board) -> None:
    board.view.setFocus()
    for _ in range(5):
        if board.scene.attention.focus == "0":
            break
        board.key(Qt.Key.Key_Tab)
    QTest.keyPress(board.view, W)
    assert board.session.view.hold == Hold(Phase.BACKWARD, value("0"))
    QTest.keyRelease(board.view, W)


def test_the_key_holds_what_was_clicked_too(board: Board) -> None:
    board.click(board.at("0"))
    QTest.keyPress(board.view, W)
    assert board.session.view.hold == Hold(Phase.BACKWARD, value("0"))
    let_go(board)


def test_the_key_holds_the_weight_of_a_connection(board: Board) -> None:
    board.click(board.at("0"))
    board.key(Qt.Key.Key_Right, Keys.ControlModifier)
    QTest.keyPress(board.view, W)
    hold = board.session.view.hold
    assert hold is not None
    assert hold.quantity.role is Role.PARAMETER
    let_go(board)


def test_arrows_and_the_wheel_choose_the_nudge_and_change_nothing(board: Board) -> None:
    hold_key(board, W0)
    board.key(Qt.Key.Key_Up)
    assert "𝑤₀ + 0.02" in told(board)
    board.wheel(board.at(W0), 1)
    assert "𝑤₀ + 0.05" in told(board)
    for _ in range(10):
        board.key(Qt.Key.Key_Down)
    assert any("−" in text for text in told(board) if text.startswith("𝑤₀"))
    QTest.keyRelease(board.view, W)
    assert board.number(W0) == 0.5
    assert board.steps == 0


def test_escape_lets_go(board: Board) -> None:
    hold_key(board, W0)
    board.key(Qt.Key.Key_Escape)
    assert wave_of(board) is None
    QTest.keyRelease(board.view, W)


def test_the_keyboard_going_elsewhere_lets_go(board: Board) -> None:
    hold_key(board, W0)
    board.view.clearFocus()
    assert wave_of(board) is None


def test_another_document_lets_go(board: Board, lesson: Callable[[str], Project]) -> None:
    board.session.look(hold=Hold(Phase.FORWARD, W0, 0.01))
    board.session.open(lesson("xor"))
    assert wave_of(board) is None


# -- in the window ----------------------------------------------------------------------------


@pytest.fixture
def window(window_on: Callable[[str | None], MainWindow]) -> MainWindow:
    return window_on("skip-connection")


def test_in_a_presentation_the_keys_belong_to_what_is_held(
    qtbot: QtBot, window: MainWindow
) -> None:
    canvas, session = window.workbench.canvas, window.session
    qtbot.keyClick(canvas, Qt.Key.Key_F5)
    step = session.view.step
    board = Board(canvas, session)
    at = board.at(W0)
    board.press(at)
    hold_still()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        qtbot.keyClick(canvas, key)
    assert session.view.step == step
    assert session.view.hold is not None
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert session.view.hold is None
    assert window.presentation.active
    board.release(at)


def test_animations_are_a_setting_that_is_kept(
    window_on: Callable[[str | None], MainWindow], window: MainWindow
) -> None:
    assert window.session.view.animated
    window.actions_by_id["animations"].trigger()
    assert not window.session.view.animated
    again = window_on("xor")
    assert not again.session.view.animated
    assert not again.actions_by_id["animations"].isChecked()
