"""The floor of a large network: its arithmetic in bare NumPy, for nothing but its speed.

Forward, backward and parameter gradients of one sample: per level one gather of the numbers that
come in, padded to the longest list, and one `np.vecdot`. No check, no names, nothing undefined.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.nodes import Layer
from engine.order import levels
from engine.project import Project

Indices = NDArray[np.intp]
Pairs = list[tuple[int, int]]
"""Rows of numbers, and the places of the weights that they are multiplied by."""

Level = tuple[list[int], Indices, Indices]
"""Rows of sums; of each, padded, the rows and weights that it is summed from."""


class Floor:
    """A network of tanh and relu units, whose last one, linear, feeds half of a squared error."""

    def __init__(self, project: Project) -> None:
        """Look up every place."""
        network, slots = project.network, project.network.layout.by_owner
        nodes = [key for key in network.order if key in levels(network, "L", backwards=True)]
        row = {key: index for index, key in enumerate(nodes)}
        layers = [key for key in nodes if isinstance(network.by_id[key], Layer)]
        self.vector = np.append(project.parameters.vector, 0.0)
        self.values, self.dz = np.zeros((2, len(nodes) + 1))
        for key, data in project.batch.arrays.items():
            self.values[row[key]] = data.item()
        into: dict[int, Pairs] = {
            row[key]: [
                (row[edge.source], slots[edge.source, key].start) for edge in network.incoming[key]
            ]
            for key in layers
        }
        back: dict[int, Pairs] = defaultdict(list)
        depth: dict[int, int] = defaultdict(int)
        for user, pairs in into.items():
            depth[user] = 1 + max(depth[source] for source, _ in pairs)
            for source, weight in pairs:
                back[source].append((user, weight))
        rows = [
            [at for at in into if depth[at] == each]
            for each in range(1, 1 + depth[row[layers[-1]]])
        ]
        self.levels = [self._level(into, own) for own in rows]
        self.shares = [self._level(back, own) for own in rows[-2::-1]]
        self.is_relu = np.zeros(len(self.values), dtype=np.bool_)
        self.biases = np.full(len(self.values), -1)
        for key in layers:
            self.is_relu[row[key]] = getattr(network.by_id[key], "activation", "") == "relu"
            self.biases[row[key]] = slots[key].start if key in slots else -1
        self.edges = np.array([(z, *pair) for z, pairs in into.items() for pair in pairs]).T
        self.out, self.target = row[layers[-1]], row["y"]

    def _level(self, pairs: Mapping[int, Pairs], rows: Sequence[int]) -> Level:
        longest = max(len(pairs[at]) for at in rows)
        full = [[*pairs[at], *[(-1, -1)] * (longest - len(pairs[at]))] for at in rows]
        both = np.array(full, dtype=np.intp)
        return list(rows), both[:, :, 0].copy(), both[:, :, 1].copy()

    def run(self) -> NDArray[np.float64]:
        """The flat gradient."""
        vector, values, dz = self.vector, self.values, self.dz
        for rows, sources, weights in self.levels:
            z = np.vecdot(vector[weights], values[sources]) + vector[self.biases[rows]]
            values[rows] = np.where(self.is_relu[rows], np.maximum(z, 0.0), np.tanh(z))
        values[self.out] = z[0]
        slopes = np.where(self.is_relu, values > 0.0, 1.0 - values * values)
        dz[self.out] = values[self.out] - values[self.target]
        for rows, users, weights in self.shares:
            dz[rows] = np.vecdot(vector[weights], dz[users]) * slopes[rows]
        flat = np.zeros_like(vector)
        z_rows, sources, weights = self.edges
        flat[self.biases] = dz
        flat[weights] = dz[z_rows] * values[sources]
        return flat[:-1]
