"""One test case for every entry of the tables: with its reference, and with points to try it at.

Building them fails for an entry that has no reference: no function goes untested. The activations
are among the operations.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.functions.losses import LOSSES, Loss
from engine.functions.operations import OPERATIONS, Operation
from tests.engine.functions import reference
from tests.engine.functions.reference import Objects

Array = NDArray[np.float64]
Operands = list[Array]

EXTREME = np.array(
    [
        [1e3, 40.0, -20.0, 1e3, 1e-9, 700.0, -40.0],
        [-1e3, 0.5, 30.0, 1e3, -1e-9, 0.25, -41.5],
        [3.0, -1.0, 29.5, -1e3, 1e-12, -700.0, -39.0],
    ]
)


@dataclass(frozen=True)
class Case:
    """A function, how it is differentiated, and what it should be.

    `differentiable` counts the operands a derivative is taken by: not the target of a loss.
    """

    name: str
    value: Callable[[Operands], Array]
    pullback: Callable[[Array, Operands, Array, int], Array]
    reference: Callable[..., Objects]
    elementwise: bool
    differentiable: int
    draw: Callable[[np.random.Generator, int], Operands]
    extremes: Sequence[Operands]

    def gradient(self, upstream: Array, operands: Operands, index: int) -> Array:
        """∂(Σ upstream·value)/∂operand, in the operand's shape."""
        share = self.pullback(upstream, operands, self.value(operands), index)
        for axis in (0, 1):
            if operands[index].shape[axis] < share.shape[axis]:
                share = share.sum(axis=axis, keepdims=True)
        assert share.shape == operands[index].shape
        return share


def _of_operation(name: str, operation: Operation) -> Case:
    least, most = operation.arity
    count = least if most else 3

    def draw(random: np.random.Generator, size: int) -> Operands:
        operands = [2 * random.standard_normal((size, 4)) for _ in range(count)]
        if name == "matmul":
            operands[0] = random.standard_normal((2, size))
        if name in ("log", "sqrt", "power"):  # the base
            operands[0] = np.abs(operands[0]) + 0.1
        return operands

    return Case(
        name,
        operation.value,
        operation.pullback,
        reference.OPERATIONS[name],
        operation.elementwise,
        count,
        draw,
        extremes=EXTREMES.get(name, [[EXTREME]] if count == 1 else []),
    )


def _of_loss(name: str, loss: Loss) -> Case:
    def draw(random: np.random.Generator, size: int) -> Operands:
        prediction = 2 * random.standard_normal((size, 4))
        if not loss.on_scores and "entropy" in name:
            prediction = random.uniform(0.01, 0.99, (size, 4))
        if name == "hinge":
            return [prediction, random.choice([-1.0, 1.0], (size, 4))]
        target = random.uniform(0, 1, (size, 4))
        if name == "softmax_binary_cross_entropy" and size == 1:
            target = np.ones((1, 4))  # of one element p = 1, so only y = 1 has a loss
        return [prediction, target]

    scores = [[EXTREME, np.eye(3)[:, [which]]] for which in range(3)]
    return Case(
        name,
        lambda operands: loss.value(operands[0], operands[1]),
        lambda u, operands, _h, _index: u * loss.gradient(operands[0], operands[1]),
        reference.LOSSES[name],
        elementwise=False,
        differentiable=1,
        draw=draw,
        extremes=EXTREMES.get(name, scores if name != "hinge" else []),
    )


TINY = np.array([[1e-20, 1e-9, 1 - 2**-53, 0.5]])
EXTREMES: dict[str, list[Operands]] = {
    "reciprocal": [[EXTREME[:1]]],
    "exp": [[np.array([[-700.0, 700.0, 1e-12]])]],
    "sqrt": [[np.abs(EXTREME[:1])]],
    "log": [[TINY]],
    "divide": [[EXTREME[:1], EXTREME[2:]]],
    "power": [
        [np.array([[1e-20, 0.5, 7.0, 1e100]]), np.array([[3.0]])],
        [np.array([[2.0, 1.1, 1e-3, 1e3]]), np.array([[1e2, -150.0, -99.5, 100.25]])],
    ],
    "multiply": [[EXTREME[:1], EXTREME[1:2], EXTREME[2:]]],
    "cross_entropy": [[TINY, np.array([[0.0]])], [TINY, np.array([[1.0]])]],
    "binary_cross_entropy": [[TINY, np.array([[y]])] for y in (0.0, 1.0, 0.5)],
}

CASES = [
    *(_of_operation(name, operation) for name, operation in OPERATIONS.items()),
    *(_of_loss(name, loss) for name, loss in LOSSES.items()),
]
