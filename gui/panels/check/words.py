"""What became of a gradient check: a word for the table, and sentences that say why."""

from __future__ import annotations

from math import isfinite

from PySide6.QtCore import QCoreApplication

from engine.network import Network
from engine.numerals import numeral
from engine.sensitivity.gradient_check import Check, Finding, relative_error
from gui.reading import number
from gui.translation import QT_TRANSLATE_NOOP, translated
from gui.words import called

translate = QCoreApplication.translate

_SHORT = {
    Finding.AGREES: QT_TRANSLATE_NOOP("check", "✓ agree"),
    Finding.KINK: QT_TRANSLATE_NOOP("check", "⚠ on a kink"),
    Finding.CROSSED: QT_TRANSLATE_NOOP("check", "⚠ kink within the step"),
    Finding.ROUNDED: QT_TRANSLATE_NOOP("check", "h too small"),
    Finding.CURVED: QT_TRANSLATE_NOOP("check", "h too large"),
    Finding.UNDEFINED: QT_TRANSLATE_NOOP("check", "⚠ undefined"),
    Finding.WRONG: QT_TRANSLATE_NOOP("check", "✗ differ"),
}

_SENTENCES = {
    Finding.AGREES: QT_TRANSLATE_NOOP(
        "check",
        "All three agree. Subtracting two nearly equal losses costs the central difference some of "
        "its digits, about a third at the usual h; the complex step subtracts nothing and keeps "
        "them all.",
    ),
    Finding.KINK: QT_TRANSLATE_NOOP(
        "check",
        "Here sits a kink ({nodes}): the slope is {before} on its left and {behind} on its right. "
        "A central difference looks at both sides and finds their mean, {central}, the slope of "
        "neither. The backward pass uses the convention, {analytic}, and so does the complex step, "
        "which never leaves the point.",
    ),
    Finding.CROSSED: QT_TRANSLATE_NOOP(
        "check",
        "Between {name} − h and {name} + h lies a kink ({nodes}), so the central difference mixes "
        "the slopes of two sides. A smaller h, or the complex step, stays on one side.",
    ),
    Finding.ROUNDED: QT_TRANSLATE_NOOP(
        "check",
        "With h = {step} the two losses differ in their last digits only, so rounding decides what "
        "the difference says. A larger h is better; the complex step subtracts nothing.",
    ),
    Finding.CURVED: QT_TRANSLATE_NOOP(
        "check",
        "Within h = {step} the slope itself changes: the error of a central difference grows with "
        "the square of h. A smaller h is better.",
    ),
    Finding.UNDEFINED: QT_TRANSLATE_NOOP(
        "check",
        "Not a finite number, or computed from one that is not: there is nothing to compare.",
    ),
    Finding.WRONG: QT_TRANSLATE_NOOP(
        "check", "The backward pass and the complex step differ: do not trust this gradient."
    ),
}

WARNED = frozenset((Finding.KINK, Finding.CROSSED, Finding.UNDEFINED, Finding.WRONG))
"""What is shown in the colour of warnings."""


def short(finding: Finding) -> str:
    """A finding in a word or two."""
    return translated("check", _SHORT[finding])


def sentence(network: Network, check: Check, name: str) -> str:
    """Why the derivatives of one number agree or differ."""
    found = check.derivatives
    switched = (called(network.by_id[node]) for node in check.nodes)
    return translated("check", _SENTENCES[check.finding]).format(
        name=name,
        nodes=", ".join(switched) or translate("check", "several slopes meet"),
        step=number(check.step).text,
        before=number(found.before).text,
        behind=number(found.behind).text,
        central=number(found.central).text,
        analytic=number(found.analytic).text,
    )


def error(one: float, other: float) -> str:
    """A relative error in two digits; empty where there is none to tell."""
    found = relative_error(one, other)
    if not isfinite(found):
        return ""
    return numeral(found, 2).text
