"""The course as a whole, and the lessons on layers; every number is worked out by hand."""

from __future__ import annotations

import re
from itertools import combinations
from math import hypot

import mpmath
import numpy as np
import pytest

from engine.lessons import find, lessons
from engine.nodes import Input, Target
from engine.resources import resource
from tests.engine.lesson_files import arrows, kinds, lesson, number, value

COURSE = (
    "three-units",
    "skip-connection",
    "weight-table",
    "xor",
    "relu-and-linear",
    "softmax",
    "softmax-cross-entropy",
    "softmax-binary-cross-entropy",
)


def test_the_course_has_its_order() -> None:
    assert tuple(each.name for each in lessons()) == COURSE
    files = {path.stem for path in resource("lessons", "en").glob("*.chainrule")}
    assert files == set(COURSE)
    assert find("three-units") == lessons()[0]
    assert find("three") is None


@pytest.mark.parametrize("name", COURSE)
def test_a_lesson_can_be_solved_and_is_explained(name: str) -> None:
    project = lesson(name)
    found = find(name)
    assert found is not None
    assert project.network.missing == ()
    assert 5 < len(project.title) <= 60
    assert found.title == project.title
    sentences = re.split(r"(?<=[.?!])\s", project.notes.strip())
    assert 2 <= len(sentences) <= 6
    assert project.notes.count("$") % 2 == 0


@pytest.mark.parametrize("name", COURSE)
def test_a_lesson_is_drawn_like_a_textbook(name: str) -> None:
    project = lesson(name)
    at = project.positions
    assert set(at) == set(project.network.by_id)
    for one, other in combinations(at.values(), 2):
        assert hypot(one[0] - other[0], one[1] - other[1]) >= 150
    for node in project.network.nodes:
        if isinstance(node, Input):
            assert at[node.id][0] == 0
    for edge in project.network.edges:
        (from_x, from_y), (to_x, to_y) = at[edge.source], at[edge.target]
        if isinstance(project.network.by_id[edge.source], Target):
            assert from_x == to_x
            assert from_y > to_y
        else:
            assert to_x - from_x >= 200  # room for the names and numbers of a connection


def test_weight_table_is_the_transpose_of_the_exercise() -> None:
    project = lesson("weight-table")
    assert kinds(project) == "x:2 input, 1:2 sigmoid, 2:1 identity"
    assert project.network.objective is None
    assert project.samples[0]["x"] == (1, 2)
    assert np.array_equal(np.transpose(value(project, "W1")), [[0.1, 0.2], [0.3, 0.4]])
    assert value(project, "W2") == [[0.5, 0.7]]
    assert value(project, "b1") == [0.5]
    z = [1 * 0.1 + 2 * 0.3 + 0.5, 1 * 0.2 + 2 * 0.4 + 0.5]
    h = [1 / (1 + mpmath.exp(-each)) for each in z]
    output = 0.5 * h[0] + 0.7 * h[1] + number(project, "b2")
    assert [mpmath.nstr(each, 4) for each in (*h, output)] == ["0.7685", "0.8176", "1.057"]
    assert abs(output - mpmath.mpf("1.0566")) < 5e-5


def test_xor_learns_within_its_steps() -> None:
    project = lesson("xor")
    assert kinds(project) == "x:2 input, 1:2 tanh, 2:1 tanh, y:1 target, L half_squared"
    table = {sample["x"]: sample["y"] for sample in project.samples}
    assert table == {(0, 0): (0,), (0, 1): (1,), (1, 0): (1,), (1, 1): (0,)}
    x = np.array([sample["x"] for sample in project.samples]).T
    y = np.array([sample["y"] for sample in project.samples]).T
    names = ("W1", "b1", "W2", "b2")
    w1, b1, w2, b2 = (project.parameters.value(name).copy() for name in names)
    rate, losses = project.training.learning_rate, []
    for _ in range(1000):
        h = np.tanh(w1 @ x + b1[:, None])
        output = np.tanh(w2 @ h + b2[:, None])
        losses.append(np.sum((output - y) ** 2) / 8)
        dz2 = (output - y) / 4 * (1 - output**2)
        dz1 = w2.T @ dz2 * (1 - h**2)
        w2, b2 = w2 - rate * dz2 @ h.T, b2 - rate * dz2.sum(1)
        w1, b1 = w1 - rate * dz1 @ x.T, b1 - rate * dz1.sum(1)
    assert losses[30] - losses[50] < 0.01  # the rest on the way, near a loss of 1/8
    assert losses[500] < 0.001
    assert np.array_equal(output.round(), y)


def test_relu_and_linear_shows_both_sides_and_the_kink() -> None:
    project = lesson("relu-and-linear")
    assert kinds(project) == "x:1 input, 0:1 relu, 1:1 identity, s add"
    assert arrows(project) == "x→0 x→1 0→s 1→s"
    assert project.network.objective == "s"
    w0, b0 = number(project, "w0"), number(project, "b0")
    assert [w0 * sample["x"][0] + b0 for sample in project.samples] == [2, -1, 0]
