from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from engine.formula.notation import Style
from engine.lessons import Lesson, lessons
from engine.quantity import parameter
from engine.vocabulary import text
from gui.canvas.painting.inscriptions import inscriptions
from gui.canvas.painting.typesetting import typeset
from gui.canvas.scene import NetworkScene
from gui.formulas.view import FormulaView
from gui.main_window import MainWindow
from gui.view import Passes
from tests.gui.canvas.board import Board

BACKWARD = ["h₂", "z₂", "w₂", "w₃", "h₁", "z₁", "w₁", "h₀", "z₀", "w₀", "x"]

WALK = [
    *["z₀", "h₀", "z₁", "h₁", "z₂", "h₂", "L"],
    *(f"∂L/∂{by}" for by in BACKWARD),
    *["w₀", "w₁", "w₂", "w₃"],  # the update
]
"""Of the skip connection, in its order."""

POINTS_PER_PIXEL = 72 / 96


@pytest.fixture
def window(window_on: Callable[[str | None], MainWindow]) -> MainWindow:
    made = window_on("skip-connection")
    made.resize(1920, 1080)
    return made


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key) -> None:
    qtbot.keyClick(window.workbench.canvas, key)


def where(window: MainWindow) -> str:
    """What the current step computes."""
    place = window.session.view.step
    assert place is not None
    return text(place.quantity, window.session.shown.project.network, Style.SUBSCRIPTS)


def test_what_was_selected_and_is_gone_is_not_selected_afterwards(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.session.look(selection=frozenset({"1", "2"}))
    press(qtbot, window, Qt.Key.Key_F5)
    project = window.session.project
    window.session.edit("Delete 1", project.with_network(project.network.without_node("1")))
    press(qtbot, window, Qt.Key.Key_F5)
    assert window.session.view.selection == {"2"}


def test_the_words_below_are_as_large_as_the_theme_that_comes_with_f5(
    qtbot: QtBot, window: MainWindow, qapp: QApplication
) -> None:
    press(qtbot, window, Qt.Key.Key_F5)
    title = window.workbench.step.findChild(QLabel, "band_title")
    assert title is not None
    before, font = title.font().pixelSize(), qapp.font()
    larger = QFont(font)
    larger.setPointSizeF(1.5 * font.pointSizeF())
    qapp.setFont(larger)  # as a theme does after all panels have heard of it
    qapp.processEvents()
    assert title.font().pixelSize() > 1.3 * before
    qapp.setFont(font)


def test_f5_shows_drawing_and_step_alone_and_escape_returns(
    qtbot: QtBot, window: MainWindow
) -> None:
    press(qtbot, window, Qt.Key.Key_F5)
    bench = window.workbench
    assert window.presentation.active
    for hidden in (
        window.menuBar(),
        window.statusBar(),
        bench.lessons,
        bench.inspector,
        bench.strip,
    ):
        assert not hidden.isVisible()
    assert bench.canvas.isVisible()
    assert bench.step.isVisible()
    press(qtbot, window, Qt.Key.Key_Escape)
    assert not window.presentation.active
    assert window.menuBar().isVisible()
    assert bench.lessons.isVisible()
    assert not bench.step.isVisible()
    assert window.session.view.step is None


@pytest.mark.parametrize(
    ("forth", "back"),
    [
        (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp),
        (Qt.Key.Key_Right, Qt.Key.Key_Left),
        (Qt.Key.Key_Down, Qt.Key.Key_Up),
    ],
)
def test_keys_walk_forward_then_backward(
    qtbot: QtBot, window: MainWindow, forth: Qt.Key, back: Qt.Key
) -> None:
    press(qtbot, window, Qt.Key.Key_F5)
    seen = [where(window)]
    for _ in range(len(WALK) + 1):  # more than there are: the last step stays
        press(qtbot, window, forth)
        seen.append(where(window))
    assert seen == [*WALK, WALK[-1], WALK[-1]]
    press(qtbot, window, back)
    assert where(window) == WALK[-2]


def test_gradients_are_shown_once_the_walk_goes_backward(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, Qt.Key.Key_F5)
    assert window.session.view.passes is Passes.FORWARD
    for _ in range(7):
        press(qtbot, window, Qt.Key.Key_PageDown)
    assert window.session.view.passes is Passes.BOTH
    press(qtbot, window, Qt.Key.Key_PageUp)
    assert window.session.view.passes is Passes.FORWARD


def test_theme_and_view_come_back(qtbot: QtBot, window: MainWindow) -> None:
    window.actions_by_id["dark"].trigger()
    window.actions_by_id["backward"].trigger()
    press(qtbot, window, Qt.Key.Key_F5)
    assert window._themes.current.name == "projector"  # noqa: SLF001
    press(qtbot, window, Qt.Key.Key_F5)
    assert window._themes.current.name == "dark"  # noqa: SLF001
    assert window.session.view.passes is Passes.BACKWARD


def test_outside_a_presentation_the_keys_mean_what_they_meant(
    qtbot: QtBot, window: MainWindow
) -> None:
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        press(qtbot, window, key)
    assert window.session.view.step is None
    press(qtbot, window, Qt.Key.Key_PageDown)  # of a presenter's remote: walks anywhere
    assert where(window) == "z₀"


def test_closing_during_a_presentation_keeps_the_panels_for_the_next_time(
    qtbot: QtBot, window: MainWindow
) -> None:
    press(qtbot, window, Qt.Key.Key_F5)
    window.close()
    assert window._settings.value("show_lessons", type=bool)  # noqa: SLF001


def test_an_edit_does_not_end_the_walk(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, Qt.Key.Key_F5)
    session = window.session
    session.edit("Set w1", session.project.with_weight("w1", 0.25))
    press(qtbot, window, Qt.Key.Key_PageDown)
    assert where(window) == "h₀"


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.name)
def test_on_a_projector_every_number_has_22_points(window: MainWindow, lesson: Lesson) -> None:
    window.documents.open_lesson(lesson)
    window.presentation.start()
    for _ in range(20):
        window.presentation.next()
    QApplication.processEvents()
    canvas = window.workbench.canvas
    scene = canvas.scene()
    assert isinstance(scene, NetworkScene)
    numbers_drawn = inscriptions(scene.layout)
    rows = np.arange(len(numbers_drawn))
    texts = typeset(numbers_drawn, rows, window.session.readings(numbers_drawn.bundle))
    assert texts.sizes.min() * canvas.zoom * POINTS_PER_PIXEL >= 22
    formula = window.findChild(FormulaView, "band_formula")
    assert formula is not None
    assert formula.em * POINTS_PER_PIXEL >= 22


def test_while_somebody_types_the_keys_belong_to_the_number(
    qtbot: QtBot, window: MainWindow
) -> None:
    press(qtbot, window, Qt.Key.Key_F5)
    board = Board(window.workbench.canvas, window.session)
    board.click(board.at(parameter("w1")))
    before = where(window)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Escape):
        qtbot.keyClick(board.editor, key)
    assert not board.editor.isVisible()
    assert window.presentation.active
    assert where(window) == before
