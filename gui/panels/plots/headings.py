"""Headings: what a plot is called, the number of this moment, or why there is no plot."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication

from engine.network import Network
from engine.nodes import Loss
from engine.numerals import full, numeral
from engine.quantity import value
from gui.explained import is_guessing
from gui.moment import Shown
from gui.reading import UNDEFINED, Reading, State
from gui.session import Session
from gui.words import error_sentence, explained, quantity_name

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Heading:
    """`number` stands beside the title; with a `message` there is no plot."""

    title: str
    number: Reading | None = None
    message: str = ""


def other_objective(network: Network) -> str:
    """The name of what is differentiated, if that is not a loss but another node."""
    if network.objective is None or isinstance(network.by_id[network.objective], Loss):
        return ""
    return quantity_name(network, value(network.objective))


def loss_heading(session: Session) -> Heading:
    """The loss, of several samples its mean."""
    shown = session.shown
    title = other_objective(shown.project.network) or translate("plots", "Loss")
    if shown.trace is None or shown.trace.loss is None:
        return Heading(title, message=_why_nothing(shown))
    if is_guessing(shown, session.view):
        return Heading(title, message=explained(State.HIDDEN))
    if shown.trace.count > 1:
        several = translate("plots", "{0} (mean of %n samples)", "", shown.trace.count)
        return Heading(several.format(title), _mean(shown.trace.loss))
    return Heading(title, session.reading(value(shown.project.network.objective or "")))


def gradients_heading(session: Session, curves: int) -> Heading:
    """The sizes of the gradients, of which the `curves` largest are drawn."""
    shown = session.shown
    objective = other_objective(shown.project.network) or "L"
    title = translate("plots", "Size of each gradient |∂{0}/∂w|").format(objective)
    names = shown.moment.history.names
    if shown.trace is None or shown.trace.loss is None:
        return Heading(title, message=_why_nothing(shown))
    if is_guessing(shown, session.view):
        return Heading(title, message=explained(State.HIDDEN))
    if not names:
        message = translate("plots", "This network has no parameters: no gradients to plot.")
        return Heading(title, message=message)
    if not shown.verified:
        message = translate(
            "plots", "The gradients did not pass the independent check: none is drawn."
        )
        return Heading(title, message=message)
    if curves < len(names):
        title = translate("plots", "The {0} largest of {1} gradients |∂{2}/∂w|")
        return Heading(title.format(curves, len(names), objective))
    return Heading(title)


def _why_nothing(shown: Shown) -> str:
    if shown.missing is not None:
        return error_sentence(shown.missing)
    return translate("plots", "This network has no loss: nothing to plot.")


def _mean(loss: float) -> Reading:
    if np.isnan(loss):
        return UNDEFINED
    mean = numeral(loss)
    return Reading(mean.text, State.SHOWN, full(loss), mean.exact)
