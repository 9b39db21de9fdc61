"""The words of a derivation: titles, rules with one sentence each, remarks.

A window may translate a template before it is filled.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.derivation.definition import Rule
from engine.quantity import Role

RULES: Final[Mapping[Rule, tuple[str, str]]] = {
    Rule.WEIGHTED_SUM: (
        "Weighted sum",
        "Every value that leads in is multiplied by its weight; products and bias are added up.",
    ),
    Rule.ACTIVATION: (
        "Activation function",
        "The output is the activation function of the weighted sum.",
    ),
    Rule.OPERATION: ("Operation", "The operation is applied to the values that lead in."),
    Rule.PROBABILITIES: (
        "Probabilities",
        "The loss first turns the scores into probabilities.",
    ),
    Rule.LOSS: ("Loss", "One number says how far the prediction is from the target."),
    Rule.START: ("Start", "A quantity changes with itself at the rate 1."),
    Rule.NO_PATH: (
        "No path",
        "Nothing leads from here to the objective, so it does not change: the gradient is 0.",
    ),
    Rule.LOSS_SLOPE: (
        "Slope of the loss",
        "The loss is differentiated by what it looks at; the target is a fixed number.",
    ),
    Rule.CHAIN: (
        "Chain rule",
        "A change goes on through one weight: the gradient behind it times the weight.",
    ),
    Rule.SUM_OVER_PATHS: (
        "Sum over paths",
        "A change goes on along several connections; what comes back along each is added up.",
    ),
    Rule.UNCHANGED: ("Slope 1", "A linear function has slope 1: the gradient passes unchanged."),
    Rule.SLOPE: (
        "Chain rule, slope of the activation",
        "The gradient of the output times the slope of the activation function at this point.",
    ),
    Rule.JACOBIAN: (
        "Chain rule, full Jacobian",
        "Every score moves every output, so each gradient sums over all outputs.",
    ),
    Rule.WEIGHT: (
        "Gradient of a weight",
        "The weight multiplies a value: the gradient behind it times that value.",
    ),
    Rule.BIAS: ("Gradient of a bias", "The bias is added with slope 1, so it gets ∂L/∂z itself."),
    Rule.SHARED_BIAS: (
        "Shared bias",
        "One number is added in every unit, so the gradients of all units are added up.",
    ),
    Rule.SUM: ("Sum rule", "Every term of a sum gets the whole gradient, with its sign."),
    Rule.PRODUCT: (
        "Product rule",
        "Every factor gets the gradient times the product of the other factors.",
    ),
    Rule.QUOTIENT: (
        "Quotient rule",
        "For a/b the numerator gets the gradient times 1/b, the denominator times −a/b².",
    ),
    Rule.POWER: (
        "Power rule",
        "For a^b the base gets the gradient times b·a^(b−1), the exponent times a^b·log a.",
    ),
    Rule.EXTREME: (
        "The winner takes the gradient",
        "Only the operand that was chosen moves the result; equal ones share its slope.",
    ),
    Rule.FUNCTION: (
        "Chain rule",
        "The gradient of the result times the slope of the function at this point.",
    ),
    Rule.MATRIX: (
        "Gradient of a matrix",
        "Each entry multiplies one number: all products of the gradient with the vector.",
    ),
    Rule.VECTOR: (
        "Chain rule with a matrix",
        "Each number goes into every row, so the transposed matrix brings the gradient back.",
    ),
    Rule.GATHERED: (
        "Sum of the elements",
        "Every element moves the result alike, so all of them get the same gradient.",
    ),
    Rule.UPDATE: (
        "Gradient descent",
        "A step against the gradient, as long as the learning rate says.",
    ),
}
"""Title and explanation of every rule."""

TITLES: Final[Mapping[tuple[Role, bool], str]] = {
    (Role.PREACTIVATION, False): "Weighted sum of {owner}",
    (Role.VALUE, False): "Value of {owner}",
    (Role.PROBABILITY, False): "Probabilities {name}",
    (Role.PREACTIVATION, True): "Gradient of the weighted sum {name}",
    (Role.VALUE, True): "Gradient of the value {name}",
    (Role.PROBABILITY, True): "Gradient of the probabilities {name}",
    (Role.PARAMETER, True): "Gradient of {name}",
}
"""By what is computed, and whether it is a gradient."""
