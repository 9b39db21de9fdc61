"""What an entry of the table says: a rule, and the terms it adds up."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from engine.formula.expression import Expression
from engine.formula.tidy import plus
from engine.nodes import EdgeKey
from engine.quantity import Quantity


class Rule(Enum):
    """Which rule gives a quantity; the words are in `engine.explain.words`."""

    # forward
    WEIGHTED_SUM = "weighted sum"
    WEIGHTED_SUM_AND_BIAS = "weighted sum and bias"
    ACTIVATION = "activation"
    LINEAR = "linear activation"
    OPERATION = "operation"
    PROBABILITIES = "probabilities"
    LOSS = "loss"
    # backward
    START = "start"
    NO_PATH = "no path"
    LOSS_SLOPE = "slope of the loss"
    PROBABILITY_SLOPE = "slope of the loss by the probabilities"
    CHAIN = "chain rule"
    SUM_OVER_PATHS = "sum over paths"
    UNCHANGED = "slope 1"
    SLOPE = "slope of the activation"
    JACOBIAN = "Jacobian"
    WEIGHT = "weight"
    BIAS = "bias"
    SHARED_BIAS = "shared bias"
    SUM = "sum rule"
    PRODUCT = "product rule"
    QUOTIENT = "quotient rule"
    POWER = "power rule"
    EXTREME = "the winner takes the gradient"
    FUNCTION = "slope of a function"
    MATRIX = "matrix"
    VECTOR = "vector"
    GATHERED = "sum of the elements"
    INSERTED = "inserted"
    COLLECTED = "collected"
    NORMALIZED = "targets add up to 1"
    # update
    MEAN = "mean over samples"
    PENALTY = "penalty"
    SGD = "gradient descent"
    MOMENTUM = "momentum"
    NESTEROV = "nesterov"
    RMSPROP = "rmsprop"
    ADAM = "adam"


@dataclass(frozen=True, slots=True)
class Term:
    """One summand. In a gradient it is the share that one consumer hands back.

    `via` is the connection it comes by, `upstream` the gradient that it starts from (None: the
    objective itself), `local` the derivative that multiplies it, where that is one number.
    """

    expression: Expression
    via: EdgeKey | None = None
    upstream: Quantity | None = None
    local: Expression | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """One quantity: a rule applied once, to quantities that have definitions of their own."""

    rule: Rule
    terms: tuple[Term, ...]
    expression: Expression = field(init=False)

    def __post_init__(self) -> None:
        total = plus(*(term.expression for term in self.terms))
        object.__setattr__(self, "expression", total)  # the way to initialize a frozen value


def of(rule: Rule, expression: Expression) -> Definition:
    """A definition of a single term."""
    return Definition(rule, (Term(expression),))
