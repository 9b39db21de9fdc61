"""Paths as a class reads them: factors from the loss down, numbers, and a name for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from engine.derivation import functions
from engine.derivation.elements import Elements
from engine.derivation.expansion import lettered
from engine.derivation.forward import operands
from engine.derivation.table import Derivation, Level
from engine.explain import words
from engine.explain.equations import Equation, equation
from engine.explain.explanation import Explanation
from engine.explain.steps import Lights
from engine.explain.titles import owner, skips
from engine.formula.expression import Expression
from engine.formula.printer import text
from engine.formula.tidy import ONE, times
from engine.nodes import EdgeKey, Layer, Loss
from engine.paths.search import MOST, Hop, Path, Paths, paths
from engine.quantity import Quantity, Role, parameter, value
from engine.wording import Sentence

MOST_NAMES = 6
"""A label lists no more units than these."""


@dataclass(frozen=True, eq=False)
class ExplainedPath:
    """One path with its label, "through the skip"; formula and numbers come when asked for."""

    explanation: Explanation
    path: Path
    label: Sentence

    @cached_property
    def formula(self) -> Expression:
        """L′·w₂·g₁′(z₁)·w₁·g₀′(z₀)·x."""
        table = self.explanation.table(Level.ELEMENT)
        factors = [_last(table, self.path.end)]
        factors += [_local(table, hop) for hop in reversed(self.path.hops)]
        return lettered(times(*factors))

    @cached_property
    def equation(self) -> Equation:
        """The factors, their numbers and the product."""
        product = np.asarray(self.path.product)
        return equation(self.formula, self.formula, product, self.explanation.read)

    @cached_property
    def lights(self) -> Lights:
        """What to light up on a drawing."""
        passed = [quantity for hop in self.path.hops for quantity in (hop.source, hop.target)]
        nodes = {q.owner for q in passed if q.role is not Role.PARAMETER}
        edges = {hop.via for hop in self.path.hops if hop.via}
        return Lights(frozenset(passed), frozenset(nodes), frozenset(edges))


@dataclass(frozen=True, eq=False, slots=True)
class ExplainedPaths:
    """A gradient as a sum over paths: how many there are, the largest, and what the others add."""

    paths: Paths
    shown: tuple[ExplainedPath, ...]


def explained(explanation: Explanation, quantity: Quantity, most: int = MOST) -> ExplainedPaths:
    """The paths of ∂L/∂(a single number); raises KeyError where there is no such gradient."""
    if quantity.by is None:
        raise KeyError(quantity)
    found = paths(explanation.solved, quantity.by, explanation.sample, most)
    labels = _labels(explanation.table(Level.ELEMENT), found.shown)
    pairs = zip(found.shown, labels, strict=True)
    shown = tuple(ExplainedPath(explanation, path, label) for path, label in pairs)
    return ExplainedPaths(found, shown)


# -- factors ----------------------------------------------------------------------------------


def _last(table: Derivation, end: Quantity) -> Expression:
    """L′, or 1 where the path ends at the objective itself."""
    if end == table.scope.objective:
        return ONE
    found = table.scope.gradient(end)
    return found if end.index or end.role is Role.PROBABILITY else replace(found, word="L'")


def _local(table: Derivation, hop: Hop) -> Expression:
    """∂target/∂source, as the table says it."""
    scope, network = table.scope, table.network
    node = network.by_id[hop.target.owner]
    if hop.via and isinstance(node, Layer) and hop.source.role is Role.VALUE:
        weight = network.edge(*hop.via[:2]).weight
        assert weight is not None
        at = (*(hop.target.index or (1,)), *(hop.source.index or (1,)))
        return scope.element(scope.ref(parameter(weight.name)), at)
    upstream = scope.gradient(hop.target).quantity
    for term in table[scope.gradient(hop.source).quantity].terms:
        if (term.upstream, term.via) == (upstream, hop.via) and term.local is not None:
            return term.local
    assert isinstance(node, Loss)  # on scores, which the table takes through p
    scores, target = (scope.ref(each) for each in operands(network, node.id))
    p = scope.ref(Quantity(Role.PROBABILITY, node.id))
    slope = functions.loss_slope(node.loss, scores, target, p)
    return Elements(scope).of(slope, hop.source.index)


# -- labels -----------------------------------------------------------------------------------


def _labels(table: Derivation, shown: Sequence[Path]) -> list[Sentence]:
    """What each path has that not all have: units that it passes, or skips that it takes."""
    if len(shown) == 1:
        return [Sentence(words.ONLY_PATH)]
    units, taken = [_units(path) for path in shown], [_skips(table, path) for path in shown]
    common = set.intersection(*map(set, units)) if units else set()
    shared = set.intersection(*map(set, taken)) if taken else set()
    return [
        _label(
            table,
            [unit for unit in passed if unit not in common],
            [edge for edge in jumps if edge not in shared],
        )
        for passed, jumps in zip(units, taken, strict=True)
    ]


def _label(table: Derivation, units: Sequence[Quantity], jumps: Sequence[EdgeKey]) -> Sentence:
    if len(units) == 1:
        return Sentence(words.THROUGH, {"owner": owner(table.network, units[0])})
    if units:
        return Sentence(words.THROUGH, {"owner": ", ".join(_names(table, units))})
    if not jumps:
        return Sentence(words.DIRECTLY)
    if len(skips(table.network)) == 1:
        return Sentence(words.THROUGH_SKIP)
    to = owner(table.network, value(jumps[0][1]))
    return Sentence(words.THROUGH_SKIP_TO, {"owner": to})


def _names(table: Derivation, units: Sequence[Quantity]) -> list[str]:
    names = [text(table.scope.ref(unit)) for unit in units]
    return names if len(names) <= MOST_NAMES else [*names[: MOST_NAMES - 1], "…", names[-1]]


def _units(path: Path) -> list[Quantity]:
    """The values on the way, as far as there is a choice."""
    return [hop.target for hop in path.hops if hop.target.role is Role.VALUE]


def _skips(table: Derivation, path: Path) -> list[EdgeKey]:
    return [hop.via for hop in path.hops if hop.via and hop.via in skips(table.network)]
