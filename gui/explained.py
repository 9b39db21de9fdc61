"""Explained: the walk through what is shown, and what of it is still to be guessed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from engine.derivation.table import Level
from engine.explain.explanation import Explanation, explain
from engine.explain.steps import Place, Step
from engine.network import Network
from engine.nodes import Parameter
from engine.quantity import Quantity, Role, value
from engine.walk import Phase
from gui.moment import Shown
from gui.view import View

NOTHING: frozenset[Quantity] = frozenset()


@lru_cache(maxsize=2)
def explanation(shown: Shown, sample: int) -> Explanation:
    """The walk through one sample of what is shown."""
    return explain(shown.project, shown.trace, sample, shown.moment.memory)


def whole(place: Place) -> Place:
    """The place of the step that an element's place belongs to."""
    return replace(place, quantity=place.quantity.element(), level=Level.LAYER)


def step_number(walk: Explanation, place: Place) -> int | None:
    """The number of the step at a place, or of the one it is an element of."""
    found = walk.route.numbers
    return found.get(place, found.get(whole(place)))


def step_at(walk: Explanation, place: Place) -> Step | None:
    """The step at a place; None if this network has none there."""
    number = step_number(walk, place)
    if number is None:
        return None
    step = walk.steps[number]
    return step if place.level is Level.LAYER else step.element(*index(place.quantity))


def index(quantity: Quantity) -> tuple[int, ...]:
    """Which element is meant; of a derivative, by which."""
    return (quantity if quantity.by is None else quantity.by).index


def current_step(shown: Shown, view: View) -> Step | None:
    """The step at which somebody stands; None while nobody walks."""
    if view.step is None or shown.trace is None:
        return None
    return step_at(explanation(shown, view.sample), view.step)


def hidden(shown: Shown, view: View) -> frozenset[Quantity]:
    """What is still to be guessed: all that the walk has not reached, as whole quantities."""
    if not view.reveal or view.step is None or shown.trace is None:
        return NOTHING
    return _unreached(explanation(shown, view.sample), view.step, uncovered=view.uncovered)


def is_guessing(shown: Shown, view: View) -> bool:
    """Whether anything is still to be guessed: then nothing may give it away."""
    return bool(hidden(shown, view))


@lru_cache(maxsize=4)
def _unreached(walk: Explanation, place: Place, *, uncovered: bool) -> frozenset[Quantity]:
    number = step_number(walk, place)
    if number is None:
        return NOTHING
    computed = [place.quantity for place, _ in walk.route.spots if place.phase is not Phase.UPDATE]
    return all_addresses(walk.network, {*computed} - {*computed[: number + uncovered]})


def all_addresses(network: Network, found: Iterable[Quantity]) -> frozenset[Quantity]:
    """Quantities at all their addresses: a parameter node is known by its name and by its id."""
    nodes = {node.name: node.id for node in network.nodes if isinstance(node, Parameter)}

    def other(quantity: Quantity) -> Quantity:
        by = quantity.by
        if by is not None:
            return replace(quantity, by=other(by))
        if quantity.role is Role.PARAMETER and quantity.owner in nodes:
            return replace(value(nodes[quantity.owner]), index=quantity.index)
        return quantity

    once = frozenset(found)
    return once | {other(quantity) for quantity in once}
