"""Remarks: what is special about the numbers of a step, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.arrays import Array
from engine.derivation.definition import Term
from engine.derivation.scope import Scope
from engine.derivation.scores import loss_on_scores
from engine.derivation.table import Derivation
from engine.explain import words
from engine.explain.equations import TOLERANCE
from engine.explain.sources import Source, total_of_targets
from engine.explain.titles import owner
from engine.flatness import dead, saturated
from engine.formula.expression import refs
from engine.formula.printer import text
from engine.formula.scale import scale
from engine.functions.activations import ACTIVATIONS
from engine.nodes import Layer, Loss, Operation
from engine.numerals import numeral
from engine.quantity import Quantity, Role, preactivation, value
from engine.remarks import Remark
from engine.wording import Sentence

MOST_NAMES: Final = 4
"""So many names are listed."""


@dataclass(frozen=True, eq=False, slots=True)
class Facts:
    """What remarks are made of: a step's table and source, and the remarks on its sample."""

    table: Derivation
    quantity: Quantity
    source: Source
    remarks: Sequence[Remark]

    @property
    def scope(self) -> Scope:
        """The names of the network."""
        return self.table.scope


def remarks(facts: Facts) -> Iterator[Sentence]:
    """Everything that is special, the most important first."""
    numbers = facts.source.value
    if numbers is None or not np.isfinite(numbers).all():
        yield _undefined(facts)
        return
    if facts.quantity.by is None:
        return
    met = [*_kinks(facts), *_flat(facts), *_targets(facts)]
    yield from met
    yield from _cancellation(facts, numbers)
    if not met and not np.any(numbers):
        yield from _zero(facts)


def _undefined(facts: Facts) -> Sentence:
    for remark in facts.remarks:
        at = Quantity(Role.VALUE, remark.node)
        if remark.code == "not_finite":
            name = _names(facts, at, [remark.element])
            return Sentence(words.UNDEFINED_VALUE, {"names": name})
        if remark.code == "slope_not_finite":
            return Sentence(words.UNDEFINED_SLOPE, {"owner": owner(facts.scope.network, at)})
    return Sentence(words.UNDEFINED)


# -- kinks ------------------------------------------------------------------------------------


def _kinks(facts: Facts) -> Iterator[Sentence]:
    """Those of the functions that the gradient passes on its way here."""
    passed = {term.via[1] for term in facts.source.definition.terms if term.via}
    by = facts.quantity.by
    if by is not None and by.role is Role.PREACTIVATION:
        passed = {by.owner}
    for remark in facts.remarks:
        if remark.kind == "kink" and remark.node in passed and _concerns(facts, remark):
            yield _kink(facts, remark)


def _concerns(facts: Facts, remark: Remark) -> bool:
    """Whether the element at the kink is the one that is looked at."""
    index = facts.quantity.by.index if facts.quantity.by else ()
    node = facts.scope.network.by_id[remark.node]
    if isinstance(node, Layer) and facts.quantity.by != preactivation(node.id).element(*index):
        return False  # ∂L/∂h of what leads into a layer does not pass its kink
    return not index or remark.element == index[0]


def _kink(facts: Facts, remark: Remark) -> Sentence:
    assert remark.interval is not None
    assert remark.chosen is not None
    bounds = (*remark.interval, remark.chosen)
    found: dict[str, object] = {
        key: numeral(bound).text
        for key, bound in zip(("low", "high", "chosen"), bounds, strict=True)
    }
    node = facts.scope.network.by_id[remark.node]
    match node:
        case Layer(id, activation=name):
            names = _names(facts, preactivation(id), [remark.element])
            more = {"names": names, "at": "0", "function": ACTIVATIONS[name].label}
            return Sentence(words.KINK_OF_FUNCTION, {**found, **more})
        case Operation(id, name) if len(facts.scope.operands(id)) == 1:
            operand = facts.scope.operands(id)[0].quantity
            names = _names(facts, operand, [remark.element])
            return Sentence(
                words.KINK_OF_FUNCTION, {**found, "names": names, "at": "0", "function": name}
            )
        case Loss():
            return Sentence(words.KINK_OF_LOSS, found)
    where = Quantity(Role.VALUE, remark.node)
    return Sentence(words.TIE, {**found, "owner": owner(facts.scope.network, where)})


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
    if total != 1:
        edges = facts.scope.network.incoming[loss.id]
        target = next(edge.source for edge in edges if edge.port == "target")
        name = text(facts.scope.ref(value(target)))
        shown = numeral(float(total)).text
        yield Sentence(words.TARGETS_ADD_UP, {"total": shown, "target": name})


def _cancellation(facts: Facts, numbers: Array) -> Iterator[Sentence]:
    formula = facts.source.definition.expression
    size = scale(formula, facts.source.read)[..., 0]
    noise = (np.abs(numbers) <= TOLERANCE * size) & (numbers != 0.0)
    if np.any(noise):
        yield Sentence(words.ONLY_ROUNDING)


def _zero(facts: Facts) -> Iterator[Sentence]:
    """Which factor makes a gradient 0."""
    terms = facts.source.definition.terms
    zeros = [_zero_factors(facts, term) for term in terms]
    if all(zeros):
        names = dict.fromkeys(name for found in zeros for name in found)
        yield Sentence(words.ZERO_FACTOR, {"names": " = ".join(names)})
    elif not any(zeros) and len(terms) > 1:
        yield Sentence(words.CANCEL_EACH_OTHER)


def _zero_factors(facts: Facts, term: Term) -> list[str]:
    """The names in a term that are 0."""
    found = [ref for ref in refs(term.expression) if not np.any(facts.source.read(ref.quantity))]
    return [text(ref) for ref in found]


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
