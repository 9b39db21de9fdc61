from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from engine.errors import NetworkError
from engine.nodes import Layer
from engine.project import Project
from engine.quantity import parameter, preactivation, value
from engine.trace import Trace, trace
from engine.verify import Verification
from gui.moment import Change
from gui.reading import State
from gui.session import Session
from gui.trainer import Trainer
from gui.view import Passes
from tests.engine.test_structure_edits import KINDS

LOSS = value("L")


def set_weight(session: Session, name: str, number: float, gesture: object = None) -> None:
    session.edit(f"Set {name}", session.project.with_weight(name, number), gesture)


def weight(session: Session, name: str) -> float:
    return session.project.parameters.value(name).item()


def test_an_edit_shows_the_new_numbers_and_can_be_undone(session: Session) -> None:
    set_weight(session, "w1", 1.0)
    assert session.reading(LOSS).text == "3.5"
    assert session.undo_stack.undoText() == "Set w1"
    session.undo()
    assert session.reading(LOSS).text == "3.375"
    session.redo()
    assert weight(session, "w1") == 1.0


def test_nobody_sees_a_network_beside_another_networks_numbers(session: Session) -> None:
    seen: list[Change] = []
    session.changed.connect(seen.append)
    set_weight(session, "w1", 1.0)
    (change,) = seen
    assert change.after.trace is not None
    assert change.after.trace.parameters is change.after.project.parameters
    assert change.before.trace is not change.after.trace
    assert change.after.verified


def test_an_edit_runs_the_network_once_and_going_back_not_at_all(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[Project] = []

    def counted(project: Project) -> Trace:
        runs.append(project)
        return trace(project)

    monkeypatch.setattr("gui.moment.trace", counted)
    set_weight(session, "w1", 1.0)
    assert runs == [session.project]
    session.undo()
    assert len(runs) == 1


def test_one_gesture_is_one_undo_step_and_one_point_of_the_plots(session: Session) -> None:
    gesture = object()
    for number in (0.6, 0.7, 0.8):
        set_weight(session, "w1", number, gesture)
    assert session.undo_stack.count() == 1
    assert len(session.committed.history.losses) == 2
    session.undo()
    assert weight(session, "w1") == 0.5
    assert len(session.committed.history.losses) == 1


def test_two_gestures_are_two_steps(session: Session) -> None:
    set_weight(session, "w1", 0.6, object())
    set_weight(session, "w1", 0.7, object())
    assert session.undo_stack.count() == 2


def test_a_drag_back_to_its_start_leaves_no_step(session: Session) -> None:
    gesture = object()
    for number in (0.6, 0.7, 0.5):
        set_weight(session, "w1", number, gesture)
    assert session.undo_stack.count() == 0
    assert session.undo_stack.isClean()
    assert weight(session, "w1") == 0.5
    assert len(session.committed.history.losses) == 1


def test_an_edit_that_changes_nothing_leaves_no_step(session: Session) -> None:
    set_weight(session, "w1", 0.5)
    assert session.undo_stack.count() == 0


def test_moving_a_node_is_a_step_but_no_point_of_the_plots(session: Session) -> None:
    session.edit("Move 0", session.project.with_position("0", 10.0, 20.0))
    assert session.undo_stack.count() == 1
    assert len(session.committed.history.losses) == 1


def test_readings_say_what_a_reader_must_know(session: Session) -> None:
    assert session.reading(LOSS.derivative(parameter("w0"))).text == "0.75"
    set_weight(session, "w0", -0.25)
    for name, number in (("w1", 0.25), ("w2", 0.25), ("w3", 0.0)):
        set_weight(session, name, number)
    at_kink = session.reading(LOSS.derivative(preactivation("1")))
    assert (at_kink.text, at_kink.state) == ("0", State.KINK)
    assert session.reading(value("L").derivative(value("y"))).state is State.ABSENT


def test_a_rounded_number_says_so(session: Session) -> None:
    set_weight(session, "w1", 1 / 3)
    reading = session.reading(parameter("w1"))
    assert (reading.equals, reading.text, reading.full) == ("≈", "0.3333", "0.3333333333333333")


def test_an_undefined_number_is_never_shown_as_one(session: Session) -> None:
    set_weight(session, "w0", 1e200)
    set_weight(session, "w1", 1e200)
    assert session.reading(value("1")).state is State.UNDEFINED
    assert session.reading(LOSS.derivative(parameter("w0"))).state is State.UNDEFINED
    assert session.reading(value("0")).state is State.SHOWN


def test_the_view_is_not_part_of_the_document(session: Session) -> None:
    session.look(passes=Passes.BACKWARD, selection=frozenset({"0"}))
    assert session.undo_stack.count() == 0
    session.edit("Remove", session.project.with_network(session.project.network.without_node("0")))
    assert session.view.selection == frozenset()
    assert session.view.passes is Passes.BACKWARD


def test_an_incomplete_network_says_what_it_lacks(session: Session) -> None:
    network = session.project.network
    session.edit("Cut", session.project.with_network(network.without_edge(network.edges[0])))
    assert session.shown.trace is None
    assert session.shown.missing is not None
    assert session.reading(LOSS).state is State.ABSENT
    assert session.reading(parameter("w1")).text == "0.5"  # what a person set is still there
    assert session.reading(value("x")).text == "1"


def test_what_is_complete_shows_its_values_before_there_is_a_loss(session: Session) -> None:
    network = session.project.network
    before = session.reading(preactivation("1"))
    session.edit("Cut", session.project.with_network(network.without_edge(network.edge("1", "2"))))
    session.edit("Cut", session.project.with_network(session.project.network.without_node("y")))
    assert session.shown.missing is not None
    assert session.reading(preactivation("1")) == before
    assert session.reading(LOSS.derivative(preactivation("1"))).state is State.ABSENT


def test_what_stands_beside_a_complete_loss_takes_no_gradient_away(session: Session) -> None:
    project, by = session.project, [parameter("w0"), preactivation("1"), value("x")]
    before = [session.reading(LOSS.derivative(each)) for each in by]
    session.edit("Add", project.with_network(project.network.with_node(Layer("9", 1, "relu"))))
    assert session.shown.missing is not None
    assert [session.reading(LOSS.derivative(each)) for each in by] == before
    assert session.reading(LOSS.derivative(value("9"))).state is State.ABSENT
    assert session.reading(LOSS).text == "3.375"


def test_no_gradient_of_a_part_is_shown_that_was_not_checked(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.moment.verify", lambda _: Verification(False, 1.0))
    project = session.project
    session.edit("Add", project.with_network(project.network.with_node(Layer("9", 1, "relu"))))
    assert session.reading(LOSS.derivative(parameter("w0"))).state is State.UNCHECKED


@pytest.mark.parametrize("seed", range(20))
def test_undoing_everything_gives_the_start_and_redoing_the_end(
    session: Session, seed: int
) -> None:
    random = np.random.default_rng(seed)
    start = session.project
    while session.undo_stack.count() < 25:
        kind = KINDS[random.integers(len(KINDS))]
        try:
            project, _ = kind(session.project, random)
        except (NetworkError, ValueError):  # refused, or nothing there to edit
            continue
        session.edit(kind.__name__, project)
    end = session.project
    while session.undo_stack.canUndo():
        session.undo()
    assert session.project is start
    while session.undo_stack.canRedo():
        session.redo()
    assert session.project is end


# -- training ---------------------------------------------------------------------------------


def test_one_training_step_is_one_undo_step(session: Session, qtbot: QtBot) -> None:
    trainer = Trainer(session)
    with qtbot.waitSignal(trainer.running_changed):
        trainer.start(1)
    assert session.undo_stack.undoText().startswith("Train 1 step")
    assert weight(session, "w0") == -0.25
    assert session.reading(LOSS).text == "3"
    assert len(session.committed.history.losses) == 2
    session.undo()
    assert session.reading(LOSS).text == "3.375"


def test_many_steps_run_in_slices_and_become_one_step(session: Session, qtbot: QtBot) -> None:
    session.edit("Rate", session.project.with_training(learning_rate=1e-6))
    trainer = Trainer(session)
    trainer.start(2000)
    qtbot.waitUntil(lambda: not trainer.running, timeout=20_000)
    assert session.undo_stack.count() == 2
    assert len(session.committed.history.losses) == 2001
    assert not session.shown.preview


def test_running_is_a_preview_until_something_settles_it(session: Session, qtbot: QtBot) -> None:
    session.edit("Rate", session.project.with_training(learning_rate=1e-9))
    trainer = Trainer(session)
    trainer.start()
    qtbot.waitUntil(lambda: session.shown.preview)
    assert session.reading(LOSS).state is State.PREVIEW
    assert session.undo_stack.count() == 1
    session.edit("Set w3", session.settle().with_weight("w3", 0.25))
    assert not trainer.running
    assert session.undo_stack.count() == 3
    assert weight(session, "w3") == 0.25
    assert weight(session, "w0") != 0.5  # what was trained is not lost


def test_training_stops_at_the_last_finite_moment(session: Session, qtbot: QtBot) -> None:
    project = session.project.with_data(0, "y", 0, 3.0)
    session.edit("Rate", project.with_training(learning_rate=1e200))
    trainer = Trainer(session)
    with qtbot.waitSignal(trainer.stopped_early, timeout=5000):
        trainer.start()
    assert session.shown.trace is not None
    assert session.reading(LOSS).state is not State.UNDEFINED


def test_without_a_loss_nothing_is_trained(session: Session) -> None:
    network = session.project.network.without_node("L")
    session.edit("Remove L", session.project.with_network(network))
    trainer = Trainer(session)
    trainer.start()
    assert not trainer.possible
    assert not trainer.running
