"""Remarks: what is special about the numbers of a step, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.arrays import Array
from engine.derivation.definition import Rule
from engine.derivation.scope import Scope
from engine.derivation.scores import loss_on_scores
from engine.derivation.table import Derivation
from engine.explain import words
from engine.explain.equations import is_rounding, scale_of
from engine.explain.sources import Source, adds_up, total_of_targets
from engine.explain.titles import owner
from engine.formula.evaluate import evaluate_probes
from engine.formula.expression import (
    Call,
    Expression,
    MatMul,
    Negative,
    Outer,
    Product,
    Quotient,
    Transpose,
    parts,
)
from engine.formula.printer import text
from engine.formula.tidy import ZERO
from engine.functions.activations import ACTIVATIONS
from engine.functions.operations import OPERATIONS
from engine.nodes import Layer, Loss, Node, Operation
from engine.numerals import numeral
from engine.order import levels
from engine.quantity import Quantity, Role, preactivation, value
from engine.remarks import Remark
from engine.sensitivity.flatness import dead, saturated
from engine.wording import Sentence

MOST_NAMES: Final = 4
"""So many names are listed."""


Bounds = tuple[float, float, float]
"""Of a kink: the interval, and what was chosen of it."""


@dataclass(frozen=True, eq=False, slots=True)
class Facts:
    """What remarks are made of: a step's table and source, and the remarks on its sample.

    `flaw` is that of its equation.
    """

    table: Derivation
    quantity: Quantity
    source: Source
    remarks: Sequence[Remark]
    flaw: Sentence | None = None

    @property
    def scope(self) -> Scope:
        """The names of the network."""
        return self.table.scope


def remarks(facts: Facts) -> Iterator[Sentence]:
    """Everything that is special, the most important first."""
    if facts.flaw:
        yield facts.flaw
    numbers = facts.source.value
    if numbers is None or not np.isfinite(numbers).all():
        yield _undefined(facts)
        return
    if facts.quantity.by is None:
        yield from _untouched(facts)
        return
    met = [*_kinks(facts), *_flat(facts), *_targets(facts)]
    yield from met
    if not facts.flaw:
        yield from _cancellation(facts, numbers)
    if not met and not np.any(numbers):
        yield from _zero(facts)


def _undefined(facts: Facts) -> Sentence:
    for remark in filter(lambda each: _matters(facts, each), facts.remarks):
        at = Quantity(Role.VALUE, remark.node)
        if remark.code == "not_finite":
            name = _names(facts, at, [remark.element])
            return Sentence(words.UNDEFINED_VALUE, {"names": name})
        if remark.code == "slope_not_finite":
            return Sentence(words.UNDEFINED_SLOPE, {"owner": owner(facts.scope.network, at)})
    return Sentence(words.UNDEFINED)


def _untouched(facts: Facts) -> Iterator[Sentence]:
    """Why the update leaves a parameter alone on which nothing that counts depends."""
    if facts.quantity.role is not Role.PARAMETER:
        return
    gradient = facts.scope.gradient(facts.quantity).quantity
    if facts.table[gradient].rule is Rule.NO_PATH:
        yield Sentence(words.RULES[Rule.NO_PATH][1])


def _matters(facts: Facts, remark: Remark) -> bool:
    """Whether what is undefined there can make this number undefined."""
    network, quantity = facts.scope.network, facts.quantity
    if quantity.by is not None or quantity.role is Role.PARAMETER:
        return remark.node in network.behind_objective
    return quantity.owner in levels(network, remark.node)


# -- kinks ------------------------------------------------------------------------------------


def _kinks(facts: Facts) -> Iterator[Sentence]:
    """Those of the functions that the gradient passes on its way here, elements together."""
    met: dict[tuple[str, Bounds], list[int]] = {}
    for remark in facts.remarks:
        if remark.interval and remark.chosen is not None and _concerns(facts, remark):
            bounds = remark.interval[0], remark.interval[1], remark.chosen
            met.setdefault((remark.node, bounds), []).append(remark.element)
    for (node, bounds), elements in met.items():
        yield _kink(facts, node, bounds, elements)


def _concerns(facts: Facts, remark: Remark) -> bool:
    """Whether the step passes the function there, in the element at the kink."""
    by = facts.quantity.by
    assert by is not None
    if by.index and by.role is not Role.PARAMETER and remark.element != by.index[0]:
        return False
    node = facts.scope.network.by_id[remark.node]
    if isinstance(node, Layer):
        return by.element() == preactivation(node.id)
    passed = any(term.via and term.via[1] == node.id for term in facts.source.definition.terms)
    return passed and (not _is_extreme(node) or _is_tied(facts, by, remark))


def _is_extreme(node: Node) -> bool:
    return isinstance(node, Operation) and node.operation in ("maximum", "minimum")


def _is_tied(facts: Facts, by: Quantity, remark: Remark) -> bool:
    """Whether it is this operand that others are equal to."""
    numbers = (facts.source.read(each) for each in (by, value(remark.node)))
    own, best = (np.ravel(np.asarray(each)) for each in numbers)
    place = remark.element - 1
    return bool(own[0 if len(own) == 1 else place] == best[place])


def _kink(facts: Facts, node: str, bounds: tuple[float, ...], elements: Sequence[int]) -> Sentence:
    low, high, chosen = (numeral(bound).text for bound in bounds)
    arguments: dict[str, object] = {"low": low, "high": high, "chosen": chosen}
    found = facts.scope.network.by_id[node]
    if _is_extreme(found):
        names = _names(facts, value(node), elements)
        return Sentence(words.TIE, {**arguments, "names": names})
    if isinstance(found, Loss):
        return Sentence(words.KINK_OF_LOSS, arguments)
    match found:
        case Layer(id, activation=function):
            inside = preactivation(id)
        case Operation(id, operation=function):
            inside = facts.scope.operands(id)[0].quantity
        case _:
            raise AssertionError(f"{found} has no kink")
    more = {"names": _names(facts, inside, elements), "function": OPERATIONS[function].label}
    return Sentence(words.KINK_OF_FUNCTION, {**arguments, **more})


# -- flat activations -------------------------------------------------------------------------


def _flat(facts: Facts) -> Iterator[Sentence]:
    """Units through which no gradient passes, or hardly any."""
    by = facts.quantity.by
    if by is None or by.role is not Role.PREACTIVATION:
        return
    node = facts.scope.network.by_id[by.owner]
    assert isinstance(node, Layer)
    z, slopes = (np.ravel(each) for each in _slopes(facts, node, by))
    first = by.index[0] if by.index else 1
    function = ACTIVATIONS[node.activation].label
    off = np.flatnonzero(dead(node.activation, z))
    if len(off):
        names = _names(facts, by.element(), [first + int(i) for i in off])
        yield Sentence(words.DEAD, {"names": names, "function": function})
    flat = np.flatnonzero(saturated(node.activation, slopes))
    if len(flat):
        names = _equal(facts, by.element(), [first + int(i) for i in flat], z[flat])
        shown = ", ".join(numeral(float(slopes[i])).text for i in flat[:MOST_NAMES])
        yield Sentence(words.SATURATED, {"names": names, "function": function, "slopes": shown})


def _slopes(facts: Facts, node: Layer, by: Quantity) -> tuple[Array, Array]:
    """z and g′(z) of the elements in question."""
    slope = ACTIVATIONS[node.activation].slope
    z = np.asarray(facts.source.read(preactivation(node.id).element(*by.index)))
    h = np.asarray(facts.source.read(value(node.id).element(*by.index)))
    with np.errstate(all="ignore"):
        return z, slope(z, h) if slope else np.ones_like(z)


# -- sums and zeros ---------------------------------------------------------------------------


def _targets(facts: Facts) -> Iterator[Sentence]:
    """Why the gradient by scores is not p − a, where one could think so."""
    loss = loss_on_scores(facts.table, facts.table[facts.quantity])
    if loss is None or loss.loss != "softmax_cross_entropy":
        return
    total = total_of_targets(facts.table, loss, facts.source.read)
    if not adds_up(total):
        edges = facts.scope.network.incoming[loss.id]
        target = next(edge.source for edge in edges if edge.port == "target")
        name = text(facts.scope.ref(value(target)))
        shown = numeral(total).text
        yield Sentence(words.TARGETS_ADD_UP, {"total": shown, "target": name})


def _cancellation(facts: Facts, numbers: Array) -> Iterator[Sentence]:
    size = scale_of(facts.source.definition.expression, facts.source.read)
    if np.any(is_rounding(numbers, size)):
        yield Sentence(words.ONLY_ROUNDING)


def _zero(facts: Facts) -> Iterator[Sentence]:
    """Which factor makes a gradient 0."""
    terms = facts.source.definition.terms
    zeros = [_zero_factors(facts, term.expression) for term in terms]
    if all(zeros):
        names = dict.fromkeys(name for found in zeros for name in found)
        yield Sentence(words.ZERO_FACTOR, {"names": " = ".join(names)})
    elif not any(zeros) and len(terms) > 1:
        yield Sentence(words.CANCEL_EACH_OTHER)


def _zero_factors(facts: Facts, expression: Expression) -> list[str]:
    """What is multiplied and 0."""
    match expression:
        case Product() | MatMul() | Outer() | Negative() | Transpose():
            multiplied = parts(expression)
        case Quotient(numerator) | Call("sum", (numerator,)):
            multiplied = (numerator,)
        case _:
            zero = not np.any(evaluate_probes(expression, facts.source.read))
            return [text(expression)] if zero and expression != ZERO else []
    return [name for part in multiplied for name in _zero_factors(facts, part)]


# -- names ------------------------------------------------------------------------------------


def _names(facts: Facts, whole: Quantity, elements: Sequence[int]) -> str:
    """z₁_2, z₁_5."""
    return ", ".join(_listed(facts, whole, elements))


def _equal(facts: Facts, whole: Quantity, elements: Sequence[int], numbers: Array) -> str:
    """z₁_2 = 8.1, z₁_5 = −9."""
    pairs = zip(_listed(facts, whole, elements), numbers, strict=False)
    return ", ".join(f"{name} = {numeral(float(x)).text}" for name, x in pairs)


def _listed(facts: Facts, whole: Quantity, elements: Sequence[int]) -> list[str]:
    vector = bool(facts.scope.ref(whole).shape)
    shown = [facts.scope.ref(whole.element(i) if vector else whole) for i in elements[:MOST_NAMES]]
    return [*map(text, shown), *(["…"] if len(elements) > MOST_NAMES else [])]
