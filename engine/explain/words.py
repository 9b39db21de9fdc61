"""The words of a derivation: titles, rules with one sentence each, terms, remarks.

A window may translate a template before it is filled.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.derivation.definition import Rule

RULES: Final[Mapping[Rule, tuple[str, str]]] = {
    Rule.WEIGHTED_SUM: (
        "Weighted sum",
        "Every value that leads in is multiplied by its weight; the products are added up.",
    ),
    Rule.WEIGHTED_SUM_AND_BIAS: (
        "Weighted sum",
        "Every value that leads in is multiplied by its weight; products and bias are added up.",
    ),
    Rule.ACTIVATION: (
        "Activation function",
        "The output is the activation function of the weighted sum.",
    ),
    Rule.LINEAR: ("Linear activation", "A linear unit puts out its weighted sum as it is."),
    Rule.OPERATION: ("Operation", "The operation is applied to the values that lead in."),
    Rule.PROBABILITIES: (
        "Probabilities",
        "The loss first turns the scores into probabilities between 0 and 1.",
    ),
    Rule.LOSS: ("Loss", "One number says how far the prediction is from the target."),
    Rule.START: (
        "Start",
        "This is what is differentiated, in short L; it changes with itself at rate 1.",
    ),
    Rule.NO_PATH: (
        "No path",
        "Nothing leads from here to what is differentiated, so the gradient is 0.",
    ),
    Rule.LOSS_SLOPE: (
        "Slope of the loss",
        "The loss is differentiated by the prediction; the target is a fixed number.",
    ),
    Rule.PROBABILITY_SLOPE: (
        "Slope of the loss",
        "The loss is differentiated by the probabilities; the target is a fixed number.",
    ),
    Rule.CHAIN: (
        "Chain rule",
        "The change goes on through a weight: take the gradient behind it times the weight.",
    ),
    Rule.SUM_OVER_PATHS: (
        "Chain rule, sum over paths",
        "The change goes on along several connections: what comes back along each is added up.",
    ),
    Rule.UNCHANGED: ("Chain rule, slope 1", "The slope is 1, so the gradient passes unchanged."),
    Rule.SLOPE: (
        "Chain rule, slope of the activation",
        "Take the gradient of the output times the slope of the activation function at this point.",
    ),
    Rule.JACOBIAN: (
        "Chain rule, full Jacobian",
        "Each input moves every output, so what comes back through all of them is added up.",
    ),
    Rule.WEIGHT: (
        "Product rule, gradient of a weight",
        "A weight multiplies a value: its gradient is the gradient behind it times that value.",
    ),
    Rule.BIAS: (
        "Sum rule, gradient of a bias",
        "The bias is only added, so it gets the gradient of the weighted sum itself.",
    ),
    Rule.SHARED_BIAS: (
        "Sum rule, shared bias",
        "One number is added in every unit, so the gradients of all units are added up.",
    ),
    Rule.SUM: ("Sum rule", "Each term of a sum gets the whole gradient, with its sign."),
    Rule.PRODUCT: (
        "Product rule",
        "Each factor gets the gradient times the product of the other factors.",
    ),
    Rule.QUOTIENT: (
        "Quotient rule",
        "In a/b the numerator gets the gradient times 1/b, the denominator times −a/b².",
    ),
    Rule.POWER: (
        "Power rule",
        "In a^b the base gets the gradient times b·a^(b − 1), the exponent times a^b·log a.",
    ),
    Rule.EXTREME: (
        "The chosen operand takes the gradient",
        "Only the operand that was chosen moves the result; equal ones share its slope.",
    ),
    Rule.FUNCTION: (
        "Chain rule, slope of a function",
        "Take the gradient of the result times the slope of the function at this point.",
    ),
    Rule.MATRIX: (
        "Product rule, gradient of a matrix",
        "Each weight multiplies one number: its gradient is that of its row times that number.",
    ),
    Rule.VECTOR: (
        "Chain rule with a matrix",
        "Each number goes on to every unit: the transposed matrix brings all gradients back.",
    ),
    Rule.GATHERED: (
        "Sum rule, sum of the elements",
        "Every element moves the result alike, so all get the same gradient.",
    ),
    Rule.INSERTED: (
        "Slope of the loss put in",
        "The slope of the loss is put in and multiplied out; p cancels.",
    ),
    Rule.COLLECTED: (
        "Written shorter",
        "The slope of the loss is put in, and what belongs together is joined.",
    ),
    Rule.NORMALIZED: ("Targets add up to 1", "The targets add up to 1, which makes it shorter."),
    Rule.MEAN: (
        "Mean over the samples",
        "The step follows the mean loss, so the gradients of all samples are averaged.",
    ),
    Rule.PENALTY: ("Penalty", "The penalty on large weights joins the gradient."),
    Rule.SGD: (
        "Gradient descent",
        "A step against the gradient; the learning rate η says how far.",
    ),
    Rule.MOMENTUM: (
        "Momentum",
        "The velocity keeps a part of the last step and adds the gradient.",
    ),
    Rule.NESTEROV: (
        "Nesterov momentum",
        "The gradient is looked at after a further part of the velocity.",
    ),
    Rule.RMSPROP: (
        "RMSprop",
        "The gradient is divided by the root of the mean of its squares.",
    ),
    Rule.ADAM: (
        "Adam",
        "The mean gradient is divided by the root of the mean of its squares.",
    ),
}
"""Title and explanation of every rule."""

# -- titles -----------------------------------------------------------------------------------

WEIGHTED_SUM_OF: Final = "Weighted sum of {owner}"
OUTPUT_OF: Final = "Output of {owner}"
RESULT_OF: Final = "Result of {owner}"
PROBABILITIES_OF: Final = "Probabilities {name}"
PROBABILITY_OF: Final = "Probability {name}"
LOSS_OF: Final = "Loss {name}"
GRADIENT_OF_SUM: Final = "Gradient of the weighted sum of {owner}"
GRADIENT_OF_OUTPUT: Final = "Gradient of the output of {owner}"
GRADIENT_OF_RESULT: Final = "Gradient of the result of {owner}"
GRADIENT_OF_PROBABILITIES: Final = "Gradient of the probabilities {name}"
GRADIENT_OF_PROBABILITY: Final = "Gradient of the probability {name}"
GRADIENT_OF_INPUT: Final = "Gradient of the input {name}"
GRADIENT_OF_WEIGHT: Final = "Gradient of the weight {name}"
GRADIENT_OF_WEIGHTS: Final = "Gradient of the weights {name}"
GRADIENT_OF_BIAS: Final = "Gradient of the bias {name}"
GRADIENT_OF: Final = "Gradient of {name}"
NEW_VALUE: Final = "New value of {name}"
STEP_GRADIENT: Final = "Gradient of {name} for the step"
MEMORY: Final = "Memory of the optimizer for {name}"

UNIT: Final = "unit {node}"
LAYER: Final = "layer {node}"
UNIT_OF_LAYER: Final = "unit {unit} of layer {node}"
OPERATION: Final = "{node} ({operation})"
NAMED: Final = "{name}"

STEP_FUNCTION: Final = "step is 1 above 0, and 0 elsewhere."
SLOPE_OF_LOSS: Final = "L′ is {name}, the slope of the loss."

# -- terms ------------------------------------------------------------------------------------

THROUGH_SKIP: Final = "through the skip"
THROUGH_SKIP_TO: Final = "through the skip to {owner}"
THROUGH: Final = "through {owner}"
THROUGH_PORT: Final = "through {owner} as operand {port}"
DIRECTLY: Final = "directly"
ONLY_PATH: Final = "the only path"
THROUGH_LOSS: Final = "through the loss {node}"
FROM: Final = "from {owner}"

# -- remarks ----------------------------------------------------------------------------------

NOT_COMPUTABLE: Final = (
    "The formula cannot be computed with these numbers: {reason}. "
    "The value comes from another form of it that can."
)
CANCELS: Final = (
    "With these numbers large parts cancel and the formula loses its digits, so none are put in."
)
ONLY_ROUNDING: Final = "The terms cancel: what is left is no more than rounding."
KINK_OF_FUNCTION: Final = (
    "{names} = 0 is exactly the kink of {function}: every slope from {low} to {high} would do. "
    "{chosen} was chosen, the one of least size."
)
TIE: Final = (
    "At {names} several operands are equal: every share of the slope from {low} to {high} would "
    "do. They share it equally, {chosen} each."
)
KINK_OF_LOSS: Final = (
    "This is exactly a kink of the loss: every slope from {low} to {high} would do. {chosen} was "
    "chosen, the one of least size."
)
DEAD: Final = "{names} < 0: {function} is flat there, so no gradient passes."
SATURATED: Final = (
    "{names}: {function} is almost flat there (slope {slopes}), so hardly any gradient passes."
)
ZERO_FACTOR: Final = "The gradient is 0 because {names} = 0."
CANCEL_EACH_OTHER: Final = "The terms cancel each other exactly."
UNDEFINED_VALUE: Final = "Undefined: {names} is no finite number here."
UNDEFINED_SLOPE: Final = "Undefined: {owner} has no finite slope here."
UNDEFINED: Final = "Undefined, because it depends on a number that is not finite."
TARGETS_ADD_UP: Final = "The targets add up to {total}, not to 1; so this is not p − {target}."
