"""Steps: both passes and the update, one quantity at a time, with rule, formula and numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from math import prod

import numpy as np

from engine.arrays import Array
from engine.checks import Missing
from engine.derivation.definition import Definition, Rule, Term
from engine.derivation.expansion import expanded
from engine.derivation.table import Derivation, Level, derive
from engine.explain.numbers import is_exact, literal, reading, relation, with_numbers
from engine.explain.words import RULES, TITLES
from engine.formula.evaluate import evaluate
from engine.formula.expression import Expression, Ref, quantities, refs
from engine.formula.notation import Style
from engine.formula.printer import text
from engine.network import Network
from engine.nodes import EdgeKey
from engine.project import Project
from engine.quantity import Quantity
from engine.trace import Trace, trace
from engine.walk import Phase, walk
from engine.wording import Sentence

MOST_NUMBERS = 24
"""A formula with more numbers than these is not written out; its elements are."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a walk stands; it stays the same while numbers change."""

    phase: Phase
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Equation:
    """left = formula = numbers = value, as far as there is each.

    `to_numbers` and `to_value` are the signs before them: "=" only where it holds as printed.
    """

    left: Expression
    formula: Expression
    numbers: Expression | None
    value: Expression | None
    to_numbers: str = "="
    to_value: str = "="

    def text(self, style: Style = Style.SUBSCRIPTS) -> str:
        """The whole line."""
        sides = [text(self.left, style), "=", text(self.formula, style)]
        shown = None if self.value is None else text(self.value, style)
        if self.numbers is not None:
            sides += [self.to_numbers, text(self.numbers, style)]
        if shown is not None and shown != sides[-1]:
            sides += [self.to_value, shown]
        return " ".join(sides)


@dataclass(frozen=True, slots=True)
class Share:
    """One term of a step: what comes by one connection, to be shown in a colour of its own."""

    formula: Expression
    numbers: Expression | None
    value: Expression | None
    via: EdgeKey | None
    sign: str  # before the value


@dataclass(frozen=True, slots=True)
class Lights:
    """What a step speaks of."""

    quantities: frozenset[Quantity]
    nodes: frozenset[str]
    edges: frozenset[EdgeKey]


@dataclass(frozen=True, eq=False)
class Step:
    """One quantity of the walk. Cheap to make: what is shown is computed when it is asked for."""

    explanation: Explanation = field(repr=False)
    place: Place
    node: str
    definition: Definition

    @property
    def quantity(self) -> Quantity:
        """What is computed."""
        return self.place.quantity

    @property
    def phase(self) -> Phase:
        """The pass that it belongs to."""
        return self.place.phase

    @property
    def rule(self) -> Rule:
        """The rule that gives it."""
        return self.definition.rule

    @cached_property
    def left(self) -> Ref:
        """The quantity as a name in a formula."""
        return self.explanation.table(self.quantity).scope.ref(self.quantity)

    @cached_property
    def title(self) -> Sentence:
        """What is computed, in words."""
        by = self.quantity.by
        of = self.quantity if by is None else by
        name = text(self.explanation.table(of).scope.ref(of))
        template = TITLES[of.role, by is not None]
        return Sentence(template, {"name": name, "owner": of.owner})

    @property
    def rule_title(self) -> Sentence:
        """The name of the rule."""
        return Sentence(RULES[self.rule][0])

    @property
    def rule_sentence(self) -> Sentence:
        """What the rule says."""
        return Sentence(RULES[self.rule][1])

    @property
    def formula(self) -> Expression:
        """How the quantity follows from others, which appear by their names."""
        return self.definition.expression

    @cached_property
    def expanded(self) -> Expression:
        """The formula with every gradient in it put in full, down to the slope of the loss."""
        return expanded(self.explanation.table(self.quantity), self.quantity)

    @cached_property
    def equation(self) -> Equation:
        """The formula with its numbers."""
        return self.explanation.equation(self.left, self.formula)

    @cached_property
    def expanded_equation(self) -> Equation:
        """The same in full."""
        return self.explanation.equation(self.left, self.expanded)

    @cached_property
    def terms(self) -> tuple[Share, ...]:
        """One for every connection that a gradient comes by, or value."""
        return tuple(map(self.explanation.share, self.definition.terms))

    @cached_property
    def remarks(self) -> tuple[Sentence, ...]:
        """What is special about these numbers: kinks, dead units, zeros, what is undefined."""
        return ()

    @cached_property
    def lights(self) -> Lights:
        """What to light up on a drawing."""
        spoken = quantities(self.formula) | {self.quantity}
        edges = {term.via for term in self.definition.terms if term.via}
        return Lights(frozenset(spoken), frozenset({self.node}), frozenset(edges))

    @cached_property
    def elements(self) -> tuple[Step, ...]:
        """The same for every element of a vector or matrix; of a single number nothing."""
        return tuple(self.explanation.elements(self))


class Explanation:
    """The walk through one sample of one network; without steps where something is `missing`."""

    def __init__(self, project: Project, solved: Trace | None, sample: int) -> None:
        self.project = project
        self.sample = sample
        self.missing: tuple[Missing, ...] = project.network.missing
        self._trace = solved

    @property
    def network(self) -> Network:
        """What is explained."""
        return self.project.network

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Forward node by node, then every gradient in the order in which it is computed."""
        if self.missing:
            return ()
        table = derive(self.network, Level.LAYER)
        return tuple(
            Step(self, Place(stop.phase, quantity), stop.node, table[quantity])
            for stop in walk(self.network)
            for quantity in stop.quantities
        )

    def step(self, quantity: Quantity) -> Step | None:
        """The step that computes a quantity, or one element of it; None if none does."""
        whole = self._whole.get(quantity.element())
        if whole is None or quantity == whole.quantity:
            return whole
        return next((each for each in whole.elements if each.quantity == quantity), whole)

    @cached_property
    def _whole(self) -> dict[Quantity, Step]:
        return {step.quantity: step for step in self.steps}

    # -- what steps are made of ---------------------------------------------------------------

    def table(self, quantity: Quantity) -> Derivation:
        """The derivation that speaks of a quantity in its form."""
        index = (quantity.by or quantity).index
        return derive(self.network, Level.ELEMENT if index else Level.LAYER)

    def elements(self, step: Step) -> Iterator[Step]:
        """The steps of the elements of a vector or matrix."""
        table = derive(self.network, Level.ELEMENT)
        for at in np.ndindex(*(step.left.shape or ())):
            if at:
                quantity = step.quantity.element(*(i + 1 for i in at))
                place = Place(step.phase, quantity)
                yield Step(self, place, step.node, table[quantity])

    def read(self, quantity: Quantity) -> Array | None:
        """The number(s) of the shown sample."""
        assert self._trace is not None
        return self._trace.read(quantity, self.sample)

    def equation(self, left: Ref, formula: Expression) -> Equation:
        """A formula for `left`, with the numbers of the trace."""
        value = self._literal(left)
        numbers = with_numbers(formula, self.read) if _fits(formula) else None
        if value is None or numbers is None:
            sign = "=" if value is None or is_exact(value) else "≈"
            return Equation(left, formula, None, value, "=", sign)
        to_numbers = "=" if is_exact(numbers) else "≈"
        return Equation(left, formula, numbers, value, to_numbers, relation(numbers, value))

    def share(self, term: Term) -> Share:
        """A term with its numbers."""
        numbers = with_numbers(term.expression, self.read) if _fits(term.expression) else None
        if numbers is None:
            return Share(term.expression, None, None, term.via, "=")
        value = literal(evaluate(term.expression, reading(self.read))[..., 0])
        return Share(term.expression, numbers, value, term.via, relation(numbers, value))

    def _literal(self, ref: Ref) -> Expression | None:
        array = self.read(ref.quantity)
        if array is None or not np.isfinite(array).all():
            return None
        return literal(np.reshape(array, ref.shape or ()))


def explain(project: Project, solved: Trace | None = None, sample: int = 0) -> Explanation:
    """The walk through sample `sample` (from 0); `solved` is its trace, if there is one already."""
    if solved is None and not project.network.missing:
        solved = trace(project)
    return Explanation(project, solved, sample)


def _fits(formula: Expression) -> bool:
    """Whether a formula with numbers can be read."""
    return sum(prod(ref.shape or ()) for ref in refs(formula)) <= MOST_NUMBERS
