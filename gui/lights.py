"""Lights: what the drawing brings out of the current step, or of the path that is pointed at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.explain.steps import Step
from engine.formula.printer import text
from engine.network import Network
from engine.nodes import EdgeKey
from engine.quantity import Quantity, Role, parameter
from engine.walk import Phase
from gui.explained import all_addresses, current_step
from gui.moment import Shown
from gui.view import View, Way
from gui.ways import ways, weights_in

Hue = int | None
"""The number of a path's colour; None for the colour of the pass."""


@dataclass(frozen=True, slots=True)
class Message:
    """What comes back along a connection during its step: 1·0.5 = 0.5."""

    weight: Quantity
    words: str
    hue: Hue


@dataclass(frozen=True, slots=True)
class Wire:
    """A connection that is lit; with `weights` only those of its wires that bear one of them."""

    edge: EdgeKey
    hue: Hue = None
    weights: tuple[Quantity, ...] = ()


@dataclass(frozen=True, slots=True)
class Lights:
    """All else is dimmed; `nodes` are whole, of others only numbers are lit.

    `quantities`, among them the `results`, may be whole vectors, whose elements are meant; they
    stand at all their addresses.
    """

    phase: Phase
    results: frozenset[Quantity]
    quantities: frozenset[Quantity]
    nodes: frozenset[str]
    wires: tuple[Wire, ...]
    messages: tuple[Message, ...] = ()


def lights(shown: Shown, view: View) -> Lights | None:
    """What is lit; None while nobody walks: then everything is."""
    step = current_step(shown, view)
    if step is None:
        return None
    if view.way is not None:
        return _of_way(step, view.way)
    coloured = [way for way in ways(step) if way is not None]
    taken = {edge for way in coloured for edge in way.edges}
    weights = weights_in(step.formula)
    wires = [Wire(edge, None, weights) for edge in sorted(step.lights.edges - taken, key=repr)]
    wires += [wire for way in coloured for wire in _wires(way)]
    told = tuple(_messages(step)) if view.uncovered and shown.verified else ()
    return _lit(step, step.lights.quantities, step.lights.nodes, wires, told)


def _lit(
    step: Step,
    spoken: Iterable[Quantity],
    nodes: Iterable[str],
    wires: Iterable[Wire],
    told: tuple[Message, ...] = (),
) -> Lights:
    network = step.explanation.network
    results = all_addresses(network, {step.quantity})
    quantities = results | all_addresses(network, spoken)
    return Lights(step.phase, results, quantities, frozenset(nodes), tuple(wires), told)


def _of_way(step: Step, way: Way) -> Lights:
    """A path alone, with the weights along it."""
    network = step.explanation.network
    weights = (_weight(network, edge) for edge in way.edges)
    spoken = {each for each in weights if each is not None} | {*way.weights}
    nodes = {step.node, *way.nodes, *(end for edge in way.edges for end in edge[:2])}
    return _lit(step, spoken, nodes, _wires(way))


def _wires(way: Way) -> Iterator[Wire]:
    for edge in way.edges:
        yield Wire(edge, way.hue, way.weights)


def _messages(step: Step) -> Iterator[Message]:
    """What each connection brings back to a value; a weight of one number has room for it."""
    by = step.quantity.by
    if step.phase is not Phase.BACKWARD or by is None or by.role is not Role.VALUE:
        return
    network = step.explanation.network
    for share, way in zip(step.terms, ways(step), strict=True):
        made = share.equation
        weight = None if share.via is None else _weight(network, share.via)
        if weight is None or made.value is None:
            continue
        sides = [text(made.value)]
        if made.numbers is not None:
            sides = [text(made.numbers), made.to_value, *sides]
        yield Message(weight, " ".join(sides), None if way is None else way.hue)


def _weight(network: Network, edge: EdgeKey) -> Quantity | None:
    """The weight of a connection that is one number."""
    weight = network.by_key[edge].weight
    return parameter(weight.name) if weight is not None and weight.shape == (1, 1) else None
