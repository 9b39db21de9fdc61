"""200 random networks of up to 30 units: no numeral overlaps another, a word or a node."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from engine.network import network
from engine.nodes import Bias, Edge, Input, Layer, Loss, Node, Target, Weight
from engine.parameters import Parameters
from engine.project import Project, Sample
from gui.canvas.placing.arrange import positions
from gui.canvas.placing.layout import lay_out
from gui.canvas.placing.style import Style
from gui.theme import THEMES, theme
from gui.view import Passes
from tests.benchmarks.networks import units
from tests.gui.canvas.clear import assert_clear

pytestmark = pytest.mark.usefixtures("qapp")

NETWORKS, IN_A_TEST = 200, 20


def crowd(seed: int) -> Project:
    """Up to 30 single units, each fed by one to three of the eight before it."""
    random = Random(seed)  # noqa: S311 - nothing secret here
    ids = [str(number) for number in range(random.randint(3, 30))]
    nodes: list[Node] = [Input("x1", 1), Input("x2", 1)]
    ends: dict[tuple[str, str], None] = {}
    for index, key in enumerate(ids):
        bias = Bias(f"b{key}", 1) if random.random() < 0.5 else None
        nodes.append(Layer(key, 1, random.choice(("relu", "tanh")), bias))
        before = ["x1", "x2", *ids[:index]][-8:]
        ends |= {(source, key): None for source in random.sample(before, random.choice((1, 2, 2)))}
    leaves = [key for key in ids if not any(source == key for source, _ in ends)]
    ends |= {(key, "out"): None for key in leaves}
    nodes += [Layer("out", 1, "identity"), Target("y", 1), Loss("L", "half_squared")]
    edges = [Edge(*both, Weight(f"w{at}", (1, 1))) for at, both in enumerate(ends)]
    edges += [Edge("out", "L", None, "prediction"), Edge("y", "L", None, "target")]
    drawn = network(tuple(nodes), tuple(edges))
    sample = Sample((("x1", (0.5,)), ("x2", (-1.0,)), ("y", (1.0,))))
    return Project(drawn, Parameters(drawn.layout, np.zeros(drawn.layout.size)), (sample,))


@pytest.mark.parametrize("first", range(0, NETWORKS, IN_A_TEST))
def test_no_numeral_overlaps_another_or_a_node(first: int) -> None:
    for seed in range(first, first + IN_A_TEST):
        project, style = crowd(seed), Style(theme(THEMES[seed % len(THEMES)]))
        layout = lay_out(project.network, positions(project), style, Passes.BOTH)
        assert_clear(layout)
        assert not layout.spare, seed


def test_of_hundreds_of_numerals_few_find_no_place() -> None:
    project, style = units(100, 500, 10), Style(theme("light"))
    layout = lay_out(project.network, positions(project), style, Passes.BOTH)
    assert_clear(layout)
    assert len(layout.spare) < 0.02 * len(layout.board.wires)
