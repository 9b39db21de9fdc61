"""The table of operations on values: one operand, two, or any number.

Operands and results have shape (size, N); where an operand spreads, its size or N is 1. Only the
first operand of `matmul` differs: one matrix (m, n) for all samples. What `activations` says of
NaN, complex steps and results holds here too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from typing import Final, TypeVar

import numpy as np

from engine.arrays import Array
from engine.functions.activations import ACTIVATIONS, Activation
from engine.functions.elementary import ELEMENTARY
from engine.functions.kinks import Kinks
from engine.functions.stable import divide, power

Operands = Sequence[Array]
Formulas = tuple[str, tuple[str, ...]]
"""Of the value, and of the derivative by each operand."""

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Operation:
    """A function of its operands: result = value(operands).

    `pullback(upstream, operands, result, index)` is the share of ∂L/∂operand that operand `index`
    gets by this use: in the result's shape where elementwise (the caller sums over a size that was
    spread), else in the operand's. The matrix of `matmul` gets its sum over the samples.

    `sign` is what the canvas draws; `arity` the least and the largest number of operands, None for
    any. `formula` is the value in the operands a and b, `partial_formulas` the derivatives by
    them, where h is the result; if not `elementwise`, the pullbacks of the upstream u instead.
    `of_many` spells both for any number of operands, by their names, where `arity` allows it.
    """

    sign: str
    label: str
    arity: tuple[int, int | None]
    value: Callable[[Operands], Array]
    pullback: Callable[[Array, Operands, Array, int], Array]
    formula: str
    partial_formulas: tuple[str, ...]
    kinks: Callable[[Operands], Kinks | None] | None = None
    elementwise: bool = True
    of_many: Callable[[Sequence[str]], Formulas] | None = None


def _unary(sign: str, function: Activation) -> Operation:
    def in_a(formula: str) -> str:
        return re.sub(r"\bz\b", "a", formula)

    return Operation(
        sign,
        function.label,
        arity=(1, 1),
        value=lambda operands: function.value(operands[0]),
        pullback=lambda u, operands, h, _index: function.pullback(u, operands[0], h),
        formula=in_a(function.formula),
        partial_formulas=(in_a(function.slope_formula),),
        kinks=(lambda operands: function.met(operands[0])) if function.kinks else None,
        elementwise=function.slope is not None,
    )


def _binary(
    sign: str,
    label: str,
    *pullbacks: Callable[[Array, Array, Array, Array], Array],
    value: Callable[[Array, Array], Array],
    formulas: Formulas,
    elementwise: bool = True,
) -> Operation:
    """`pullbacks`: for each operand, of upstream u, operands a and b, and result h."""
    return Operation(
        sign,
        label,
        arity=(2, 2),
        value=lambda operands: value(operands[0], operands[1]),
        pullback=lambda u, operands, h, index: pullbacks[index](u, operands[0], operands[1], h),
        formula=formulas[0],
        partial_formulas=formulas[1],
        elementwise=elementwise,
    )


def _variadic(
    sign: str,
    label: str,
    *,
    value: Callable[[Operands], Array],
    pullback: Callable[[Array, Operands, Array, int], Array],
    of_many: Callable[[Sequence[str]], Formulas],
    kinks: Callable[[Operands], Kinks | None] | None = None,
) -> Operation:
    formula, partials = of_many(("a", "b"))
    return Operation(
        sign, label, (2, None), value, pullback, formula, partials, kinks, of_many=of_many
    )


def _without(items: Sequence[_Item], index: int) -> tuple[_Item, ...]:
    return (*items[:index], *items[index + 1 :])


def _by_base(u: Array, base: Array, exponent: Array, _h: Array) -> Array:
    """u·e·b^(e − 1), where e = 0 leaves 0 also of b = 0."""
    return u * np.where(exponent == 0, 0 * base, exponent * power(base, exponent - 1))


def _by_exponent(u: Array, base: Array, exponent: Array, h: Array) -> Array:
    """u·b^e·log b, whose limit is 0 where b = 0 < e; NaN for a negative base."""
    return u * np.where((base == 0) & (exponent > 0), 0.0, h * np.log(base))


def _extreme(name: str, pick: np.ufunc, side: str) -> Operation:
    """Maximum or minimum: the operands that tie for it share its slope equally."""

    def ties(operands: Operands, best: Array) -> Array:
        return np.sum([operand.real == best for operand in operands], axis=0)

    def value(operands: Operands) -> Array:
        best = reduce(pick, (operand.real for operand in operands))
        tied = [operand.real == best for operand in operands]  # `ties` would share the pullback's
        steps = (np.where(tie, x - best, 0.0) for tie, x in zip(tied, operands, strict=True))
        return best + reduce(np.add, steps) / sum(tied)

    def pullback(upstream: Array, operands: Operands, best: Array, index: int) -> Array:
        return upstream * (operands[index] == best) / ties(operands, best)

    def kinks(operands: Operands) -> Kinks | None:
        count = ties(operands, reduce(pick, operands))
        where = count > 1
        return Kinks(where, np.zeros(1), np.ones(1), 1 / count) if where.any() else None

    def of_many(names: Sequence[str]) -> Formulas:
        shares: tuple[str, ...]
        if len(names) == 2:
            a, b = names
            shares = f"(1 {side} sign({a} - {b}))/2", f"(1 {side} sign({b} - {a}))/2"
        else:
            lost = [f"abs(sign(h - {name}))" for name in names]
            winners = " - ".join([f"{len(names)}", *lost])
            shares = tuple(f"(1 - {each})/({winners})" for each in lost)
        return f"{name[:3]}({', '.join(names)})", shares

    return _variadic(name[:3], name, value=value, pullback=pullback, of_many=of_many, kinks=kinks)


_SIGNS: Final = {
    "negate": "−",
    "reciprocal": "1/x",
    "square": "x²",
    "sqrt": "√",
    "exp": "exp",
    "log": "log",
    "abs": "|x|",
    "sum": "Σ",
    "mean": "mean",
}

OPERATIONS: Final[Mapping[str, Operation]] = {
    **{name: _unary(_SIGNS[name], function) for name, function in ELEMENTARY.items()},
    **{name: _unary(function.label, function) for name, function in ACTIVATIONS.items()},
    "subtract": _binary(
        "−",
        "subtract",
        lambda u, *_: u,
        lambda u, *_: -u,
        value=np.subtract,
        formulas=("a - b", ("1", "-1")),
    ),
    "divide": _binary(
        "÷",
        "divide",
        lambda u, _a, b, _h: u / b,
        lambda u, _a, b, h: -u * h / b,
        value=divide,
        formulas=("a/b", ("1/b", "-a/b^2")),
    ),
    "power": _binary(
        "xʸ",
        "power",
        _by_base,
        _by_exponent,
        value=power,
        formulas=("a^b", ("b*a^(b - 1)", "a^b*log(a)")),
    ),
    "matmul": _binary(
        "W·x",
        "matrix × vector",
        lambda u, _a, b, _h: u @ b.T,
        lambda u, a, _b, _h: a.T @ u,
        value=np.matmul,
        formulas=("sum(a*b)", ("b", "a")),
        elementwise=False,
    ),
    "add": _variadic(
        "+",
        "add",
        value=partial(reduce, np.add),
        pullback=lambda u, *_: u,
        of_many=lambda names: (" + ".join(names), ("1",) * len(names)),
    ),
    "multiply": _variadic(
        "×",
        "multiply",
        value=partial(reduce, np.multiply),
        pullback=lambda u, operands, _h, i: reduce(np.multiply, _without(operands, i), u),
        of_many=lambda names: (
            "*".join(names),
            tuple("*".join(_without(names, i)) for i in range(len(names))),
        ),
    ),
    "maximum": _extreme("maximum", np.maximum, side="+"),
    "minimum": _extreme("minimum", np.minimum, side="-"),
}
