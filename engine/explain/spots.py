"""Spots: where the steps of a walk stand. This follows from the network alone, not from numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from engine.derivation.table import derive
from engine.explain.steps import Place
from engine.explain.update import trained
from engine.functions.losses import LOSSES
from engine.network import Network
from engine.nodes import Loss
from engine.quantity import Quantity, Role
from engine.walk import Phase, walk

Spot = tuple[Place, str]
"""A place of the walk, and the node that it is at."""


@lru_cache(maxsize=8)
def walked(network: Network) -> tuple[Spot, ...]:
    """A place for every quantity of both passes."""
    scope = derive(network).scope
    return tuple(
        (Place(stop.phase, scope.ref(quantity).quantity), stop.node)
        for stop in walk(network)
        for quantity in stop.quantities
    )


@lru_cache(maxsize=8)
def first(network: Network) -> Mapping[Quantity, Spot]:
    """The place that defines each quantity of both passes."""
    return {place.quantity: (place, node) for place, node in walked(network)}


@lru_cache(maxsize=8)
def going_on(network: Network) -> frozenset[Quantity]:
    """Those whose formula may go on: what a loss makes probabilities of."""
    quantities = (place.quantity for place, _ in walked(network))
    return frozenset(each for each in quantities if _feeds_scores(network, each.by))


def _feeds_scores(network: Network, by: Quantity | None) -> bool:
    if by is None or by.role is not Role.VALUE:
        return False
    targets = (network.by_id[edge.target] for edge in network.outgoing[by.owner])
    losses = (node for node in targets if isinstance(node, Loss))
    return any(LOSSES[node.loss].on_scores for node in losses)


@dataclass(frozen=True, eq=False)
class Route:
    """All spots of a walk, in their order."""

    spots: tuple[Spot, ...] = ()

    @cached_property
    def numbers(self) -> Mapping[Place, int]:
        """The number of each place, from 0."""
        return {place: number for number, (place, _) in enumerate(self.spots)}


@lru_cache(maxsize=8)
def route(network: Network, rows: tuple[str, ...]) -> Route:
    """The passes as `walked`, then each of the `rows` of the update of every parameter."""
    return Route((*walked(network), *updated(network, rows)))


def updated(network: Network, rows: tuple[str, ...]) -> Iterator[Spot]:
    """A place for each of the rows of the update of every parameter."""
    for node, quantity in trained(network):
        for row in rows:
            yield Place(Phase.UPDATE, quantity, row), node
