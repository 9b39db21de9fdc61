"""The curve in the inspector: what is drawn over what, its words, choosing and dragging."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSpinBox
from pytestqt.qtbot import QtBot

from engine.project import Project
from engine.quantity import parameter
from gui.panels.inspector.curve import DELAY
from gui.panels.inspector.curve_reach import around, around_zero
from gui.session import Session
from gui.widgets.curve import CurvePlot
from tests.benchmarks.networks import units
from tests.gui.panels.inspector.page import Page

Load = Callable[[str], Project]

FROM_0_TO_1 = ("0", "1", None)


def plot(page: Page) -> CurvePlot:
    found = page.root.findChild(CurvePlot)
    assert found is not None
    return found


def lines(page: Page) -> list[str]:
    """What stands below the plot, with ordinary blanks."""
    words = (page.words(f"curve_line_{number}") for number in range(7))
    return [each.replace("\N{NO-BREAK SPACE}", " ")[3:].strip() for each in words if each]


def test_a_weight_shows_the_loss_along_it(page: Page) -> None:
    page.select(FROM_0_TO_1)
    assert page.words("curve_caption") == "Loss along w₁, all else held fixed"
    assert lines(page) == [
        "w₁ = 0.5,  L = 3.375",
        "tangent: ∂L/∂w₁ = 0.25",
        "a step of η = 1 leads to w₁ = 0.25, L ≈ 3.313",
        "kink at w₁ = 0 (Unit 1): slope 0 on its left, 0.25 on its right",
    ]


def test_with_several_samples_it_is_that_of_the_shown_one(
    page: Page, session: Session, lesson: Load
) -> None:
    session.open(lesson("xor"))
    session.look(sample=2)
    page.select(("x", "1", None))
    assert page.words("curve_caption").endswith("sample 3 of 4 alone")


def test_a_unit_shows_its_activation(page: Page) -> None:
    page.select("1")
    assert page.words("curve_caption") == "ReLU over z₁"
    assert lines(page)[:2] == ["z₁ = 0.25,  h₁ = 0.25", "tangent: slope = 1"]


def test_the_loss_is_drawn_beyond_its_target(page: Page) -> None:
    page.select("L")
    assert "kink at h₂ = −3" in lines(page)[2]


def test_an_element_is_chosen_by_row_and_column_or_in_the_table(
    page: Page, session: Session, lesson: Load
) -> None:
    session.open(lesson("xor"))
    page.select(("x", "1", None))
    assert page.words("curve_caption").startswith("Loss along W1₁₁,")
    rows = page.root.findChild(QSpinBox, "curve_element_0")
    assert rows is not None
    rows.setValue(2)
    assert session.view.element == parameter("W1").element(2, 1)
    assert page.words("curve_caption").startswith("Loss along W1₂₁,")
    table = page.table("weight")
    table.setCurrentIndex(table.model().index(0, 1))
    assert page.words("curve_caption").startswith("Loss along W1₁₂,")


def test_a_curve_follows_an_edit_soon(qtbot: QtBot, page: Page, session: Session) -> None:
    page.select(FROM_0_TO_1)
    session.edit("Set w1", session.project.with_weight("w1", 0.75))
    qtbot.waitUntil(lambda: lines(page)[0].startswith("w₁ = 0.75"))


def move(widget: CurvePlot, to: QPointF) -> None:
    kind, left = QMouseEvent.Type.MouseMove, Qt.MouseButton.LeftButton
    keys, there = Qt.KeyboardModifier.NoModifier, QPointF(widget.mapToGlobal(to.toPoint()))
    QApplication.sendEvent(widget, QMouseEvent(kind, to, there, left, left, keys))


def test_in_a_large_network_a_selection_does_not_wait_for_its_curve(
    qtbot: QtBot, page: Page, session: Session
) -> None:
    session.open(units(150, 400, 8))
    edge = session.project.network.edges[200]
    page.select(edge.key)
    assert not page.words("curve_line_0")
    assert not plot(page).isVisible()
    qtbot.waitUntil(lambda: lines(page)[:1] != [])
    assert plot(page).isVisible()


def test_the_point_can_be_dragged_as_one_undo_step(page: Page, session: Session) -> None:
    page.select(FROM_0_TO_1)
    start = plot(page).point()
    assert start is not None
    QTest.mousePress(plot(page), Qt.MouseButton.LeftButton, pos=start.toPoint())
    for by in (10, 20, 30):
        move(plot(page), start + QPointF(by, 0))
    dragged = session.project.numbers(parameter("w1")).item()
    assert 0.6 < dragged < 1.0
    assert dragged == round(dragged, 2)
    QTest.mouseRelease(plot(page), Qt.MouseButton.LeftButton, pos=QPoint(0, 0))
    assert session.undo_stack.count() == 1
    session.undo()
    assert session.project.numbers(parameter("w1")).item() == 0.5


def test_the_point_of_a_unit_stays(page: Page, session: Session) -> None:
    page.select("1")
    start = plot(page).point()
    assert start is not None
    QTest.mousePress(plot(page), Qt.MouseButton.LeftButton, pos=start.toPoint())
    move(plot(page), start + QPointF(30, 0))
    assert session.undo_stack.count() == 0


def test_where_the_loss_is_undefined_there_is_no_point(
    qtbot: QtBot, page: Page, session: Session
) -> None:
    session.edit("Set", session.project.with_weight("w2", 1e308).with_weight("w0", 1e308))
    page.select(FROM_0_TO_1)
    assert plot(page).point() is None
    session.edit("Set", session.project.with_weight("w1", 1e308))
    qtbot.waitUntil(lambda: page.words("curve_message").startswith("This number is too large"))


@pytest.mark.parametrize("step", [0.0, 0.5, -2.0, 1e9, float("nan")])
def test_a_parameter_is_drawn_around_itself_and_beyond_a_step(step: float) -> None:
    low, high = around(0.5, step, None, held=False)
    assert low < 0
    assert high > 0.5
    if abs(step) < 3:
        assert low < 0.5 - step < high


def test_the_axis_stays_while_the_point_is_well_inside_or_held() -> None:
    before = (-1.0, 2.0)
    assert around(1.0, 0.1, before, held=False) == before
    assert around(1.99, 0.1, before, held=False) != before
    assert around(1.99, 0.1, before, held=True) == before
    assert around_zero(0.5, (-3.0, 3.0)) == (-3.0, 3.0)
    assert around_zero(0.5, None, -4.0) == (-6.0, 6.0)
    assert around_zero(0.5, (-90.0, 90.0)) == (-3.0, 3.0)


def test_a_curve_that_waits_in_a_folded_inspector_may_lose_what_it_is_about(
    page: Page, session: Session, qtbot: QtBot
) -> None:
    page.select(FROM_0_TO_1)
    session.edit("Set", session.project.with_weight("w1", 0.25))
    page.inspector.hide()
    project = session.project
    with qtbot.captureExceptions() as errors:
        session.edit("Delete", project.with_network(project.network.without_node("1")))
        qtbot.wait(2 * DELAY)
    assert not errors
