"""Numbers of the drawing: the steps by which a person changes one, and how thick wires are."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from math import floor, log10

import numpy as np
from numpy.typing import NDArray

from engine.project import Project
from engine.quantity import Quantity
from gui.canvas.placing.layout import Layout
from gui.canvas.placing.style import Style
from gui.moment import Shown
from gui.view import View

COARSE, FINE = 10.0, 0.1
"""What Shift and Alt make of a step."""

NUDGE = 10
"""Steps of a turn of the wheel or an arrow key; a pixel of dragging is one."""

_THINNEST, _THICKEST = 0.6, 2.1
"""Of a wire, in parts of an outline."""


def current(project: Project, quantity: Quantity, sample: int) -> float:
    """The one number at a settable address."""
    return float(project.numbers(quantity, sample).item())


def step(number: float) -> Decimal:
    """The change that one pixel makes: 0.01 for numbers around 1, by decades beyond that."""
    decade = floor(log10(abs(number))) if number else 0
    return Decimal(1).scaleb(decade - 2 if decade >= 0 else decade - 1)


def stepped(start: float, steps: int, unit: Decimal) -> float:
    """`steps` multiples of `unit` away from `start`, on the grid of these multiples."""
    if steps == 0:
        return start
    rounding = ROUND_FLOOR if steps > 0 else ROUND_CEILING
    nearest = (Decimal(repr(start)) / unit).to_integral_value(rounding)
    return float((nearest + steps) * unit)


def widths(layout: Layout, shown: Shown, view: View, style: Style) -> NDArray[np.float64]:
    """How thick each wire is: mildly by |w|, in the backward view by |∂L/∂w|."""
    places = layout.board.pieces.places
    vector = shown.project.parameters.vector
    if not view.passes.forward and shown.trace is not None and shown.trace.losses is not None:
        vector = shown.trace.sample_gradient(view.sample)
    magnitudes = np.ones(len(places))
    weighted = places >= 0
    magnitudes[weighted] = np.nan_to_num(np.abs(vector[places[weighted]]), nan=1.0)
    return np.asarray(style.line * np.clip(0.5 + 0.5 * magnitudes, _THINNEST, _THICKEST))
