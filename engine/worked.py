"""The worked solution as text: every step of a walk, as on a model answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod
from textwrap import wrap
from typing import Final

import numpy as np

from engine.arrays import Array
from engine.derivation.definition import Rule
from engine.derivation.table import Level
from engine.explain import words
from engine.explain.equations import Equation, shortened
from engine.explain.explanation import Explanation
from engine.explain.numbers import MOST_WRITTEN, is_exact, literal
from engine.explain.steps import Step
from engine.formula.expression import Call, Ref, refs
from engine.formula.printer import text
from engine.nodes import Constant, Input, Target
from engine.quantity import Quantity, Role, parameter, value
from engine.walk import Phase
from engine.wording import Sentence, one_line

WIDTH: Final = 96
"""Columns of a line; an equation that is longer goes on below its first relation."""

REASONS: Final = 60
"""Column at which reasons stand."""

MOST_ELEMENTS: Final = 6
"""A vector or matrix of at most so many numbers is worked out element by element."""

MOST_BRACKETS: Final = 3
"""So deep in brackets a line may be broken."""

BREAKS: Final = (" + ", " − ", " ⊙ ")
"""Signs before which a line may be broken."""

PROPER_NAMES: Final = frozenset({Rule.NESTEROV, Rule.RMSPROP, Rule.ADAM})
"""Rules whose capital letter stays."""

HEADINGS: Final = {
    Phase.FORWARD: "Forward pass",
    Phase.BACKWARD: "Backward pass",
    Phase.UPDATE: "Update",
}


def worked(explanation: Explanation) -> Iterator[str]:
    """Lines: title, what is given, then each step with rule, formula, numbers and value."""
    project, count = explanation.project, len(explanation.project.samples)
    if project.title:
        yield from _heading(one_line(project.title), "═")
    if count > 1:
        yield f"Sample {explanation.sample + 1} of {count}"
        yield ""
    yield from _given(explanation)
    phase, known = None, _Known()
    for number, step in enumerate(explanation.steps, start=1):
        yield ""
        if step.phase is not phase:
            phase = step.phase
            yield from _heading(HEADINGS[phase], "─")
        yield from _step(number, step, known)


class _Known:
    """What has been explained before: a rule, or a function, needs its sentence once."""

    def __init__(self) -> None:
        self._told: set[object] = set()

    def is_new(self, thing: object) -> bool:
        """Whether this is told for the first time."""
        new = thing not in self._told
        self._told.add(thing)
        return new


def _heading(words: str, line: str) -> Iterator[str]:
    yield words
    yield line * len(words)
    yield ""


# -- what is given ----------------------------------------------------------------------------


def _given(explanation: Explanation) -> Iterator[str]:
    """The numbers of inputs, targets and constants, then those of the parameters."""
    network = explanation.network
    leaves = (n for n in network.nodes if isinstance(n, Input | Target | Constant))
    yield "Given"
    yield from _listed(explanation, [value(node.id) for node in leaves])
    slots = network.layout.parameters
    yield from _listed(explanation, [parameter(slot.name) for slot in slots])


def _listed(explanation: Explanation, quantities: Sequence[Quantity]) -> Iterator[str]:
    """x = 1, y = −3, in as few lines as they need."""
    line = ""
    for quantity in quantities:
        array = np.asarray(explanation.read(quantity))
        ref = explanation.table(Level.LAYER).scope.ref(quantity)
        one = f"{text(ref)} {_numbers(np.reshape(array, ref.shape or ()))}"
        if line and len(line) + len(one) > WIDTH - 6:
            yield f"    {line},"
            line = ""
        line = f"{line}, {one}" if line else one
    if line:
        yield f"    {line}"


def _numbers(array: Array) -> str:
    """= 0.5, or how many there are."""
    if array.size > MOST_WRITTEN:
        return f"of {'×'.join(map(str, array.shape))} numbers"
    numbers = literal(array)
    return f"{'=' if is_exact(numbers) else '≈'} {text(numbers)}"


# -- steps ------------------------------------------------------------------------------------


def _step(number: int, step: Step, known: _Known) -> Iterator[str]:
    named = "" if step.phase is Phase.FORWARD else f" ({_within(step)})"
    yield f"{number:>3}. {step.title}{named}"
    if known.is_new(step.rule):
        yield f"     {step.rule_sentence}"
    yield from _equation(step.equation, 5)
    yield from _shares(step)
    for aside in step.asides:
        yield from _aside(step, aside, known)
    yield from _in_full(step, known)
    yield from _notes(step, 5)
    yield from _elements(step)


def _within(step: Step) -> str:
    """The name of the rule, in the middle of a line."""
    rule = str(step.rule_title)
    return rule if step.rule in PROPER_NAMES else f"{rule[0].lower()}{rule[1:]}"


def _notes(step: Step, indent: int) -> Iterator[str]:
    for remark in step.remarks:
        start = " " * indent
        yield from wrap(
            f"Note: {remark}", WIDTH, initial_indent=start, subsequent_indent=f"{start}      "
        )


def _aside(step: Step, aside: Equation, known: _Known) -> Iterator[str]:
    """The number of a slope each time; what a function is, the first time."""
    assert isinstance(aside.left, Call)
    if aside.left == step.formula:
        if known.is_new(aside.left.function):
            yield f"     where {text(aside.left)} = {text(aside.formula)}"
        return
    yield from _equation(aside, 5, before="where ")
    if "step(" in text(aside.formula) and known.is_new("step"):
        yield f"     ({words.STEP_FUNCTION})"


def _equation(equation: Equation, indent: int, before: str = "") -> Iterator[str]:
    """On one line if that is short enough, else a line for each side."""
    start = " " * indent + before
    if len(start) + len(equation.text()) <= WIDTH:
        yield start + equation.text()
        return
    sides = [(sign, text(side)) for sign, side in equation.sides]
    (_, left), (sign, right), *others = sides
    yield from _wrapped(f"{start}{left} {sign} ", right)
    for sign, side in others:
        yield from _wrapped(f"{' ' * len(start + left)} {sign} ", side)


def _wrapped(start: str, formula: str) -> Iterator[str]:
    """A formula on lines that are not too long, broken before signs in few brackets."""
    line, below = "", " " * (len(start.rstrip()) + 3)
    for piece in _pieces(formula, WIDTH - len(start)):
        if line and len(start) + len(line) + len(piece.rstrip()) > WIDTH:
            yield (start + line).rstrip()
            start, line = below, ""
        line += piece
    yield start + line


def _pieces(formula: str, width: int, outside: int = 0) -> Iterator[str]:
    """What stays on one line: parts between signs that stand `outside` of all but some brackets."""
    cuts, depth = [0], 0
    for at, sign in enumerate(formula):
        depth += (sign in "([") - (sign in ")]")
        if depth == outside and formula[at : at + 3] in BREAKS:
            cuts.append(at + 1)
    for begin, end in zip(cuts, [*cuts[1:], len(formula)], strict=True):
        piece = formula[begin:end]
        if len(piece) > width and outside < MOST_BRACKETS:
            yield from _pieces(piece, width, outside + 1)
        else:
            yield piece


def _shares(step: Step) -> Iterator[str]:
    """0.5 through the skip + 0.25 through unit 1, where a gradient has several terms."""
    if step.rule is not Rule.SUM_OVER_PATHS or step.left.shape:
        return
    found = [(share.equation.value, share.label) for share in step.terms]
    amounts = [amount for amount, _ in found if amount is not None]
    if len(amounts) < len(found):
        return
    parts = [f"{text(amount)} {label}" for amount, (_, label) in zip(amounts, found, strict=True)]
    begin = "That is" if all(map(is_exact, amounts)) else "That is about"
    yield from _wrapped(f"     {begin} ", f"{' + '.join(parts)}.".replace(" + −", " − "))


def _in_full(step: Step, known: _Known) -> Iterator[str]:
    """The gradient of a weight down to L′, where that is longer."""
    by = step.quantity.by
    if by is None or by.role is not Role.PARAMETER or step.expanded == step.formula:
        return
    full = text(step.expanded)
    if not len(text(step.formula)) < len(full) <= WIDTH:
        return
    yield f"     In full: {text(step.left)} = {full}"
    if "L′" in full and known.is_new("L′"):
        slope = Sentence(words.SLOPE_OF_LOSS, {"name": _slope_of_loss(step)})
        yield f"     ({slope})"


def _slope_of_loss(step: Step) -> str:
    """What L′ stands for."""
    named = next(ref for ref in refs(step.expanded) if ref.word == "L'")
    return text(step.explanation.table(Level.LAYER).scope.ref(named.quantity))


def _elements(step: Step) -> Iterator[str]:
    """Number by number, unless there are many or nothing is to be seen."""
    count = prod(step.left.shape or ())
    if step.phase is Phase.UPDATE or step.place.part or count > MOST_ELEMENTS:
        return
    elements = step.elements
    if not elements or any(isinstance(each.formula, Ref) for each in elements):
        return
    yield "     Number by number:" if count > 1 else "     Written out:"
    for element in elements:
        chain = step.explanation.chain(element)
        yield from _chain(chain) if len(chain) > 1 else _equation(element.equation, 8)
        if step.remarks:
            yield from _notes(element, 10)


def _chain(steps: Sequence[Step]) -> Iterator[str]:
    """A formula that goes on, each line with its reason, and the numbers of the last."""
    left = text(steps[0].left)
    below = " " * (8 + len(left))
    yield from _wrapped(f"        {left} = ", text(shortened(steps[0].formula)))
    for step in steps[1:]:
        *lines, last = _wrapped(f"{below} = ", text(shortened(step.formula)))
        yield from lines
        reason = f"({_within(step)})"
        yield from (
            (f"{last:<{REASONS}}  {reason}",)
            if len(last) <= REASONS
            else (last, f"{below}   {reason}")
        )
    for sign, side in steps[-1].equation.sides[2:]:
        yield from _wrapped(f"{below} {sign} ", text(side))
