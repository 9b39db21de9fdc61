"""Lines: the texts of a wave, each fitted into its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import degrees

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from gui.canvas.painting.shapes import draw_runs
from gui.canvas.placing.geometry import Box
from gui.canvas.placing.labels import SMALL, SPACE, Run
from gui.canvas.placing.style import BASELINE, Style, pen
from gui.reading import Reading, State
from gui.theme import ColorRole

TIMES = "×"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line."""

    text: str
    role: ColorRole
    small: bool = False

    def run(self, size: float) -> Run:
        """In a line of `size`, with the blank behind it."""
        return Run(self.text, SMALL * size if self.small else size, SPACE * size, self.role)


Parts = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Parts in the middle of a box.

    `framed`: the number that is held; `patched`: on bare board, for a wire passes behind.
    """

    parts: Parts
    box: Box
    size: float
    framed: bool = False
    patched: bool = False


def number(reading: Reading, role: ColorRole) -> Part:
    """A number; what is undefined or unchecked says so in the colour of warnings."""
    troubled = reading.state in (State.UNDEFINED, State.UNCHECKED)
    return Part(reading.text, ColorRole.WARNING if troubled else role)


def equation(name: str, reading: Reading, role: ColorRole, *, small: bool = False) -> Parts:
    """A name and its number: 𝑤₃ = 0.5."""
    sign = Part(reading.equals, role)
    return Part(name, role, small=small), sign, number(reading, role)


def product(factor: Reading, result: Reading, role: ColorRole) -> Parts:
    """× 0.5 = 0.25, behind another factor."""
    exact = factor.exact and result.exact
    return (
        Part(TIMES, role),
        number(factor, role),
        Part("=" if exact else "≈", role),
        number(result, role),
    )


def total(terms: Sequence[Reading], role: ColorRole) -> Part:
    """0.5 − 0.25 as one piece."""
    text = terms[0].text
    for term in terms[1:]:
        negative = term.text.startswith("−")
        text += f" − {term.text[1:]}" if negative else f" + {term.text}"
    return Part(text, role)


def room(parts: Parts, size: float) -> float:
    """The width that parts need, with the blanks between them."""
    return sum(part.run(size).width for part in parts) - SPACE * size


def draw_line(painter: QPainter, style: Style, line: Line) -> None:
    """The parts side by side, smaller where they would not fit."""
    full = room(line.parts, line.size)
    scale = min(1.0, 2 * line.box.half_width / (full or 1.0))
    painter.save()
    painter.translate(line.box.x, line.box.y)
    painter.rotate(degrees(line.box.angle))
    painter.scale(scale, scale)
    if line.framed:
        painter.setPen(pen(style.colors[ColorRole.ACCENT], style.line))
        painter.setBrush(style.colors[ColorRole.SELECTION])
        high = 0.62 * line.size
        painter.drawRoundedRect(QRectF(-full / 2 - 4, -high, full + 8, 2 * high), 4, 4)
    runs = [part.run(line.size) for part in line.parts]
    draw_runs(painter, style, runs, -full / 2, BASELINE * line.size)
    painter.restore()
