"""Free names: ids and names of parameters that nothing in a network is called yet."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count
from string import ascii_lowercase
from typing import Final

from engine.network import Network
from engine.nodes import Layer
from engine.quantity import LONGEST_NAME, names_taken

_NUMBERED: Final = re.compile(r"(.*?)([0-9]*)", re.DOTALL)

_SECOND: Final = 2
"""The number of a copy whose original has none: x, then x2."""


class FreeNames:
    """Hands out names, each only once; derived ones (h0, z_out) count as taken too.

    Beside a vector x nothing new is called x2, which would be printed as its second element is.
    """

    def __init__(self, network: Network) -> None:
        self._runs: dict[tuple[str, str, int], tuple[int, int]] = {}  # of numbers that are taken
        slots = network.layout.slots
        self._taken = {slot.name for slot in slots}
        for node in network.nodes:
            self._taken |= _claimed(node.id, layer=isinstance(node, Layer))
        sizes = network.sizes.items()
        self._vectors = {node for node, size in sizes if size is not None and size > 1}
        self._vectors |= {
            slot.name for slot in slots if len(slot.shape) == 1 and slot.shape != (1,)
        }

    def has_node(self, node: str, *, layer: bool) -> bool:
        """Whether a node can be called so."""
        return self._is_plain(node) and self._taken.isdisjoint(_claimed(node, layer=layer))

    def has_parameter(self, name: str) -> bool:
        """Whether a weight or bias can be called so."""
        return self._is_plain(name) and name not in self._taken

    def node(self, wanted: str, *, layer: bool) -> str:
        """`wanted` if it is free, else the next that is: 0 → 3, x → x2."""
        kind = "layer" if layer else "node"
        found = self._next(kind, wanted, lambda node: self.has_node(node, layer=layer))
        self._taken |= _claimed(found, layer=layer)
        return found

    def parameter(self, wanted: str) -> str:
        """`wanted` if it is free, else the next that is: w0 → w4."""
        found = self._next("parameter", wanted, self.has_parameter)
        self._taken.add(found)
        return found

    def _is_plain(self, name: str) -> bool:
        """Whether it cannot be read as an element of a vector."""
        stem, digits = _parts(name)
        return not (digits and stem in self._vectors)

    def _next(self, kind: str, wanted: str, is_free: Callable[[str], bool]) -> str:
        """`wanted`, or counted on from its number: by letters where numbers count elements."""
        if is_free(wanted):
            return wanted
        stem, digits = _parts(wanted)
        if stem in self._vectors:
            lettered = (_fitted(stem, letter) for letter in ascii_lowercase[1:])
            found = next(filter(is_free, lettered), None)
            return found or self._next(kind, _fitted(stem, "n"), is_free)
        return self._counted(kind, stem, digits, is_free)

    def _counted(self, kind: str, stem: str, digits: str, is_free: Callable[[str], bool]) -> str:
        """The next number behind `stem`; what was found taken once is not looked at again."""
        run = (kind, stem, len(digits))
        first = int(digits) + 1 if digits else _SECOND
        start, end = self._runs.get(run, (first, first))
        if not start <= first <= end:
            start, end = first, first
        for number in count(end):
            found = _fitted(stem, str(number).zfill(len(digits)))
            if is_free(found):
                self._runs[run] = (start, number)
                return found
        raise AssertionError("there are more numbers than names")


def _claimed(node: str, *, layer: bool) -> set[str]:
    return {node, *names_taken(node, layer=layer)}


def _parts(name: str) -> tuple[str, str]:
    """What stands before the number at the end, and that number."""
    numbered = _NUMBERED.fullmatch(name)
    assert numbered is not None  # the pattern takes any text
    stem, digits = numbered.groups()
    return stem, digits


def _fitted(stem: str, tail: str) -> str:
    """Both together, no longer than a name may be."""
    return stem[: LONGEST_NAME - len(tail)] + tail
