"""Drawing: trees of formulas as operations on earlier parts, without names for what has none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from engine.errors import FormulaError
from engine.formula.evaluate import evaluate
from engine.formula.expression import (
    Call,
    Expression,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    fold,
)
from engine.formula.printer import text as printed
from engine.functions.operations import OPERATIONS
from engine.importing.notes import Note, note

MOST: Final = 400
"""Parts of one graph."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A number that the formulas give."""

    value: float


Operand = int | Fixed
"""The index of a part, or a number."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A name that the formulas leave open."""

    name: str


@dataclass(frozen=True, slots=True)
class Step:
    """An operation on earlier parts; `name` where a formula gives its value one."""

    operation: str
    operands: tuple[Operand, ...]
    name: str = ""


Part = Leaf | Step

_Signed = tuple[Operand, bool]
"""A part or number, and whether it is to be negated: a − b needs no −b."""

_FUNCTIONS: Final[Mapping[str, str]] = {
    **{name: name for name, entry in OPERATIONS.items() if entry.arity == (1, 1)},
    "max": "maximum",
    "min": "minimum",
}
"""The operation of each function that has one: slopes, `sign` and `step` have none."""

_ONE: Final = Fixed(1.0)
_OF_EXPONENT: Final = {Fixed(2.0): "square", Fixed(-1.0): "reciprocal"}


class Drawing:
    """The parts so far. Equal operations on equal operands are drawn once."""

    def __init__(self, own: frozenset[str]) -> None:
        """`own` are the names that the formulas define, sooner or later."""
        self.parts: list[Part] = []
        self._own = own
        self._defined: dict[str, int] = {}
        self._leaves: dict[str, int] = {}
        self._drawn: dict[tuple[str, tuple[Operand, ...]], int] = {}
        self._shared: dict[int, str] = {}

    def define(self, name: str, tree: Expression) -> int:
        """The part that is the value of a formula called `name`; raises `FormulaError`."""
        if name in self._defined:
            raise FormulaError("name_given_twice", name=name)
        found = self._index(self._plain(fold(tree, self._signed)))
        part = self.parts[found]
        if isinstance(part, Leaf) or (name and part.name):
            found = self._step("identity", found)
            part = self.parts[found]
        if name and isinstance(part, Step):
            self.parts[found] = replace(part, name=name)
            self._defined[name] = found
        return found

    def notes(self, objective: int) -> Iterator[Note]:
        """What is drawn once though it is written more often, and what leads nowhere."""
        for index, written in self._shared.items():
            part = self.parts[index]
            if isinstance(part, Step) and not part.name:
                yield note("part_shared", part=written)
        used, todo = {objective}, [objective]
        while todo:
            new = _parts_of(self.parts[todo.pop()]) - used
            used |= new
            todo.extend(new)
        for name, index in self._defined.items():
            if index not in used:
                yield note("part_unused", name=name)

    # -- trees --------------------------------------------------------------------------------

    def _signed(self, node: Expression, parts: list[_Signed]) -> _Signed:
        """What a node of a tree becomes, given what its own parts became."""
        match node:
            case Number(value):
                return Fixed(value), False
            case Symbol(name):
                return self._leaf(name), False
            case Negative():
                operand, negative = parts[0]
                return operand, not negative
        if all(isinstance(operand, Fixed) for operand, _ in parts):
            return Fixed(float(evaluate(node, lambda _: None)[0])), False
        count = len(self.parts)
        found = self._sum(parts) if isinstance(node, Sum) else self._operation(node, parts)
        if len(self.parts) == count:
            self._share(found, node)
        return found, False

    def _share(self, index: int, node: Expression) -> None:
        """Note that `node` was drawn before; what it consists of goes without saying."""
        for operand in _parts_of(self.parts[index]):
            self._shared.pop(operand, None)
        self._shared.setdefault(index, printed(node))

    def _leaf(self, name: str) -> int:
        if name in self._defined:
            return self._defined[name]
        if name in self._own:
            raise FormulaError("name_before_line", name=name)
        if name not in self._leaves:
            self._leaves[name] = self._added(Leaf(name))
        return self._leaves[name]

    def _sum(self, terms: Sequence[_Signed]) -> int:
        """From left to right, so that a + b − c reads as it is drawn."""
        run = [self._plain(terms[0])]
        for operand, negative in terms[1:]:
            if negative:
                run = [self._step("subtract", self._added_up(run), operand)]
            else:
                run.append(operand)
        return self._index(self._added_up(run))

    def _added_up(self, run: Sequence[Operand]) -> Operand:
        return self._step("add", *run) if len(run) > 1 else run[0]

    def _operation(self, node: Expression, parts: Sequence[_Signed]) -> int:
        operation, operands = _operation(node, [self._plain(part) for part in parts])
        return self._step(operation, *operands)

    # -- parts --------------------------------------------------------------------------------

    def _plain(self, signed: _Signed) -> Operand:
        operand, negative = signed
        if not negative:
            return operand
        return (
            Fixed(-operand.value) if isinstance(operand, Fixed) else self._step("negate", operand)
        )

    def _step(self, operation: str, *operands: Operand) -> int:
        key = operation, operands
        if key not in self._drawn:
            self._drawn[key] = self._added(Step(operation, operands))
        return self._drawn[key]

    def _index(self, operand: Operand) -> int:
        """The part of an operand; a number alone is one part too."""
        return operand if isinstance(operand, int) else self._step("identity", operand)

    def _added(self, part: Part) -> int:
        if len(self.parts) == MOST:
            raise FormulaError("expression_large", most=MOST)
        self.parts.append(part)
        return len(self.parts) - 1


def _parts_of(part: Part) -> set[int]:
    """The parts that an operation is of."""
    operands = part.operands if isinstance(part, Step) else ()
    return {each for each in operands if isinstance(each, int)}


def _operation(node: Expression, operands: Sequence[Operand]) -> tuple[str, Sequence[Operand]]:
    """The operation that a node of a tree is, and on which of its operands."""
    match node:
        case Product():
            return "multiply", operands
        case Quotient():
            return ("reciprocal", operands[1:]) if operands[0] == _ONE else ("divide", operands)
        case Power():
            short = _OF_EXPONENT.get(operands[1]) if isinstance(operands[1], Fixed) else None
            return (short, operands[:1]) if short else ("power", operands)
        case Call(function) if function in _FUNCTIONS:
            return _FUNCTIONS[function], operands
        case Call(function):
            raise FormulaError("function_no_operation", name=function)
    raise TypeError(node)
