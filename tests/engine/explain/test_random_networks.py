"""2,000 random networks: every formula of every step gives the number of the engine.

More by command: `python -m tests.engine.explain.test_random_networks 20000`.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from random import Random

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.errors import FormulaError
from engine.explain.explanation import explain
from engine.explain.steps import Step
from engine.formula.evaluate import evaluate
from engine.formula.expression import Expression
from engine.formula.printer import text
from engine.lessons import lessons
from engine.project import Project
from engine.trace import trace
from engine.walk import Phase
from tests.engine.exactness.networks import random_project
from tests.engine.exactness.oracle import Oracle
from tests.engine.lesson_files import lesson

NETWORKS, CHUNK = 2_000, 100

ELEMENTS = 0.1
"""In so many parts of the steps one element is looked at, too."""

RELATIVE, ABSOLUTE = 1e-12, 1e-13
"""|Δ| ≤ 1e-12·S + 1e-13: S is |value|, of a gradient the sum of |path products|."""

Sizes = NDArray[np.float64] | float


def wrong(project: Project, seed: int, counted: Counter[str]) -> Iterator[str]:
    """Formulas that do not give the number beside them, and do not say so."""
    random = Random(seed)  # noqa: S311 - reproducible, not secret
    sample = seed % len(project.samples)
    explanation = explain(project, trace(project), sample)
    sizes = sizes_of(project, sample)
    for step in explanation.steps:
        size = sizes(step)
        yield from disagreements(step, size, counted)
        if random.random() > ELEMENTS:
            continue
        shape = step.left.shape or ()
        at = tuple(random.randint(1, length) for length in shape)
        element = step.element(*at)
        if element.formula != step.formula:
            own = size[tuple(i - 1 for i in at)] if isinstance(size, np.ndarray) and at else size
            for one in explanation.chain(element):
                yield from disagreements(one, own, counted)


def disagreements(step: Step, size: Sizes, counted: Counter[str]) -> Iterator[str]:
    for formula in dict.fromkeys((step.formula, step.expanded)):
        yield from disagreement(step, formula, size, counted)


def sizes_of(project: Project, sample: int) -> Callable[[Step], Sizes]:
    """S of every step, from the independent oracle."""
    oracle = Oracle(project) if project.network.objective is not None else None

    def size(step: Step) -> Sizes:
        known = np.abs(np.nan_to_num(step.source.value))
        if step.phase is not Phase.BACKWARD or oracle is None:
            return 1.0 + known
        found = oracle.sizes.get(step.quantity.by)
        if found is None:  # by probabilities
            return 1.0 + known
        return found[sample].reshape(step.left.shape or ())

    return size


def disagreement(
    step: Step, formula: Expression, size: Sizes, counted: Counter[str]
) -> Iterator[str]:
    value = step.source.value
    assert value is not None
    if np.isnan(value).any():
        counted["undefined"] += 1
        return
    counted["formulas"] += 1
    try:
        found = evaluate(formula, step.source.read)[..., 0]
        error = np.abs(found - np.reshape(value, step.left.shape or ()))
        if (error <= RELATIVE * size + ABSOLUTE).all():
            return
    except FormulaError as refused:
        error = refused
    flaw = step.equation.flaw if formula is step.formula else step.expanded_equation.flaw
    if flaw is None:
        yield f"{text(step.left)} = {text(formula)}: {error}"
    counted["flaws"] += 1


@pytest.mark.parametrize("name", [each.name for each in lessons()])
def test_lessons(name: str) -> None:
    counted: Counter[str] = Counter()
    project = lesson(name)
    for seed in range(len(project.samples)):
        assert not list(wrong(project, seed, counted))
    assert counted["flaws"] == counted["undefined"] == 0


@pytest.mark.parametrize("start", range(0, NETWORKS, CHUNK))
def test_random_networks(start: int) -> None:
    counted: Counter[str] = Counter()
    seeds = range(start, start + CHUNK)
    found = {seed: list(wrong(random_project(seed), seed, counted)) for seed in seeds}
    assert not {seed: lines[:2] for seed, lines in found.items() if lines}
    assert counted["flaws"] < counted["formulas"] / 100


if __name__ == "__main__":
    total: Counter[str] = Counter()
    for number in range(int(sys.argv[1])):
        for line in wrong(random_project(number), number, total):
            print(number, line)  # noqa: T201
    print(total)  # noqa: T201
