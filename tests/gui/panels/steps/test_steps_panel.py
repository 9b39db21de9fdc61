"""The steps as a person sees and uses them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QPushButton,
    QSpinBox,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from engine.project import Project
from engine.quantity import parameter, preactivation, value
from gui.formulas.view import FormulaView
from gui.panels.steps import StepsPanel
from gui.panels.steps.controls import StepList
from gui.session import Session
from gui.theme import Themes
from gui.view import Way
from gui.walk import Walk, jump

Load = Callable[[str], Project]

LOSS = value("L")


class Steps:
    """The panel, read and used."""

    def __init__(self, panel: StepsPanel, session: Session, qtbot: QtBot) -> None:
        self.panel, self.session, self.qtbot = panel, session, qtbot

    def words(self, name: str) -> str:
        label = self.panel.findChild(QLabel, name)
        assert label is not None
        return label.text() if label.isVisible() else ""

    def formula(self, name: str = "step_formula") -> str:
        view = self.panel.findChild(FormulaView, name)
        assert view is not None
        return view.accessibleName() if view.isVisible() else ""

    def terms(self) -> list[str]:
        return [words for words in (self.words(f"term_words_{at}") for at in range(12)) if words]

    def tick(self, name: str) -> None:
        box = self.panel.findChild(QCheckBox, name)
        assert box is not None
        box.click()

    def press(self, name: str) -> None:
        button = self.panel.findChild(QToolButton, name) or self.panel.findChild(QPushButton, name)
        assert button is not None
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def steps(show: Callable[..., QWidget], session: Session, themes: Themes, qtbot: QtBot) -> Steps:
    panel = show(StepsPanel(session, Walk(session, session), themes), 300, 520)
    assert isinstance(panel, StepsPanel)
    return Steps(panel, session, qtbot)


def test_it_invites_to_walk(steps: Steps) -> None:
    assert steps.words("steps_invitation").startswith("Walk through")
    assert steps.formula() == ""
    steps.press("steps_begin")
    assert steps.formula() == "z₀ = w₀·x = 0.5·1 = 0.5"
    assert steps.words("steps_invitation") == ""


def test_the_gradient_at_the_branch_reads_like_a_model_answer(steps: Steps) -> None:
    jump(steps.session, LOSS.derivative(value("0")))
    assert steps.formula() == "∂L/∂h₀ = ∂L/∂z₂·w₃ + ∂L/∂z₁·w₁ = 1·0.5 + 0.5·0.5 = 0.75"
    assert steps.terms() == ["0.5 through the skip", "0.25 through unit 1"]
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
    assert steps.terms() == []
    assert steps.formula().endswith(" = 1·0.5 + 0.5·0.5 = ?")


def test_a_path_that_is_pointed_at_is_in_the_view(steps: Steps) -> None:
    jump(steps.session, LOSS.derivative(value("0")))
    row = steps.panel.findChild(QWidget, "term_1")
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


def test_one_number_of_a_vector_is_written_out(
    steps: Steps, session: Session, lesson: Load
) -> None:
    session.open(lesson("xor"))
    jump(session, preactivation("1"))
    assert steps.formula().startswith("z₁ = W₁·x + b₁")
    steps.tick("step_elements")
    assert steps.formula().startswith("z₁_1 = W₁_{1,1}·x₁ + W₁_{1,2}·x₂ + b₁_1")
    box = steps.panel.findChild(QSpinBox, "step_element_0")
    assert box is not None
    box.setValue(2)
    assert steps.formula().startswith("z₁_2 = ")
    steps.tick("step_elements")
    assert steps.formula().startswith("z₁ = ")


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


def test_an_incomplete_network_has_no_steps(steps: Steps, session: Session) -> None:
    network = session.project.network
    edge = network.edge("0", "1")
    session.edit("Delete", session.project.with_network(network.without_edge(edge)))
    assert steps.words("steps_invitation").startswith("The network is incomplete")
    assert steps.panel.findChild(QPushButton, "steps_begin").isHidden()
