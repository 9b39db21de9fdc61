"""What stands above and below a curve: what it is, and what its marks mean."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, nan

from PySide6.QtCore import QCoreApplication

from engine.quantity import LEARNING_RATE, Quantity, value
from engine.sensitivity.corners import Corner
from engine.sensitivity.curve import Curve
from gui.explained import is_guessing
from gui.functions import function_label
from gui.panels.inspector.sheet import CurvePart
from gui.reading import Reading, State, number
from gui.session import Session
from gui.theme import ColorRole
from gui.words import called, explained, quantity_name

translate = QCoreApplication.translate

MOST_CORNERS = 3

LARGEST = 1e100


@dataclass(frozen=True, slots=True)
class Line:
    """A line below the plot, in the colour of its mark."""

    text: str
    role: ColorRole
    tip: str = ""


def caption(session: Session, part: CurvePart, over: Quantity) -> str:
    """What is drawn over what, of which sample."""
    shown, network = session.shown, session.shown.project.network
    if part.node is not None:
        function = function_label(network.by_id[part.node])
        return translate("inspector", "{0} over {1}").format(function, quantity_name(network, over))
    words = translate("inspector", "Loss along {0}, all else held fixed")
    words = words.format(quantity_name(network, over))
    count = len(shown.project.samples)
    if count == 1:
        return words
    of_sample = translate("inspector", "sample {0} of {1} alone")
    return f"{words} · {of_sample.format(session.view.sample + 1, count)}"


def no_curve(session: Session, part: CurvePart, over: Quantity) -> str:
    """Why nothing can be drawn; empty where something can."""
    shown = session.shown
    if shown.trace is None:
        return translate("inspector", "Nothing to draw yet: the network is incomplete.")
    if is_guessing(shown, session.view):
        return explained(State.HIDDEN)
    at = session.reading(over)
    if at.state is State.UNDEFINED:
        return explained(State.UNDEFINED)
    if part.node is None and not shown.verified:
        return explained(State.UNCHECKED)
    found = shown.trace.read(over, session.view.sample)
    if found is None or abs(found.item()) > LARGEST:
        return translate("inspector", "This number is too large to draw a curve around it.")
    return ""


def gradient(session: Session, over: Quantity) -> float:
    """∂L/∂(over) in the shown sample; NaN where there is none."""
    shown = session.shown
    objective = shown.project.network.objective
    if shown.trace is None or objective is None:
        return nan
    found = shown.trace.read(value(objective).derivative(over), session.view.sample)
    return nan if found is None else float(found.item())


def lines(session: Session, part: CurvePart, over: Quantity, curve: Curve) -> list[Line]:
    """The point, the tangent, the step, the kinks."""
    network = session.shown.project.network
    x, at = quantity_name(network, over), number(curve.at)
    if part.node is not None:
        y, slope = _result(session, part, over), translate("inspector", "slope")
    else:
        objective = value(str(network.objective))
        y = quantity_name(network, objective)
        slope = quantity_name(network, objective.derivative(over))
    found = [Line(f"●  {_pair(x, at)},  {_pair(y, number(curve.height))}", ColorRole.TEXT)]
    if isfinite(curve.slope):
        words = translate("inspector", "tangent: {0}").format(_pair(slope, number(curve.slope)))
        found.append(Line(f"╌╌  {words}", ColorRole.GRADIENT))
    if curve.landing is not None and part.node is None:
        found.append(_landing(session, x, y, curve.landing))
    corners = sorted(curve.corners, key=lambda corner: abs(corner.x - curve.at))
    found += [_corner(session, x, corner) for corner in corners[:MOST_CORNERS]]
    if len(corners) > MOST_CORNERS:
        more = translate("inspector", "… and %n more kink(s)", "", len(corners) - MOST_CORNERS)
        found.append(Line(f"◇  {more}", ColorRole.WARNING))
    return found


def _result(session: Session, part: CurvePart, over: Quantity) -> str:
    """The name of what a node's function gives at the element that is looked at."""
    assert part.node is not None
    network = session.shown.project.network
    size = network.sizes[part.node] or 1
    own = value(part.node)
    return quantity_name(network, own.element(*over.index) if size > 1 else own)


def _landing(session: Session, x: str, y: str, landing: tuple[float, float]) -> Line:
    there, height = map(number, landing)
    words = translate("inspector", "a step of {0} leads to {1}, {2}").format(
        _pair("η", session.reading(LEARNING_RATE)), _pair(x, there), _pair(y, height)
    )
    return Line(f"○  {words}", ColorRole.ACCENT)


def _corner(session: Session, x: str, corner: Corner) -> Line:
    by_id = session.shown.project.network.by_id
    owners = ", ".join(called(by_id[node]) for node in corner.nodes)
    before, behind = number(corner.before), number(corner.behind)
    words = translate(
        "inspector", "kink at {0} ({1}): slope {2} on its left, {3} on its right"
    ).format(_pair(x, number(corner.x)), owners, before.text, behind.text)
    return Line(f"◇  {words}", ColorRole.WARNING)


def _pair(name: str, reading: Reading) -> str:
    return f"{name}\N{NO-BREAK SPACE}{reading.equals}\N{NO-BREAK SPACE}{reading.text}"
