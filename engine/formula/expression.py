"""Expression: a formula as a tree of frozen values; equal trees are equal and hash alike.

Leaves are numbers, quantities of a network, and symbols: names that only one formula knows, such as
the z of an activation's slope. `algebra` builds trees in the form in which the parser reads them.

The shape of a tree is that of its value: () for one number, (size,), (rows, columns); a size of 1
is no axis, and None is open because of a symbol. Parts that do not fit raise `FormulaError`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from math import e, isfinite, pi
from operator import attrgetter
from typing import Any, Final, TypeVar

from engine.errors import FormulaError
from engine.formula.functions import FUNCTIONS
from engine.quantity import Quantity

Shape = tuple[int, ...] | None

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Inner:
    """A tree of other trees: its shape follows from theirs, checked on construction."""

    shape: Shape = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "shape", self._shape())  # the way to initialize a frozen value

    def _shape(self) -> Shape:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Number:
    """A literal ≥ 0 in the spelling of whoever wrote it; without one the shortest is printed."""

    value: float
    text: str = field(default="", compare=False)
    shape: Shape = field(default=(), init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not (isfinite(self.value) and self.value >= 0):
            raise ValueError(f"{self.value} is no literal: see algebra.number()")


@dataclass(frozen=True, slots=True)
class Symbol:
    """A name that only this formula knows."""

    word: str
    shape: Shape = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Ref:
    """A quantity of a network, with the word it is written as (`∂L/∂w0`) and its shape."""

    quantity: Quantity
    word: str = field(compare=False)
    shape: Shape = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Sum(_Inner):
    """Two or more terms; a subtracted one is `Negative`."""

    terms: tuple[Expression, ...]

    def _shape(self) -> Shape:
        return _common(self.terms)


@dataclass(frozen=True, slots=True)
class Product(_Inner):
    """Two or more factors, multiplied element by element."""

    factors: tuple[Expression, ...]

    def _shape(self) -> Shape:
        matrices = [each for each in self.factors if len(each.shape or ()) == 2]
        if len(matrices) > 1:
            raise FormulaError("matrices_multiplied")
        return _common(self.factors)


@dataclass(frozen=True, slots=True)
class Negative(_Inner):
    """−operand."""

    operand: Expression

    def _shape(self) -> Shape:
        return self.operand.shape


@dataclass(frozen=True, slots=True)
class Quotient(_Inner):
    """numerator/denominator."""

    numerator: Expression
    denominator: Expression

    def _shape(self) -> Shape:
        return _common((self.numerator, self.denominator))


@dataclass(frozen=True, slots=True)
class Power(_Inner):
    """base^exponent; powers of e are calls of exp."""

    base: Expression
    exponent: Expression

    def _shape(self) -> Shape:
        return _common((self.base, self.exponent))


@dataclass(frozen=True, slots=True)
class Call(_Inner):
    """A function of `functions.FUNCTIONS`, such as `exp` or `relu'`; `word` if called otherwise."""

    function: str
    arguments: tuple[Expression, ...]
    word: str = field(default="", compare=False)

    def _shape(self) -> Shape:
        whole = FUNCTIONS[self.function].whole and len(self.arguments) == 1
        return () if whole else _common(self.arguments)


@dataclass(frozen=True, slots=True)
class MatMul(_Inner):
    """matrix·vector: the program's own side; students write sums."""

    matrix: Expression
    vector: Expression

    def _shape(self) -> Shape:
        rows, columns = _axes(self.matrix, 2)
        (size,) = _axes(self.vector, 1)
        if columns != size:
            raise _misfit(self.matrix.shape, self.vector.shape)
        return squeezed((rows,))


@dataclass(frozen=True, slots=True)
class Transpose(_Inner):
    """matrixᵀ."""

    matrix: Expression

    def _shape(self) -> Shape:
        rows, columns = _axes(self.matrix, 2)
        return squeezed((columns, rows))


@dataclass(frozen=True, slots=True)
class Outer(_Inner):
    """column·rowᵀ, the matrix of all products of two vectors."""

    column: Expression
    row: Expression

    def _shape(self) -> Shape:
        return squeezed((*_axes(self.column, 1), *_axes(self.row, 1)))


@dataclass(frozen=True, slots=True)
class Stack(_Inner):
    """A vector written out, (1, 2); of vectors, which are its rows, a matrix."""

    elements: tuple[Expression, ...]

    def _shape(self) -> Shape:
        first = self.elements[0]
        row = (len(first.elements),) if isinstance(first, Stack) else _common(self.elements)
        return squeezed((len(self.elements), *(row or ())))


Leaf = Number | Symbol | Ref
Matrices = MatMul | Transpose | Outer | Stack
Expression = Leaf | Sum | Product | Negative | Quotient | Power | Call | Matrices

EULER: Final = Number(e, "e")
PI: Final = Number(pi, "π")


def parts(expression: Expression) -> tuple[Expression, ...]:
    """What a tree is made of, one level down."""
    found: tuple[Expression, ...] = _PARTS[type(expression)](expression)
    return found


_PARTS: Final[Mapping[type, Callable[[Any], tuple[Expression, ...]]]] = {
    **dict.fromkeys((Number, Symbol, Ref), lambda _: ()),
    Sum: attrgetter("terms"),
    Product: attrgetter("factors"),
    Negative: lambda node: (node.operand,),
    Quotient: attrgetter("numerator", "denominator"),
    Power: attrgetter("base", "exponent"),
    Call: attrgetter("arguments"),
    MatMul: attrgetter("matrix", "vector"),
    Transpose: lambda node: (node.matrix,),
    Outer: attrgetter("column", "row"),
    Stack: attrgetter("elements"),
}


def fold(expression: Expression, combine: Callable[[Expression, list[_T]], _T]) -> _T:
    """`combine` of every node and the results of its parts, from the leaves up, left to right.

    Without recursion: x/x/x/… of 500 signs is 250 levels deep.
    """
    results: list[_T] = []
    todo: list[tuple[Expression, int | None]] = [(expression, None)]
    while todo:
        node, count = todo.pop()
        if count is not None:
            start = len(results) - count
            results[start:] = [combine(node, results[start:])]
        elif below := parts(node):
            todo.append((node, len(below)))
            todo.extend([(part, None) for part in reversed(below)])
        else:
            results.append(combine(node, []))
    return results[0]


def refs(expression: Expression) -> list[Ref]:
    """Every leaf that stands for a quantity, from left to right."""
    found: list[Ref] = []

    def collect(node: Expression, _: list[None]) -> None:
        if isinstance(node, Ref):
            found.append(node)

    fold(expression, collect)
    return found


def quantities(expression: Expression) -> frozenset[Quantity]:
    """Every quantity that a tree speaks of."""
    return frozenset(ref.quantity for ref in refs(expression))


def squeezed(shape: tuple[int, ...]) -> tuple[int, ...]:
    """The shape of an array whose only number is no vector: (1,) and (1, 1) become ()."""
    return () if all(size == 1 for size in shape) else shape


def _common(operands: Iterable[Expression]) -> Shape:
    """The shape of elementwise operands: single numbers spread over the others."""
    shapes = [each.shape for each in operands]
    known = [shape for shape in shapes if shape]
    for shape in known:
        if shape != known[0]:
            raise _misfit(known[0], shape)
    if known:
        return known[0]
    return None if None in shapes else ()


def _axes(operand: Expression, count: int) -> tuple[int, ...]:
    """The sizes of a vector or matrix; a single number is one of size 1."""
    shape = operand.shape or (1,) * count
    if len(shape) != count:
        raise _misfit(shape, (1,) * count)
    return shape


def _misfit(first: Shape, second: Shape) -> FormulaError:
    sizes = ["×".join(map(str, shape or (1,))) for shape in (first, second)]
    return FormulaError("shapes_differ", first=sizes[0], second=sizes[1])
