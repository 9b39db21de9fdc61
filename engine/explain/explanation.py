"""Explanation: the walk through one sample of one network, and the step that follows from it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import overload

from engine.checks import Missing
from engine.derivation.definition import Definition
from engine.derivation.table import Derivation, Level, derive
from engine.explain.sources import Source, forms, reading
from engine.explain.spots import Route, Spot, first, going_on, route, updated, walked
from engine.explain.steps import Place, Step
from engine.explain.update import Update
from engine.formula.evaluate import Environment
from engine.network import Network
from engine.project import Project
from engine.quantity import Quantity
from engine.remarks import Remark
from engine.trace import Trace, trace
from engine.training.optimizers import Memory
from engine.walk import Phase


class Explanation:
    """All steps of a network with its numbers; none where something is `missing`."""

    def __init__(
        self, project: Project, solved: Trace | None, sample: int, memory: Memory | None
    ) -> None:
        self.project = project
        self.sample = sample
        self.missing: tuple[Missing, ...] = project.network.missing
        self._solved = solved
        self._memory = memory
        self._made: dict[Place, Step] = {}

    @property
    def network(self) -> Network:
        """What is explained."""
        return self.project.network

    @cached_property
    def steps(self) -> Steps:
        """Forward node by node, then every gradient as it is computed, then the update."""
        return Steps(self, self.route.spots)

    @cached_property
    def route(self) -> Route:
        """Where the steps stand."""
        if self.missing:
            return Route()
        rows, longer = self._update.rows(), going_on(self.network)
        if not longer:
            return route(self.network, rows)
        return Route((*self._walked(longer), *updated(self.network, rows)))

    def step(self, quantity: Quantity) -> Step | None:
        """The step that computes a quantity, or one element of it; None if none does."""
        if self.missing:
            return None
        try:
            known = self.table(Level.LAYER).scope.ref(quantity).quantity
        except KeyError:
            return None
        spot = first(self.network).get(known.element())
        if spot is None:
            return None
        whole, at = self.at(spot), (known if known.by is None else known.by).index
        return whole.element(*at) if at and whole.left.shape else whole

    def at(self, spot: Spot) -> Step:
        """The step at one of the spots: always the same one, for it remembers what it computed."""
        place, node = spot
        step = self._made.get(place)
        if step is None:
            step = self._made[place] = Step(self, place, node)
        return step

    def chain(self, step: Step) -> tuple[Step, ...]:
        """A step and how its formula goes on: from the Jacobian of a softmax to p − a."""
        return tuple(self.at((place, step.node)) for place in self._chain(step.place))

    def _chain(self, place: Place) -> Iterator[Place]:
        if place.phase is not Phase.BACKWARD:
            yield place
            return
        _, *more = forms(self.table(place.level), place.quantity, self.read)
        for part in ("", *(form.rule.value for form in more)):
            yield replace(place, part=part)

    # -- what steps are made of ---------------------------------------------------------------

    def table(self, level: Level) -> Derivation:
        """The derivation of the network."""
        return derive(self.network, level)

    @property
    def solved(self) -> Trace:
        """The numbers; only of a complete network."""
        assert self._solved is not None
        return self._solved

    @property
    def remarks(self) -> Sequence[Remark]:
        """Those on the trace of this sample."""
        return self.solved.remarks[self.sample]

    @cached_property
    def read(self) -> Environment:
        """What names in formulas are worth."""
        return reading(self.solved, self.sample)

    def source(self, place: Place) -> Source:
        """What the step at a place is about."""
        if place.phase is Phase.UPDATE:
            return self._update.source(place.quantity, place.part)
        table = self.table(place.level)
        definition = self._form(table, place) if place.part else table[place.quantity]
        left = table.scope.ref(place.quantity)
        value = self.solved.read(place.quantity, self.sample)
        return Source(left, definition, value, self.read)

    def _form(self, table: Derivation, place: Place) -> Definition:
        """How a formula goes on; the definition where it does not go on like this any more."""
        first, *more = forms(table, place.quantity, self.read)
        return next((each for each in more if each.rule.value == place.part), first)

    @cached_property
    def _update(self) -> Update:
        return Update(self.project, self.solved, self._memory)

    # -- the walk -----------------------------------------------------------------------------

    def _walked(self, longer: Collection[Quantity]) -> Iterator[Spot]:
        """Both passes, with several steps at the quantities whose formula goes on."""
        for place, node in walked(self.network):
            for each in self._chain(place) if place.quantity in longer else (place,):
                yield each, node


class Steps(Sequence[Step]):
    """The steps at many spots, each made when it is asked for first."""

    def __init__(self, explanation: Explanation, spots: tuple[Spot, ...]) -> None:
        self._explanation, self._spots = explanation, spots

    def __len__(self) -> int:
        """How many steps there are."""
        return len(self._spots)

    @overload
    def __getitem__(self, at: int) -> Step: ...
    @overload
    def __getitem__(self, at: slice) -> Steps: ...
    def __getitem__(self, at: int | slice) -> Step | Steps:
        """One step, or a part of the walk."""
        if isinstance(at, slice):
            return Steps(self._explanation, self._spots[at])
        return self._explanation.at(self._spots[at])


def explain(
    project: Project,
    solved: Trace | None = None,
    sample: int = 0,
    memory: Memory | None = None,
) -> Explanation:
    """The walk through sample `sample` (from 0).

    `solved` is the trace of the project, if there is one already; `memory` what the optimizer
    remembers, None before its first step.
    """
    if solved is None and not project.network.missing:
        solved = trace(project)
    return Explanation(project, solved, sample, memory)
