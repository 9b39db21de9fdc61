"""Labels: which number stands where, the words before it, and how it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from engine.network import Network
from engine.quantity import Quantity, value
from gui.canvas.placing.geometry import Box
from gui.canvas.placing.style import TYPICAL, width
from gui.fonts import italic
from gui.reading import Reading, State
from gui.theme import ColorRole
from gui.words import quantity_name

SMALL = 0.78
"""Size of the words before a gradient, in parts of its number's."""

SPACE = 0.24
"""Width of a blank, in parts of the size."""

LOCK = 0.62
"""Width of the lock before a frozen parameter, blank included, in parts of the size."""

READABLE = 5.5
"""Pixels on the screen below which a text is not drawn."""


@dataclass(frozen=True, slots=True)
class Run:
    """A text in one size and colour, and the blank after it."""

    text: str
    size: float
    gap: float
    role: ColorRole

    @property
    def width(self) -> float:
        """Of the text with its blank."""
        return width(self.text, self.size) + self.gap


TROUBLED = (State.UNDEFINED, State.UNCHECKED)
"""States whose words stand in the colour of warnings."""

STAR = "*"
"""Behind a derivative that was chosen at a kink."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one number; `box` is in the coordinates of the item that draws it."""

    quantity: Quantity
    name: str
    role: ColorRole
    box: Box
    size: float
    settable: bool = False
    locked: bool = False

    @property
    def is_value(self) -> bool:
        """Whether the number belongs to the forward pass."""
        return self.role is ColorRole.FORWARD

    def placed(self, box: Box, size: float) -> Slot:
        """The same slot at `box`, in another size."""
        return Slot(self.quantity, self.name, self.role, box, size, self.settable, self.locked)


@dataclass(frozen=True, slots=True)
class Caption:
    """Words on the drawing, or a sign in the mathematics face."""

    text: str
    box: Box
    size: float
    math: bool = False


def word(network: Network, quantity: Quantity) -> str:
    """The name of a quantity in mathematical letters: 𝑤₀, ∂𝐿/∂ℎ₀."""
    if quantity.by is not None:
        of = Quantity(quantity.role, quantity.owner, quantity.index)
        return f"∂{word(network, of)}/∂{word(network, quantity.by)}"
    known = _words(network)
    found = known.get(quantity)
    if found is None:
        found = known[quantity] = italic(quantity_name(network, quantity))
    return found


@lru_cache(maxsize=4)
def _words(network: Network) -> dict[Quantity, str]:
    """Those of a network that were asked for."""
    del network
    return {}


def gradient(network: Network, by: Quantity) -> Quantity | None:
    """∂L/∂(`by`), in a network with an objective."""
    return None if network.objective is None else value(network.objective).derivative(by)


def typical_width(name: str, role: ColorRole, size: float, *, locked: bool = False) -> float:
    """Width of a slot's text with a number of four digits and a sign."""
    lead = width(name, size)
    if role is ColorRole.GRADIENT:
        lead = SMALL * lead + SPACE * size
    elif name:
        lead += width("=", size) + 2 * SPACE * size
    return lead + width(TYPICAL, size) + (LOCK * size if locked else 0.0)


def _lead(name: str, role: ColorRole, size: float, sign: str) -> Iterator[Run]:
    """What stands before the number."""
    if role is ColorRole.GRADIENT:
        yield Run(name, SMALL * size, SPACE * size, role)
    elif name:
        yield Run(name, size, SPACE * size, role)
        yield Run(sign, size, SPACE * size, role)


def runs(slot: Slot, reading: Reading) -> tuple[Run, ...]:
    """The texts of a slot from left to right."""
    role = ColorRole.WARNING if reading.state in TROUBLED else slot.role
    number = Run(reading.text, slot.size, 0.0, role)
    star = Run(STAR, slot.size, 0.0, ColorRole.WARNING)
    stars = (star,) if reading.state is State.KINK else ()
    return (*_lead(slot.name, slot.role, slot.size, reading.equals), number, *stars)


def text_width(slot: Slot, reading: Reading) -> float:
    """Width of what is drawn, at most the slot's own."""
    full = sum(run.width for run in runs(slot, reading))
    full += LOCK * slot.size if slot.locked else 0.0
    return min(full, 2 * slot.box.half_width)
