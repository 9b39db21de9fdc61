"""The part of an incomplete network that computes already: what lacks nothing is a network too."""

from __future__ import annotations

from functools import lru_cache

from engine.arrays import Array
from engine.network import Network, network
from engine.nodes import Loss
from engine.project import Project
from engine.quantity import Quantity, Role
from engine.trace import Trace


def complete_part(project: Project) -> Project:
    """`project` without the nodes that lack something, and all that is computed from them."""
    return project.with_network(part_of(project.network))


@lru_cache(maxsize=2)  # while a number is dragged the structure stays
def part_of(whole: Network) -> Network:
    """The network of all that lacks nothing; `whole` itself, where nothing lacks anything."""
    if not whole.missing:
        return whole
    lacking = {each.node for each in whole.missing}
    for key in whole.order:
        if any(edge.source in lacking for edge in whole.incoming[key]):
            lacking.add(key)
    nodes = tuple(node for node in whole.nodes if node.id not in lacking)
    edges = tuple(edge for edge in whole.edges if edge.target not in lacking)
    objective = whole.objective
    if objective is None or objective in lacking:
        # Of several losses any will do: none of the values depends on the choice.
        objective = next((node.id for node in nodes if isinstance(node, Loss)), None)
    return network(nodes, edges, objective)


def has_gradients(whole: Network) -> bool:
    """Whether the objective lacks nothing: all that it depends on is in the part too."""
    return whole.objective is not None and part_of(whole).objective == whole.objective


def read_part(part: Trace, whole: Network, quantity: Quantity, sample: int) -> Array | None:
    """The number(s) at an address of `whole`, as `part` computes them; None outside of it."""
    return part.read(quantity, sample) if is_in(part.network, whole, quantity) else None


def is_in(part: Network, whole: Network, quantity: Quantity) -> bool:
    """Whether an address of `whole` is one of its part; a derivative, if it is of the objective."""
    by = quantity.by
    if by is not None and not (quantity.owner == whole.objective and _has(part, by)):
        return False
    return _has(part, quantity)


def _has(part: Network, quantity: Quantity) -> bool:
    is_parameter = quantity.role is Role.PARAMETER
    return quantity.owner in (part.layout.by_name if is_parameter else part.by_id)
