"""What an incomplete network computes already."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import NetworkError
from engine.network import network
from engine.nodes import Edge, Input, Layer, Loss, Target
from engine.partial import complete_part, has_gradients, read_part
from engine.project import Project
from engine.quantity import parameter, value
from engine.trace import trace
from engine.verify import verify
from tests.engine.exactness.networks import random_project
from tests.engine.networks import ones, sample, skip_connection, weighted


def test_what_lacks_something_is_left_out_with_all_that_follows_from_it() -> None:
    project = skip_connection()
    whole = project.network
    cut = project.with_network(whole.without_edge(whole.edge("0", "1")))
    part = complete_part(cut)
    assert set(part.network.by_id) == {"x", "0", "y"}
    assert trace(part).read(value("0")) == trace(project).read(value("0"))


def test_a_loss_without_a_target_does_not_hide_what_leads_to_it() -> None:
    project = skip_connection()
    part = complete_part(project.with_network(project.network.without_node("y")))
    assert set(part.network.by_id) == {"x", "0", "1", "2"}
    assert trace(part).read(value("2")) == trace(project).read(value("2"))


def test_of_two_losses_both_are_computed_though_none_is_chosen() -> None:
    built = network(
        (
            *(Input("x", 1), Layer("0", 1, "identity"), Target("y", 1)),
            *(Loss("A", "l1"), Loss("B", "squared")),
        ),
        (
            weighted("x", "0", "w"),
            *(Edge("0", loss, port="prediction") for loss in "AB"),
            *(Edge("y", loss, port="target") for loss in "AB"),
        ),
    )
    solved = trace(complete_part(Project(built, ones(built), (sample(x=2.0, y=5.0),))))
    assert (solved.read(value("A")), solved.read(value("B"))) == (3.0, 9.0)


def test_of_nothing_there_is_a_part_too() -> None:
    built = network((Layer("0", 1, "relu"),), ())
    assert complete_part(Project(built, ones(built))).network.nodes == ()


@pytest.mark.parametrize("seed", range(40))
def test_a_cut_changes_no_value_that_does_not_depend_on_it(seed: int) -> None:
    project = random_project(seed)
    whole, before = project.network, trace(project)
    for edge in whole.edges:
        try:
            cut = project.with_network(whole.without_edge(edge))
        except NetworkError:
            continue
        after = trace(complete_part(cut))
        assert verify(after).passed
        behind = {edge.target}
        for node in whole.order:
            if any(each.source in behind for each in whole.incoming[node]):
                behind.add(node)
        lacking = {each.node for each in cut.network.missing}
        assert after.network.by_id.keys().isdisjoint(lacking)
        for node in whole.by_id.keys() - behind:
            assert np.array_equal(after.values[node], before.values[node], equal_nan=True)


def test_a_complete_loss_has_its_gradients_whatever_else_is_drawn() -> None:
    project = skip_connection()
    more = project.with_network(project.network.with_node(Layer("9", 1, "relu")))
    assert has_gradients(more.network)
    part, by = trace(complete_part(more)), parameter("w0")
    loss = value("L")
    assert read_part(part, more.network, loss.derivative(by), 0) == 0.75
    assert read_part(part, more.network, value("9"), 0) is None
    assert read_part(part, more.network, loss.derivative(value("9")), 0) is None
    without = project.with_network(project.network.without_node("y"))
    assert not has_gradients(without.network)
