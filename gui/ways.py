"""Ways: the connections by which the terms of a step come, each to be shown in its own colour."""

from __future__ import annotations

from collections.abc import Sequence

from engine.explain.steps import Share, Step
from engine.network import Network
from engine.nodes import EdgeKey
from engine.walk import Phase
from gui.view import Way


def ways(step: Step) -> tuple[Way | None, ...]:
    """The way of each term; None for terms that need no colour to be told apart.

    A gradient's way goes on to the objective as long as there is only one, until others join it.
    """
    terms = step.terms
    coming = [term.via for term in terms if term.via is not None]
    if len(coming) < 2:
        return (None,) * len(terms)
    network = step.explanation.network
    backward = step.phase is Phase.BACKWARD
    chains = [_chain(network, via) if backward else [via] for via in coming]
    hues = {via: hue for hue, via in enumerate(dict.fromkeys(coming))}
    cut = {via: _cut(chain, chains) for via, chain in zip(coming, chains, strict=True)}
    return tuple(_way(term, hues, cut) for term in terms)


def _way(term: Share, hues: dict[EdgeKey, int], chains: dict[EdgeKey, list[EdgeKey]]) -> Way | None:
    if term.via is None:
        return None
    edges = chains[term.via]
    return Way(hues[term.via], tuple(edges), tuple(edge[1] for edge in edges[:-1]))


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


def _cut(chain: list[EdgeKey], chains: Sequence[list[EdgeKey]]) -> list[EdgeKey]:
    """A chain up to the first node that another one reaches too."""
    others = [{edge[1] for edge in other} for other in chains if other[0] != chain[0]]
    for length, edge in enumerate(chain, 1):
        if any(edge[1] in reached for reached in others):
            return chain[:length]
    return chain
