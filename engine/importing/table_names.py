"""Names for the network of a weight table: those of the course, input x, layer 1, W1, b1.

A node that the table calls by a name of its own keeps it as far as it can be an id: "h3" is layer
3, whose value is h3.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.importing.labels import label
from engine.importing.weight_table import WeightTable
from engine.names import free_id
from engine.quantity import names_taken


@dataclass(frozen=True, slots=True)
class Names:
    """Ids of the groups; weights by the groups between which they are, biases by their group.

    `target` and `loss` are free for the nodes that a loss needs.
    """

    ids: tuple[str, ...]
    weights: Mapping[tuple[int, int], str]
    biases: Mapping[int, str]
    target: str
    loss: str


def names_of(table: WeightTable) -> Names:
    """Names that do not collide."""
    return _Naming(table).names()


class _Naming:
    def __init__(self, table: WeightTable) -> None:
        self._table = table
        self._taken: set[str] = set()

    def names(self) -> Names:
        groups = range(len(self._table.groups))
        ids = tuple(self._id(index) for index in groups)
        layers = [index for index in groups if index not in self._table.inputs]
        weights = {key: self._weight(key, number) for number, key in enumerate(self._order(), 1)}
        biases = {index: self._free("b", ids[index], layers.index(index) + 1) for index in layers}
        return Names(ids, weights, biases, self._node("y"), self._node("L"))

    def _order(self) -> list[tuple[int, int]]:
        """The weights in the order of their numbers: first each layer's from the one before it."""
        chain: list[tuple[int, int]] = []
        others: list[tuple[int, int]] = []
        for source, target in sorted(self._table.blocks, key=lambda key: (key[1], -key[0])):
            first = target not in [end for _, end in chain]
            (chain if first else others).append((source, target))
        return chain + others

    def _id(self, index: int) -> str:
        inputs = self._table.inputs
        layer = index not in inputs
        if self._table.single:
            wanted = self._own_id(self._table.groups[index].units[0], layer=layer)
        elif layer:
            wanted = str(1 + sum(each not in inputs for each in range(index)))
        else:
            wanted = "x" if len(inputs) == 1 else f"x{inputs.index(index) + 1}"
        return self._node(wanted, layer=layer)

    @staticmethod
    def _own_id(text: str, *, layer: bool) -> str:
        found = label(text)
        if layer and found and found.unit is not None and found.kind in ("", "hidden"):
            return str(found.unit)
        return text if text[:1].isalpha() else f"n{text}"

    def _node(self, wanted: str, *, layer: bool = False) -> str:
        """An id of which no derived name is taken either."""
        found = free_id(wanted, self._taken)
        while not self._taken.isdisjoint(names_taken(found, layer=layer)):
            self._taken.add(found)
            found = free_id(wanted if wanted[0].isalpha() else f"n{wanted}", self._taken)
        self._taken |= {found, *names_taken(found, layer=layer)}
        return found

    def _weight(self, key: tuple[int, int], number: int) -> str:
        rows = self._table.blocks[key]
        return self._free("W" if len(rows) * len(rows[0]) > 1 else "w", "", number)

    def _free(self, letter: str, layer: str, number: int) -> str:
        """b2 of layer 2, else numbered, with the next number that is free."""
        wanted = f"{letter}{layer}" if layer.isdigit() else f"{letter}{number}"
        while wanted in self._taken:
            number += 1
            wanted = f"{letter}{number}"
        self._taken.add(wanted)
        return wanted
