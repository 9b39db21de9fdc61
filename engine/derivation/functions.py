"""The tables of `engine.functions` as trees: value, and what each operand gets of a gradient."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from engine.derivation.definition import Rule
from engine.derivation.scope import handed_back, outer, product
from engine.formula.expression import Call, Expression, Number
from engine.formula.tidy import ONE, ones, times, total, written
from engine.functions.activations import ACTIVATIONS
from engine.functions.losses import LOSSES
from engine.functions.operations import OPERATIONS

Operands = Sequence[Expression]

RULES: Final[Mapping[str, Rule]] = {
    "add": Rule.SUM,
    "subtract": Rule.SUM,
    "multiply": Rule.PRODUCT,
    "divide": Rule.QUOTIENT,
    "power": Rule.POWER,
    "maximum": Rule.EXTREME,
    "minimum": Rule.EXTREME,
    "sum": Rule.GATHERED,
    "mean": Rule.GATHERED,
    "softmax": Rule.JACOBIAN,
    "log_softmax": Rule.JACOBIAN,
    "identity": Rule.UNCHANGED,
    **{name: Rule.SLOPE for name, each in ACTIVATIONS.items() if each.slope and name != "identity"},
}
"""By operation or activation; any other is `FUNCTION`, an elementary one."""


def value(name: str, operands: Operands) -> Expression:
    """The result of an operation or activation, which is called by its name; a linear one is z."""
    if name in ACTIVATIONS:
        (z,) = operands
        return z if written(ACTIVATIONS[name].formula, z=z) == z else Call(name, (z,))
    if name == "matmul":
        return product(*operands)
    formula, _ = _formulas(name, len(operands))
    return written(formula, **_named(operands))


def rule(name: str, index: int) -> Rule:
    """By which rule operand `index` gets its share."""
    if name == "matmul":
        return (Rule.MATRIX, Rule.VECTOR)[index]
    return RULES.get(name, Rule.FUNCTION)


def share(
    name: str, upstream: Expression, operands: Operands, result: Expression, index: int
) -> Expression:
    """The part of ∂L/∂operand that comes through this use of it, in the operand's shape."""
    operand = operands[index]
    if name == "matmul":
        return (_by_matrix, _by_vector)[index](upstream, operands)
    if name in ACTIVATIONS and ACTIVATIONS[name].slope is not None:
        return times(upstream, slope(name, operand))
    _, partials = _formulas(name, len(operands))
    if OPERATIONS[name].elementwise:
        found = times(upstream, written(partials[index], **_named(operands), h=result))
        return found if operand.shape or not found.shape else total(found)  # it was spread
    size = operand.shape[0] if operand.shape else 1
    names = {**_named(operands), "h": result, "u": upstream, "n": Number(float(size))}
    pullback = written(partials[index], **names)
    return pullback if pullback.shape else times(pullback, ones(size))


def slope(name: str, z: Expression) -> Expression:
    """g′(z), by its name; of what is linear the number 1."""
    constant = written(ACTIVATIONS[name].slope_formula, z=z, h=z)
    return ONE if constant == ONE else Call(f"{name}'", (z,))


def loss_value(name: str, prediction: Expression, target: Expression, p: Expression) -> Expression:
    """L in the prediction, or in the probabilities p of scores."""
    return _of_loss(LOSSES[name].formula, prediction, target, p)


def loss_slope(name: str, prediction: Expression, target: Expression, p: Expression) -> Expression:
    """∂L/∂prediction, of scores in its shortest form."""
    return _of_loss(LOSSES[name].gradient_formula, prediction, target, p)


def _of_loss(formula: str, prediction: Expression, target: Expression, p: Expression) -> Expression:
    size = Number(float(prediction.shape[0] if prediction.shape else 1))
    return written(formula, yhat=prediction, s=prediction, y=target, p=p, n=size)


def _by_matrix(upstream: Expression, operands: Operands) -> Expression:
    return outer(upstream, operands[1])


def _by_vector(upstream: Expression, operands: Operands) -> Expression:
    return handed_back(operands[0], upstream)


_LETTERS: Final = "ab"


def _names(count: int) -> Sequence[str]:
    """How a formula of the tables calls its operands."""
    return _LETTERS[:count] if count <= len(_LETTERS) else [f"x{i + 1}" for i in range(count)]


def _named(operands: Operands) -> dict[str, Expression]:
    return dict(zip(_names(len(operands)), operands, strict=True))


def _formulas(name: str, count: int) -> tuple[str, tuple[str, ...]]:
    operation = OPERATIONS[name]
    of_many: Callable[[Sequence[str]], tuple[str, tuple[str, ...]]] | None = operation.of_many
    if of_many is not None:
        return of_many(_names(count))
    return operation.formula, operation.partial_formulas
