"""Products: a sparse matrix times the numbers of all samples, as one take and one sum.

Every target is a sum of weight·number over its own few terms. The terms of all targets stand side
by side, (terms, targets), shorter ones filled up with weight 0. Each product is rounded by itself
and added in the order of its terms, as the layers way does it: so the sums are the same to the bit,
and a unit lies exactly on its kink in both ways or in neither. (A fused dot product would not do.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array

Indices = NDArray[np.intp]
Term = tuple[int, int]
"""Where a weight stands in the flat vector, and the row of the number that it multiplies."""

_Item = TypeVar("_Item")


@dataclass(frozen=True, eq=False, slots=True)
class Product:
    """Sums for the `count` rows `targets`; `weights` and `sources` are (terms, targets).

    A single target stands in two columns: NumPy adds one column in pairs, in another order.
    """

    count: int
    targets: slice | Indices
    weights: Indices
    sources: Indices

    def of(self, weights: Array, numbers: Array) -> Array:
        """The sums, (targets, N), from flat weights with a 0 at their end, and stacked numbers."""
        factors = weights.take(self.weights)[:, :, None]
        sums = np.add.reduce(factors * numbers.take(self.sources, axis=0), axis=0)
        return np.asarray(sums[: self.count])


def product(terms: Mapping[int, Sequence[Term]], zero: int) -> Product:
    """The sums of each target row's terms; `zero` is where the weight 0 stands."""
    columns = list(terms.values()) if len(terms) > 1 else [*terms.values()] * 2
    longest = max(map(len, columns))
    weights, sources = (np.empty((longest, len(columns)), dtype=np.intp) for _ in range(2))
    for column, own in enumerate(columns):
        # What fills up must be a number that is there: 0 times garbage may be NaN.
        filled = [*own, *[(zero, own[0][1])] * (longest - len(own))]
        weights[:, column], sources[:, column] = zip(*filled, strict=True)
    return Product(len(terms), rows(list(terms)), weights, sources)


def rows(indices: Sequence[int]) -> slice | Indices:
    """`indices` as a slice where they follow one another, which is much faster to add to."""
    if list(indices) == list(range(indices[0], indices[0] + len(indices))):
        return slice(indices[0], indices[0] + len(indices))
    return np.array(indices, dtype=np.intp)


def alike(items: Iterable[_Item], length: Callable[[_Item], int]) -> Iterator[list[_Item]]:
    """Groups whose lengths differ by little more than a factor of 2: little is filled up."""
    group: list[_Item] = []
    for item in sorted(items, key=length, reverse=True):
        if group and length(group[0]) > 2 * length(item) + 4:
            yield group
            group = []
        group.append(item)
    if group:
        yield group
