"""The order in which a network is computed."""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from engine.errors import NetworkError

if TYPE_CHECKING:
    from engine.network import Network


def topological(network: Network) -> tuple[str, ...]:
    """Operands before their consumers, otherwise as in the document (Kahn's algorithm).

    Raises `NetworkError` naming the nodes of one cycle.
    """
    position = {node.id: index for index, node in enumerate(network.nodes)}
    waiting = {node: len(edges) for node, edges in network.incoming.items()}
    ready = [position[node] for node, count in waiting.items() if count == 0]
    heapify(ready)
    found: list[str] = []
    while ready:
        node = network.nodes[heappop(ready)].id
        found.append(node)
        for edge in network.outgoing[node]:
            waiting[edge.target] -= 1
            if waiting[edge.target] == 0:
                heappush(ready, position[edge.target])
    if len(found) < len(network.nodes):
        cycle = _cycle(network, {node for node, count in waiting.items() if count > 0})
        raise NetworkError("cycle", "edges", nodes=" → ".join(cycle))
    return tuple(found)


def levels(network: Network, start: str, *, backwards: bool = False) -> dict[str, int]:
    """How many edges away from `start` every node is that can be reached, by the longest way.

    Along the edges, or `backwards` against them.
    """
    found = {start: 0}
    for node in reversed(network.order) if backwards else network.order:
        for edge in (network.outgoing if backwards else network.incoming)[node]:
            before = edge.target if backwards else edge.source
            if before in found:
                found[node] = max(found.get(node, 0), found[before] + 1)
    return found


def _cycle(network: Network, stuck: set[str]) -> list[str]:
    """One cycle among the nodes that could not be ordered: walk back until a node repeats."""
    node = min(stuck)
    walked: dict[str, None] = {}  # an ordered set
    while node not in walked:
        walked[node] = None
        node = next(edge.source for edge in network.incoming[node] if edge.source in stuck)
    path = list(walked)
    return [*path[path.index(node) :], node][::-1]
