"""Quantity: the address of any number, and the grammar of ids and names.

Formulas, selection, highlights and hiding all speak of quantities; `vocabulary` turns them into the
words of one network and back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

ID = re.compile(r"[A-Za-z][A-Za-z0-9]*|[0-9]+", re.ASCII)
"""A node's id: a letter followed by letters and digits, or digits alone."""

PARAMETER_NAME = re.compile(r"[A-Za-zͰ-Ͽ][A-Za-zͰ-Ͽ0-9_]*")
"""A weight's or bias's name: a Latin or Greek letter, then letters, digits and `_`."""

LONGEST_NAME = 64


class Role(Enum):
    """Which of an owner's numbers a quantity is."""

    VALUE = "value"  # a node's output: h of a layer, the number of an input
    PREACTIVATION = "pre-activation"  # z of a layer
    PARAMETER = "parameter"  # a weight or bias; its owner is the parameter's name
    PROBABILITY = "probability"  # p, inside a loss on scores
    LEARNING_RATE = "learning rate"  # η; belongs to no node

    __hash__ = object.__hash__  # there is one of each; that of an Enum is a slow call in Python


@dataclass(frozen=True, slots=True)
class Quantity:
    """The address of a number, of an array of numbers, or of a derivative.

    `index` counts from 1, as on paper; empty means the whole array. With `by` the quantity is the
    derivative of this one by that one: ∂L/∂w0 is `Quantity(VALUE, "L", by=parameter("w0"))`.
    """

    role: Role
    owner: str = ""
    index: tuple[int, ...] = ()
    by: Quantity | None = None

    def element(self, *index: int) -> Quantity:
        """The same address, one element of it; of a derivative, by one element of `by`."""
        if self.by is not None:
            return Quantity(self.role, self.owner, self.index, self.by.element(*index))
        return Quantity(self.role, self.owner, index)

    def derivative(self, by: Quantity) -> Quantity:
        """∂(this)/∂(`by`)."""
        return Quantity(self.role, self.owner, self.index, by)


LEARNING_RATE = Quantity(Role.LEARNING_RATE)


def value(node: str) -> Quantity:
    """The output of node `node`."""
    return Quantity(Role.VALUE, node)


def preactivation(layer: str) -> Quantity:
    """z of layer `layer`."""
    return Quantity(Role.PREACTIVATION, layer)


def parameter(name: str) -> Quantity:
    """The weight, bias or parameter node called `name`."""
    return Quantity(Role.PARAMETER, name)


def derived_name(letter: str, node: str) -> str:
    """`z0` for a node numbered 0, `z_out` for a node called out."""
    return f"{letter}{node}" if node.isdigit() else f"{letter}_{node}"


def names_taken(node: str, *, layer: bool) -> tuple[str, ...]:
    """Every name that a node occupies; the first is the one its value is written with."""
    own = () if node.isdigit() else (node,)
    if layer:
        return (derived_name("h", node), derived_name("z", node), derived_name("g", node), *own)
    return own or (derived_name("h", node),)
