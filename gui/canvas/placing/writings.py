"""Writings: what is to be written at all wires, as arrays; labels are made when asked for.

Every wire with a weight shows the same: its weight, ∂L/∂(its weight), or both, value first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.arrays import Vector
from engine.network import Network
from engine.quantity import Quantity, value
from gui.canvas.painting.glyphs import face
from gui.canvas.placing.geometry import Box, Boxes, Mask
from gui.canvas.placing.labels import LOCK, SMALL, SPACE, Slot, word
from gui.canvas.placing.nearness import Rows
from gui.canvas.placing.style import TYPICAL, Style
from gui.canvas.placing.wires import Wire
from gui.theme import ColorRole
from gui.view import Passes


@dataclass(frozen=True, slots=True)
class Label:
    """The numbers of one wire at their places; `crossed`: another wire passes behind them."""

    slots: tuple[Slot, ...]
    crossed: bool = False


@dataclass(frozen=True, eq=False)
class Writings:
    """`roles` of the numbers at each of `wires`, and what they are, by wire; all of one `size`."""

    wires: Rows
    roles: tuple[ColorRole, ...]
    weights: Sequence[Quantity]
    names: Sequence[str]
    locked: Mask
    size: float
    objective: tuple[Quantity, str] | None = None

    def __len__(self) -> int:
        """How many wires have something to be written."""
        return len(self.wires)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Wire by wire, those of each in the order of the roles."""
        columns = [self.weights if role is ColorRole.FORWARD else self._by for role in self.roles]
        return tuple(quantity for row in zip(*columns, strict=True) for quantity in row)

    @cached_property
    def _by(self) -> list[Quantity]:
        assert self.objective is not None
        of, _ = self.objective
        return [of.derivative(by) for by in self.weights]

    def name(self, index: int, role: ColorRole) -> str:
        """The name before a number."""
        prefix = "" if role is ColorRole.FORWARD else self._prefix
        return prefix + self.names[index]

    @cached_property
    def _prefix(self) -> str:
        assert self.objective is not None
        return f"∂{self.objective[1]}/∂"

    @cached_property
    def half_widths(self) -> Vector:
        """Half the room of typical numbers with their names, (wires, roles)."""
        names = face().words(self.names).widths
        columns = []
        for role in self.roles:
            if role is ColorRole.FORWARD:
                lead = names + face().width("=") + 2 * SPACE + LOCK * self.locked
            else:
                lead = SMALL * (names + face().width(self._prefix)) + SPACE
            columns.append(lead + face().width(TYPICAL))
        return np.stack(columns, axis=1) * self.size / 2

    def slots(
        self, index: int, boxes: Sequence[Sequence[float]], height: float
    ) -> tuple[Slot, ...]:
        """The slots of one wire at their places, `height` in parts of the full one."""
        first = index * len(self.roles)
        found = []
        for at, (role, box) in enumerate(zip(self.roles, boxes, strict=False)):
            is_value = role is ColorRole.FORWARD
            found.append(
                Slot(
                    self.quantities[first + at],
                    self.name(index, role),
                    role,
                    Box(*box),
                    height * self.size,
                    is_value,
                    is_value and bool(self.locked[index]),
                )
            )
        return tuple(found)


def writings(network: Network, wires: Sequence[Wire], style: Style, passes: Passes) -> Writings:
    """What is to be written at the wires of a network."""
    objective = None if network.objective is None else value(network.objective)
    roles = [ColorRole.FORWARD] if passes.forward or objective is None else []
    if objective is not None and passes.backward:
        roles.append(ColorRole.GRADIENT)
    weighted = [(row, wire) for row, wire in enumerate(wires) if wire.weight is not None]
    weights = [wire.weight for _, wire in weighted if wire.weight is not None]
    trainable = [wire.edge.weight.trainable for _, wire in weighted if wire.edge.weight is not None]
    return Writings(
        np.array([row for row, _ in weighted], dtype=np.intp),
        tuple(roles),
        weights,
        [word(network, weight) for weight in weights],
        ~np.array(trainable, dtype=np.bool_),
        style.number,
        None if objective is None else (objective, word(network, objective)),
    )


@dataclass(frozen=True, eq=False)
class Labels(Mapping[int, Label]):
    """Labels by wire: `rows` of the writings, their boxes (n, roles, 5), heights and crossings.

    Heights are in parts of the full one.
    """

    of: Writings
    rows: Rows
    boxes: Boxes
    heights: Vector
    crossed: Mask

    @cached_property
    def wires(self) -> Rows:
        """The wires that have one of these."""
        return self.of.wires[self.rows]

    @cached_property
    def _index(self) -> dict[int, int]:
        return {wire: index for index, wire in enumerate(self.wires.tolist())}

    @cached_property
    def _made(self) -> dict[int, Label]:
        return {}

    def __getitem__(self, wire: int) -> Label:
        """The label of a wire; raises KeyError."""
        if wire not in self._made:
            at = self._index[wire]
            row, height = int(self.rows[at]), float(self.heights[at])
            slots = self.of.slots(row, self.boxes[at].tolist(), height)
            self._made[wire] = Label(slots, bool(self.crossed[at]))
        return self._made[wire]

    def __iter__(self) -> Iterator[int]:
        """The wires."""
        return iter(self._index)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.rows)
