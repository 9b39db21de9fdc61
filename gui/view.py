"""View: what is shown of the document, as one frozen value in the session."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from engine.nodes import EdgeKey
from engine.quantity import Quantity
from engine.walk import Step

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
class View:
    """The shown sample (from 0), pass, selection and step; never part of the document."""

    sample: int = 0
    passes: Passes = Passes.BOTH
    selection: frozenset[ItemKey] = frozenset()
    step: Step | None = None  # of the walk through both passes
    element: Quantity | None = None  # the one number of a vector or matrix that is looked at
