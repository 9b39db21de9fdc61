"""Random sequences of structure edits: what was not touched keeps its number to the bit."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from engine.edits.closing import close_layer
from engine.edits.editing import renamed, resized
from engine.edits.opening import open_layer
from engine.errors import NetworkError
from engine.nodes import Bias, Edge, Layer, Operation, Weight
from engine.parameters import Parameters
from engine.project import Project
from engine.trace import trace
from tests.engine.networks import skip_connection

SEQUENCES, EDITS = 5_000, 8
CHUNKS = 20

Random = np.random.Generator
Edited = tuple[Project, set[str]]
"""The project after an edit, and the parameters that the edit touched."""


def fill(random: Random) -> Callable[..., np.ndarray]:
    return lambda slot: random.normal(size=slot.shape)


def pick(random: Random, things: list[str]) -> str:
    return things[random.integers(len(things))]


def free(project: Project, letter: str) -> str:
    names = {slot.name for slot in project.network.layout.slots} | set(project.network.by_id)
    return next(f"{letter}{count}" for count in range(1000) if f"{letter}{count}" not in names)


def add_node(project: Project, random: Random) -> Edited:
    size = int(random.integers(1, 4))
    key = free(project, "n")
    node = Layer(key, size, "tanh", Bias(free(project, "b"), size))
    return project.with_network(project.network.with_node(node), fill(random)), set()


def add_edge(project: Project, random: Random) -> Edited:
    layers = [node.id for node in project.network.nodes if isinstance(node, Layer)]
    source, target = pick(random, list(project.network.by_id)), pick(random, layers)
    columns, rows = project.network.sizes[source], project.network.sizes[target]
    edge = Edge(source, target, Weight(free(project, "w"), (rows or 1, columns or 1)))
    return project.with_network(project.network.with_edge(edge), fill(random)), set()


def remove_node(project: Project, random: Random) -> Edited:
    key = pick(random, list(project.network.by_id))
    around = {
        slot.name
        for slot in project.network.layout.slots
        if slot.owner == key or (isinstance(slot.owner, tuple) and key in slot.owner)
    }
    return project.with_network(project.network.without_node(key), fill(random)), around


def reconnect(project: Project, random: Random) -> Edited:
    edges = [edge for edge in project.network.edges if edge.weight is not None]
    edge = edges[random.integers(len(edges))]
    assert edge.weight is not None
    without = project.with_network(project.network.without_edge(edge), fill(random))
    after, _ = add_edge(without, random)
    return after, {edge.weight.name}


def rename(project: Project, random: Random) -> Edited:
    key = pick(random, list(project.network.by_id))
    return renamed(project, key, free(project, "r")), set()


def resize(project: Project, random: Random) -> Edited:
    key = pick(random, [n.id for n in project.network.nodes if isinstance(n, Layer)])
    after = resized(project, key, int(random.integers(1, 4)), fill(random))
    return after, set()  # overlaps are checked as well: see `untouched`


def open_one(project: Project, random: Random) -> Edited:
    layers = [node.id for node in project.network.nodes if isinstance(node, Layer)]
    return open_layer(project, pick(random, layers)), set()


def close_one(project: Project, random: Random) -> Edited:
    opened = [node.id for node in project.network.nodes if isinstance(node, Operation)]
    return close_layer(project, pick(random, opened)), set()


KINDS = (add_node, add_edge, remove_node, reconnect, rename, resize, open_one, close_one)


def untouched(before: Parameters, after: Parameters, touched: set[str]) -> bool:
    """Every parameter of both, outside `touched`, has the same numbers where both have any."""
    for slot in before.layout.slots:
        if slot.name in touched or slot.name not in after.layout.by_name:
            continue
        old, new = before.value(slot.name), after.value(slot.name)
        if old.size == new.size:
            if not np.array_equal(old.ravel(), new.ravel()):
                return False
            continue
        overlap = tuple(slice(min(pair)) for pair in zip(old.shape, new.shape, strict=True))
        if not np.array_equal(old[overlap], new[overlap]):
            return False
    return True


def solved(project: Project) -> np.ndarray | None:
    try:
        run = trace(project)
    except NetworkError:
        return None
    return None if run.loss is None else run.gradient


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_what_was_not_touched_keeps_its_number(chunk: int) -> None:
    done = dict.fromkeys((kind.__name__ for kind in KINDS), 0)
    for seed in range(chunk, SEQUENCES, CHUNKS):
        random = np.random.default_rng(seed)
        project = skip_connection(
            {name: float(random.normal()) for name in ("w0", "w1", "w2", "w3")}
        )
        for _ in range(EDITS):
            kind = KINDS[random.integers(len(KINDS))]
            try:
                after, touched = kind(project, random)
            except (NetworkError, ValueError):  # refused, or nothing there to edit
                continue
            assert untouched(project.parameters, after.parameters, touched), (seed, kind)
            assert {slot.name for slot in after.network.layout.slots} >= {
                slot.name for slot in project.network.layout.slots
            } - touched
            if kind in (rename, open_one, close_one):
                assert_same(solved(project), solved(after))
            done[kind.__name__] += 1
            project = after
    assert min(done.values()) > 0, done


def assert_same(before: np.ndarray | None, after: np.ndarray | None) -> None:
    assert (before is None) == (after is None)
    if before is not None and after is not None:
        assert np.allclose(np.sort(before), np.sort(after), rtol=1e-12, atol=1e-14, equal_nan=True)
