"""View: what is shown of the document, as one frozen value in the session."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from engine.explain.steps import Place
from engine.nodes import EdgeKey
from engine.quantity import Quantity

ItemKey = str | EdgeKey
"""What can be selected: a node by its id, an edge by its key."""


class Passes(Enum):
    """Which pass the drawing shows."""

    FORWARD = "forward"
    BACKWARD = "backward"
    BOTH = "both"

    @property
    def forward(self) -> bool:
        """Whether values are shown."""
        return self is not Passes.BACKWARD

    @property
    def backward(self) -> bool:
        """Whether gradients are shown."""
        return self is not Passes.FORWARD


@dataclass(frozen=True, slots=True)
class Way:
    """Connections and the nodes between them; `hue` is the number of its colour in the theme."""

    hue: int
    edges: tuple[EdgeKey, ...]
    nodes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """The shown sample (from 0), pass, selection and step; never part of the document.

    With `reveal` the numbers that the walk has not reached are hidden, and that of the current step
    too until it is `uncovered`. `presenting`: the passes follow the walk.
    """

    sample: int = 0
    passes: Passes = Passes.BOTH
    selection: frozenset[ItemKey] = frozenset()
    step: Place | None = None  # of the walk through both passes
    presenting: bool = False
    reveal: bool = False
    uncovered: bool = True
    expanded: bool = False  # the formula of the step in full
    way: Way | None = None  # a path that is pointed at
    element: Quantity | None = None  # the one number of a vector or matrix that is looked at
