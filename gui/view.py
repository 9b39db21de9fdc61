"""View: what is shown of the document, as one frozen value in the session."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from engine.explain.steps import Place
from engine.network import Network
from engine.nodes import EdgeKey
from engine.quantity import Quantity
from engine.sensitivity.message import can_receive
from engine.sensitivity.wiggle import can_wiggle
from engine.walk import Phase

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
    """Connections and the nodes between them; `hue` is the number of its colour in the theme.

    Of a connection with many weights `weights` says which of them are meant; without, all are.
    """

    hue: int
    edges: tuple[EdgeKey, ...]
    nodes: tuple[str, ...] = ()
    weights: tuple[Quantity, ...] = ()


@dataclass(frozen=True, slots=True)
class Hold:
    """What a person holds to see what it does.

    Forward, a number: a wave runs through all that depends on it, and it is nudged by `step`.
    Backward, the value of a node or one element of it: its gradient comes back by every path.
    """

    phase: Phase
    quantity: Quantity
    step: float = 0.0

    def fits(self, network: Network) -> bool:
        """Whether it can be held in `network`."""
        can = can_wiggle if self.phase is Phase.FORWARD else can_receive
        return not network.missing and can(network, self.quantity)


@dataclass(frozen=True, slots=True)
class View:
    """The shown sample (from 0), pass, selection, step and what is held; not of the document.

    With `reveal` the numbers that the walk has not reached are hidden, and that of the current step
    too until it is `uncovered`. `presenting`: the passes follow the walk. `animated`: what moves
    takes its time.
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
    hold: Hold | None = None
    animated: bool = True
