"""The steps as a person sees and uses them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import (
    QApplication,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from engine.network import network
from engine.nodes import Edge, Input, Loss, Target
from engine.parameters import Parameters
from engine.project import Project
from engine.quantity import parameter, preactivation, value
from gui.formulas.pictures import Pictures
from gui.formulas.view import FormulaView
from gui.panels.steps.chain import step_chain
from gui.panels.steps.controls import StepList
from gui.panels.steps.paths import PathRow
from gui.panels.steps.terms import TermRow
from gui.session import Session
from gui.view import Way
from gui.walk import jump
from tests.benchmarks.networks import units
from tests.engine.networks import sample, unit, weighted
from tests.gui.panels.steps.reading import Steps

Load = Callable[[str], Project]

LOSS = value("L")


def test_it_invites_to_walk(steps: Steps) -> None:
    assert steps.words("steps_invitation").startswith("Walk through")
    assert steps.formula() == ""
    steps.press("steps_begin")
    assert steps.formula() == "z₀ = w₀·x = 0.5·1 = 0.5"
    assert steps.words("steps_invitation") == ""


def test_the_gradient_at_the_branch_reads_like_a_model_answer(steps: Steps) -> None:
    jump(steps.session, LOSS.derivative(value("0")))
    assert steps.formula() == "∂L/∂h₀ = ∂L/∂z₂·w₃ + ∂L/∂z₁·w₁ = 1·0.5 + 0.5·0.5 = 0.75"
    assert steps.words("paths_heading").startswith("Sum over 2 path")
    assert steps.paths() == [
        "0.5 through the skip: L′·w₃ = 1·0.5 = 0.5",
        "0.25 through unit 1: L′·w₂·g₁′(z₁)·w₁ = 1·0.5·1·0.5 = 0.25",
    ]
    assert steps.words("step_rule") == "Chain rule, sum over paths"


def test_expanded_fully_the_weight_is_followed_to_the_loss(steps: Steps) -> None:
    jump(steps.session, LOSS.derivative(parameter("w0")))
    steps.tick("step_expand")
    assert steps.formula().startswith("∂L/∂w₀ = L′·(w₂·g₁′(z₁)·w₁ + w₃)·g₀′(z₀)·x = ")
    assert steps.formula().endswith(" = 0.75")
    steps.tick("step_expand")
    assert steps.formula() == "∂L/∂w₀ = ∂L/∂z₀·x = 0.75·1 = 0.75"


def test_buttons_and_list_lead_on(steps: Steps, session: Session) -> None:
    steps.press("step_next")
    steps.press("step_next")
    steps.press("step_previous")
    assert steps.formula().startswith("z₀ = ")
    box = steps.panel.findChild(StepList)
    assert box is not None
    assert box.placeholderText() == "Step 1 of 22"
    box.write_titles()
    assert box.itemText(6).startswith("7  ")
    box.activated.emit(6)
    assert steps.formula().startswith("L = |y − h₂| = ")


def test_a_guess_comes_before_its_number(steps: Steps) -> None:
    steps.tick("step_reveal")
    assert steps.formula() == "z₀ = w₀·x = 0.5·1 = ?"
    steps.press("step_next")
    assert steps.formula() == "z₀ = w₀·x = 0.5·1 = 0.5"


def test_the_terms_of_a_guess_are_not_told(steps: Steps) -> None:
    steps.tick("step_reveal")
    jump(steps.session, LOSS.derivative(value("0")))
    steps.session.look(uncovered=False)
    assert steps.paths() == []
    assert steps.formula().endswith(" = 1·0.5 + 0.5·0.5 = ?")


def test_a_path_that_is_pointed_at_is_in_the_view(steps: Steps) -> None:
    jump(steps.session, LOSS.derivative(value("0")))
    row = steps.panel.findChild(PathRow, "path_1").findChild(TermRow)
    assert row is not None
    middle = QPointF(5, 5)
    QApplication.sendEvent(row, QEnterEvent(middle, middle, middle))
    way = steps.session.view.way
    assert isinstance(way, Way)
    assert way.edges == (("0", "1", None), ("1", "2", None))
    QApplication.sendEvent(row, QEvent(QEvent.Type.Leave))
    assert steps.session.view.way is None


def test_a_name_in_the_formula_leads_to_its_step(steps: Steps, qtbot: QtBot) -> None:
    jump(steps.session, LOSS.derivative(value("0")))
    view = steps.panel.findChild(FormulaView, "step_formula")
    assert view is not None
    points = (QPointF(x, y) for y in range(0, view.height(), 4) for x in range(0, 290, 4))
    wanted = LOSS.derivative(preactivation("2"))
    at = next(
        point
        for point in points
        if (piece := view.piece_at(point)) is not None and piece.quantity == wanted
    )
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=at.toPoint())
    assert steps.formula().startswith("∂L/∂z₂ = ")


def test_steps_of_one_title_are_told_apart_by_their_rules(
    steps: Steps, session: Session, lesson: Load
) -> None:
    session.open(lesson("softmax-cross-entropy"))
    found = steps.panel.findChild(StepList)
    assert found is not None
    found.write_titles()
    assert [found.itemText(at) for at in range(4, 8)] == [
        "5  Gradient of the probabilities p",
        "6  Gradient of the output of layer s: Chain rule, full Jacobian",
        "7  Gradient of the output of layer s: Written shorter",
        "8  Gradient of the output of layer s: Targets add up to 1",
    ]


def test_the_first_step_is_set_before_somebody_walks(
    steps: Steps, session: Session, lesson: Load, qtbot: QtBot
) -> None:
    project = lesson("softmax-cross-entropy")
    session.open(project.with_vector(np.full(project.parameters.vector.size, 0.625)))
    formula = step_chain(session, session.explanation.steps[0])
    matrices = [piece.tex for piece in formula if "matrix" in piece.tex]
    assert matrices
    pictures = Pictures.of_application()
    assert not any(map(pictures.knows, matrices))
    qtbot.waitUntil(lambda: all(map(pictures.knows, matrices)), timeout=10_000)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen
def test_the_list_of_many_steps_scrolls_and_is_as_wide_as_its_titles(steps: Steps) -> None:
    found = steps.panel.findChild(StepList)
    assert found is not None
    steps.session.open(units(60, 200, 6))
    found.showPopup()
    longest = found.fontMetrics().horizontalAdvance("11  Weighted sum of unit 11")
    assert found.view().viewport().width() > longest > found.width()
    assert found.view().verticalScrollBar().isVisible()
    found.hidePopup()
    option = QStyleOptionComboBox()
    found.initStyleOption(option)
    popup = QStyle.StyleHint.SH_ComboBox_Popup
    assert found.count() > 100
    assert not found.style().styleHint(popup, option, found)  # else as high as the screen


def test_nothing_scrolls_where_only_blank_is_below(steps: Steps, qtbot: QtBot) -> None:
    jump(steps.session, LOSS.derivative(preactivation("1")))
    area = steps.panel.findChild(QScrollArea, "steps_area")
    assert area is not None
    last = steps.panel.findChild(QWidget, "step_aside_0")
    assert last is not None

    assert last.isVisible()
    qtbot.wait(50)
    page = area.widget()
    end = last.mapTo(page, last.rect().bottomLeft()).y()
    assert page.heightForWidth(page.width()) - end <= 16


@pytest.mark.parametrize("name", ["step_next", "step_reveal"])
def test_escape_leaves_the_walk(steps: Steps, session: Session, name: str) -> None:
    steps.press("steps_begin")
    steps.qtbot.keyClick(steps.panel.findChild(QWidget, name), Qt.Key.Key_Escape)
    assert session.view.step is None
    assert steps.words("steps_invitation")


def test_what_is_special_is_said(steps: Steps, session: Session) -> None:
    session.edit("Set", session.project.with_weight("w0", -1.0))
    jump(session, LOSS.derivative(preactivation("0")))
    assert steps.words("step_remarks").startswith("z₀ < 0: ReLU is flat there")


def test_a_failed_check_shows_no_gradient(steps: Steps, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gui.moment.Shown.verified", property(lambda _: False))
    jump(steps.session, LOSS.derivative(value("0")))
    assert steps.formula() == "∂L/∂h₀ = ∂L/∂z₂·w₃ + ∂L/∂z₁·w₁"
    assert steps.words("step_remarks").startswith("The independent check")


def test_numbers_follow_an_edit_soon(steps: Steps, session: Session, qtbot: QtBot) -> None:
    jump(session, preactivation("0"))
    session.edit("Set", session.project.with_weight("w0", 2.0))
    qtbot.waitUntil(lambda: steps.formula() == "z₀ = w₀·x = 2·1 = 2")


def test_while_nobody_walks_the_number_of_steps_follows_an_edit_soon(
    steps: Steps, session: Session
) -> None:
    network = session.project.network
    shown = steps.panel.findChild(StepList)
    before = shown.placeholderText()
    less = network.without_edge(network.edge("0", "2"))
    session.edit("Delete", session.project.with_network(less))
    steps.qtbot.waitUntil(lambda: shown.placeholderText() != before)
    assert shown.placeholderText().startswith(str(len(session.explanation.steps)))


def test_an_incomplete_network_has_no_steps(steps: Steps, session: Session) -> None:
    network = session.project.network
    edge = network.edge("0", "1")
    session.edit("Delete", session.project.with_network(network.without_edge(edge)))
    assert steps.words("steps_invitation").startswith("The network is incomplete")
    assert steps.panel.findChild(QPushButton, "steps_begin").isHidden()


def test_terms_that_gather_many_paths_have_lines_of_their_own(
    steps: Steps, session: Session
) -> None:
    session.open(braided(6))
    jump(session, LOSS.derivative(value("0")))
    assert len(steps.terms()) == 2
    assert steps.words("paths_heading").startswith("Sum over 8 path")
    assert len(steps.paths()) == 4
    steps.press("paths_more")
    assert len(steps.paths()) == 8


def test_of_very_many_paths_the_rest_is_summed_up(steps: Steps, session: Session) -> None:
    session.open(braided(20))
    jump(session, LOSS.derivative(value("0")))
    count = int(steps.words("paths_heading").split()[2])
    assert count > 1000
    steps.press("paths_more")
    assert len(steps.paths()) == 50
    assert steps.words("paths_rest").startswith(f"… and {count - 50} more path")


def test_hovering_one_element_lights_its_own_wire(
    steps: Steps, session: Session, lesson: Load
) -> None:
    session.open(lesson("xor"))
    jump(session, LOSS.derivative(value("x").element(1)))
    row = steps.panel.findChild(PathRow, "path_0").findChild(TermRow)
    middle = QPointF(5, 5)
    QApplication.sendEvent(row, QEnterEvent(middle, middle, middle))
    way = session.view.way
    assert isinstance(way, Way)
    first, second = way.weights
    assert {first.owner, second.owner} == {"W1", "W2"}
    assert first.index[1] == 1
    assert second.index[1] == first.index[0]


def braided(length: int) -> Project:
    """A chain of units in which each is also connected with the one after the next."""
    units = tuple(unit(str(key), "identity") for key in range(length))
    steps = [(key, key + 1) for key in range(length - 1)]
    skips = [(key, key + 2) for key in range(length - 2)]
    arrows = [
        weighted(str(source), str(target), f"w{source}c{target}")
        for source, target in (*steps, *skips)
    ]
    ends = (
        weighted("x", "0", "w"),
        Edge(str(length - 1), "L", port="prediction"),
        Edge("y", "L", port="target"),
    )
    nodes = (Input("x", 1), *units, Target("y", 1), Loss("L", "l1"))
    built = network(nodes, (*ends, *arrows))
    return Project(
        built, Parameters(built.layout, np.ones(built.layout.size)), (sample(x=1, y=-3),)
    )
