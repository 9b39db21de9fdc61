"""Files without positions are laid out from left to right, always the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from engine.project import Project
from gui.canvas.placing.arrange import arrange, positions
from tests.gui.canvas.board import random_project


@pytest.mark.parametrize("seed", range(20))
def test_every_node_stands_right_of_its_operands(seed: int) -> None:
    network = random_project(seed).network
    found = arrange(network)
    assert found.keys() == network.by_id.keys()
    for edge in network.edges:
        if edge.port != "target":
            assert found[edge.source][0] < found[edge.target][0]
    assert found == arrange(random_project(seed).network)
    assert len(set(found.values())) == len(found)


def test_a_target_stands_below_its_loss() -> None:
    found = arrange(random_project(1).network)
    assert found["y"][0] == found["L"][0]
    assert found["y"][1] > found["L"][1]


def test_given_positions_stay_and_missing_ones_join_them(
    lesson: Callable[[str], Project],
) -> None:
    project = lesson("three-units")
    assert positions(project) is project.positions
    kept = {node: at for node, at in project.positions.items() if node != "1"}
    found = positions(replace(project, positions=kept))
    assert {node: found[node] for node in kept} == kept
    assert found["0"][0] < found["1"][0] < found["2"][0]
    assert replace(project, positions=kept).positions == kept


def test_nothing_at_all_is_arranged_to_nothing() -> None:
    project = random_project(0)
    empty = replace(project.network, nodes=(), edges=())
    assert arrange(empty) == {}
