from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.nodes import Layer
from engine.project import Project
from engine.quantity import parameter
from engine.training.history import begin
from engine.verify import Verification
from gui.moment import Change, Moment
from gui.panels.status import StatusLine
from gui.session import Session
from gui.theme import ColorRole, Themes
from gui.trainer import Trainer

Load = Callable[[str], Project]


@pytest.fixture
def line(show: Callable[..., QWidget], session: Session, themes: Themes) -> StatusLine:
    return show(StatusLine(session, themes), 800, 24)


def words(line: StatusLine, name: str) -> str:
    """What a label says; nothing while it is hidden."""
    label = line.findChild(QLabel, f"status_{name}")
    return label.text() if label.isVisible() else ""


def color(line: StatusLine, name: str) -> str:
    label = line.findChild(QLabel, f"status_{name}")
    return label.palette().color(label.foregroundRole()).name()


def test_loss_and_check_of_a_lesson(line: StatusLine) -> None:
    assert words(line, "loss") == "loss = 3.375"
    assert words(line, "check").startswith("gradients checked ✓ (largest difference ")
    assert words(line, "sample") == ""
    assert words(line, "remarks") == ""


def test_a_rounded_loss_is_no_equation(line: StatusLine, session: Session) -> None:
    session.edit("Set", session.project.with_number(parameter("w1"), 1 / 3))
    assert words(line, "loss") == "loss ≈ 3.333"


def test_an_objective_that_is_no_loss_goes_by_its_name(
    line: StatusLine, session: Session, lesson: Load
) -> None:
    session.open(lesson("softmax"))
    assert words(line, "loss").startswith("h₀ ")


def test_the_shown_sample_is_counted(line: StatusLine, session: Session, lesson: Load) -> None:
    session.open(lesson("xor"))
    session.look(sample=2)
    assert words(line, "sample") == "sample 3 of 4"


def test_without_a_loss_there_is_only_a_forward_pass(
    line: StatusLine, session: Session, lesson: Load
) -> None:
    session.open(lesson("weight-table"))
    assert words(line, "check") == "forward pass only: no loss"
    assert words(line, "loss") == ""


def test_a_kink_is_named(line: StatusLine, session: Session, qtbot: QtBot, themes: Themes) -> None:
    trainer = Trainer(session)
    trainer.start(1)
    qtbot.waitUntil(lambda: not trainer.running)
    assert words(line, "remarks") == "⚠ on a kink: z₁"
    assert color(line, "remarks") == themes.current.color(ColorRole.WARNING).name()


def test_an_undefined_loss_says_so(line: StatusLine, session: Session) -> None:
    session.edit("Set", session.project.with_number(parameter("w0"), 1e200))
    session.edit("Set", session.project.with_number(parameter("w3"), 1e200))
    assert words(line, "loss").endswith("undefined")
    assert words(line, "check") == "⚠ the loss is undefined: no gradients to check"
    assert words(line, "remarks") == "⚠ not finite: z₂"


def test_what_is_missing_is_told(line: StatusLine, session: Session) -> None:
    network = session.project.network.with_node(Layer("9", 1, "relu"))
    session.edit("Add", session.project.with_network(network))
    assert words(line, "check") == '⚠ layer "9" has no connection leading into it'


def test_gradients_that_fail_the_check_are_named(
    line: StatusLine, session: Session, themes: Themes
) -> None:
    wrong = replace(session.shown, verification=Verification(False, 0.5, parameter("w1")))
    session._shown = wrong  # noqa: SLF001 - no lesson has a wrong gradient
    session.changed.emit(Change(wrong, wrong, session.view, session.view))
    assert words(line, "check") == "⚠ gradients not verified: ∂L/∂w₁ disagrees"
    assert color(line, "check") == themes.current.color(ColorRole.WARNING).name()


def test_a_preview_counts_the_steps(line: StatusLine, session: Session, qtbot: QtBot) -> None:
    session.edit("Rate", session.project.with_training(learning_rate=1e-6))
    trainer = Trainer(session)
    trainer.start()
    qtbot.waitUntil(lambda: words(line, "check").startswith("training… step "))
    session.settle()
    assert words(line, "check").startswith("gradients checked ✓")


def test_the_colours_follow_the_theme(line: StatusLine, themes: Themes) -> None:
    themes.use("dark")
    assert color(line, "check") == themes.current.color(ColorRole.MUTED).name()


def test_a_network_without_points_is_shown_too(line: StatusLine, session: Session) -> None:
    project = session.project
    session.show(Moment(project, begin(project.network.layout)))
    assert words(line, "loss") == "loss = 3.375"
