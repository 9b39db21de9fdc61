"""Asides: what the functions in a formula are, worked out: relu′(z₀) = 1, σ(z) = 1/(1 + e^(−z))."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.derivation.scope import Scope
from engine.errors import FormulaError
from engine.explain.equations import Equation, equation
from engine.explain.sources import Source
from engine.formula.evaluate import evaluate
from engine.formula.expression import Call, Expression, Ref, fold
from engine.formula.printer import text
from engine.formula.tidy import written
from engine.functions.activations import ACTIVATIONS
from engine.nodes import EdgeKey
from engine.quantity import Role, value

LONGEST = 60
"""Signs of a formula that still helps."""


def asides(scope: Scope, source: Source) -> Iterator[Equation]:
    """One for every activation, or slope of one, in the formula of a step."""
    seen: set[Expression] = set()
    for term in source.definition.terms:
        for call in _calls(term.expression):
            if call not in seen:
                seen.add(call)
                yield from _worked_out(scope, source, call, term.via)


def _calls(expression: Expression) -> list[Call]:
    found: list[Call] = []

    def collect(node: Expression, _: list[None]) -> None:
        if isinstance(node, Call) and node.function.rstrip("'") in ACTIVATIONS:
            found.append(node)

    fold(expression, collect)
    return found


def _worked_out(
    scope: Scope, source: Source, call: Call, via: EdgeKey | None
) -> Iterator[Equation]:
    activation, (argument,) = ACTIVATIONS[call.function.rstrip("'")], call.arguments
    if not isinstance(argument, Ref):
        return
    if call.function.endswith("'"):
        result = _result(scope, argument, via)
        formula = written(activation.slope_formula, z=argument, h=result)
    else:
        formula = written(activation.formula, z=argument)
    if len(text(formula)) > LONGEST:
        return
    try:
        found = evaluate(call, source.read)[..., 0]
    except FormulaError:
        return
    yield equation(call, formula, np.asarray(found), source.read)


def _result(scope: Scope, argument: Ref, via: EdgeKey | None) -> Expression:
    """g(z) under its own name: h of the layer, or the result of the operation."""
    quantity = argument.quantity
    owner = quantity.owner if quantity.role is Role.PREACTIVATION or via is None else via[1]
    return scope.ref(value(owner).element(*quantity.index))
