"""Stops: what the keyboard goes through, in the order of the forward pass."""

from __future__ import annotations

from collections.abc import Sequence

from engine.network import Network
from engine.quantity import Quantity
from gui.canvas.attention import Stop
from gui.canvas.layout import Layout
from gui.view import ItemKey


def stops(network: Network, layout: Layout) -> list[Stop]:
    """For every node: the weights that lead into it, itself, and its own numbers."""
    weights: dict[str, list[Quantity]] = {}
    for wire, label in sorted(layout.all_labels.items()):
        target = layout.board.wires[wire].edge.target
        numbers = [slot.quantity for slot in label.slots if slot.settable]
        weights.setdefault(target, []).extend(numbers)
    found: list[Stop] = []
    for node in network.order:
        slots = layout.figures[node].slots
        own = [slot.quantity for slot in slots if slot.settable]
        found += [*weights.get(node, ()), node, *own]
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
    if isinstance(stop, str):
        return stop
    for wire, label in layout.all_labels.items():
        if any(slot.quantity == stop for slot in label.slots):
            return layout.board.wires[wire].edge.key
    for node, figure in layout.figures.items():
        if any(slot.settable and slot.quantity == stop for slot in figure.slots):
            return node
    return None


def towards(layout: Layout, node: str, across: int, down: int) -> str | None:
    """The nearest node in a direction: right is (1, 0), up is (0, −1)."""
    x, y = layout.positions[node]
    best: tuple[float, str] | None = None
    for other in layout.figures:
        dx, dy = layout.positions[other][0] - x, layout.positions[other][1] - y
        ahead, aside = dx * across + dy * down, abs(dx * down) + abs(dy * across)
        # Within 60° of the direction; what lies straight ahead comes first.
        if other != node and ahead > 0 and aside < 1.8 * ahead:
            best = min(filter(None, (best, (ahead + 2 * aside, other))))
    return None if best is None else best[1]
