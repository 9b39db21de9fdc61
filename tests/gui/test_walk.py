"""Walking: next, previous, jump, play, and what is hidden until the walk gets there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine.formula.printer import text
from engine.nodes import Operation, Parameter
from engine.project import Project
from engine.quantity import Quantity, parameter, preactivation, value
from engine.walk import Phase
from gui.main_window import MainWindow
from gui.reading import State
from gui.session import Session
from gui.view import Passes
from gui.walk import Walk, jump
from gui.ways import ways
from gui.widgets.grid import Grid
from tests.engine.networks import graph

Load = Callable[[str], Project]

LOSS = value("L")


@pytest.fixture
def walk(session: Session) -> Walk:
    return Walk(session)


def name(walk: Walk) -> str:
    step = walk.step
    return "" if step is None else text(step.left)


def state(session: Session, quantity: Quantity) -> State:
    return session.reading(quantity).state


def test_next_begins_at_the_first_step_and_stays_at_the_last(walk: Walk) -> None:
    assert walk.number is None
    walk.next()
    assert name(walk) == "z₀"
    for _ in range(100):
        walk.next()
    assert walk.number == len(walk.steps) - 1
    walk.previous()
    assert walk.number == len(walk.steps) - 2
    walk.go(-5)
    assert walk.number == 0
    walk.previous()
    assert walk.number == 0


def test_leaving_shows_everything_again(walk: Walk, session: Session) -> None:
    walk.set_reveal(True)
    assert state(session, LOSS) is State.HIDDEN
    walk.leave()
    assert session.view.step is None
    assert state(session, LOSS) is State.SHOWN


def test_a_click_on_a_number_leads_to_its_step(walk: Walk, session: Session) -> None:
    session.look(passes=Passes.FORWARD)
    assert jump(session, LOSS.derivative(value("0")))
    assert name(walk) == "∂L/∂h₀"
    assert session.view.passes is Passes.BOTH
    assert not jump(session, value("x"))
    assert name(walk) == "∂L/∂h₀"


def test_the_place_stays_while_numbers_change_and_goes_with_its_node(
    walk: Walk, session: Session
) -> None:
    jump(session, LOSS.derivative(preactivation("1")))
    session.edit("Set", session.project.with_weight("w1", 2.0))
    assert name(walk) == "∂L/∂z₁"
    network = session.project.network.without_node("1")
    session.edit("Delete", session.project.with_network(network))
    assert session.view.step is None


# -- guessing -------------------------------------------------------------------------------------


def test_who_guesses_does_so_in_the_next_lesson_too(
    walk: Walk, session: Session, lesson: Load
) -> None:
    walk.set_reveal(True)
    walk.go(3)
    session.open(lesson("xor"))
    assert (walk.number, session.view.reveal) == (0, True)
    assert state(session, LOSS) is State.HIDDEN
    session.open(lesson("weight-table"))
    assert state(session, value("2")) is State.HIDDEN


def test_in_reveal_mode_a_number_is_guessed_first(walk: Walk, session: Session) -> None:
    walk.set_reveal(True)
    assert name(walk) == "z₀"
    hidden = [preactivation("0"), value("0"), preactivation("1"), LOSS, LOSS.derivative(value("0"))]
    assert {state(session, each) for each in hidden} == {State.HIDDEN}
    assert state(session, value("x")) is State.SHOWN
    assert state(session, parameter("w0")) is State.SHOWN
    assert session.reading(LOSS).text == "?"
    walk.next()
    assert name(walk) == "z₀"
    assert session.reading(preactivation("0")).text == "0.5"
    assert state(session, value("0")) is State.HIDDEN
    walk.next()
    assert name(walk) == "h₀"
    assert state(session, value("0")) is State.HIDDEN


def test_what_was_reached_stays_known(walk: Walk, session: Session) -> None:
    walk.set_reveal(True)
    jump(session, LOSS.derivative(value("1")))
    assert session.reading(LOSS.derivative(preactivation("2"))).text == "1"
    assert state(session, LOSS.derivative(value("0"))) is State.HIDDEN
    walk.previous()
    assert state(session, LOSS.derivative(value("1"))) is State.HIDDEN


def test_elements_are_hidden_with_their_vector(session: Session, lesson: Load) -> None:
    session.open(lesson("softmax-cross-entropy"))
    Walk(session).set_reveal(True)
    assert state(session, value("s").element(2)) is State.HIDDEN
    assert state(session, LOSS.derivative(parameter("W").element(1, 2))) is State.HIDDEN


def test_both_addresses_of_a_parameter_node_are_hidden(qtbot: QtBot) -> None:
    session = Session(graph("multiply", 2.0, 3.0))
    assert isinstance(session.project.network.by_id["a"], Parameter)
    assert isinstance(session.project.network.by_id["f"], Operation)
    Walk(session).set_reveal(True)
    for by in (parameter("a"), value("a")):
        assert state(session, value("f").derivative(by)) is State.HIDDEN
    session.close()


# -- playing --------------------------------------------------------------------------------------


def test_it_plays_to_the_end_and_stops(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.walk.PACE", 1)
    walk = Walk(session)
    heard: list[bool] = []
    walk.playing_changed.connect(heard.append)
    walk.toggle_play()
    assert walk.playing
    qtbot.waitUntil(lambda: not walk.playing)
    assert walk.number == len(walk.steps) - 1
    assert heard == [True, False]


@pytest.mark.parametrize("hand", ["next", "previous", "leave", "toggle_play"])
def test_whatever_a_person_does_stops_it(walk: Walk, hand: str) -> None:
    walk.toggle_play()
    getattr(walk, hand)()
    assert not walk.playing


# -- the ways of the terms ------------------------------------------------------------------------


def test_the_ways_of_two_terms_end_where_they_meet(walk: Walk, session: Session) -> None:
    jump(session, LOSS.derivative(value("0")))
    assert walk.step is not None
    skip, unit = ways(walk.step)
    assert skip is not None
    assert unit is not None
    assert skip.edges == (("0", "2", None),)
    assert unit.edges == (("0", "1", None), ("1", "2", None))
    assert unit.nodes == ("1",)
    assert skip.hue != unit.hue


def test_what_comes_by_one_connection_needs_no_colour(walk: Walk, session: Session) -> None:
    jump(session, LOSS.derivative(value("1")))
    assert walk.step is not None
    assert ways(walk.step) == (None,)


def test_the_walk_covers_both_passes_and_the_update(walk: Walk) -> None:
    phases = [step.phase for step in walk.steps]
    assert [phases.count(phase) for phase in Phase] == [7, 11, 4]


# -- keys -----------------------------------------------------------------------------------------


def test_page_down_walks_but_scrolls_a_table_that_has_the_keyboard(
    qtbot: QtBot, window_on: Callable[[str | None], MainWindow]
) -> None:
    window = window_on("xor")
    qtbot.keyClick(window.workbench.canvas, Qt.Key.Key_PageDown)
    assert window.walk.number == 0
    window.workbench.strip.show_page("check")
    qtbot.waitUntil(lambda: window.workbench.strip.page("check") is not None)
    table = window.findChild(Grid, "check_table")
    assert table is not None
    qtbot.waitUntil(lambda: table.currentIndex().isValid())
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_PageDown)
    assert window.walk.number == 0
    assert table.currentIndex().row() > 0
