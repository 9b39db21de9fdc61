"""Every number that is printed is the one that is meant, to half a unit of its last digit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random

import numpy as np
import pytest

from engine.explain.equations import TOLERANCE, Equation
from engine.explain.explanation import explain
from engine.explain.numbers import as_printed
from engine.explain.steps import Step
from engine.formula.evaluate import evaluate
from engine.formula.expression import Expression, Number, fold
from engine.formula.scale import scale
from engine.lessons import lessons
from engine.numerals import MINUS, SUPERSCRIPTS
from engine.project import Project
from tests.engine.exactness.networks import random_project
from tests.engine.lesson_files import lesson

NETWORKS = 30

_SIGNS = {small: sign for sign, small in SUPERSCRIPTS.items()}


def decimal(text: str) -> Decimal:
    digits, _, power = text.replace(MINUS, "-").partition("·10")
    return Decimal(f"{digits}e{power.translate(_SIGNS)}" if power else digits)


def numbers(expression: Expression) -> list[Number]:
    found: list[Number] = []
    fold(expression, lambda node, _: found.append(node) if isinstance(node, Number) else None)
    return [number for number in found if number.text not in ("", "e", "π")]


def steps_of(project: Project, seed: int) -> Iterator[Step]:
    random = Random(seed)  # noqa: S311 - reproducible, not secret
    for step in explain(project, sample=seed % len(project.samples)).steps:
        yield step
        if random.random() < 0.3:
            yield step.element(*(random.randint(1, size) for size in step.left.shape or ()))


def equations_of(step: Step) -> Iterator[Equation]:
    yield step.equation
    yield from step.asides
    yield from (share.equation for share in step.terms)


def check(step: Step) -> None:
    for equation in equations_of(step):
        for side in (equation.numbers, equation.value):
            for number in numbers(side) if side is not None else ():
                printed = decimal(number.text)
                exponent = printed.as_tuple().exponent
                assert isinstance(exponent, int)
                half = Decimal(5).scaleb(exponent - 1)
                assert abs(printed - Decimal(repr(number.value))) <= half, number
    if step.equation.numbers is not None and step.source.value is not None:
        worked_out(step, step.equation.numbers)


def worked_out(step: Step, formula: Expression) -> None:
    """Whoever works out what is printed gets the value, about."""
    value = np.reshape(step.source.value, step.left.shape or ())
    found = evaluate(as_printed(formula), lambda _: None)[..., 0]
    size = scale(formula, lambda _: None)[..., 0]
    near = np.abs(found - value) <= 0.02 * np.abs(value)
    assert (near | (np.abs(value) <= TOLERANCE * size)).all(), step.equation.text()
    if step.equation.to_value == "=":
        np.testing.assert_allclose(found, value, rtol=1e-14, atol=1e-300)


@pytest.mark.parametrize("name", [each.name for each in lessons()])
def test_lessons(name: str) -> None:
    project = lesson(name)
    for sample in range(len(project.samples)):
        for step in steps_of(project, sample):
            check(step)


def test_random_networks() -> None:
    for seed in range(NETWORKS):
        for step in steps_of(random_project(seed), seed):
            check(step)
