"""Reading: a number as text with its state; decided once for the whole window."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

from engine.arrays import Array
from engine.numerals import full, numeral
from engine.partial import read_part
from engine.project import is_settable
from engine.quantity import Quantity, Role
from gui.explained import hidden

if TYPE_CHECKING:
    from gui.moment import Shown
    from gui.view import View


class State(Enum):
    """What a reader must know beside the digits."""

    SHOWN = "shown"
    PREVIEW = "preview"  # training runs: the next frame may say something else
    KINK = "kink"  # the derivative was chosen from an interval
    UNDEFINED = "undefined"  # not finite, or dependent on what is not
    UNCHECKED = "unchecked"  # the independent check failed: better no number than a wrong one
    HIDDEN = "hidden"  # the walk has not reached it: a class is to guess
    ABSENT = "absent"  # there is no such number


@dataclass(frozen=True, slots=True)
class Reading:
    """`text` has 4 significant digits, `full` all of them; `exact`: the text says it all."""

    text: str
    state: State
    full: str = ""
    exact: bool = True

    @property
    def equals(self) -> str:
        """The sign to stand before the text."""
        return "=" if self.exact else "≈"


ABSENT = Reading("", State.ABSENT)
UNDEFINED = Reading("undefined", State.UNDEFINED, "undefined")
HIDDEN = Reading("?", State.HIDDEN, "?")
UNCHECKED = Reading("unchecked", State.UNCHECKED, "unchecked")


def read(shown: Shown, view: View, quantity: Quantity) -> Reading:
    """The reading of one number, or of a whole vector as (…; …)."""
    if view.reveal and quantity.element() in hidden(shown, view):
        return HIDDEN
    if quantity.role is Role.LEARNING_RATE:
        return number(shown.project.training.learning_rate, State.SHOWN)
    array = numbers_at(shown, view, quantity)
    if array is None:
        return ABSENT
    if quantity.by is not None and not shown.verified:
        return UNCHECKED
    state = State.PREVIEW if shown.preview else State.SHOWN
    if quantity.by is not None and _at_kink(shown, quantity.by, view.sample):
        state = State.KINK
    return _numbers(array, state)


def read_computed(shown: Shown, view: View, numbers: Array | float, *, checked: bool) -> Reading:
    """The reading of derivatives that have no address; they would tell what is to be guessed."""
    if hidden(shown, view):
        return HIDDEN
    if not (checked and shown.verified):
        return UNCHECKED
    return _numbers(numbers, State.PREVIEW if shown.preview else State.SHOWN)


def numbers_at(shown: Shown, view: View, quantity: Quantity) -> Array | None:
    """What stands at an address; of an incomplete network what is set, or can be computed yet."""
    network = shown.project.network
    if shown.trace is not None:
        return shown.trace.read(quantity, view.sample)
    if is_settable(network, quantity):
        return shown.project.numbers(quantity, view.sample)
    return None if shown.part is None else read_part(shown.part, network, quantity, view.sample)


def _numbers(array: Array | float, state: State) -> Reading:
    numbers = np.ravel(array)
    if np.isnan(numbers).any():
        return UNDEFINED
    readings = [number(float(each), state) for each in numbers]
    return readings[0] if len(readings) == 1 else _joined(readings, state)


def number(x: float, state: State = State.SHOWN) -> Reading:
    """The reading of a number that has no address; `UNDEFINED` for one that is not finite."""
    if not isfinite(x):
        return UNDEFINED
    text = numeral(x)
    return Reading(text.text, state, full(x), text.exact)


def _joined(readings: list[Reading], state: State) -> Reading:
    return Reading(
        f"({'; '.join(each.text for each in readings)})",
        state,
        f"({'; '.join(each.full for each in readings)})",
        all(each.exact for each in readings),
    )


def _at_kink(shown: Shown, by: Quantity, sample: int) -> bool:
    """Whether ∂L/∂z was chosen at a kink of that very unit."""
    if shown.values is None or by.role is not Role.PREACTIVATION:
        return False
    elements = shown.values.kinked[sample].get(by.owner, ())
    return by.index[0] in elements if by.index else bool(elements)
