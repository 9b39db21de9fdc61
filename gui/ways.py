"""Ways: the connections by which the terms of a step come, each to be shown in its own colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from engine.explain.steps import Share, Step
from engine.formula.expression import Expression, quantities
from engine.network import Network
from engine.nodes import EdgeKey
from engine.paths.search import Path
from engine.quantity import Quantity, Role, parameter
from engine.walk import Phase
from gui.view import Way


@lru_cache(maxsize=32)
def ways(step: Step) -> tuple[Way | None, ...]:
    """The way of each term; None for terms that need no colour to be told apart.

    A gradient's way goes on to the objective as long as there is only one, until others join it.
    """
    terms = step.terms
    coming = [term for term in terms if term.via is not None]
    if len(coming) < 2:
        return (None,) * len(terms)
    network, backward = step.explanation.network, step.phase is Phase.BACKWARD
    chains = [_chain(network, term.via) if backward else [term.via] for term in coming if term.via]
    hues = {id(term): hue for hue, term in enumerate(coming)}
    return tuple(None if term.via is None else _way(term, hues[id(term)], chains) for term in terms)


def _way(term: Share, hue: int, chains: Sequence[list[EdgeKey]]) -> Way:
    edges = _cut(chains[hue], [chain for each, chain in enumerate(chains) if each != hue])
    nodes = tuple(edge[1] for edge in edges[:-1])
    return Way(hue, tuple(edges), nodes, weights_in(term.formula))


def weights_in(formula: Expression) -> tuple[Quantity, ...]:
    """The elements of weights that a formula speaks of."""
    spoken = quantities(formula)
    found = [each for each in spoken if each.role is Role.PARAMETER and each.by is None]
    return tuple(sorted((each for each in found if len(each.index) == 2), key=repr))


def _chain(network: Network, via: EdgeKey) -> list[EdgeKey]:
    """A connection and those behind it, up to where it branches."""
    edges = [via]
    while edges[-1][1] != network.objective:
        further = [
            edge.key
            for edge in network.outgoing[edges[-1][1]]
            if edge.target in network.behind_objective
        ]
        if len(further) != 1:
            break
        edges += further
    return edges


def _cut(chain: list[EdgeKey], others: Iterable[list[EdgeKey]]) -> list[EdgeKey]:
    """A chain up to the first node that another one reaches too."""
    reached = {edge[1] for other in others for edge in other}
    for length, edge in enumerate(chain, 1):
        if edge[1] in reached:
            return chain[:length]
    return chain


def way_of(network: Network, path: Path, hue: int) -> Way:
    """The way of one path: each connection that it takes, by which of its weights."""
    edges = dict.fromkeys(hop.via for hop in path.hops if hop.via is not None)
    weights = []
    for hop in path.hops:
        weight = None if hop.via is None else network.by_key[hop.via].weight
        if weight is not None and weight.shape != (1, 1) and hop.source.role is Role.VALUE:
            at = (*(hop.target.index or (1,)), *(hop.source.index or (1,)))
            weights.append(parameter(weight.name).element(*at))
    nodes = tuple(dict.fromkeys(edge[1] for edge in [*edges][:-1]))
    return Way(hue, tuple(edges), nodes, tuple(weights))
