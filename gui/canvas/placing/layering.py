"""Layering: nodes in layers from left to right, with lanes in which connections pass other layers.

The steps of Sugiyama, Tagawa and Toda (1981). Layers are longest paths from the leaves; a leaf
stands beside what first needs it. A connection that leads past layers takes a lane in each, shared
by all that come from the same node. Every layer is ordered by the mean place of what it is
connected with; then each node comes to stand as near as possible to the mean height of these.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from engine.network import Network

Lane = tuple[str, int]
"""The way of a node's connections through one layer."""

Thing = str | Lane
"""What a layer is made of: nodes by their ids, and lanes."""

_SWEEPS, _FEW_SWEEPS = 8, 4

_MANY = 1500
"""Connections from which on there are few sweeps, and crossings are not counted."""


@dataclass(frozen=True, eq=False, slots=True)
class Layers:
    """Things by layer, from top to bottom, and what each is connected with on either side."""

    layers: tuple[tuple[Thing, ...], ...]
    left: Mapping[Thing, Sequence[Thing]]
    right: Mapping[Thing, Sequence[Thing]]

    @property
    def many(self) -> bool:
        """Whether this is a large network."""
        return sum(map(len, self.left.values())) > _MANY


def layered(network: Network, apart: Collection[str]) -> Layers:
    """The layers of a network without the nodes that stand `apart`, with few crossings."""
    depth = _depths(network, apart)
    left: dict[Thing, list[Thing]] = {}
    right: dict[Thing, list[Thing]] = {}
    rows: dict[int, dict[Thing, None]] = {}
    for edge in network.edges:
        if edge.source in depth and edge.target in depth:
            way: list[Thing] = [edge.source]
            way += [(edge.source, at) for at in range(depth[edge.source] + 1, depth[edge.target])]
            way.append(edge.target)
            for at, (one, other) in enumerate(pairwise(way)):
                rows.setdefault(depth[edge.source] + at, {})[one] = None
                if one not in left.setdefault(other, []):
                    left[other].append(one)
                    right.setdefault(one, []).append(other)
    for node, at in depth.items():
        rows.setdefault(at, {})[node] = None
    lanes_first = [sorted(rows[at], key=lambda each: isinstance(each, str)) for at in sorted(rows)]
    return _ordered(Layers(tuple(map(tuple, lanes_first)), left, right))


def _depths(network: Network, apart: Collection[str]) -> dict[str, int]:
    """The layer of each node, without empty layers."""
    depth: dict[str, int] = {}
    for node in network.order:
        depth[node] = 1 + max((depth[edge.source] for edge in network.incoming[node]), default=-1)
    for node in network.order:
        consumers = [depth[edge.target] for edge in network.outgoing[node]]
        if consumers and not network.incoming[node]:
            depth[node] = min(consumers) - 1
    kept = {node: at for node, at in depth.items() if node not in apart}
    place = {at: index for index, at in enumerate(sorted(set(kept.values())))}
    return {node: place[at] for node, at in kept.items()}


def _ordered(of: Layers) -> Layers:
    """Each layer sorted by the mean place of its neighbours, forth and back; the best of these."""
    best, fewest = of.layers, 0 if of.many else _crossings(of.layers, of)
    layers = [list(layer) for layer in of.layers]
    for sweep in range(_FEW_SWEEPS if of.many else _SWEEPS):
        forth = sweep % 2 == 0
        beside = of.left if forth else of.right
        place = {each: float(at) for layer in layers for at, each in enumerate(layer)}
        for layer in layers if forth else reversed(layers):
            middle = (len(layer) - 1) / 2
            place.update({each: at - middle for at, each in enumerate(layer)})
            means = {each: _mean(place, beside.get(each, ()), place[each]) for each in layer}
            layer.sort(key=means.__getitem__)
            place.update({each: at - middle for at, each in enumerate(layer)})
        now = tuple(map(tuple, layers))
        crossings = -1 - sweep if of.many else _crossings(now, of)
        if crossings < fewest:
            best, fewest = now, crossings
    return Layers(best, of.left, of.right)


def _mean(place: Mapping[Thing, float], things: Collection[Thing], otherwise: float) -> float:
    return sum(place[each] for each in things) / len(things) if things else otherwise


def _crossings(layers: Iterable[Sequence[Thing]], of: Layers) -> int:
    """How many pairs of connections between neighbouring layers cross."""
    total = 0
    place = {each: at for layer in layers for at, each in enumerate(layer)}
    for layer in layers:
        ends: list[int] = []
        for each in layer:
            own = [place[other] for other in of.left.get(each, ())]
            total += sum(len(ends) - bisect_left(ends, end + 1) for end in own)
            for end in own:
                insort(ends, end)
    return total


def heights(of: Layers, room: Mapping[Thing, float]) -> dict[Thing, float]:
    """The height of each thing, about 0: in the order of its layer, `room` for each."""
    place: dict[Thing, float] = {}
    for layer in of.layers:
        place |= _stacked(layer, dict.fromkeys(layer, 0.0), room)
    sweeps = _FEW_SWEEPS if of.many else _SWEEPS
    for sweep in range(sweeps):
        forth, both = sweep % 2 == 0, sweep >= sweeps - 2
        for layer in of.layers if forth else reversed(of.layers):
            wanted = {}
            for each in layer:
                near = [*of.left.get(each, ())] if forth or both else []
                near += [*of.right.get(each, ())] if both or not forth else []
                nodes = [other for other in near if isinstance(other, str)]
                wanted[each] = _mean(place, nodes or near, place[each])  # lanes bend, chains do not
            place |= _stacked(layer, wanted, room)
    ys = [at for each, at in place.items() if isinstance(each, str)]
    middle = (min(ys) + max(ys)) / 2 if ys else 0.0
    return {each: at - middle for each, at in place.items()}


def _stacked(
    layer: Sequence[Thing], wanted: Mapping[Thing, float], room: Mapping[Thing, float]
) -> dict[Thing, float]:
    """Nodes as near as possible to the heights they want, one below the other; lanes in between.

    Nodes that would overlap become a block at their mean (pool adjacent violators).
    """
    blocks: list[tuple[float, list[Thing]]] = []
    offsets: dict[Thing, float] = {}
    down = 0.0
    for each in layer:
        offsets[each] = down + room[each] / 2
        down += room[each]
        if isinstance(each, str):
            mean = wanted[each] - offsets[each]
            things: list[Thing] = [each]
            while blocks and blocks[-1][0] > mean:
                before, others = blocks.pop()
                mean = (mean * len(things) + before * len(others)) / (len(things) + len(others))
                things = others + things
            blocks.append((mean, things))
    found = {each: mean + offsets[each] for mean, things in blocks for each in things}
    return found | _lanes(layer, wanted, room, found)


def _lanes(
    layer: Sequence[Thing],
    wanted: Mapping[Thing, float],
    room: Mapping[Thing, float],
    nodes: Mapping[Thing, float],
) -> dict[Thing, float]:
    """Lanes as near as possible to the heights they want, between the nodes above and below."""
    found: dict[Thing, float] = {}
    above, below = -inf, inf
    for each in layer:
        at = nodes[each] if each in nodes else max(wanted[each], above + room[each] / 2)
        found[each] = at
        above = at + room[each] / 2
    for each in reversed(layer):
        if each not in nodes:
            found[each] = min(found[each], below - room[each] / 2)
        below = found[each] - room[each] / 2
    return {each: found[each] for each in layer if each not in nodes}
