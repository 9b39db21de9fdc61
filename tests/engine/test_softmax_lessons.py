"""The lessons on softmax and its losses, against differences of 60 digits."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import mpmath
import numpy as np
import pytest

from tests.engine.lesson_files import arrows, kinds, lesson, value


def softmax(scores: Sequence[mpmath.mpf]) -> list[mpmath.mpf]:
    powers = [mpmath.exp(score) for score in scores]
    return [power / mpmath.fsum(powers) for power in powers]


def slopes(
    function: Callable[[Sequence[mpmath.mpf]], mpmath.mpf], at: Sequence[float]
) -> list[mpmath.mpf]:
    """Derivative of `function` by each entry, by differences with 60 digits."""
    with mpmath.workdps(60):
        step = mpmath.mpf(10) ** -20
        found = []
        for index in range(len(at)):
            moved = [
                [entry + sign * step * (place == index) for place, entry in enumerate(at)]
                for sign in (1, -1)
            ]
            found.append((function(moved[0]) - function(moved[1])) / (2 * step))
        return found


def test_softmax_shows_the_first_row_of_both_jacobians() -> None:
    project = lesson("softmax")
    assert kinds(project) == "s:3 input, p softmax, y:2 input, q softmax, 0:1 identity"
    assert arrows(project) == "s→p y→q p→0 q→0"
    assert project.network.objective == "0"
    assert (value(project, "w0"), value(project, "w1")) == ([[1, 0, 0]], [[1, 0]])
    assert not any(slot.trainable for slot in project.parameters.layout.slots)
    s, y = project.samples[0]["s"], project.samples[0]["y"]
    p, q = softmax(s), softmax(y)
    expected = [p[0] * (1 - p[0]), -p[0] * p[1], -p[0] * p[2]]
    found = slopes(lambda scores: softmax(scores)[0], s)
    assert max(abs(a - b) for a, b in zip(found, expected, strict=True)) < 1e-12
    assert len({mpmath.nstr(abs(each), 2) for each in expected}) == 3
    right = slopes(lambda scores: softmax(scores)[0], y)[0]
    one, two = (mpmath.exp(score) for score in y)
    assert abs(right - one * two / (one + two) ** 2) < 1e-12
    assert abs(right - q[0] * q[1]) < 1e-12
    assert abs(right - (one * two - two**2) / (one + two) ** 2) > 0.05  # the sheet's


@pytest.mark.parametrize("kind", ["softmax_cross_entropy", "softmax_binary_cross_entropy"])
def test_cross_entropy_lessons_differ_only_in_the_loss(kind: str) -> None:
    project = lesson(kind.replace("_", "-"))
    assert kinds(project) == f"x:2 input, s:3 identity, a:3 target, L {kind}"
    assert project.samples == lesson("softmax-cross-entropy").samples
    assert sorted(project.samples[0]["a"]) == [0, 0, 1]
    assert value(project, "W") == value(lesson("softmax-cross-entropy"), "W")


def scores_and_target() -> tuple[list[float], tuple[float, ...]]:
    project = lesson("softmax-cross-entropy")
    x, a = project.samples[0]["x"], project.samples[0]["a"]
    return (project.parameters.value("W") @ x).tolist(), a


def test_cross_entropy_gives_p_minus_a() -> None:
    s, a = scores_and_target()
    assert np.allclose(s, [1.0, 2.0, 0.6])
    p = softmax(s)
    found = slopes(lambda scores: -mpmath.log(softmax(scores)[a.index(1)]), s)
    assert max(abs(found[k] - (p[k] - a[k])) for k in range(3)) < 1e-12
    assert [k for k in range(3) if found[k] < 0] == [a.index(1)]


def test_both_logarithms_do_not_give_p_minus_a() -> None:
    s, a = scores_and_target()
    p = softmax(s)

    def loss(scores: Sequence[mpmath.mpf]) -> mpmath.mpf:
        logs = (
            mpmath.log(each if one else 1 - each)
            for each, one in zip(softmax(scores), a, strict=True)
        )
        return -mpmath.fsum(logs)

    found = slopes(loss, s)
    by_p = [-a[j] / p[j] + (1 - a[j]) / (1 - p[j]) for j in range(3)]
    summed = [sum(by_p[j] * p[j] * ((j == k) - p[k]) for j in range(3)) for k in range(3)]
    assert max(abs(found[k] - summed[k]) for k in range(3)) < 1e-12
    for k in range(3):
        only = by_p[k] * p[k] * (1 - p[k])  # the term of j = k
        assert abs(only - (p[k] - a[k])) < 1e-12
        assert abs(found[k] - only) > 0.05
