"""Stops: what the keyboard goes through, in the order of the forward pass and along connections."""

from __future__ import annotations

from collections.abc import Sequence

from engine.network import Network
from engine.nodes import EdgeKey
from engine.quantity import Quantity
from gui.canvas.attention import Stop
from gui.canvas.placing.layout import Layout
from gui.view import ItemKey


def stops(network: Network, layout: Layout) -> list[Stop]:
    """For every node: the connections that lead into it, itself, and its own numbers.

    A connection is stopped at by its weights; by itself where it has none on the drawing.
    """
    weights = edge_numbers(layout)
    leading: dict[str, list[Stop]] = {}
    for key, numbers in weights.items():
        leading.setdefault(key[1], []).extend(numbers or [key])
    found: list[Stop] = []
    for node in network.order:
        slots = layout.figures[node].slots
        own = [slot.quantity for slot in slots if slot.settable]
        found += [*leading.get(node, ()), node, *own]
    return found


def edge_numbers(layout: Layout) -> dict[EdgeKey, list[Quantity]]:
    """The numbers that can be set on the wires of every edge."""
    labels = layout.all_labels
    found: dict[EdgeKey, list[Quantity]] = {}
    for index, wire in enumerate(layout.board.wires):
        slots = labels[index].slots if index in labels else ()
        own = (slot.quantity for slot in slots if slot.settable)
        found.setdefault(wire.edge.key, []).extend(own)
    return found


def numbers(found: Sequence[Stop]) -> list[Stop]:
    """Only the numbers that can be set."""
    return [stop for stop in found if isinstance(stop, Quantity)]


def beside(found: Sequence[Stop], stop: Stop | None, direction: int) -> Stop | None:
    """The next stop (1) or the one before (−1); from nowhere the first or last, then None."""
    if stop not in found:
        return found[0 if direction > 0 else -1] if found else None
    index = found.index(stop) + direction
    return found[index] if 0 <= index < len(found) else None


def owner(layout: Layout, stop: Stop) -> ItemKey | None:
    """The node or edge that a stop belongs to."""
    if not isinstance(stop, Quantity):
        return stop
    for key, numbers in edge_numbers(layout).items():
        if stop in numbers:
            return key
    for node, figure in layout.figures.items():
        if any(slot.settable and slot.quantity == stop for slot in figure.slots):
            return node
    return None


def towards(layout: Layout, network: Network, node: str, across: int, down: int) -> str | None:
    """The node in a direction: right is (1, 0), up is (0, −1).

    To the right and left along a connection where one leads on, else the nearest that way.
    """
    if across:
        ends = [_far_end(key, node) for key in edges_at(layout, network, node, across)]
        if ends:
            return ends[0]
    x, y = layout.positions[node]
    best: tuple[float, str] | None = None
    for other in layout.figures:
        dx, dy = layout.positions[other][0] - x, layout.positions[other][1] - y
        ahead, aside = dx * across + dy * down, abs(dx * down) + abs(dy * across)
        # Within 60° of the direction; what lies straight ahead comes first.
        if other != node and ahead > 0 and aside < 1.8 * ahead:
            best = min(filter(None, (best, (ahead + 2 * aside, other))))
    return None if best is None else best[1]


def edges_at(layout: Layout, network: Network, node: str, across: int) -> list[EdgeKey]:
    """Connections that leave a node (1) or lead into it (−1), those to the nearest nodes first."""
    edges = network.outgoing[node] if across > 0 else network.incoming[node]
    x, y = layout.positions[node]

    def distance(key: EdgeKey) -> tuple[float, float]:
        to_x, to_y = layout.positions[_far_end(key, node)]
        return abs(to_x - x) + 2 * abs(to_y - y), to_y

    return sorted((edge.key for edge in edges), key=distance)


def _far_end(key: EdgeKey, node: str) -> str:
    return key[1] if key[0] == node else key[0]


def turned(found: Sequence[EdgeKey], key: EdgeKey, direction: int) -> EdgeKey:
    """The next of the connections at a node (1) or the one before (−1), round and round."""
    return found[(found.index(key) + direction) % len(found)] if key in found else key
