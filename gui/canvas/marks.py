"""Marks: a word at a unit that behaves in a special way, and the sentence that explains it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication

from engine.nodes import Layer
from engine.numerals import numeral
from engine.quantity import preactivation
from engine.remarks import Remark
from engine.trace import Trace

Marks = Mapping[str, Mapping[int, "Mark"]]
"""Marks by node and element, from 1."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One word, and why it stands there."""

    text: str
    reason: str


def marks(trace: Trace | None, sample: int) -> Marks:
    """The marks of one sample; what is undefined or at a kink comes before what is dead."""
    if trace is None:
        return {}
    found: dict[str, dict[int, Mark]] = {}
    for node, element, mark in (*_dead(trace, sample), *_remarked(trace, sample)):
        found.setdefault(node, {})[element] = mark
    return found


def _dead(trace: Trace, sample: int) -> Iterator[tuple[str, int, Mark]]:
    for node in trace.network.nodes:
        if not isinstance(node, Layer) or node.activation != "relu":
            continue
        z = trace.read(preactivation(node.id), sample)
        for element in np.flatnonzero(np.asarray(z) < 0):
            yield (
                node.id,
                int(element) + 1,
                Mark(
                    QCoreApplication.translate("canvas", "dead"),
                    QCoreApplication.translate(
                        "canvas",
                        "z < 0, so ReLU gives 0 and its slope is 0: no gradient gets through.",
                    ),
                ),
            )


def _remarked(trace: Trace, sample: int) -> Iterator[tuple[str, int, Mark]]:
    for remark in trace.remarks[sample]:
        yield remark.node, remark.element, _mark(remark)


def _mark(remark: Remark) -> Mark:
    if remark.interval is not None and remark.chosen is not None:
        low, high, chosen = (str(numeral(each)) for each in (*remark.interval, remark.chosen))
        return Mark(
            QCoreApplication.translate("canvas", "kink"),
            QCoreApplication.translate(
                "canvas",
                "Exactly at a kink: any slope from {low} to {high} would do, {chosen} was chosen.",
            ).format(low=low, high=high, chosen=chosen),
        )
    if remark.code == "slope_not_finite":
        return Mark(
            QCoreApplication.translate("canvas", "no slope"),
            QCoreApplication.translate("canvas", "The function has no finite slope here."),
        )
    return Mark(
        QCoreApplication.translate("canvas", "undefined"),
        QCoreApplication.translate("canvas", "Here the first number is no longer finite."),
    )
