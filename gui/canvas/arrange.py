"""Arrange: positions for nodes that have none. Layered, left to right, always the same.

Layers are longest paths from the leaves; a leaf stands beside what first needs it, a target below
its loss. Within a layer nodes are ordered by the mean place of their neighbours (Sugiyama, Tagawa
and Toda 1981).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from engine.network import Network
from engine.nodes import Layer, Loss
from engine.project import Project
from gui.canvas.words import MOST_CELLS

COLUMN = 220.0
"""From one layer of nodes to the next."""

CROWDED = 36.0
"""Added for every unit but one of the larger of two neighbouring layers: wires need room."""

UNIT, NUMBER = 205.0, 80.0
"""Height that a unit needs with its bias and words, and any other number."""

HEAT_MAP = 480.0
"""Height of a long vector, which is drawn as one."""

GAP = 40.0
"""Between two nodes of a layer."""

_SWEEPS = 4


def positions(project: Project) -> Mapping[str, tuple[float, float]]:
    """Where every node stands: as the project says, and arranged where it says nothing."""
    network, given = project.network, project.positions
    if all(node.id in given for node in network.nodes):
        return given
    arranged = arrange(network)
    known = [node.id for node in network.nodes if node.id in given]
    dx, dy = (
        sum(given[node][axis] - arranged[node][axis] for node in known) / max(1, len(known))
        for axis in (0, 1)
    )
    moved = {node: (round(x + dx, -1), round(y + dy, -1)) for node, (x, y) in arranged.items()}
    return {**moved, **given}


def arrange(network: Network) -> dict[str, tuple[float, float]]:
    """Positions for all nodes; the first layer stands at x = 0, each about y = 0."""
    targets = _targets(network)
    layers = _ordered(network, _layers(network, targets))
    found: dict[str, tuple[float, float]] = {}
    x, before = 0.0, 1
    for layer in layers:
        most = max(_count(network, node) for node in layer)
        if found:
            x += _apart(most, before)
        heights = [height(network, node) for node in layer]
        y = -(sum(heights) + GAP * (len(layer) - 1)) / 2
        for node, high in zip(layer, heights, strict=True):
            found[node] = (x, round(y + high / 2, -1))
            y += high + GAP
        before = most
    for target, loss in targets.items():
        x, y = found[loss]
        found[target] = (x, y + round(NUMBER + height(network, target) / 2, -1))
    return {node.id: found[node.id] for node in network.nodes}


def arranged(project: Project, nodes: Collection[str]) -> Project:
    """`nodes` in layers, around the middle where they stand; all others stay where they are."""
    before, network = positions(project), project.network
    own = Network(
        tuple(node for node in network.nodes if node.id in nodes),
        tuple(edge for edge in network.edges if edge.source in nodes and edge.target in nodes),
    )
    after = arrange(own)
    dx, dy = (
        _middle(before[node][axis] for node in after) - _middle(at[axis] for at in after.values())
        for axis in (0, 1)
    )
    moved = {node: (round(x + dx, -1), round(y + dy, -1)) for node, (x, y) in after.items()}
    return replace(project, positions={**before, **moved})


def _middle(places: Iterable[float]) -> float:
    found = tuple(places)
    return (min(found) + max(found)) / 2 if found else 0.0


def _targets(network: Network) -> dict[str, str]:
    """Leaves that nothing but one loss needs, and that loss."""
    found: dict[str, str] = {}
    for edge in network.edges:
        alone = not network.incoming[edge.source] and len(network.outgoing[edge.source]) == 1
        if edge.port == "target" and alone:
            found[edge.source] = edge.target
    return found


def apart(network: Network, node: str, other: str) -> float:
    """Scene units between the columns of two neighbouring nodes."""
    return _apart(_count(network, node), _count(network, other))


def _apart(count: int, other: int) -> float:
    return COLUMN + CROWDED * (max(count, other) - 1)


def _count(network: Network, node: str) -> int:
    """What stands one above the other."""
    size = network.sizes[node] or 1
    return size if size <= MOST_CELLS else 1


def height(network: Network, node: str) -> float:
    """Scene units that a node needs with its words."""
    if (network.sizes[node] or 1) > MOST_CELLS:
        return HEAT_MAP
    of_one = UNIT if isinstance(network.by_id[node], Layer | Loss) else NUMBER
    return _count(network, node) * of_one


def _layers(network: Network, apart: Mapping[str, str]) -> list[list[str]]:
    """Nodes by the length of the longest path that leads to them, without those set apart."""
    depth: dict[str, int] = {}
    for node in network.order:
        depth[node] = 1 + max((depth[edge.source] for edge in network.incoming[node]), default=-1)
    for node in network.order:
        consumers = [depth[edge.target] for edge in network.outgoing[node]]
        if consumers and not network.incoming[node]:
            depth[node] = min(consumers) - 1
    layers: list[list[str]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for node in network.order:
        if node not in apart:
            layers[depth[node]].append(node)
    return [layer for layer in layers if layer]


def _ordered(network: Network, layers: list[list[str]]) -> list[list[str]]:
    """Each layer sorted by the mean place of its neighbours, forth and back."""
    place = {node: float(index) for layer in layers for index, node in enumerate(layer)}
    for sweep in range(_SWEEPS):
        forth = sweep % 2 == 0
        for layer in layers if forth else reversed(layers):
            means = {node: _mean_place(network, node, place, forth=forth) for node in layer}
            layer.sort(key=lambda node, means=means: (means[node], place[node]))  # type: ignore[misc]
            middle = (len(layer) - 1) / 2
            place.update({node: index - middle for index, node in enumerate(layer)})
    return layers


def _mean_place(network: Network, node: str, place: Mapping[str, float], *, forth: bool) -> float:
    edges = network.incoming[node] if forth else network.outgoing[node]
    ends = (edge.source if forth else edge.target for edge in edges)
    near = [place[end] for end in ends if end in place]
    return sum(near) / len(near) if near else place[node]
