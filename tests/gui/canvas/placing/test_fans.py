"""Fully connected layers of up to 8 units: every wire shows its numbers, hardly smaller."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import numpy as np
import pytest

from engine.network import Network, network
from engine.nodes import Bias, Edge, Input, Layer, Loss, Node, Target, Weight
from engine.parameters import Parameters
from engine.project import Project
from gui.canvas.placing.arrange import arrange, positions
from gui.canvas.placing.layout import lay_out
from gui.canvas.placing.style import Style
from gui.theme import THEMES, theme
from gui.view import Passes
from tests.gui.canvas.clear import assert_clear

pytestmark = pytest.mark.usefixtures("qapp")

KNOWN = [
    (2, 8, 8, 8, 1),
    (3, 8, 8, 2),
    (8, 8, 8),
    (4, 8, 4),
    (8, 8),
    (1, 8),
    (8, 1),
    (2, 2),
    (2, 3, 1),
    (8, 8, 8, 8, 8),
]


def dense(*sizes: int, biases: bool = True) -> Network:
    """An input, layers and a loss, each connected with every unit of the one before."""
    nodes: list[Node] = [Input("0", sizes[0])]
    for at, size in enumerate(sizes[1:], 1):
        nodes.append(Layer(str(at), size, "tanh", Bias(f"b{at}", size) if biases else None))
    edges = [
        Edge(str(at - 1), str(at), Weight(f"W{at}", (size, before)))
        for at, (before, size) in enumerate(pairwise(sizes), 1)
    ]
    last = str(len(sizes) - 1)
    nodes += [Target("y", sizes[-1]), Loss("L", "half_squared")]
    edges += [Edge(last, "L", None, "prediction"), Edge("y", "L", None, "target")]
    return network(tuple(nodes), tuple(edges))


def some_sizes(seed: int) -> tuple[int, ...]:
    random = Random(seed)  # noqa: S311 - nothing secret here
    return tuple(random.randint(1, 8) for _ in range(random.randint(2, 5)))


@pytest.mark.parametrize("biases", [True, False])
@pytest.mark.parametrize("sizes", [*KNOWN, *map(some_sizes, range(20))], ids=str)
def test_every_wire_shows_its_numbers_hardly_smaller(
    sizes: tuple[int, ...], *, biases: bool
) -> None:
    drawn = dense(*sizes, biases=biases)
    for name in THEMES:
        for passes in Passes:
            layout = lay_out(drawn, arrange(drawn), Style(theme(name)), passes)
            assert not layout.spare
            assert layout.labels.heights.min() > 0.8
            assert layout.labels.heights.mean() > 0.95
            assert_clear(layout)


def test_in_a_narrow_drawing_numbers_are_smaller_rather_than_missing() -> None:
    drawn = dense(8, 8)
    where = arrange(drawn)
    where["1"] = (where["0"][0] + 470, where["1"][1])
    layout = lay_out(drawn, where, Style(theme("light")), Passes.BOTH)
    assert not layout.spare
    assert 0.5 < layout.labels.heights.min() < 1
    assert_clear(layout)


def test_a_layer_with_more_connections_stands_further_away() -> None:
    gaps = [arrange(dense(8, size))["1"][0] for size in (1, 4, 6, 8)]
    assert gaps == sorted(set(gaps))
    chain = arrange(dense(1, 1, 1))
    assert chain["2"][0] - chain["1"][0] == 220


def test_positions_that_a_file_gives_stay() -> None:
    drawn = dense(8, 8)
    where = {node: (10.0 * at, 0.0) for at, node in enumerate(drawn.by_id)}
    project = Project(drawn, Parameters(drawn.layout, np.zeros(drawn.layout.size)), (), where)
    assert positions(project) == where
