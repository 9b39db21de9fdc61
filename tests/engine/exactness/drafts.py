"""Draft: a network in the making that knows its numbers, so that every step stays sensible."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Literal

import numpy as np

from engine.network import network
from engine.nodes import (
    Bias,
    Constant,
    Edge,
    Input,
    Layer,
    Loss,
    Node,
    Operation,
    Parameter,
    Port,
    Target,
    Weight,
)
from engine.parameters import Parameters
from engine.project import Project, Sample
from tests.engine.exactness.comfort import (
    ROUNDING,
    Operands,
    comfortable,
    is_exact,
    lost_slope,
    moderate,
)
from tests.engine.exactness.formulas import FUNCTIONS, Array

Kind = Literal["smooth", "kinks", "undefined"]

Test = Callable[[str], bool]
"""Whether a node, given by its id, is wanted."""

DATA = (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.0, 1.5, 2.0)
WEIGHTS = (-1.0, -0.5, -0.5, 0.0, 0.25, 0.5, 1.0)
"""Small dyadic fractions: what is computed from them is often exact, and 0 often enough."""


def anything(_key: str) -> bool:
    """Any node will do."""
    return True


@dataclass(eq=False)
class Draft:
    """Nodes and edges so far, their numbers, and what every node computes: (samples, size, 1).

    A method that adds a computation returns its id; or None, leaving the draft as it is, where
    rounding would decide something, or something would be undefined against the wish of `kind`.
    """

    random: Random
    kind: Kind
    samples: int
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    numbers: dict[str, Array] = field(default_factory=dict)  # of parameters and constants
    data: dict[str, Array] = field(default_factory=dict)  # of inputs and targets
    values: dict[str, Array] = field(default_factory=dict)
    z: dict[str, Array] = field(default_factory=dict)
    exact: set[str] = field(default_factory=set)  # ids of nodes that no rounding has touched
    vectors: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    undefined: int = 0  # how many computations made something undefined
    names: int = 0

    def chance(self, probability: float) -> bool:
        """True as often as `probability` says."""
        return self.random.random() < probability

    def number(self, scale: float = 1.0) -> float:
        """Normal in a smooth network, else a small dyadic fraction."""
        if self.kind == "smooth":
            return self.random.gauss(0.0, scale)
        return self.random.choice(DATA if scale == 1.0 else WEIGHTS)

    def array(self, *shape: int, scale: float = 1.0) -> Array:
        """An array of such numbers."""
        count = int(np.prod(shape))
        return np.array([self.number(scale) for _ in range(count)]).reshape(shape)

    def name(self, letter: str) -> str:
        """A name that nothing has yet."""
        self.names += 1
        return f"{letter}{self.names}"

    # -- the nodes so far ---------------------------------------------------------------------

    def pick(self, fits: Test = anything, prefers: Test = anything) -> str:
        """A vector that `fits`, rather one that the caller `prefers`, or that nothing uses yet."""
        fitting = [key for key in self.vectors if fits(key)]
        preferred = [key for key in fitting if prefers(key)] or fitting
        unused = [key for key in preferred if key in self.unused]
        return self.random.choice(unused if unused and self.chance(0.7) else preferred)

    def size(self, key: str) -> int:
        """How many numbers a node puts out."""
        return self.values[key].shape[1]

    def fits(self, key: str, other: str) -> bool:
        """Whether two nodes may be operands of one operation."""
        return self.size(key) == self.size(other) or 1 in (self.size(key), self.size(other))

    def is_fixed(self, key: str) -> bool:
        """Whether no derivative is taken by this node."""
        return isinstance(self.nodes[key], Constant | Target)

    def _add(
        self, node: Node, value: Array, edges: Sequence[Edge] = (), *, exactly: bool = True
    ) -> str:
        self.nodes[node.id] = node
        self.values[node.id] = value
        if exactly and is_exact(value):
            self.exact.add(node.id)
        if not (isinstance(node, Parameter) and node.is_matrix):
            self.vectors.append(node.id)
            self.unused.append(node.id)
        for edge in edges:
            self.edges.append(edge)
            if edge.source in self.unused:
                self.unused.remove(edge.source)
        return node.id

    # -- leaves -------------------------------------------------------------------------------

    def add_input(self, size: int) -> str:
        """An input with numbers for all samples."""
        return self._add_data(Input(self.name("x"), size), self.array(self.samples, size))

    def add_target(self, numbers: Array) -> str:
        """A target, (samples, size); sometimes a constant where all samples agree."""
        if (numbers == numbers[0]).all() and self.chance(0.3):
            return self.add_constant(numbers[0])
        return self._add_data(Target(self.name("t"), numbers.shape[1]), numbers)

    def _add_data(self, node: Input | Target, numbers: Array) -> str:
        self.data[node.id] = numbers
        return self._add(node, numbers[:, :, None])

    def add_constant(self, numbers: Array) -> str:
        """Fixed numbers, (size,)."""
        node = Constant(self.name("c"), len(numbers))
        return self._add_leaf(node, node.id, numbers)

    def add_parameter(self, *shape: int) -> str:
        """A vector, or a matrix for `matmul`; one in four is frozen."""
        node = Parameter(self.name("q"), self.name("v"), shape, self.chance(0.75))
        scale = 0.9 * shape[1] ** -0.5 if node.is_matrix else 1.0
        return self._add_leaf(node, node.name, self.array(*shape, scale=scale))

    def _add_leaf(self, node: Constant | Parameter, name: str, numbers: Array) -> str:
        self.numbers[name] = numbers
        column = numbers if numbers.ndim == 2 else numbers[:, None]
        return self._add(node, np.broadcast_to(column, (self.samples, *column.shape)))

    # -- what computes ------------------------------------------------------------------------

    def add_layer(self, sources: Sequence[str], size: int, activation: str) -> str | None:
        """A layer without bias, with a shared one, or with one for every unit."""
        inputs = [self.values[source] for source in sources]
        scale = 0.9 * sum(array.shape[1] for array in inputs) ** -0.5
        weights = [self.array(size, array.shape[1], scale=scale) for array in inputs]
        z = sum(weight @ array for weight, array in zip(weights, inputs, strict=True))
        bias = self.random.choice((np.empty(0), self.array(1, scale=0.5), self._bias(z)))
        z = z + bias[:, None] if bias.size else z
        exactly = self.exact.issuperset(sources) and all(map(is_exact, (*weights, bias, z)))
        value = self._value(activation, [z], [exactly]) if moderate(z) else None
        if value is None:
            return None
        key = self.name(self.random.choice(("", "n")))
        own = Bias(self.name("b"), bias.size, self.chance(0.75)) if bias.size else None
        if own:
            self.numbers[own.name] = bias
        edges = []
        for source, weight in zip(sources, weights, strict=True):
            rows, columns = weight.shape
            named = Weight(self.name("w"), (rows, columns), self.chance(0.75))
            self.numbers[named.name] = weight
            edges.append(Edge(source, key, named))
        self.z[key] = z
        layer = Layer(key, size, activation, own)
        return self._add(layer, value, edges, exactly=exactly and activation not in ROUNDING)

    def _bias(self, z: Array) -> Array:
        """One number for every unit; sometimes what puts a sample exactly on z = 0."""
        if self.kind == "kinks" and self.chance(0.5):
            return -z[self.random.randrange(self.samples), :, 0]
        return self.array(z.shape[1], scale=0.5)

    def add_operation(self, name: str, operands: Sequence[str]) -> str | None:
        """An operation; the same node may be several operands."""
        return self._connect(Operation(self.name("o"), name), name, operands, range(9))

    def add_loss(self, name: str, prediction: str, target: str) -> str | None:
        """A loss between nodes that are there."""
        ports: tuple[Port, Port] = ("prediction", "target")
        return self._connect(Loss(self.name("L"), name), name, (prediction, target), ports)

    def _connect(
        self, node: Operation | Loss, name: str, sources: Sequence[str], ports: Sequence[Port]
    ) -> str | None:
        operands = [self.values[source] for source in sources]
        slopes = [port for port, source in enumerate(sources) if not self.is_fixed(source)]
        known = [source in self.exact for source in sources]
        value = self._value(name, operands, known, slopes)
        if value is None:
            return None
        edges = [Edge(s, node.id, port=port) for s, port in zip(sources, ports, strict=False)]
        return self._add(node, value, edges, exactly=all(known) and name not in ROUNDING)

    def _value(
        self, name: str, operands: Operands, known: Sequence[bool], slopes: Sequence[int] = ()
    ) -> Array | None:
        """The function's value, None where it is unwelcome; `slopes` are the ports that count."""
        if not comfortable(name, operands, known):
            return None
        value = np.array(FUNCTIONS[name](*operands))
        value[~np.isfinite(value)] = np.nan
        breaks = any(np.any(lost_slope(name, operands, port)) for port in slopes)
        if not breaks and np.isnan(value).any():
            breaks = not any(np.isnan(operand).any() for operand in operands)
        if not moderate(value) or (breaks and (self.kind != "undefined" or self.undefined == 2)):
            return None
        self.undefined += breaks
        return value

    # -- the result ---------------------------------------------------------------------------

    def project(self, objective: str | None) -> Project:
        """The document, its nodes and edges in any order."""
        nodes, edges = list(self.nodes.values()), self.edges
        self.random.shuffle(nodes)
        self.random.shuffle(edges)
        built = network(tuple(nodes), tuple(edges), objective)
        vector = [np.empty(0), *(self.numbers[slot.name].ravel() for slot in built.layout.slots)]
        rows = tuple(
            Sample(tuple((key, tuple(numbers[row].tolist())) for key, numbers in self.data.items()))
            for row in range(self.samples)
        )
        return Project(built, Parameters(built.layout, np.concatenate(vector)), rows)
