"""Forward: the drawing of a wave that runs from a number through all that depends on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from engine.quantity import Quantity, preactivation, value
from engine.sensitivity.wiggle import Wave
from engine.trace import Trace
from gui.canvas.placing.labels import Slot, word
from gui.canvas.placing.layout import Layout
from gui.canvas.placing.style import Style
from gui.canvas.waves.account import Account, Passed
from gui.canvas.waves.drawing import Drawing, Lamp, Places, Ray, places, stacked, written
from gui.canvas.waves.lines import Line, Parts, equation
from gui.reading import Reading
from gui.session import Session
from gui.theme import ColorRole


def wave_drawing(
    session: Session,
    trace: Trace,
    wave: Wave,
    layout: Layout,
    style: Style,
    where: Places | None = None,
) -> tuple[Drawing, Places]:
    """The drawing, and where its labels stand; known places are kept."""
    account = Account(
        session,
        trace,
        layout,
        style,
        wave.shares,
        wave.moved,
        wave.checked,
        ColorRole.FORWARD,
        wave.quantity,
    )
    pen = _Pen(account, wave)
    rays = tuple(pen.rays())
    where = places(layout, rays, style) if where is None else where
    lamps = tuple(pen.lamps())
    levels = float(max(wave.level.values()))
    return Drawing(account.role, rays, lamps, written(rays, where), levels), where


class _Pen:
    def __init__(self, account: Account, wave: Wave) -> None:
        self.account, self.wave = account, wave
        self.network = account.trace.network
        self.by = word(self.network, wave.quantity)

    # -- wires --------------------------------------------------------------------------------

    def rays(self) -> Iterator[Ray]:
        """Every wire on the way."""
        level = self.wave.level
        for wire in self.account.wires:
            end = level[wire.edge.target]
            if wire.weight is not None and wire.weight == self.wave.quantity:
                yield self._held_ray(wire, wire.weight, end)
            else:
                yield self.account.ray(wire, level[wire.edge.source], end, self._incoming(wire))

    def _held_ray(self, wire: Passed, weight: Quantity, end: int) -> Ray:
        """The held weight: what it multiplies is how fast z changes with it."""
        h = value(wire.edge.source)
        if self.network.sizes[h.owner] != 1:
            h = h.element(wire.column + 1)
        share = self.account.reading(self.account.share(wire))
        below = equation(word(self.network, h), share, self.account.role)
        return Ray(wire.wire, end - 1, end, self.account.weight(weight), below, (), held=True)

    def _incoming(self, wire: Passed) -> Reading:
        """How fast the number at the wire's start changes."""
        rate = self.wave.rates.get(value(wire.edge.source))
        return self.account.reading(1.0 if rate is None else rate[wire.column])

    # -- nodes --------------------------------------------------------------------------------

    def lamps(self) -> Iterator[Lamp]:
        """Every node on the way, and the leaf that is held."""
        for node, level in self.wave.level.items():
            figure = self.account.layout.figures[node]
            rate = self.wave.rates.get(value(node))
            if rate is None:
                cells = {index: self._usual(node, index) for index in self.account.lit(node)}
                yield Lamp(node, level, cells)
            elif figure.heat:
                yield Lamp(node, level, {0: ()}, tints=self.account.tints(figure, rate))
            else:
                cells = self.account.cells(node, self._lines)
                slots = (slot for slot in figure.slots if slot.quantity == self.wave.quantity)
                yield Lamp(node, level, cells, tuple(map(self._usual_line, slots)))

    def _usual(self, node: str, index: int) -> tuple[Line, ...]:
        """What always stands in an outline of the leaf that is held."""
        figure = self.account.layout.figures[node]
        cell = figure.cells[index]
        slots = (slot for slot in figure.slots if slot.role is ColorRole.FORWARD)
        lines = [self._usual_line(s) for s in slots if cell.contains(s.box.x, s.box.y)]
        if len(lines) == 1:  # the room of its gradient is free too
            (middle,) = stacked(figure, cell, [lines[0].parts], self.account.style)
            lines = [replace(middle, framed=lines[0].framed)]
        return tuple(lines)

    def _usual_line(self, slot: Slot) -> Line:
        parts = equation(slot.name, self.account.session.reading(slot.quantity), slot.role)
        return Line(parts, slot.box, slot.size, framed=slot.quantity == self.wave.quantity)

    def _lines(self, node: str, index: int) -> list[Parts]:
        """The sum of what arrives, ∂z and ∂h of one unit."""
        account, rates = self.account, self.wave.rates
        lines = list(account.sum_at(node, index, arriving=True))
        z = preactivation(node)
        if z in rates:
            name = f"∂{account.letter(node, '𝑧', index)}/∂{self.by}"
            lines.append(account.rate(name, account.reading(rates[z][index])))
        name = f"∂{account.letter(node, 'ℎ', index)}/∂{self.by}"
        lines.append(account.rate(name, account.reading(rates[value(node)][index])))
        return lines
