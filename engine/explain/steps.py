"""Steps: one quantity of a walk with its rule, formula, numbers and words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from engine.derivation.definition import Rule, Term
from engine.derivation.elements import indices
from engine.derivation.expansion import expanded
from engine.derivation.table import Level
from engine.errors import FormulaError
from engine.explain import titles
from engine.explain.asides import asides
from engine.explain.equations import Equation, equation
from engine.explain.remarks import Facts, remarks
from engine.explain.sources import Source
from engine.explain.words import RULES
from engine.formula.evaluate import evaluate
from engine.formula.expression import Expression, quantities
from engine.nodes import EdgeKey
from engine.quantity import Quantity, Role
from engine.walk import Phase
from engine.wording import Sentence

if TYPE_CHECKING:
    from engine.explain.explanation import Explanation


@dataclass(frozen=True, slots=True)
class Place:
    """Where a walk stands; it stays the same while numbers change.

    `part` is "" for the definition; else how its formula goes on ("collected"), or which row of an
    update it is.
    """

    phase: Phase
    quantity: Quantity
    part: str = ""
    level: Level = Level.LAYER


@dataclass(frozen=True, slots=True)
class Share:
    """One term of a step, to be shown in a colour of its own: formula = numbers = value.

    `label` says in words where it comes by, `via` is that connection; None for what comes by none.
    """

    formula: Expression
    equation: Equation
    via: EdgeKey | None
    label: Sentence | None


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

    @property
    def phase(self) -> Phase:
        """The part of the walk that it belongs to."""
        return self.place.phase

    @property
    def quantity(self) -> Quantity:
        """What is computed; in an update the parameter."""
        return self.place.quantity

    @cached_property
    def source(self) -> Source:
        """What the step is about, before any number is written."""
        return self.explanation.source(self.place)

    @property
    def rule(self) -> Rule:
        """The rule that gives the quantity."""
        return self.source.definition.rule

    @property
    def left(self) -> Expression:
        """The quantity as a name in a formula."""
        return self.source.left

    @property
    def formula(self) -> Expression:
        """How the quantity follows from others, which appear by their names."""
        return self.source.definition.expression

    # -- words --------------------------------------------------------------------------------

    @cached_property
    def title(self) -> Sentence:
        """What is computed, in words."""
        network = self.explanation.network
        if self.phase is Phase.UPDATE:
            return titles.update(network, self.quantity, self.place.part)
        return titles.title(network, self.quantity)

    @property
    def rule_title(self) -> Sentence:
        """The name of the rule."""
        return Sentence(RULES[self.rule][0])

    @property
    def rule_sentence(self) -> Sentence:
        """What the rule says."""
        return Sentence(RULES[self.rule][1])

    @cached_property
    def remarks(self) -> tuple[Sentence, ...]:
        """What is special about these numbers: kinks, dead units, zeros, what is undefined."""
        table, own = self.explanation.table(self.place.level), self.explanation.remarks
        return tuple(remarks(Facts(table, self.quantity, self.source, own, self.equation.flaw)))

    # -- formulas -----------------------------------------------------------------------------

    @cached_property
    def equation(self) -> Equation:
        """The formula with its numbers."""
        made = self.source
        return equation(made.left, self.formula, made.value, made.read, made.assign)

    @cached_property
    def expanded(self) -> Expression:
        """The formula with every gradient in it put in full, down to the slope of the loss."""
        if self.quantity.by is None or self.place.part:
            return self.formula
        return expanded(self.explanation.table(self.place.level), self.quantity)

    @cached_property
    def expanded_equation(self) -> Equation:
        """The same in full."""
        made = self.source
        return equation(made.left, self.expanded, made.value, made.read, made.assign)

    @cached_property
    def terms(self) -> tuple[Share, ...]:
        """The summands of the formula, each with the connection it comes by."""
        return tuple(map(self._share, self.source.definition.terms))

    @cached_property
    def asides(self) -> tuple[Equation, ...]:
        """The functions in the formula, worked out: relu′(z₀) = 1."""
        return tuple(asides(self.explanation.table(self.place.level).scope, self.source))

    def _share(self, term: Term) -> Share:
        network, via, label = self.explanation.network, term.via, None
        if via is not None:
            label = titles.label(network, via, quantities(term.expression), self.phase)
        try:
            found = evaluate(term.expression, self.source.read)[..., 0]
        except FormulaError:
            found = None
        made = equation(term.expression, term.expression, found, self.source.read)
        return Share(term.expression, made, term.via, label)

    # -- what else ----------------------------------------------------------------------------

    @cached_property
    def lights(self) -> Lights:
        """What to light up on a drawing."""
        spoken = quantities(self.formula) | {self.quantity}
        edges = {term.via for term in self.source.definition.terms if term.via}
        nodes = {self.node}
        for quantity in spoken:
            of = quantity if quantity.by is None else quantity.by
            if of.role is Role.PARAMETER:
                edges |= self._edges_of(of)
            elif of.owner:
                nodes.add(of.owner)
        return Lights(frozenset(spoken), frozenset(nodes), frozenset(edges))

    def _edges_of(self, weight: Quantity) -> set[EdgeKey]:
        network = self.explanation.network
        owner = network.layout.by_name[weight.owner].owner
        return {network.edge(*owner).key} if isinstance(owner, tuple) else set()

    @property
    def elements(self) -> tuple[Step, ...]:
        """The same in numbers alone: a step for every element; none where there is no difference.

        Of a wide layer there are many: `element` makes a single one.
        """
        shape = self.left.shape
        found = tuple(self.element(*at) for at in indices(shape))
        return found if shape or found[0].formula != self.formula else ()

    def element(self, *at: int) -> Step:
        """The step of one element, counted from 1; of a single number it is written out."""
        quantity = self.quantity.element(*at) if at else self.quantity
        place = replace(self.place, quantity=quantity, level=Level.ELEMENT)
        return self.explanation.at((place, self.node))
