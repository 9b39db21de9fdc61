"""Cut and paste of random parts of random networks: the copy computes what the original does."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from engine.edits.clipping import clip_text, pasted, read_clip
from engine.edits.removal import without
from engine.errors import FileError, NetworkError
from engine.files.writer import encode
from engine.network import network
from engine.nodes import Constant, Parameter, Target
from engine.parameters import Parameters
from engine.project import Project, Sample
from engine.quantity import value
from engine.trace import trace
from tests.engine.exactness.networks import random_project
from tests.engine.networks import graph, sample, skip_connection

NETWORKS = 300


def upstream(project: Project, nodes: set[str]) -> set[str]:
    """`nodes` and everything they are computed from."""
    found = set(nodes)
    for node in reversed(project.network.order):
        if node in found:
            found |= {edge.source for edge in project.network.incoming[node]}
    return found


def rows_of(project: Project) -> list[dict[str, tuple[float, ...]]]:
    return [dict(row.entries) for row in project.samples]


def empty() -> Project:
    built = network((), ())
    return Project(built, Parameters(built.layout, np.empty(0)))


def as_objective(project: Project, node: str) -> Project:
    built = network(project.network.nodes, project.network.edges, node)
    return Project(built, project.parameters, project.samples)


@pytest.mark.parametrize("chunk", range(10))
def test_a_copy_of_any_part_computes_what_the_original_does(chunk: int) -> None:
    for seed in range(chunk, NETWORKS, 10):
        project, random = random_project(seed), Random(seed)  # noqa: S311 - reproducible
        ids = list(project.network.by_id)
        nodes = upstream(project, set(random.sample(ids, random.randint(1, len(ids)))))
        result = pasted(project, read_clip(clip_text(project, nodes)))
        in_order = [node for node in ids if node in nodes]
        twins = dict(zip(in_order, result.nodes, strict=True))
        assert set(twins.values()).isdisjoint(ids)
        before, after = trace(project), trace(result.project)
        for row in range(len(project.samples)):
            for node, twin in twins.items():
                np.testing.assert_array_equal(
                    after.read(value(twin), row), before.read(value(node), row), err_msg=str(seed)
                )
        objective = project.network.objective
        assert objective is not None
        assert result.project.network.objective == objective
        np.testing.assert_array_equal(after.loss, before.loss)
        if objective in twins and not isinstance(
            project.network.by_id[objective], Constant | Target
        ):
            of_twin = trace(as_objective(result.project, twins[objective]))
            np.testing.assert_array_equal(
                np.sort(of_twin.gradient[np.flatnonzero(of_twin.gradient)]),
                np.sort(before.gradient[np.flatnonzero(before.gradient)]),
            )


@pytest.mark.parametrize("chunk", range(10))
def test_cutting_and_pasting_any_part_keeps_what_is_left(chunk: int) -> None:
    refused = 0
    for seed in range(chunk, NETWORKS, 10):
        project, random = random_project(seed), Random(seed)  # noqa: S311 - reproducible
        ids = list(project.network.by_id)
        nodes = set(random.sample(ids, random.randint(1, len(ids))))
        try:
            text, left = clip_text(project, nodes), without(project, nodes)
        except NetworkError:  # sizes that would not fit
            refused += 1
            continue
        whole = pasted(left, read_clip(text))
        assert set(whole.nodes) == nodes  # the names are free again
        assert set(whole.project.network.by_id) == set(ids)
        for slot in project.network.layout.slots:
            new = whole.project.network.layout.by_name.get(slot.name)
            if new is not None and new.shape == slot.shape:
                np.testing.assert_array_equal(
                    whole.project.parameters.value(slot.name), project.parameters.value(slot.name)
                )
        if left.samples[0].entries:
            assert rows_of(whole.project) == rows_of(project)
    assert refused < NETWORKS / 10 / 4


def test_a_paste_into_nothing_is_the_same_network() -> None:
    project = random_project(7)
    whole = pasted(empty(), read_clip(clip_text(project, project.network.by_id)))
    assert whole.project.network.nodes == project.network.nodes
    assert whole.project.network.edges == project.network.edges
    assert whole.project.network.objective == project.network.objective
    assert rows_of(whole.project) == rows_of(project)
    np.testing.assert_array_equal(whole.project.parameters.vector, project.parameters.vector)


def test_names_are_counted_on_and_edges_inside_follow() -> None:
    project = skip_connection({"w1": 2.0})
    result = pasted(project, read_clip(clip_text(project, {"0", "1"})), (10, 20))
    assert result.nodes == ("3", "4")
    edge = result.project.network.edge("3", "4")
    assert edge.weight is not None
    assert edge.weight.name == "w4"
    assert result.project.parameters.value("w4").tolist() == [[2.0]]
    assert len(result.project.network.edges) == len(project.network.edges) + 1


def test_positions_move_with_the_paste() -> None:
    project = skip_connection().with_position("0", 5, 6)
    result = pasted(project, read_clip(clip_text(project, {"0", "1"})), (10, 20))
    assert result.project.positions == {"0": (5, 6), "3": (15, 26)}


def test_a_parameter_that_bears_its_own_value_goes_on_doing_so() -> None:
    project = graph("add", 1.0, 2.0)
    result = pasted(project, read_clip(clip_text(project, {"a", "b", "f"})))
    new = [result.project.network.by_id[node] for node in result.nodes]
    assert [(node.id, node.name) for node in new if isinstance(node, Parameter)] == [
        ("a2", "a2"),
        ("b2", "b2"),
    ]


def test_a_second_loss_does_not_take_the_objective_away() -> None:
    project = skip_connection()
    result = pasted(project, read_clip(clip_text(project, {"L"})))
    assert result.project.network.objective == "L"
    assert pasted(project, read_clip(clip_text(project, {"x"}))).project.network.objective == "L"


def test_rows_repeat_where_the_project_has_more_samples() -> None:
    one = skip_connection()
    rows = tuple(sample(x=float(number), y=0.0) for number in range(3))
    many = Project(one.network, one.parameters, rows)
    result = pasted(many, read_clip(clip_text(one, {"x"})))
    assert [row["x2"] for row in result.project.samples] == [(1.0,)] * 3
    result = pasted(one, read_clip(clip_text(many, {"x"})))
    assert [row["x2"] for row in result.project.samples] == [(0.0,)]
    result = pasted(empty(), read_clip(clip_text(many, {"x"})))
    assert result.project.samples == tuple(
        Sample((("x", (float(number),)),)) for number in range(3)
    )


def test_the_text_survives_a_mail() -> None:
    text = clip_text(skip_connection(), {"0", "1"})
    mail = "On Monday Ada wrote:\n> " + text.replace("\n", "\n> ").replace("  ", " \N{NBSP}")
    assert encode(read_clip(mail)) == encode(read_clip(text))
    assert encode(read_clip(f"\ufeff```json\n{text}\n```\n")) == encode(read_clip(text))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "no_network_text"),
        ("hello {", "no_network_text"),
        ("} {", "no_network_text"),
        ("{}", "not_chainrule"),
        ('{"format": "chainrule", "version": 2}', "newer"),
        ("{ a: 1 }", "syntax"),
        ("{\ud800}", "syntax"),
    ],
)
def test_other_text_is_refused(text: str, code: str) -> None:
    with pytest.raises(FileError) as caught:
        read_clip(text)
    assert caught.value.code == code
