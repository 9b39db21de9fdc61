"""Paths add up to the gradient, and the largest are found without looking at the others."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from math import fsum

import numpy as np
import pytest

from engine.derivation.definition import Rule
from engine.derivation.forward import operands
from engine.derivation.table import Level, derive
from engine.errors import FormulaError
from engine.formula.evaluate import evaluate
from engine.functions.losses import LOSSES
from engine.lessons import lessons
from engine.paths.search import MOST, end, paths
from engine.quantity import Quantity, Role, parameter, value
from engine.trace import Trace, trace
from tests.cost import at_most
from tests.engine.exactness.networks import kind_of, random_project
from tests.engine.lesson_files import lesson
from tests.engine.networks import skip_connection
from tests.engine.wide import deep

MOST_ENUMERATED = 400
NETWORKS = 60


class Enumeration:
    """Every path from the terms of the table, one by one."""

    def __init__(self, solved: Trace, sample: int) -> None:
        self.solved = solved
        self.sample = sample
        self.table = derive(solved.network, Level.ELEMENT)
        self.end = self.table.scope.ref(end(solved.network)).quantity

    def products(self, gradient: Quantity, factor: float = 1.0) -> Iterator[float]:
        by = gradient.by
        assert by is not None
        if self.table[gradient].rule is Rule.START or by.element() == self.end:
            yield factor * self.number(gradient)
            return
        for upstream, local in self.hops(gradient, by):
            yield from self.products(upstream, factor * local)

    def hops(self, gradient: Quantity, by: Quantity) -> Iterator[tuple[Quantity, float]]:
        losses = set()
        for term in self.table[gradient].terms:
            upstream, local = term.upstream, term.local
            assert upstream is not None
            assert upstream.by is not None
            assert local is not None
            if upstream.by.role is not Role.PROBABILITY:
                yield upstream, float(evaluate(local, self.read)[..., 0])
            elif term.via not in losses:  # a loss on scores is one hop
                losses.add(term.via)
                loss = upstream.by.owner
                yield upstream.derivative(value(loss)), self.slope(loss, by)

    def slope(self, loss: str, by: Quantity) -> float:
        node = self.solved.network.by_id[loss]
        numbers = [self.read(each)[:, None] for each in operands(self.solved.network, loss)]
        return float(LOSSES[node.loss].gradient(*numbers)[(by.index or (1,))[0] - 1, 0])

    def read(self, quantity: Quantity) -> np.ndarray:
        return self.solved.read(quantity, self.sample)

    def number(self, quantity: Quantity) -> float:
        return float(np.squeeze(self.read(quantity)))


def numbers_of(solved: Trace) -> Iterator[Quantity]:
    """By what derivatives are taken, number by number."""
    table = derive(solved.network, Level.ELEMENT)
    for gradient in table:
        if gradient.by is not None and gradient.by.role is not Role.PROBABILITY:
            yield gradient


def check(solved: Trace, sample: int, gradient: Quantity) -> bool:
    """Against every path, where there are not too many and each has a number."""
    assert gradient.by is not None
    found = paths(solved, gradient.by, sample)
    if derive(solved.network, Level.ELEMENT)[gradient].rule is Rule.NO_PATH:
        assert (found.count, found.shown, found.gradient) == (0, (), 0.0)
        return True
    if found.count > MOST_ENUMERATED:
        return False
    try:
        every = sorted(Enumeration(solved, sample).products(gradient), key=lambda x: -abs(x))
    except FormulaError:
        return False
    size = fsum(map(abs, every))
    shown = [path.product for path in found.shown]
    assert found.count == len(every)
    assert len(shown) == min(len(every), MOST)
    assert abs(fsum(shown) + found.rest - found.gradient) <= 1e-12 * size
    assert abs(fsum(every) - found.gradient) <= 1e-12 * size + 1e-300
    np.testing.assert_allclose(np.abs(shown), np.abs(every[:MOST]), rtol=1e-9, atol=1e-12 * size)
    return True


@pytest.mark.parametrize("name", [each.name for each in lessons()])
def test_the_paths_of_every_gradient_of_a_lesson(name: str) -> None:
    solved = trace(lesson(name))
    for sample in range(solved.count):
        assert all(check(solved, sample, gradient) for gradient in numbers_of(solved))


def test_the_paths_of_random_networks() -> None:
    done = 0
    for seed in range(NETWORKS):
        if kind_of(seed) != "undefined":
            solved = trace(random_project(seed))
            chosen = islice(numbers_of(solved), seed % 5, None, 7)
            done += sum(check(solved, solved.count - 1, gradient) for gradient in chosen)
    assert done > 400


def test_the_two_paths_of_the_skip_connection() -> None:
    found = paths(trace(skip_connection()), parameter("w0"))
    assert [path.product for path in found.shown] == [0.5, 0.25]
    vias = [[hop.via[:2] for hop in path.hops if hop.via] for path in found.shown]
    assert vias == [[("x", "0"), ("0", "2")], [("x", "0"), ("0", "1"), ("1", "2")]]
    assert (found.count, found.rest) == (2, 0.0)


def test_more_paths_than_anybody_could_count_are_counted() -> None:
    solved = trace(deep())
    with at_most(1.0):  # 0.1 s on an idle machine
        found = paths(solved, parameter("W0").element(2, 3))
    assert found.count == 8**39
    assert len(found.shown) == MOST


def test_a_weight_of_0_is_a_path_with_product_0() -> None:
    found = paths(trace(skip_connection({"w3": 0.0})), value("0"))
    assert [path.product for path in found.shown] == [0.25, 0.0]


def test_an_undefined_gradient_has_paths_without_a_product() -> None:
    solved = trace(skip_connection({"w2": 1e308, "w1": 1e308}))
    found = paths(solved, parameter("w0"))
    assert np.isnan(found.gradient)
    assert found.count == 2


def test_of_an_undefined_source_the_paths_have_no_product() -> None:
    solved = trace(skip_connection({"w0": 1e308}, x=1e308))
    found = paths(solved, parameter("w3"))
    assert np.isnan(found.gradient)
    assert np.isnan(found.shown[0].product)


def test_a_vector_is_asked_element_by_element() -> None:
    solved = trace(lesson("xor"))
    with pytest.raises(KeyError):
        paths(solved, parameter("W1"))
    with pytest.raises(KeyError):
        paths(solved, value("y"))
