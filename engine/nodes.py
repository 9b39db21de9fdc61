"""The parts a network is made of: frozen records, structure only, no number a user may set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

Port = int | Literal["prediction", "target"]

EdgeKey = tuple[str, str, Port | None]
"""(source, target, port): what stays of an edge when its weight is renamed."""


@dataclass(frozen=True, slots=True)
class Bias:
    """b of a layer: `size` is the layer's, or 1 where all its units share one number."""

    name: str
    size: int
    trainable: bool = True


@dataclass(frozen=True, slots=True)
class Weight:
    """W of a connection, shape (units of the target, numbers of the source)."""

    name: str
    shape: tuple[int, int]
    trainable: bool = True


@dataclass(frozen=True, slots=True)
class Input:
    """Numbers of the sample that the network sees."""

    kind: ClassVar[str] = "input"
    id: str
    size: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """Numbers of the sample that a loss compares with."""

    kind: ClassVar[str] = "target"
    id: str
    size: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Constant:
    """Fixed numbers: they belong to the project, no derivative is taken by them."""

    kind: ClassVar[str] = "constant"
    id: str
    size: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A leaf that training may change; shape (size,), or (rows, columns) for `matmul` only."""

    kind: ClassVar[str] = "parameter"
    id: str
    name: str
    shape: tuple[int, ...]
    trainable: bool = True
    label: str = ""

    @property
    def is_matrix(self) -> bool:
        """Whether this leaf may feed nothing but the first port of a `matmul`."""
        return len(self.shape) == 2


@dataclass(frozen=True, slots=True)
class Layer:
    """z = Σ W·h(source) + b, h = g(z). A layer of size 1 is what the lessons call a unit."""

    kind: ClassVar[str] = "layer"
    id: str
    size: int
    activation: str
    bias: Bias | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """A function of its operands, element by element for most; a size-1 operand spreads."""

    kind: ClassVar[str] = "operation"
    id: str
    operation: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Loss:
    """One number from a prediction and a target."""

    kind: ClassVar[str] = "loss"
    id: str
    loss: str
    label: str = ""


Node = Input | Target | Constant | Parameter | Layer | Operation | Loss


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow from `source` to `target`: weighted into a layer, with a port elsewhere."""

    source: str
    target: str
    weight: Weight | None = None
    port: Port | None = None

    @property
    def key(self) -> EdgeKey:
        """The edge's identity."""
        return self.source, self.target, self.port
