"""Speech: what the drawing says to those who do not see it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from engine.quantity import Quantity, parameter
from gui.canvas.attention import Stop
from gui.canvas.marks import marks
from gui.canvas.placing.words import caption
from gui.session import Session
from gui.words import ending, quantity_name


def say(widget: QWidget, text: str) -> None:
    """Read `text` aloud, where something reads at all."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def spoken(session: Session, stop: Stop) -> str:
    """A node, a connection or a number in words."""
    network = session.shown.project.network
    match stop:
        case str():
            found = marks(session.shown.values, session.view.sample).get(stop, {})
            special = dict.fromkeys(mark.text for mark in found.values())
            return ", ".join((f"{stop}: {caption(network, network.by_id[stop])}", *special))
        case Quantity():
            return _number(session, stop)
        case (source, target, port):
            words = QCoreApplication.translate("canvas", "connection from {0} to {1}")
            weight = network.by_key[stop].weight
            ends = "" if weight is None else _number(session, parameter(weight.name))
            return ", ".join(filter(None, (words.format(source, target), ends, ending(port))))


def _number(session: Session, quantity: Quantity) -> str:
    reading = session.reading(quantity)
    text = quantity_name(session.shown.project.network, quantity)
    return f"{text} {reading.equals} {reading.text}"


class Narrator(QObject):
    """Says aloud what changed the structure of the network, and what was undone."""

    def __init__(self, session: Session, view: QWidget) -> None:
        super().__init__(view)
        self._session, self._view = session, view
        self._index, self._network = 0, session.project.network
        session.undo_stack.indexChanged.connect(self._on_index)

    def _on_index(self, index: int) -> None:
        forth, stack = index > self._index, self._session.undo_stack
        network = self._session.project.network
        changed = network is not self._network
        self._index, self._network = index, network
        if changed and forth:
            say(self._view, stack.undoText())
        elif changed and stack.canRedo():
            say(self._view, self.tr("Undone: {0}").format(stack.redoText()))
