"""The first oracle: HIPS autograd on the whole network, every number of every sample at once.

It reads the structure and the numbers of a project, nothing of the engine's mathematics. Every
sample has its own copy of every parameter, so that the gradient of Σ L is that of each sample.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from autograd import make_vjp
from autograd.extend import defvjp, primitive

from engine.network import Network
from engine.nodes import Input, Layer, Loss, Operation, Parameter, Target
from engine.project import Project
from engine.quantity import Quantity, parameter, preactivation, value
from tests.engine.exactness.formulas import FUNCTIONS, Array, anp


@dataclass(frozen=True, eq=False)
class Gradients:
    """Values and gradients: (samples, size, 1), of parameters (samples, rows, columns or 1).

    NaN is undefined. What the objective does not depend on has no entry in `of`. Constants are
    among the values by their ids, as parameters.
    """

    values: dict[Quantity, Array] = field(default_factory=dict)
    of: dict[Quantity, Array] = field(default_factory=dict)

    def noted(self, quantity: Quantity, array: Array) -> Array:
        """`array` itself; its value is noted, and its gradient when that passes by."""
        finite = np.isfinite(anp.array(getattr(array, "_value", array)))
        array = array if finite.all() else anp.where(finite, array, np.nan)
        self.values[quantity] = getattr(array, "_value", array)
        return _noted(array, self, quantity)


def _note(ans: Array, array: Array, noted: Gradients, quantity: Quantity) -> Callable[..., Array]:
    def vjp(gradient: Array) -> Array:
        noted.of[quantity] = gradient
        return gradient

    return vjp


_noted = primitive(lambda array, noted, quantity: array)
defvjp(_noted, _note, argnums=(0,))


def gradients(project: Project) -> Gradients:
    """Run forward and backward; the project has an objective."""
    found = Gradients()
    with np.errstate(all="ignore"):
        make_vjp(lambda root: _objective(project, found, root))(0.0)[0](1.0)
    return found


def _objective(project: Project, found: Gradients, root: Array) -> Array:
    network = project.network
    outputs: dict[str, Array] = {}
    for key in network.order:
        outputs[key] = found.noted(value(key), _output(project, found, root, key, outputs))
    assert network.objective is not None
    return anp.sum(outputs[network.objective])


def _output(
    project: Project, found: Gradients, root: Array, key: str, outputs: dict[str, Array]
) -> Array:
    """What a node computes from the outputs before it; `root` is the 0 that autograd traces."""
    network, node = project.network, project.network.by_id[key]
    edges = network.incoming[key]

    def copies(name: str) -> Array:
        own = columns(project, name)
        return found.noted(parameter(name), root + np.tile(own, (len(project.samples), 1, 1)))

    match node:
        case Input() | Target():
            return root + data(project, key)
        case Layer(activation=activation, bias=bias):
            z = [anp.matmul(copies(e.weight.name), outputs[e.source]) for e in edges if e.weight]
            if bias is not None:
                z.append(copies(bias.name))
            return FUNCTIONS[activation](found.noted(preactivation(key), sum(z[1:], z[0])))
        case Operation(operation=name):
            return FUNCTIONS[name](*(outputs[edge.source] for edge in edges))
        case Loss(loss=name):
            prediction, target = loss_sources(network, key)
            return FUNCTIONS[name](outputs[prediction], outputs[target])
        case Parameter(name=name):
            return copies(name)
        case _:
            return copies(key)


def data(project: Project, key: str) -> Array:
    """Numbers of an input or target, (samples, size, 1)."""
    return np.array([sample[key] for sample in project.samples])[:, :, None]


def columns(project: Project, name: str) -> Array:
    """A parameter as a matrix: a vector becomes a column."""
    own = project.parameters.value(name)
    return own if own.ndim == 2 else own[:, None]


def loss_sources(network: Network, key: str) -> tuple[str, str]:
    """Ids of prediction and target of a loss."""
    source = {edge.port: edge.source for edge in network.incoming[key]}
    return source["prediction"], source["target"]
