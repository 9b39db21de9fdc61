"""Backward: the drawing of a gradient that comes back to a unit by every path."""

from __future__ import annotations

from collections.abc import Iterator

from engine.nodes import Layer
from engine.quantity import Quantity, preactivation, value
from engine.sensitivity.message import Message
from engine.trace import Trace
from gui.canvas.placing.labels import word
from gui.canvas.placing.layout import Layout
from gui.canvas.placing.style import Style
from gui.canvas.waves.account import Account, Passed
from gui.canvas.waves.drawing import Drawing, Lamp, Places, Ray, places, written
from gui.canvas.waves.lines import Parts
from gui.reading import Reading
from gui.session import Session
from gui.theme import ColorRole


def message_drawing(
    session: Session,
    trace: Trace,
    message: Message,
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
        message.shares,
        message.moved,
        message.checked,
        ColorRole.GRADIENT,
    )
    pen = _Pen(account, message)
    rays = tuple(pen.rays())
    where = places(layout, rays, style) if where is None else where
    levels = float(max(message.level.values()))
    return Drawing(account.role, rays, tuple(pen.lamps()), written(rays, where), levels), where


class _Pen:
    def __init__(self, account: Account, message: Message) -> None:
        self.account, self.message = account, message
        self.network = account.trace.network
        assert self.network.objective is not None
        self.objective = value(self.network.objective)

    # -- wires --------------------------------------------------------------------------------

    def rays(self) -> Iterator[Ray]:
        """Every wire on a path; it is passed from its target to its source."""
        level = self.message.level
        for wire in self.account.wires:
            start, end = level[wire.edge.target], level[wire.edge.source]
            yield self.account.ray(wire, start, end, self._upstream(wire))

    def _upstream(self, wire: Passed) -> Reading:
        """The gradient at the wire's head: ∂L/∂z of a unit, else of the value."""
        target = wire.edge.target
        layer = isinstance(self.network.by_id[target], Layer)
        return self._gradient(preactivation(target) if layer else value(target), wire.row)

    def _gradient(self, of: Quantity, index: int) -> Reading:
        single = self.network.sizes[of.owner] == 1
        return self.account.session.reading(
            self.objective.derivative(of if single else of.element(index + 1))
        )

    # -- nodes --------------------------------------------------------------------------------

    def lamps(self) -> Iterator[Lamp]:
        """Every node on a path, from the objective back to the one that is held."""
        for node, level in self.message.level.items():
            figure = self.account.layout.figures[node]
            if figure.heat:
                gradients = self.account.trace.run.grad[node][:, self.message.sample]
                yield Lamp(node, level, {0: ()}, tints=self.account.tints(figure, gradients))
                continue
            yield Lamp(node, level, self.account.cells(node, self._lines))

    def _lines(self, node: str, index: int) -> list[Parts]:
        """The sum of what returns to one unit, ∂L/∂h, and on its way further back ∂L/∂z."""
        account, loss = self.account, word(self.network, self.objective)
        lines = list(account.sum_at(node, index, arriving=False))
        name = f"∂{loss}/∂{account.letter(node, 'ℎ', index)}"
        lines.append(account.rate(name, self._gradient(value(node), index)))
        if isinstance(self.network.by_id[node], Layer) and node != self.message.to.owner:
            name = f"∂{loss}/∂{account.letter(node, '𝑧', index)}"
            lines.append(account.rate(name, self._gradient(preactivation(node), index)))
        return lines
