"""Chain: the equation of a step as pieces, its terms tagged with the ways they come by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain as chained

from engine.explain.equations import Equation, shortened
from engine.explain.steps import Step
from engine.formula.expression import Expression, Sum
from engine.walk import Phase
from gui.formulas.pictures import Pictures
from gui.formulas.pieces import Formula, Piece, pieces, relation, term
from gui.formulas.view import Ink
from gui.session import Session
from gui.theme import PATH_LINES, ColorRole, Theme
from gui.view import Way
from gui.walk import Walk
from gui.ways import ways

RESULT = "result"
"""The tag of what is computed."""

UNKNOWN = "?"
"""Stands for a number that is to be guessed."""


def step_chain(session: Session, step: Step) -> Formula:
    """The equation of a step as the session's view wants it, without numbers that may not stand."""
    view = session.view
    full = view.expanded and step.expanded != step.formula
    equation = step.expanded_equation if full else step.equation
    if is_unchecked(session, step):
        equation = Equation(equation.left, equation.formula, assign=equation.assign)
    return chain(equation, () if full else term_tags(step), guess=not view.uncovered)


def prepare(session: Session, walk: Walk) -> None:
    """Have the formulas of the next step set while nobody waits for them; of none, the first."""
    following = 0 if walk.number is None else walk.number + 1
    if following >= len(walk.steps) or session.shown.preview:
        return
    step, pictures = walk.steps[following], Pictures.of_application()
    for piece in chained(step_chain(session, step), *map(chain, step.asides)):
        if not piece.is_plain:
            pictures.ask(piece.tex, later=True)


def is_unchecked(session: Session, step: Step) -> bool:
    """Whether no gradient may be shown: the independent check failed."""
    return step.phase is not Phase.FORWARD and not session.shown.verified


def inks(formula: Formula, step: Step, theme: Theme) -> list[Ink]:
    """How its pieces are drawn: results and ways have their colours."""
    result = ColorRole.FORWARD if step.phase is Phase.FORWARD else ColorRole.GRADIENT
    return [_ink(piece, theme, result) for piece in formula]


def _ink(piece: Piece, theme: Theme, result: ColorRole) -> Ink:
    if isinstance(piece.tag, Way):
        return Ink(theme.path_color(piece.tag.hue), PATH_LINES[piece.tag.hue % len(PATH_LINES)])
    return Ink(theme.color(result if piece.tag == RESULT else ColorRole.TEXT))


def chain(equation: Equation, tags: tuple[object, ...] = (), *, guess: bool = False) -> Formula:
    """left = formula = numbers = value; the value is left open while it is to be guessed."""
    found = [*_result(equation.left), relation(equation.assign)]
    found += pieces(shortened(equation.formula), tags)
    if equation.numbers is not None:
        found += [relation(equation.to_numbers), *pieces(shortened(equation.numbers), tags)]
    if guess:
        found += [relation("="), term(UNKNOWN, tag=RESULT)]
    elif equation.value is not None:
        found += [relation(equation.to_value), *_result(equation.value)]
    return tuple(found)


def _result(expression: Expression) -> Formula:
    return tuple(replace(piece, tag=RESULT) for piece in pieces(shortened(expression)))


def term_tags(step: Step) -> tuple[object, ...]:
    """The way of every term of the step's formula; a share that is a sum has several terms."""
    return tuple(_spread(step))


def _spread(step: Step) -> Iterator[Way | None]:
    for share, way in zip(step.terms, ways(step), strict=True):
        count = len(share.formula.terms) if isinstance(share.formula, Sum) else 1
        yield from [way] * count
