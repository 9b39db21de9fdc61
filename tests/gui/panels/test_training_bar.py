from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QSpinBox,
    QToolBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from engine.nodes import Layer
from engine.project import Project
from engine.quantity import parameter
from gui.appearance import apply_theme
from gui.main_window import SMALLEST, MainWindow
from gui.panels.training import TrainingBar
from gui.session import Session
from gui.theme import THEMES, Themes, theme
from gui.trainer import Trainer

Load = Callable[[str], Project]
Actions = dict[str, QAction]


@pytest.fixture
def trainer(session: Session, actions: Actions) -> Trainer:
    runner = Trainer(session)
    actions["train_run"].triggered.connect(runner.toggle)
    return runner


@pytest.fixture
def bar(
    show: Callable[..., QWidget],
    session: Session,
    trainer: Trainer,
    themes: Themes,
    actions: Actions,
) -> TrainingBar:
    return show(TrainingBar(session, trainer, themes, actions), 1000, 32)


def click(bar: TrainingBar, name: str, qtbot: QtBot) -> None:
    button = bar.findChild(QToolButton, f"button_{name}")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def message(bar: TrainingBar) -> str:
    return bar.findChild(QLabel, "training_message").text()


def rate(bar: TrainingBar) -> QLineEdit:
    return bar.findChild(QLineEdit, "learning_rate")


def retype(field: QLineEdit, text: str, qtbot: QtBot) -> None:
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def weight(session: Session, name: str) -> float:
    return float(session.project.parameters.value(name).item())


# -- steps ----------------------------------------------------------------------------------------


def test_one_step_is_one_undo_step(
    bar: TrainingBar, session: Session, trainer: Trainer, qtbot: QtBot
) -> None:
    click(bar, "train_step", qtbot)
    qtbot.waitUntil(lambda: not trainer.running)
    assert weight(session, "w0") == -0.25
    assert session.undo_stack.count() == 1


def test_as_many_steps_as_the_box_says(
    bar: TrainingBar, session: Session, trainer: Trainer, qtbot: QtBot
) -> None:
    assert bar.findChild(QSpinBox, "steps").value() == 100
    retype(bar.findChild(QSpinBox, "steps").lineEdit(), "3", qtbot)
    click(bar, "train_many", qtbot)
    qtbot.waitUntil(lambda: not trainer.running)
    assert len(session.committed.history) == 4


def test_run_becomes_stop_and_back(
    bar: TrainingBar, session: Session, trainer: Trainer, actions: Actions, qtbot: QtBot
) -> None:
    session.edit("Rate", session.project.with_training(learning_rate=1e-6))
    click(bar, "train_run", qtbot)
    assert trainer.running
    assert actions["train_run"].iconText() == "Stop"
    click(bar, "train_run", qtbot)
    assert not trainer.running
    assert actions["train_run"].iconText() == "Run"


def test_a_run_that_leaves_the_finite_numbers_is_explained(
    bar: TrainingBar, session: Session, trainer: Trainer, qtbot: QtBot
) -> None:
    network = session.project.network
    for unit in ("0", "1"):  # without ReLU nothing stops the weights
        network = network.with_changed(replace(network.by_id[unit], activation="identity"))
    project = session.project.with_network(network)
    session.edit("Rate", project.with_training(learning_rate=1e120))
    click(bar, "train_many", qtbot)
    qtbot.waitUntil(lambda: not trainer.running)
    assert message(bar) == (
        "⚠ Stopped: the loss is no longer finite; the learning rate may be too large."
    )
    session.undo()
    assert message(bar) == ""


# -- what cannot be trained -----------------------------------------------------------------------


def test_without_a_loss_the_buttons_say_why_they_are_off(
    bar: TrainingBar, session: Session, actions: Actions, lesson: Load
) -> None:
    tip = actions["train_step"].toolTip()
    session.open(lesson("weight-table"))
    for name in ("train_step", "train_many", "train_run"):
        assert not actions[name].isEnabled()
        assert "no loss" in actions[name].toolTip()
    session.open(lesson("xor"))
    assert actions["train_step"].isEnabled()
    assert actions["train_step"].toolTip() == tip


def test_an_incomplete_network_says_what_it_lacks(
    bar: TrainingBar, session: Session, actions: Actions
) -> None:
    network = session.project.network.with_node(Layer("9", 1, "relu"))
    session.edit("Add", session.project.with_network(network))
    assert actions["train_run"].toolTip() == 'Layer "9" has no connection leading into it.'


def test_an_undefined_loss_cannot_be_lowered(
    bar: TrainingBar, session: Session, actions: Actions
) -> None:
    for name in ("w0", "w3"):
        session.edit("Set", session.project.with_number(parameter(name), 1e200))
    assert not actions["train_run"].isEnabled()
    assert "undefined" in actions["train_run"].toolTip()


# -- settings -------------------------------------------------------------------------------------


def test_a_learning_rate_is_typed(bar: TrainingBar, session: Session, qtbot: QtBot) -> None:
    assert rate(bar).text() == "1"
    retype(rate(bar), "1/4", qtbot)
    assert session.project.training.learning_rate == 0.25
    assert rate(bar).text() == "0.25"
    session.undo()
    assert rate(bar).text() == "1"


@pytest.mark.parametrize("typed", ["-1", "0", "much", ""])
def test_a_learning_rate_that_is_none_stays_and_is_explained(
    bar: TrainingBar, session: Session, qtbot: QtBot, typed: str
) -> None:
    rate(bar).selectAll()
    qtbot.keyClick(rate(bar), Qt.Key.Key_Delete)
    retype(rate(bar), typed, qtbot)
    assert session.project.training.learning_rate == 1
    assert rate(bar).text() == typed
    assert message(bar).startswith("⚠ Learning rate: ")
    retype(rate(bar), "0.5", qtbot)
    assert message(bar) == ""


def test_what_is_no_learning_rate_does_not_outlive_its_message(
    bar: TrainingBar, session: Session, qtbot: QtBot
) -> None:
    retype(rate(bar), "much", qtbot)
    assert message(bar).startswith('⚠ Learning rate: "much" is no number')
    qtbot.keyClick(rate(bar), Qt.Key.Key_Escape)
    assert (rate(bar).text(), message(bar)) == ("1", "")
    retype(rate(bar), "much", qtbot)
    bar.findChild(QComboBox, "optimizer").setFocus()
    assert rate(bar).text() == "much"
    session.edit("Set", session.project.with_weight("w1", 2.0))
    assert (rate(bar).text(), message(bar)) == ("1", "")


def test_leaving_an_untouched_field_keeps_every_digit(
    bar: TrainingBar, session: Session, qtbot: QtBot
) -> None:
    session.edit("Rate", session.project.with_training(learning_rate=1 / 3))
    before = session.undo_stack.count()
    rate(bar).setFocus()
    qtbot.keyClick(rate(bar), Qt.Key.Key_Return)
    assert session.project.training.learning_rate == 1 / 3
    assert session.undo_stack.count() == before


def test_the_optimizer_is_chosen(bar: TrainingBar, session: Session, qtbot: QtBot) -> None:
    box = bar.findChild(QComboBox, "optimizer")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_End)
    assert session.project.training.optimizer == "adam"
    session.undo()
    assert box.currentText() == "SGD"


def test_a_setting_changed_while_training_runs_keeps_the_steps_taken(
    bar: TrainingBar, session: Session, trainer: Trainer, qtbot: QtBot
) -> None:
    session.edit("Rate", session.project.with_training(learning_rate=1e-6))
    trainer.start()
    retype(rate(bar), "0.001", qtbot)
    assert not trainer.running
    assert session.project.training.learning_rate == 0.001
    assert weight(session, "w0") != 0.5


# -- samples --------------------------------------------------------------------------------------


def test_samples_are_stepped_through(
    bar: TrainingBar, session: Session, actions: Actions, lesson: Load, qtbot: QtBot
) -> None:
    chooser = bar.findChild(QWidget, "samples")
    assert not chooser.isVisible()
    session.open(lesson("xor"))
    assert chooser.isVisible()
    assert bar.findChild(QLabel, "sample").text() == "1 of 4"
    assert not actions["previous_sample"].isEnabled()
    for _ in range(3):
        click(bar, "next_sample", qtbot)
    assert session.view.sample == 3
    assert not actions["next_sample"].isEnabled()
    click(bar, "previous_sample", qtbot)
    assert bar.findChild(QLabel, "sample").text() == "3 of 4"


# -- room -----------------------------------------------------------------------------------------


def test_in_a_narrow_tool_bar_the_label_goes_first_and_the_buttons_never(
    show: Callable[..., QWidget],
    session: Session,
    trainer: Trainer,
    themes: Themes,
    actions: Actions,
    lesson: Load,
) -> None:
    session.open(lesson("xor"))
    tools, bar = QToolBar(), TrainingBar(session, trainer, themes, actions)
    tools.addWidget(bar)
    show(tools, 1000, 40)
    names = ("samples", "learning_rate_label")
    samples, label = (bar.findChild(QWidget, name) for name in names)
    box = bar.findChild(QSpinBox, "steps")
    seen = {}
    for width in range(bar.minimumSizeHint().width() + 12, 1000, 4):
        tools.resize(width, 40)
        assert bar.isVisible()
        seen[samples.isVisible(), box.text() == "100 steps", label.isVisible()] = width
    no, yes = False, True
    assert [*seen] == [(no, no, no), (yes, no, no), (yes, yes, no), (yes, yes, yes)]


@pytest.mark.parametrize("name", THEMES)
def test_the_smallest_window_has_room_to_train(
    window_on: Callable[[str], MainWindow], qapp: QApplication, name: str
) -> None:
    window = window_on("xor")
    window.resize(*SMALLEST)
    before = qapp.font(), qapp.styleSheet()
    apply_theme(qapp, theme(name), 9.0)
    QApplication.processEvents()
    assert window.findChild(QWidget, "button_train_run").isVisible()
    qapp.setFont(before[0])
    qapp.setStyleSheet(before[1])
