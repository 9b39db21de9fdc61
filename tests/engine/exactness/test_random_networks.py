"""20,000 random networks: the engine says what both oracles say, and its own check agrees.

More by command: `python -m tests.engine.exactness --count 100000`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from engine.network import Network
from engine.nodes import Constant, Layer, Loss, Operation, Parameter
from engine.project import Project
from engine.solution import solution
from engine.trace import trace
from tests.engine.exactness.comparison import all_disagreements
from tests.engine.exactness.formulas import FUNCTIONS
from tests.engine.exactness.networks import kind_of, random_project

NETWORKS, CHUNK = 20_000, 250


@pytest.mark.parametrize("start", range(0, NETWORKS, CHUNK))
def test_every_number_is_exact(start: int) -> None:
    found = {seed: all_disagreements(seed) for seed in range(start, start + CHUNK)}
    assert not {seed: wrong[:3] for seed, wrong in found.items() if wrong}


def test_one_network_in_ten_lies_exactly_on_kinks() -> None:
    kinds = Counter(kind_of(seed) for seed in range(NETWORKS))
    assert kinds == {"smooth": 17_000, "kinks": 2_000, "undefined": 1_000}


def test_a_seed_gives_the_same_network_again() -> None:
    for seed in range(40):
        one, again = (solution(trace(random_project(seed))) for _ in range(2))
        assert one == again


@pytest.fixture(scope="module")
def counted() -> Counter[str]:
    """In how many of the first 3,000 networks each function and feature occurs."""
    found: Counter[str] = Counter()
    for seed in range(3000):
        found.update(set(features(random_project(seed))))
    return found


def test_every_function_occurs(counted: Counter[str]) -> None:
    assert min(counted[name] for name in FUNCTIONS) >= 30


FEATURES = (
    *("skip", "shared bias", "no bias", "spread", "source on two ports", "frozen", "loose end"),
    *("matrix used twice", "constant target", "several losses", "combined losses", "no loss"),
    *("chosen node", "default objective", "1 samples", "4 samples", "width 1", "width 6"),
)


@pytest.mark.parametrize("feature", FEATURES)
def test_every_feature_occurs(counted: Counter[str], feature: str) -> None:
    assert counted[feature] >= 20


def test_networks_have_1_to_40_nodes(counted: Counter[str]) -> None:
    sizes = {int(key.split()[0]) for key in counted if key.endswith("nodes")}
    assert set(range(1, 36)) <= sizes
    assert max(sizes) <= 40


def features(project: Project) -> Iterator[str]:
    """What occurs in a network, in words."""
    network = project.network
    losses = [node.id for node in network.nodes if isinstance(node, Loss)]
    yield f"{len(network.nodes)} nodes"
    yield f"{len(project.samples)} samples"
    yield "no loss" if not losses else "several losses" if len(losses) > 1 else "one loss"
    yield "default objective" if network.chosen_objective is None else "chosen objective"
    if len(network.behind_objective & set(losses)) > 1:
        yield "combined losses"
    if network.objective not in losses:
        yield "chosen node"
    if any(not slot.trainable for slot in network.layout.parameters):
        yield "frozen"
    for key in network.by_id:
        yield from features_of_node(network, key)


def features_of_node(network: Network, key: str) -> Iterator[str]:
    node = network.by_id[key]
    sources = [edge.source for edge in network.incoming[key]]
    yield f"width {network.sizes[key]}"
    if key not in network.behind_objective:
        yield "loose end"
    match node:
        case Layer(activation=name, size=size, bias=bias):
            yield name
            yield "no bias" if bias is None else "shared bias" if bias.size < size else "bias"
            yield "skip" if len(sources) > 1 else "one source"
        case Operation(operation=name):
            yield name
            if len(set(sources)) < len(sources):
                yield "source on two ports"
            if name != "matmul" and len({network.sizes[source] for source in sources}) > 1:
                yield "spread"
        case Loss(loss=name):
            yield name
            if any(isinstance(network.by_id[source], Constant) for source in sources):
                yield "constant target"
        case Parameter() if node.is_matrix and len(network.outgoing[key]) > 1:
            yield "matrix used twice"
