"""Places: where the numbers of every node stand in the stacked arrays of a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.network import Network
from engine.nodes import Constant, Layer, Node, Parameter, Target
from engine.quantity import Quantity, preactivation, value


@dataclass(frozen=True, eq=False)
class Places:
    """Rows by node id: of `values`, then of the `z` of layers; compared by identity.

    `grad` and `dz` are the rows of derivatives, in an array of the same height: the rows of what
    they are taken by. A parameter with a matrix has no rows, since it has no samples.
    """

    values: Mapping[str, slice]
    z: Mapping[str, slice]
    grad: Mapping[str, slice]
    dz: Mapping[str, slice]

    @cached_property
    def height(self) -> int:
        """How many rows there are."""
        return max((rows.stop for rows in (*self.values.values(), *self.z.values())), default=0)

    @cached_property
    def differentiated(self) -> NDArray[np.bool_]:
        """Mask over the rows: the objective has a derivative by these, (height, 1)."""
        mask = np.zeros((self.height, 1), dtype=np.bool_)
        for rows in (*self.grad.values(), *self.dz.values()):
            mask[rows] = True
        return mask

    @cached_property
    def quantities(self) -> Mapping[Quantity, slice]:
        """Rows of each value and z that the objective has a derivative by."""
        found = {value(node): rows for node, rows in self.grad.items()}
        found |= {preactivation(node): rows for node, rows in self.dz.items()}
        return MappingProxyType(found)


def places(network: Network, order: Iterable[str]) -> Places:
    """The places of a complete network: values in `order`, then z in the same order."""
    nodes = [network.by_id[key] for key in order]
    values = dict(_stacked((node for node in nodes if not _is_matrix(node)), network, 0))
    height = max((rows.stop for rows in values.values()), default=0)
    z = dict(_stacked((node for node in nodes if isinstance(node, Layer)), network, height))
    if network.objective is None:
        return Places(values, z, {}, {})
    fixed = {node.id for node in nodes if isinstance(node, Constant | Target)}
    return Places(values, z, {key: at for key, at in values.items() if key not in fixed}, z)


def _is_matrix(node: Node) -> bool:
    """Its gradient is gathered from its uses, and is the parameter's."""
    return isinstance(node, Parameter) and node.is_matrix


def _stacked(nodes: Iterable[Node], network: Network, start: int) -> Iterator[tuple[str, slice]]:
    for node in nodes:
        size = network.sizes[node.id]
        assert size is not None
        yield node.id, slice(start, start + size)
        start += size


class Rows(Mapping[str, Array]):
    """The numbers of each node as views of a stacked array, and arrays that stand apart."""

    __slots__ = ("_apart", "_places", "_stack")

    def __init__(
        self, stack: Array, places: Mapping[str, slice], apart: Mapping[str, Array] | None = None
    ) -> None:
        self._stack = stack
        self._places = places
        self._apart = {} if apart is None else apart

    def __getitem__(self, node: str) -> Array:
        """The array of `node`; raises KeyError."""
        rows = self._places.get(node)
        return self._apart[node] if rows is None else self._stack[rows]

    def __contains__(self, node: object) -> bool:
        """Whether `node` has such numbers."""
        return node in self._places or node in self._apart

    def __iter__(self) -> Iterator[str]:
        """The ids, in the order of their rows."""
        yield from self._places
        yield from self._apart

    def __len__(self) -> int:
        """How many nodes."""
        return len(self._places) + len(self._apart)
