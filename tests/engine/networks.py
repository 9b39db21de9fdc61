"""Small networks for tests, built through the public interface."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from engine.network import Network, network
from engine.nodes import Bias, Edge, Input, Layer, Loss, Operation, Parameter, Target, Weight
from engine.parameters import Parameters
from engine.project import Project, Sample


def weighted(source: str, target: str, name: str, shape: tuple[int, int] = (1, 1)) -> Edge:
    return Edge(source, target, Weight(name, shape))


def unit(key: str, activation: str = "relu", bias: str | None = None) -> Layer:
    return Layer(key, 1, activation, None if bias is None else Bias(bias, 1))


def ones(built: Network) -> Parameters:
    return Parameters(built.layout, np.ones(built.layout.size))


def sample(**numbers: float) -> Sample:
    return Sample(tuple((key, (number,)) for key, number in numbers.items()))


def skip_connection(
    numbers: Mapping[str, float] | None = None, x: float = 1.0, y: float = -3.0
) -> Project:
    """The sheet's network: x → 0 → 1 → 2 with the skip 0 → 2, all weights 0.5 if not given."""
    built = network(
        (
            Input("x", 1),
            unit("0"),
            unit("1"),
            unit("2", "identity"),
            Target("y", 1),
            Loss("L", "l1"),
        ),
        (
            weighted("x", "0", "w0"),
            weighted("0", "1", "w1"),
            weighted("1", "2", "w2"),
            weighted("0", "2", "w3"),
            Edge("2", "L", port="prediction"),
            Edge("y", "L", port="target"),
        ),
    )
    project = Project(built, Parameters(built.layout, np.full(4, 0.5)), (sample(x=x, y=y),))
    for name, number in (numbers or {}).items():
        project = project.with_weight(name, number)
    return project


def graph(operation: str, *operands: float) -> Project:
    """One operation on parameter nodes a, b, c …: the objective is its result f."""
    names = "abcdefghij"[: len(operands)]
    built = network(
        (*(Parameter(name, name, (1,)) for name in names), Operation("f", operation)),
        tuple(Edge(name, "f", port=port) for port, name in enumerate(names)),
        "f",
    )
    return Project(built, Parameters(built.layout, np.array(operands)))
