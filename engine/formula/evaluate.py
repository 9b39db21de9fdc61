"""The value of a tree, for one point or for many probes at once.

Arrays have the probes on their last axis: a number is of shape (N,), a vector (size, N), a matrix
(rows, columns, N), where N is 1 for what does not vary. An environment may leave that axis out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from math import prod
from typing import Any, Final

import numpy as np

from engine.arrays import Array
from engine.errors import FormulaError
from engine.formula.expression import (
    Call,
    Expression,
    MatMul,
    Negative,
    Number,
    Outer,
    Power,
    Product,
    Quotient,
    Ref,
    Stack,
    Sum,
    Symbol,
    Transpose,
    fold,
)
from engine.formula.functions import FUNCTIONS
from engine.formula.printer import text
from engine.formula.scanner import LARGEST_EXPONENT
from engine.quantity import Quantity

Environment = Callable[[Quantity | Symbol], Array | float | None]
"""The number(s) of a quantity or symbol; None or NaN where there is none."""


def evaluate(expression: Expression, environment: Environment) -> Array:
    """The value, shape (…, N); raises `FormulaError` naming the first part that has none.

    A part without a finite value is refused even where a function would hide it, as in
    sign(0/0), relu(1/0), 1/(1/0) and 0·log 0.
    """
    return _evaluated(expression, _Evaluation(environment, strict=True))


def evaluate_probes(expression: Expression, environment: Environment) -> Array:
    """The same, but NaN at every probe at which a part has no finite value."""
    return _evaluated(expression, _Evaluation(environment, strict=False))


def given(node: Ref | Symbol, environment: Environment) -> Array:
    """The value of a name, shape (…, N); raises `FormulaError` where there is none."""
    try:
        found = environment(node.quantity if isinstance(node, Ref) else node)
    except KeyError:
        found = None
    if found is None:
        raise FormulaError("value_missing", part=node.word)
    array = np.asarray(found, dtype=np.float64)
    return np.atleast_1d(array) if node.shape is None else _with_probes(array, node.shape)


def combined(node: Expression, operands: Sequence[Array]) -> Array:
    """The value of a node that has parts, or of a literal, given theirs; finite or not."""
    return _VALUES[type(node)](node, operands)


class _Evaluation:
    def __init__(self, environment: Environment, *, strict: bool) -> None:
        self._environment = environment
        self._strict = strict

    def value(self, node: Expression, operands: Sequence[Array]) -> Array:
        """Of one node, given those of its parts."""
        if isinstance(node, Ref | Symbol):
            return self._finite(node, operands, given(node, self._environment))
        return self._finite(node, operands, combined(node, operands))

    def _finite(self, node: Expression, operands: Sequence[Array], result: Array) -> Array:
        finite = np.isfinite(result)
        if finite.all():
            return result
        if self._strict:
            most = LARGEST_EXPONENT
            raise FormulaError(_cause(node, operands), part=text(node), most=most)
        return np.where(finite, result, np.nan)


def _evaluated(expression: Expression, evaluation: _Evaluation) -> Array:
    with np.errstate(all="ignore"):
        return fold(expression, evaluation.value)


def _power(_: Power, operands: Sequence[Array]) -> Array:
    base, exponent = operands
    fading = (np.abs(base) < 1) & (exponent > 0)  # β^t of a long training
    small = fading | (np.abs(exponent) <= LARGEST_EXPONENT)
    return _undefined_with(operands, np.where(small, np.power(base, exponent), np.nan))


def _call(node: Call, operands: Sequence[Array]) -> Array:
    function = FUNCTIONS[node.function]
    result = function.value(*operands)
    of_elements = function.whole and len(operands) == 1
    return result if of_elements else _undefined_with(operands, result)


def _matmul(node: MatMul, operands: Sequence[Array]) -> Array:
    matrix = _with_probes(operands[0], node.matrix.shape or (1, 1))
    vector = _with_probes(operands[1], node.vector.shape or (1,))
    return _with_probes(np.einsum("rc...,c...->r...", matrix, vector), node.shape or ())


def _transpose(node: Transpose, operands: Sequence[Array]) -> Array:
    return operands[0].swapaxes(0, 1) if node.shape else operands[0]


def _outer(node: Outer, operands: Sequence[Array]) -> Array:
    column, row = (np.atleast_2d(each) for each in operands)
    return _with_probes(column[:, None] * row[None, :], node.shape or ())


def _stack(node: Stack, operands: Sequence[Array]) -> Array:
    return _with_probes(np.stack(np.broadcast_arrays(*operands)), node.shape or ())


_VALUES: Final[Mapping[type, Callable[[Any, Sequence[Array]], Array]]] = {
    Number: lambda node, _: np.array([node.value]),
    Sum: lambda _, terms: reduce(np.add, terms),
    Product: lambda _, factors: reduce(np.multiply, factors),
    Negative: lambda _, operands: np.negative(operands[0]),
    Quotient: lambda _, operands: np.divide(*operands),
    Power: _power,
    Call: _call,
    MatMul: _matmul,
    Transpose: _transpose,
    Outer: _outer,
    Stack: _stack,
}


def _undefined_with(operands: Sequence[Array], result: Array) -> Array:
    """NaN where an operand is: NaN⁰ would be 1, and a slope may be constant."""
    undefined = reduce(np.logical_or, (np.isnan(each) for each in operands))
    return np.where(undefined, np.nan, result)


def _with_probes(array: Array, shape: tuple[int, ...]) -> Array:
    """`array` as (*shape, N), however it writes axes of size 1."""
    return array.reshape((*shape, 1 if array.size == prod(shape) else -1))


_CAUSES: Final[Sequence[tuple[str, str, Callable[..., Array]]]] = (
    ("division_by_zero", "Quotient", lambda _, below: below == 0),
    ("exponent_large", "Power", lambda _, exponent: np.abs(exponent) > LARGEST_EXPONENT),
    ("division_by_zero", "Power", lambda base, exponent: (base == 0) & (exponent < 0)),
    ("power_domain", "Power", lambda base, _: base < 0),
    ("log_domain", "log", lambda x: x <= 0),
    ("sqrt_domain", "sqrt", lambda x: x < 0),
)


def _cause(node: Expression, operands: Sequence[Array]) -> str:
    """Why `node` has no finite value, as the code of a sentence."""
    if isinstance(node, Ref | Symbol):
        return "value_missing"
    kind = node.function if isinstance(node, Call) else type(node).__name__
    found = (code for code, of, holds in _CAUSES if of == kind and np.any(holds(*operands)))
    return next(found, "value_large")
