"""Free names: ids and names of parameters that nothing in a network is called yet."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count
from typing import Final

from engine.network import Network
from engine.nodes import Layer
from engine.quantity import LONGEST_NAME, names_taken

_NUMBERED: Final = re.compile(r"(.*?)([0-9]*)", re.DOTALL)

_SECOND: Final = 2
"""The number of a copy whose original has none: x, then x2."""


class FreeNames:
    """Hands out names, each only once; derived ones (h0, z_out) count as taken too."""

    def __init__(self, network: Network) -> None:
        self._taken = {slot.name for slot in network.layout.slots}
        for node in network.nodes:
            self._taken |= _claimed(node.id, layer=isinstance(node, Layer))

    def has_node(self, node: str, *, layer: bool) -> bool:
        """Whether a node can be called so."""
        return self._taken.isdisjoint(_claimed(node, layer=layer))

    def has_parameter(self, name: str) -> bool:
        """Whether a weight or bias can be called so."""
        return name not in self._taken

    def node(self, wanted: str, *, layer: bool) -> str:
        """`wanted` if it is free, else the next that is: 0 → 3, x → x2."""
        found = _next(wanted, lambda node: self.has_node(node, layer=layer))
        self._taken |= _claimed(found, layer=layer)
        return found

    def parameter(self, wanted: str) -> str:
        """`wanted` if it is free, else the next that is: w0 → w4."""
        found = _next(wanted, self.has_parameter)
        self._taken.add(found)
        return found


def _claimed(node: str, *, layer: bool) -> set[str]:
    return {node, *names_taken(node, layer=layer)}


def _next(wanted: str, is_free: Callable[[str], bool]) -> str:
    """`wanted`, or counted on from its number; leading zeros stay."""
    if is_free(wanted):
        return wanted
    numbered = _NUMBERED.fullmatch(wanted)
    assert numbered is not None  # the pattern takes any text
    stem, digits = numbered.groups()
    for number in count(int(digits) + 1 if digits else _SECOND):
        tail = str(number).zfill(len(digits))
        found = stem[: LONGEST_NAME - len(tail)] + tail
        if is_free(found):
            return found
    raise AssertionError("there are more numbers than names")
