"""One number of each vector or matrix at a time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QCheckBox, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from engine.project import Project
from engine.quantity import parameter, preactivation, value
from gui.panels.steps.controls import StepList
from gui.session import Session
from gui.walk import jump
from tests.gui.panels.steps.reading import Steps

Load = Callable[[str], Project]

LOSS = value("L")


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


def test_single_numbers_go_on_from_step_to_step(
    steps: Steps, session: Session, lesson: Load
) -> None:
    session.open(lesson("softmax-cross-entropy"))
    steps.press("steps_begin")
    steps.tick("step_elements")
    box = steps.panel.findChild(QSpinBox, "step_element_0")
    assert box is not None
    box.setValue(2)
    steps.press("step_next")
    assert steps.formula() == "h_s_2 = z_s_2 = 2"
    for _ in range(2):
        steps.press("step_next")
    assert steps.words("step_title") == "Loss L"
    assert steps.formula().startswith("L = −(a₁·log(p₁) + a₂·log(p₂) + ")
    steps.press("step_next")
    assert steps.formula().startswith("∂L/∂p₁ = ")
    steps.tick("step_elements")
    assert steps.formula().startswith("∂L/∂p = ")
    steps.press("step_next")
    assert steps.formula().startswith("∂L/∂h_s = ")


def test_a_gradient_of_one_number_is_followed_in_single_numbers(
    steps: Steps, session: Session, lesson: Load
) -> None:
    session.open(lesson("xor"))
    jump(session, LOSS.derivative(parameter("W1").element(1, 2)))
    steps.press("step_next")
    assert steps.formula().startswith("∂L/∂b₁_1 = ")


def test_the_box_for_single_numbers_stays_where_it_is(
    qtbot: QtBot, steps: Steps, session: Session, lesson: Load
) -> None:
    box = steps.panel.findChild(QCheckBox, "step_elements")
    area = steps.panel.findChild(QWidget, "steps_area")
    titles = steps.panel.findChild(StepList)
    assert box is not None
    assert area is not None
    assert titles is not None
    assert not box.isVisible()  # this network has single numbers alone
    session.open(lesson("softmax-cross-entropy"))
    qtbot.waitUntil(box.isVisible)
    assert not box.isEnabled()
    steps.press("steps_begin")
    assert box.isEnabled()
    tops = set()
    for single in (False, True):
        for _ in session.explanation.steps:
            QApplication.processEvents()
            tops.add(area.y())
            steps.press("step_next")
        if not single:
            titles.activated.emit(0)
            steps.tick("step_elements")
    assert len(tops) == 1
