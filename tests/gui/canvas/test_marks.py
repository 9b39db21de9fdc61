"""Units that behave in a special way say so by a word, and explain it where one points at them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from engine.project import Project
from gui.canvas.acting.speech import spoken
from gui.canvas.marks import gathered, marks
from tests.engine.networks import graph
from tests.gui.canvas.board import Board

Boards = Callable[[Project], Board]
Lessons = Callable[[str], Project]

# A tooltip is a window of its own, which the offscreen platform cannot put in front.
pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support raise\(\)")


def tip_in(board: Board, node: str, element: int = 1) -> str:
    """The tooltip at the left edge inside an outline, where no number stands."""
    x, y = board.scene.layout.positions[node]
    cell = board.scene.layout.figures[node].cells[element - 1]
    at = board.view.mapFromScene(QPointF(x + cell.x - cell.half_width + 3, y + cell.y))
    event = QHelpEvent(QHelpEvent.Type.ToolTip, at, board.viewport.mapToGlobal(at))
    QApplication.sendEvent(board.viewport, event)
    return QToolTip.text()


def words(board: Board, node: str) -> dict[int, str]:
    found = marks(board.session.shown.trace, board.session.view.sample)
    return {element: mark.text for element, mark in found.get(node, {}).items()}


def test_a_dead_unit_explains_what_that_means_for_learning(board: Board) -> None:
    board.session.edit("set", board.session.project.with_weight("w0", -1.0))
    assert words(board, "0") == {1: "dead"}
    assert "no gradient gets through" in tip_in(board, "0")
    assert spoken(board.session, "0").endswith("dead")


def test_a_dead_unit_is_marked_before_there_is_a_target(board: Board) -> None:
    project = board.session.project.with_weight("w0", -1.0)
    board.session.edit("cut", project.with_network(project.network.without_node("y")))
    assert "no gradient gets through" in tip_in(board, "0")
    assert spoken(board.session, "0").endswith("dead")


def test_a_saturated_unit_tells_its_slope(board_of: Boards, lesson: Lessons) -> None:
    board = board_of(lesson("xor"))
    node = next(each for each in board.session.project.network.nodes if each.kind == "layer")
    name = node.bias.name
    board.session.edit("set", board.session.project.with_weight(name, 7.0, (1,)))
    assert words(board, node.id) == {2: "saturated"}
    assert "its slope is only 3.326·10⁻⁶" in tip_in(board, node.id, 2)


def test_a_saturated_softmax_is_one_mark_of_the_column(board_of: Boards, lesson: Lessons) -> None:
    board = board_of(lesson("softmax").with_data(0, "s", 0, 40.0))
    assert words(board, "p") == {1: "saturated"}
    assert "nearly all" in tip_in(board, "p", 3)


def test_a_kink_says_whether_a_gradient_gets_through(board_of: Boards) -> None:
    board = board_of(graph("abs", 0.0))
    assert "any slope from −1 to 1 would do, 0 was chosen" in tip_in(board, "f")
    assert "no gradient gets through" in tip_in(board, "f")
    board.session.open(graph("maximum", 1.0, 1.0))
    assert "0.5 was chosen" in tip_in(board, "f")
    assert "no gradient" not in tip_in(board, "f")


@pytest.mark.parametrize(
    ("operation", "word", "means"),
    [("sqrt", "no slope", "is undefined"), ("log", "undefined", "is undefined")],
)
def test_undefined_says_what_depends_on_it(
    board_of: Boards, operation: str, word: str, means: str
) -> None:
    board = board_of(graph(operation, 0.0))
    assert words(board, "f") == {1: word}
    assert means in tip_in(board, "f")


def test_elements_that_share_a_place_are_told_together(board: Board) -> None:
    board.session.edit("set", board.session.project.with_weight("w0", -1.0))
    (mark,) = marks(board.session.shown.trace, 0)["0"].values()
    assert gathered({1: mark, 2: mark}) == mark
