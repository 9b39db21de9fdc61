"""Units: what is known of all units of a network at once, in whatever block they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np

from engine.arrays import Array
from engine.functions.activations import ACTIVATIONS, Activation
from engine.network import Network
from engine.nodes import Edge
from engine.plan.grouping import activation
from engine.plan.passes import Pass
from engine.plan.places import Places
from engine.plan.products import Indices, Term

CHUNK = 50_000
"""So many numbers at a time."""


def terms_of(network: Network, places: Places, edge: Edge) -> Iterator[Term]:
    """Weight and number of every term that an edge adds to the z of a unit."""
    weight = network.layout.by_owner[edge.source, edge.target].start
    rows = places.values[edge.source]
    return ((weight + row - rows.start, row) for row in range(rows.start, rows.stop))


class Units:
    """Slopes and parameter gradients of the `units` of a network."""

    def __init__(self, network: Network, places: Places, units: Iterable[str]) -> None:
        """Look up where everything stands."""
        own = list(units)
        slots = network.layout.by_owner
        biased = [key for key in own if key in slots]
        found = [
            (weight, places.z[key].start, source)
            for key in own
            for edge in network.incoming[key]
            for weight, source in terms_of(network, places, edge)
        ]
        self._weights, self._z, self._sources = np.array(found, dtype=np.intp).T
        self._biases = np.array([slots[key].start for key in biased], dtype=np.intp)
        self._biased = np.array([places.z[key].start for key in biased], dtype=np.intp)
        self._functions = tuple(_functions(network, places, own))
        known = set(own)
        self.other_slots = tuple(
            slot for slot in network.layout.parameters if slot.user not in known
        )

    def slopes(self, run: Pass) -> Array:
        """dh/dz of every unit, in the row of its z; other rows hold nothing."""
        slopes = np.empty(run.numbers.shape)
        for function, values, z in self._functions:
            assert function.slope is not None
            for part in _parts(len(z), run.count):
                own = (run.numbers.take(rows[part], axis=0) for rows in (z, values))
                slopes[z[part]] = function.slope(*own)
        return slopes

    def add_up(self, run: Pass, columns: Array | slice, flat: Array) -> None:
        """Put the mean gradients of weights and biases over the samples `columns` into `flat`."""
        numbers, gradients = run.numbers[:, columns], run.gradients[:, columns]
        count = gradients.shape[1]
        for part in _parts(len(self._weights), count):
            products = numbers.take(self._sources[part], axis=0)
            products *= gradients.take(self._z[part], axis=0)
            flat[self._weights[part]] = products.sum(axis=1) / count
        flat[self._biases] = gradients.take(self._biased, axis=0).sum(axis=1) / count


def _parts(length: int, count: int) -> Iterator[slice]:
    """`length` rows of `count` numbers in parts that stay in the cache."""
    step = max(CHUNK // count, 1)
    return (slice(start, start + step) for start in range(0, length, step))


def _functions(
    network: Network, places: Places, units: Iterable[str]
) -> Iterator[tuple[Activation, Indices, Indices]]:
    """Each activation and the rows of its units: of their values, of their z."""
    by_name: dict[str, list[str]] = defaultdict(list)
    for key in units:
        by_name[activation(network, key)].append(key)
    for name, keys in by_name.items():
        values, z = (
            np.array([rows[key].start for key in keys], dtype=np.intp)
            for rows in (places.values, places.z)
        )
        yield ACTIVATIONS[name], values, z
