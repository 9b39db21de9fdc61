"""Marks: a word at a unit that behaves in a special way, and the sentence that explains it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from engine.functions.activations import ACTIVATIONS
from engine.numerals import numeral
from engine.remarks import Remark
from engine.sensitivity.flatness import Flat, flat_units
from engine.trace import Trace

Marks = Mapping[str, Mapping[int, "Mark"]]
"""Marks by node and element, from 1."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One word, and why it stands there."""

    text: str
    reason: str


def marks(trace: Trace | None, sample: int) -> Marks:
    """The marks of one sample; what is undefined or at a kink comes before what is flat."""
    if trace is None:
        return {}
    found: dict[str, dict[int, Mark]] = {}
    said: dict[tuple[str, float], Mark] = {}  # of all dead units the same, and that is said once
    for flat in flat_units(trace, sample):
        mark = said.get(kind := (flat.activation, flat.slope))
        if mark is None:
            mark = said[kind] = _flat(flat)
        found.setdefault(flat.node, {})[flat.element] = mark
    for remark in trace.remarks[sample]:
        found.setdefault(remark.node, {})[remark.element] = _remarked(remark)
    return found


def gathered(found: Mapping[int, Mark]) -> Mark:
    """One mark for several elements that share a place."""
    words = dict.fromkeys(mark.text for mark in found.values())
    reasons = dict.fromkeys(mark.reason for mark in found.values())
    return Mark(", ".join(words), "\n".join(reasons))


def _flat(flat: Flat) -> Mark:
    function, slope = ACTIVATIONS[flat.activation].label, numeral(flat.slope).text
    if flat.is_dead:
        return Mark(
            QCoreApplication.translate("canvas", "dead"),
            QCoreApplication.translate(
                "canvas",
                "z < 0, so {function} gives 0 and its slope is 0: no gradient gets through, and "
                "this sample teaches nothing to the weights that lead in.",
            ).format(function=function),
        )
    word = QCoreApplication.translate("canvas", "saturated")
    if flat.activation == "softmax":
        reason = QCoreApplication.translate(
            "canvas",
            "One element has nearly all: {function} is almost flat here, none of its slopes is "
            "larger than {slope}, so hardly any gradient gets through.",
        )
    else:
        reason = QCoreApplication.translate(
            "canvas",
            "{function} is almost flat here: its slope is only {slope}, and every gradient that "
            "gets through is that much smaller.",
        )
    return Mark(word, reason.format(function=function, slope=slope))


def _remarked(remark: Remark) -> Mark:
    if remark.interval is not None and remark.chosen is not None:
        reason = " ".join(_at_a_kink(remark, remark.chosen))
        return Mark(QCoreApplication.translate("canvas", "kink"), reason)
    if remark.code == "slope_not_finite":
        return Mark(
            QCoreApplication.translate("canvas", "no slope"),
            QCoreApplication.translate(
                "canvas",
                "The function has no finite slope here, so every gradient that would have to pass "
                "through it is undefined.",
            ),
        )
    return Mark(
        QCoreApplication.translate("canvas", "undefined"),
        QCoreApplication.translate(
            "canvas",
            "Here a number first is not finite. What depends on it is undefined, and so are the "
            "gradients of a loss that does.",
        ),
    )


def _at_a_kink(remark: Remark, chosen: float) -> Iterator[str]:
    low, high = (numeral(each).text for each in remark.interval or ())
    yield QCoreApplication.translate(
        "canvas", "Exactly at a kink: any slope from {low} to {high} would do, {chosen} was chosen."
    ).format(low=low, high=high, chosen=numeral(chosen).text)
    if chosen == 0.0:
        yield QCoreApplication.translate("canvas", "So no gradient gets through.")
