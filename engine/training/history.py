"""History: what the plots draw, one point per committed edit or training step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.arrays import Array, Vector
from engine.layout import Layout

MOST_CHUNKS = 64
MOST_POINTS = 200_000


@dataclass(frozen=True, eq=False)
class History:
    """Losses and gradient magnitudes of the moments so far; undo goes back to an older one.

    `chunks` are arrays (points, 1 + parameters): loss, then ‖∂L/∂p‖ of every parameter `names`.
    Chunks are shared between histories, so that appending copies little.
    """

    names: tuple[str, ...]
    chunks: tuple[Array, ...] = ()

    @cached_property
    def table(self) -> Array:
        """All points, (points, 1 + parameters)."""
        return np.concatenate(self.chunks) if self.chunks else np.empty((0, 1 + len(self.names)))

    @property
    def losses(self) -> Vector:
        """Mean loss of each point."""
        return self.table[:, 0]

    def magnitudes(self, name: str) -> Vector:
        """‖∂L/∂name‖ at each point; of a single number |∂L/∂name|."""
        return self.table[:, 1 + self.names.index(name)]

    def extended(self, points: Sequence[Vector]) -> History:
        """With further points, each made by `point`; the oldest fall away beyond the limit."""
        chunks = (*self.chunks, np.array(points))
        if len(chunks) > MOST_CHUNKS:
            chunks = (np.concatenate(chunks)[-MOST_POINTS:],)
        return History(self.names, chunks)


def point(layout: Layout, loss: float, gradient: Vector) -> Vector:
    """One point: the loss and the magnitude of each parameter's mean gradient."""
    return np.append(loss, _norms(np.abs(gradient), layout))


def _norms(sizes: Vector, layout: Layout) -> Vector:
    """Euclidean length of each parameter; scaled first, so that large squares do not overflow."""
    if not layout.slots:
        return sizes
    starts, lengths = layout.spans
    largest = np.maximum.reduceat(sizes, starts)
    scaled = sizes / np.repeat(np.where(largest > 0.0, largest, 1.0), lengths)
    with np.errstate(over="ignore"):
        norms = largest * np.sqrt(np.add.reduceat(scaled**2, starts))
    return norms[layout.variable[starts]]


def begin(layout: Layout) -> History:
    """The empty history of a network with these parameters."""
    return History(layout.names)
