"""From a formula of vectors and matrices to the formula of one element.

So every rule is said once, for whole layers; sums over indices follow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import Any, Final

from engine.derivation.scope import Scope
from engine.formula.expression import (
    Call,
    Expression,
    MatMul,
    Number,
    Outer,
    Ref,
    Shape,
    Stack,
    Transpose,
    parts,
)
from engine.formula.functions import FUNCTIONS
from engine.formula.tidy import built, over, plus, times, written
from engine.functions.activations import ACTIVATIONS

Index = tuple[int, ...]
"""Counted from 1; () of a single number."""


class Elements:
    """The elements of formulas, in the names of one network; without one of numbers alone.

    One method for each kind of node that is not simply made of the same element of its parts.
    """

    def __init__(self, scope: Scope | None = None) -> None:
        self._scope = scope

    def of(self, expression: Expression, at: Index) -> Expression:
        """The element `at` of a formula; where it is a single number that number."""
        special = _SPECIAL.get(type(expression), Elements.elementwise)
        return special(self, expression, at if expression.shape else ())

    def elementwise(self, node: Expression, at: Index) -> Expression:
        """What acts on every element alike."""
        return built(node, [self.of(part, at) for part in parts(node)])

    def ref(self, ref: Ref, at: Index) -> Ref:
        """An element of a quantity."""
        if not at:
            return ref
        assert self._scope is not None
        return self._scope.element(ref, at)

    def call(self, node: Call, at: Index) -> Expression:
        """A sum or mean over all elements; a softmax by its formula."""
        argument = node.arguments[0]
        if len(node.arguments) > 1 or not argument.shape:
            return self.elementwise(node, at)
        if FUNCTIONS[node.function].whole:
            added = plus(*(self.of(argument, each) for each in indices(argument.shape)))
            count = Number(float(argument.shape[0]))
            return over(added, count) if node.function == "mean" else added
        if node.function in ACTIVATIONS and ACTIVATIONS[node.function].slope is None:
            return self.of(written(ACTIVATIONS[node.function].formula, z=argument), at)
        return self.elementwise(node, at)

    def matmul(self, node: MatMul, at: Index) -> Expression:
        """A row times the vector."""
        return plus(
            *(
                times(self.of(node.matrix, (row, j)), self.of(node.vector, (j,)))
                for row, j in along(node, at)
            )
        )

    def transpose(self, node: Transpose, at: Index) -> Expression:
        """Rows are columns."""
        return self.of(node.matrix, at[::-1])

    def outer(self, node: Outer, at: Index) -> Expression:
        """One product."""
        return times(self.of(node.column, at[:1]), self.of(node.row, at[1:]))

    def stack(self, node: Stack, at: Index) -> Expression:
        """What stands there."""
        found = node.elements[at[0] - 1]
        return self.of(found.elements[at[1] - 1] if isinstance(found, Stack) else found, ())


_SPECIAL: Final[Mapping[type, Callable[[Elements, Any, Index], Expression]]] = {
    Ref: Elements.ref,
    Call: Elements.call,
    MatMul: Elements.matmul,
    Transpose: Elements.transpose,
    Outer: Elements.outer,
    Stack: Elements.stack,
}


def along(node: MatMul, at: Index) -> Iterator[tuple[int, int]]:
    """The entries of the matrix that the element `at` of the product adds up."""
    (row,) = at or (1,)
    columns = node.matrix.shape[1] if node.matrix.shape else 1
    return ((row, column) for column in range(1, columns + 1))


def indices(shape: Shape) -> Iterator[Index]:
    """All elements of an array, row by row; () of a single number."""
    return product(*(range(1, size + 1) for size in shape or ()))
