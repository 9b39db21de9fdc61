"""Lights: what the drawing brings out of the current step, or of the path that is pointed at."""

from __future__ import annotations

from dataclasses import dataclass

from engine.explain.steps import Step
from engine.nodes import EdgeKey
from engine.quantity import Quantity
from gui.explained import current_step
from gui.moment import Shown
from gui.view import View
from gui.ways import ways


@dataclass(frozen=True, slots=True)
class Lights:
    """All else is dimmed. Of `wires` those with a hue have the colour of their path."""

    nodes: frozenset[str] = frozenset()
    quantities: frozenset[Quantity] = frozenset()
    wires: tuple[tuple[EdgeKey, int | None], ...] = ()
    result: Quantity | None = None

    def hue(self, edge: EdgeKey) -> tuple[bool, int | None]:
        """Whether a connection is lit, and the number of its path's colour."""
        found = dict(self.wires)
        return edge in found, found.get(edge)


def lights(shown: Shown, view: View) -> Lights | None:
    """What is lit; None while nobody walks, then everything is."""
    step = current_step(shown, view)
    if step is None:
        return None
    wires: dict[EdgeKey, int | None] = dict.fromkeys(sorted(step.lights.edges, key=str))
    nodes = set(step.lights.nodes)
    shown_ways = [way for way in ways(step) if way is not None]
    if view.way is not None:  # it alone, in its colour
        wires, nodes, shown_ways = {}, {step.node}, [view.way]
    for way in shown_ways:
        wires |= dict.fromkeys(way.edges, way.hue)
        nodes |= {*way.nodes, *(end for edge in way.edges for end in edge[:2])}
    return Lights(frozenset(nodes), _spoken(step), tuple(wires.items()), step.quantity)


def _spoken(step: Step) -> frozenset[Quantity]:
    return step.lights.quantities
