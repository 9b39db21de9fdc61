"""Arrange: positions for nodes that have none. In layers, left to right, always the same.

`layering` says what stands in which layer and how high; a target stands below its loss. Layers are
as far apart as the wires between them need: the more numbers stand at these and the steeper they
would be, the farther.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from engine.network import Network
from engine.nodes import Input, Layer, Loss
from engine.project import Project
from gui.canvas.placing.layering import Layers, Thing, heights, layered
from gui.canvas.placing.words import MOST_CELLS

COLUMN = 220.0
"""From one layer of nodes to the next."""

CROWDED = 28.0
"""Added for every unit but one of the larger of two layers with single wires between them."""

OUTLINES, LABEL = 124.0, 15600.0
"""Of the way between two layers outlines cover the one; the other is the area that belongs to a
label at a wire between them: about twice what it covers."""

UNIT, NUMBER = 205.0, 80.0
"""Height that a unit needs with its bias and words, and any other number."""

PITCH, CLOSE_PITCH = 186.0, 139.0
"""From unit to unit of a layer with biases, and of one without."""

HEAT_MAP = 480.0
"""Height of a long vector, which is drawn as one."""

GAP = 40.0
"""Between two nodes of a layer."""

LANE = 60.0
"""Height of a lane, in which connections pass a layer."""

STEEPEST = 0.35
"""Distance of two layers, at least, in parts of the height by which a wire between them rises."""

FARTHEST = 1000.0
"""Distance of two layers up to which wires are kept from being steeper."""


def positions(project: Project) -> Mapping[str, tuple[float, float]]:
    """Where every node stands: as the project says, and arranged where it says nothing."""
    network, given = project.network, project.positions
    if all(node.id in given for node in network.nodes):
        return given
    arranged = _arranged(network)
    known = [node.id for node in network.nodes if node.id in given]
    dx, dy = (
        sum(given[node][axis] - arranged[node][axis] for node in known) / max(1, len(known))
        for axis in (0, 1)
    )
    moved = {node: (round(x + dx, -1), round(y + dy, -1)) for node, (x, y) in arranged.items()}
    return {**moved, **given}


@lru_cache(maxsize=4)
def _arranged(network: Network) -> Mapping[str, tuple[float, float]]:
    """What is arranged is asked for whenever something is drawn."""
    return MappingProxyType(arrange(network))


def arrange(network: Network) -> dict[str, tuple[float, float]]:
    """Positions for all nodes; the first layer stands at x = 0, all of them about y = 0."""
    targets = _targets(network)
    of = layered(network, targets)
    room: dict[Thing, float] = {
        each: height(network, each) + GAP if isinstance(each, str) else LANE
        for layer in of.layers
        for each in layer
    }
    for target, loss in targets.items():
        room[loss] += 2 * (NUMBER + height(network, target))
    ys, labels = heights(of, room), _labels(network, of)
    found: dict[str, tuple[float, float]] = {}
    x = 0.0
    for index, layer in enumerate(of.layers):
        if index:
            x += _distance(network, of, index, labels[index - 1], ys)
        found.update({each: (x, round(ys[each], -1)) for each in layer if isinstance(each, str)})
    for target, loss in targets.items():
        x, y = found[loss]
        found[target] = (x, y + round(NUMBER + height(network, target) / 2, -1))
    return {node.id: found[node.id] for node in network.nodes}


def _labels(network: Network, of: Layers) -> list[float]:
    """How many wires with weights lead from each layer to the next, long ones in equal parts."""
    depth = {each: at for at, layer in enumerate(of.layers) for each in layer}
    labels = [0.0] * len(of.layers)
    for edge in network.edges:
        if edge.weight is not None and edge.source in depth and edge.target in depth:
            start, end = depth[edge.source], depth[edge.target]
            part = _between(network, edge.source, edge.target) / (end - start)
            for at in range(start, end):
                labels[at] += part
    return labels


def _distance(
    network: Network, of: Layers, index: int, labels: float, ys: Mapping[Thing, float]
) -> float:
    """From the layer before to a layer: wires between them need room and must not be too steep."""
    before, here = (
        [each for each in layer if isinstance(each, str)]
        for layer in of.layers[index - 1 : index + 1]
    )
    rises = [
        abs(ys[each] - ys[other]) + _reach(network, each) + _reach(network, other)
        for each in of.layers[index]
        for other in of.left.get(each, ())
    ]
    crowded = _apart(network, before, here, labels)
    steep = min(STEEPEST * max(rises, default=0.0), FARTHEST)
    return float(round(max(crowded, steep), -1))


def _reach(network: Network, each: Thing) -> float:
    """From the middle of a node to its outermost unit."""
    if not isinstance(each, str):
        return 0.0
    return (_count(network, each) - 1) * _pitch(network, each) / 2


def _pitch(network: Network, node: str) -> float:
    """From one unit of a node to the next, as they are drawn; of a single one all its room."""
    drawn = network.by_id[node]
    if _count(network, node) == 1:
        return height(network, node) + GAP
    if not isinstance(drawn, Layer):
        return PITCH if isinstance(drawn, Input) else NUMBER
    return CLOSE_PITCH if drawn.bias is None else PITCH


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
    """Scene units between the columns of two neighbouring nodes that are connected."""
    return round(_apart(network, [node], [other], _between(network, node, other)), -1)


def _apart(network: Network, one: Sequence[str], other: Sequence[str], labels: float) -> float:
    """Between two columns of nodes with so many labels at the wires from the one to the other."""
    most = max(_count(network, each) for each in (*one, *other))
    rows = sum(_count(network, each) * _pitch(network, each) for each in (*one, *other)) / 2
    crowded = CROWDED * (most - 1) if labels else 0.0
    return max(COLUMN + crowded, OUTLINES + LABEL * labels / rows)


def _between(network: Network, node: str, other: str) -> int:
    """Single connections that a weight between two nodes would have."""
    sizes = network.sizes[node] or 1, network.sizes[other] or 1
    return sizes[0] * sizes[1] if max(sizes) <= MOST_CELLS else 0


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
