"""Source: what one step of the passes is about, before any number is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.arrays import Array
from engine.derivation.definition import Definition, Rule, of
from engine.derivation.forward import operands
from engine.derivation.scores import continued, loss_on_scores, normalized
from engine.derivation.table import Derivation
from engine.formula.evaluate import Environment
from engine.formula.expression import Expression, Symbol
from engine.nodes import Loss
from engine.quantity import Quantity
from engine.trace import Trace

ROUNDING: Final = 1e-12
"""Targets that add up to 1 within this are meant to."""


@dataclass(frozen=True, eq=False, slots=True)
class Source:
    """left = the terms of a definition; `value` is the engine's own, NaN where undefined.

    `read` gives the numbers of the names in the formula.
    """

    left: Expression
    definition: Definition
    value: Array | None
    read: Environment
    assign: str = "="


def reading(solved: Trace, sample: int) -> Environment:
    """The numbers of one sample for `evaluate`."""
    return lambda name: None if isinstance(name, Symbol) else solved.read(name, sample)


def forms(table: Derivation, quantity: Quantity, read: Environment) -> Iterator[Definition]:
    """The definition of a quantity, then how its formula goes on.

    Of the gradient by scores the last one is p − a, if the targets of this sample add up to 1.
    """
    definition = table[quantity]
    yield definition
    for each in continued(table, quantity):
        definition = each
        yield definition
    loss = loss_on_scores(table, table[quantity])
    if loss is None or not adds_up(total_of_targets(table, loss, read)):
        return
    _, target = operands(table.network, loss.id)
    short = normalized(definition.expression, table.scope.ref(target))
    if short != definition.expression:
        yield of(Rule.NORMALIZED, short)


def total_of_targets(table: Derivation, loss: Loss, read: Environment) -> float:
    """Σ of the targets of a loss."""
    _, target = operands(table.network, loss.id)
    return float(np.sum(np.asarray(read(target))))


def adds_up(total: float) -> bool:
    """Whether targets are probabilities, but for rounding."""
    return abs(total - 1) <= ROUNDING
