"""Numbers read together read as each of them alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest

from engine.lessons import lessons
from engine.network import Network
from engine.nodes import Layer, Parameter
from engine.project import Project
from engine.quantity import Quantity, parameter, preactivation, value
from engine.trace import Trace
from engine.verify import Verification
from gui.reading import State
from gui.readings import Bundle
from gui.session import Session
from tests.engine.exactness.networks import random_project

LESSONS = [lesson.name for lesson in lessons()]


def every_number(network: Network) -> Iterator[Quantity]:
    """Each single number of a network and the derivative by it, also where there is none."""
    shaped: list[tuple[Quantity, tuple[int, ...]]] = []
    for node in network.nodes:
        shape = node.shape if isinstance(node, Parameter) else (network.sizes[node.id] or 1,)
        shaped.append((value(node.id), shape))
        if isinstance(node, Layer):
            shaped.append((preactivation(node.id), shape))
    shaped += [(parameter(slot.name), slot.shape) for slot in network.layout.slots]
    objective = value(network.objective or network.nodes[0].id)
    for quantity, shape in shaped:
        for index in np.ndindex(shape):
            element = quantity.element(*(i + 1 for i in index))
            yield from (element, objective.derivative(element))


def states_read_alike(session: Session) -> set[State]:
    """The states that occur, when all readings of a session agree."""
    bundle = Bundle(tuple(every_number(session.shown.project.network)))
    found = session.readings(bundle)
    rows = np.arange(len(bundle.quantities))
    written = found.written(rows)
    for row, quantity in enumerate(bundle.quantities):
        alone = session.reading(quantity)
        assert found[row] == alone
        assert (written.texts[row], written.exact[row]) == (alone.text, alone.exact)
    return {found[row].state for row in rows}


@pytest.mark.parametrize("name", LESSONS)
def test_in_every_lesson(lesson: Callable[[str], Project], name: str) -> None:
    session = Session(lesson(name))
    for sample in range(len(session.project.samples)):
        session.look(sample=sample)
        assert State.SHOWN in states_read_alike(session)


def test_in_random_networks_at_kinks_and_beyond_the_finite() -> None:
    states = {
        state for seed in range(40) for state in states_read_alike(Session(random_project(seed)))
    }
    assert states >= {State.SHOWN, State.KINK, State.UNDEFINED, State.ABSENT}


def test_in_previews(lesson: Callable[[str], Project]) -> None:
    session = Session(lesson("skip-connection"))
    session.preview(replace(session.committed))
    assert State.PREVIEW in states_read_alike(session)


def test_where_the_check_failed(
    lesson: Callable[[str], Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(trace: Trace) -> Verification:
        del trace
        return Verification(False, 1.0)

    monkeypatch.setattr("gui.moment.verify", fails)
    assert State.UNCHECKED in states_read_alike(Session(lesson("xor")))


def test_in_an_incomplete_network(lesson: Callable[[str], Project]) -> None:
    project = lesson("skip-connection")
    session = Session(project.with_network(project.network.without_node("y")))
    assert states_read_alike(session) == {State.SHOWN, State.ABSENT}


def test_beside_a_complete_loss(lesson: Callable[[str], Project]) -> None:
    project = lesson("skip-connection").with_weight("w1", 0.0)
    session = Session(project.with_network(project.network.with_node(Layer("9", 2, "relu"))))
    assert states_read_alike(session) == {State.SHOWN, State.KINK, State.ABSENT}


def test_two_readings_are_the_same_if_all_numbers_read_alike(
    lesson: Callable[[str], Project],
) -> None:
    session = Session(lesson("skip-connection"))
    bundle = Bundle(tuple(every_number(session.project.network)))
    before = session.readings(bundle)
    assert before.same_as(session.readings(bundle))
    session.edit("set", session.project.with_weight("w1", 0.25))
    assert not before.same_as(session.readings(bundle))


def test_an_address_leads_to_its_rows_and_an_array_to_those_of_its_elements() -> None:
    weight, unit = parameter("W"), value("0")
    bundle = Bundle((weight.element(1, 1), unit, weight.element(1, 2)))
    assert bundle.rows[weight] == [0, 2]
    assert bundle.rows[weight.element(1, 2)] == [2]
    assert bundle.rows[unit] == [1]
