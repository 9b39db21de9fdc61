"""History: what the plots draw, one point per committed edit or training step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.arrays import Array, Vector
from engine.layout import Layout

MOST_CHUNKS = 64
MOST_POINTS = 200_000

MOST_NUMBERS = 16_000_000
"""In all points together, 128 MB: a network of thousands of weights keeps fewer points."""


@dataclass(frozen=True, eq=False)
class History:
    """Losses and gradient magnitudes of the moments so far; undo goes back to an older one.

    `chunks` are arrays (points, 1 + parameters): loss, then ‖∂L/∂p‖ of every parameter `names`.
    Chunks are shared between histories, so that appending copies little. `forgotten` points came
    before the first that is kept.
    """

    names: tuple[str, ...]
    chunks: tuple[Array, ...] = ()
    forgotten: int = 0

    def __len__(self) -> int:
        """How many points there are."""
        return sum(map(len, self.chunks))

    def row(self, at: int) -> Vector:
        """One point, counted from 0: the loss, then the magnitudes; raises IndexError."""
        for chunk in self.chunks:
            if at < len(chunk):
                return np.asarray(chunk[at])
            at -= len(chunk)
        raise IndexError(at)

    def columns(self, at: Sequence[int]) -> Array:
        """Some columns of all points, (points, columns); 0 is the loss."""
        parts = [chunk[:, at] for chunk in self.chunks]
        return np.concatenate(parts) if parts else np.empty((0, len(at)))

    @property
    def losses(self) -> Vector:
        """Mean loss of each point."""
        return self.columns([0])[:, 0]

    def magnitudes(self, name: str) -> Vector:
        """‖∂L/∂name‖ at each point; of a single number |∂L/∂name|."""
        return self.columns([1 + self.names.index(name)])[:, 0]

    def extended(self, points: Sequence[Vector]) -> History:
        """With further points, each made by `point`; the oldest fall away beyond the limit."""
        chunks = (*self.chunks, np.array(points))
        if len(chunks) <= MOST_CHUNKS:
            return replace(self, chunks=chunks)
        table = np.concatenate(chunks)
        spare = max(0, len(table) - min(MOST_POINTS, MOST_NUMBERS // table.shape[1]))
        kept = table[spare:].copy()  # a view would keep all of it in memory
        return replace(self, chunks=(kept,), forgotten=self.forgotten + spare)


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
