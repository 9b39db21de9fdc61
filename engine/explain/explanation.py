"""Explanation: the walk through one sample of one network, and the step that follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from engine.checks import Missing
from engine.derivation.definition import Definition
from engine.derivation.table import Derivation, Level, derive
from engine.explain.sources import Source, forms, reading
from engine.explain.steps import Place, Step
from engine.explain.update import Update, trained
from engine.formula.evaluate import Environment
from engine.functions.losses import LOSSES
from engine.network import Network
from engine.nodes import Loss
from engine.project import Project
from engine.quantity import Quantity, Role
from engine.remarks import Remark
from engine.trace import Trace, trace
from engine.training.optimizers import Memory
from engine.walk import Phase, walk


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

    @property
    def network(self) -> Network:
        """What is explained."""
        return self.project.network

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Forward node by node, then every gradient as it is computed, then the update."""
        return () if self.missing else (*self._passes(), *self._updates())

    def step(self, quantity: Quantity) -> Step | None:
        """The step that computes a quantity, or one element of it; None if none does."""
        if self.missing:
            return None
        try:
            known = self.table(Level.LAYER).scope.ref(quantity).quantity
        except KeyError:
            return None
        whole = self._first.get(known.element())
        at = (known if known.by is None else known.by).index
        return whole.element(*at) if whole is not None and at and whole.left.shape else whole

    def chain(self, step: Step) -> tuple[Step, ...]:
        """A step and how its formula goes on: from the Jacobian of a softmax to p − a."""
        place = step.place
        if place.phase is not Phase.BACKWARD:
            return (step,)
        _, *more = forms(self.table(place.level), place.quantity, self.read)
        parts = ("", *(definition.rule.value for definition in more))
        return tuple(Step(self, replace(place, part=part), step.node) for part in parts)

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

    @cached_property
    def _first(self) -> dict[Quantity, Step]:
        """The step that defines each quantity of both passes."""
        steps = (step for step in self.steps if step.phase is not Phase.UPDATE)
        return {step.quantity: step for step in steps if not step.place.part}

    def _passes(self) -> Iterator[Step]:
        for place, node, goes_on in _walked(self.network):
            step = Step(self, place, node)
            yield from self.chain(step) if goes_on else (step,)

    def _updates(self) -> Iterator[Step]:
        rows = self._update.rows()
        for node, quantity in _trained(self.network):
            for row in rows:
                yield Step(self, Place(Phase.UPDATE, quantity, row), node)


@lru_cache(maxsize=8)
def _walked(network: Network) -> tuple[tuple[Place, str, bool], ...]:
    """The places of both passes, their nodes, and whether the formula there may go on."""
    scope = derive(network).scope
    return tuple(
        (
            Place(stop.phase, scope.ref(quantity).quantity),
            stop.node,
            _feeds_scores(network, quantity.by),
        )
        for stop in walk(network)
        for quantity in stop.quantities
    )


def _feeds_scores(network: Network, by: Quantity | None) -> bool:
    """Whether this is what a loss makes probabilities of."""
    if by is None or by.role is not Role.VALUE:
        return False
    targets = (network.by_id[edge.target] for edge in network.outgoing[by.owner])
    losses = (node for node in targets if isinstance(node, Loss))
    return any(LOSSES[node.loss].on_scores for node in losses)


@lru_cache(maxsize=8)
def _trained(network: Network) -> tuple[tuple[str, Quantity], ...]:
    return tuple(trained(network))


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
