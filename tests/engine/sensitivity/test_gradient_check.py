"""Analytic, central and complex derivatives side by side, and why they differ."""

from collections import Counter

import numpy as np
import pytest

from engine.files.reader import read
from engine.lessons import Lesson, lessons
from engine.quantity import parameter
from engine.sensitivity.gradient_check import Finding, check, numbers, relative_error
from engine.trace import trace
from tests.engine.exactness.networks import kind_of, random_project
from tests.engine.networks import graph, skip_connection


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.name)
def test_the_gradients_of_every_lesson_agree_or_sit_on_a_kink(lesson: Lesson) -> None:
    solved = trace(read(lesson.path))
    for sample in range(solved.count):
        for found in check(solved, sample, numbers(solved.network)):
            three = found.derivatives
            assert three.complex_step == pytest.approx(three.analytic, rel=1e-13, abs=1e-15)
            if found.finding is Finding.AGREES:
                assert three.central == pytest.approx(three.analytic, rel=1e-6, abs=1e-9)
            else:
                assert found.finding is Finding.KINK


def test_on_random_networks_every_finding_has_its_reason() -> None:
    found: Counter[tuple[str, Finding]] = Counter()
    for seed in range(200):
        solved = trace(random_project(seed))
        for each in check(solved, 0, numbers(solved.network)[:30]):
            found[kind_of(seed), each.finding] += 1
    assert not found["smooth", Finding.WRONG]
    assert not found["smooth", Finding.KINK]
    assert not found["kinks", Finding.WRONG]
    assert found["kinks", Finding.KINK] >= 10
    assert found["undefined", Finding.UNDEFINED] >= 20


def test_at_a_kink_the_central_difference_is_the_mean_of_two_slopes() -> None:
    (found,) = check(trace(skip_connection({"w1": 0.0})), 0, [parameter("w1")])
    three = found.derivatives
    assert (three.analytic, three.complex_step) == (0.0, 0.0)
    assert three.central == pytest.approx(0.125)
    assert (three.before, three.behind) == (0.0, pytest.approx(0.25))
    assert (found.finding, found.nodes) == (Finding.KINK, ("1",))


def test_a_kink_within_the_step_is_crossed() -> None:
    solved = trace(skip_connection({"w1": 1e-7}))
    (found,) = check(solved, 0, [parameter("w1")])
    assert found.finding is Finding.CROSSED
    assert found.nodes == ("1",)
    (smaller,) = check(solved, 0, [parameter("w1")], step=1e-8)
    assert smaller.finding is Finding.AGREES


def test_a_step_may_be_too_large_or_too_small() -> None:
    solved = trace(graph("exp", 1.0))
    asked = [parameter("a")]
    assert check(solved, 0, asked)[0].finding is Finding.AGREES
    assert check(solved, 0, asked, step=0.1)[0].finding is Finding.CURVED
    assert check(solved, 0, asked, step=1e-13)[0].finding is Finding.ROUNDED


def test_an_undefined_gradient_cannot_be_checked() -> None:
    (found,) = check(trace(graph("log", -1.0)), 0, [parameter("a")])
    assert found.finding is Finding.UNDEFINED
    assert np.isnan(found.derivatives.analytic)


def test_every_parameter_number_has_one_address() -> None:
    network = read(next(each for each in lessons() if each.name == "xor").path).network
    asked = numbers(network)
    assert len(asked) == len(set(asked)) == sum(s.stop - s.start for s in network.layout.parameters)
    slots = network.layout.by_name
    assert [slots[each.owner].place(each.index) for each in asked] == list(range(len(asked)))


def test_relative_error() -> None:
    assert relative_error(2.0, 1.0) == 0.5
    assert relative_error(0.0, 0.0) == 0.0
