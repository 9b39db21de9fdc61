"""Words that several panels and the drawing share."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import fill

from PySide6.QtCore import QCoreApplication

from engine.errors import EngineError
from engine.importing.notes import Note
from engine.network import Network
from engine.nodes import Constant, Input, Layer, Loss, Node, Operation, Parameter, Port, Target
from engine.quantity import Quantity
from engine.vocabulary import printed
from engine.wording import SENTENCES, Sentence, filled
from gui.reading import Reading, State
from gui.translation import QT_TRANSLATE_NOOP, translated

_KINDS = {
    Input: QT_TRANSLATE_NOOP("words", "Input {0}"),
    Target: QT_TRANSLATE_NOOP("words", "Target {0}"),
    Constant: QT_TRANSLATE_NOOP("words", "Constant {0}"),
    Parameter: QT_TRANSLATE_NOOP("words", "Parameter {0}"),
    Layer: QT_TRANSLATE_NOOP("words", "Layer {0}"),
    Operation: QT_TRANSLATE_NOOP("words", "Operation {0}"),
    Loss: QT_TRANSLATE_NOOP("words", "Loss {0}"),
}

_STATES = {
    State.PREVIEW: QT_TRANSLATE_NOOP("words", "Training runs; this number is on the move."),
    State.KINK: QT_TRANSLATE_NOOP("words", "* One of several possible slopes was chosen here."),
    State.UNDEFINED: QT_TRANSLATE_NOOP(
        "words", "Not a finite number, or computed from one that is not."
    ),
    State.UNCHECKED: QT_TRANSLATE_NOOP(
        "words", "The independent check of the gradients failed, so none is shown."
    ),
    State.HIDDEN: QT_TRANSLATE_NOOP("words", "To be guessed: the walk has not got here yet."),
}

WARNED = frozenset((State.KINK, State.UNDEFINED, State.UNCHECKED))
"""States of a reading that are shown in the colour of warnings."""


_WITHOUT_PLACES = dict.fromkeys(("name_taken", "name_derived"), "name_in_use")
"""Sentences that say the same but for the place in a file."""


TIP_COLUMNS = 70
"""Signs in a line of a tooltip."""


def explained(state: State) -> str:
    """What is special about a number in this state; nothing about an ordinary one."""
    return translated("words", _STATES[state]) if state in _STATES else ""


def called(node: Node) -> str:
    """What kind of node this is, and its id."""
    if isinstance(node, Layer) and node.size == 1:
        return QCoreApplication.translate("words", "Unit {0}").format(node.id)
    return translated("words", _KINDS[type(node)]).format(node.id)


def said(sentence: Sentence) -> str:
    """A sentence of a derivation, in the language of the window."""
    return sentence.text(lambda template: translated("explain", template))


def ending(port: Port | None) -> str:
    """As what a connection enters an operation or a loss."""
    translate = QCoreApplication.translate
    match port:
        case int():
            return translate("words", "operand {0}").format(port + 1)
        case "prediction":
            return translate("words", "prediction")
        case "target":
            return translate("words", "target")
        case _:
            return ""


def error_sentence(error: EngineError) -> str:
    """What was refused, in words, without places in a file."""
    return _sentence(_WITHOUT_PLACES.get(error.code, error.code), error.arguments)


def note_sentence(note: Note) -> str:
    """What is to be said of a text that was read."""
    return _sentence(note.code, note.arguments)


def _sentence(code: str, arguments: Mapping[str, object]) -> str:
    words = filled(translated("wording", SENTENCES[code]), arguments)
    return f"{words[:1].upper()}{words[1:]}" + ("" if words.endswith(("?", ".")) else ".")


def placed_sentence(error: EngineError) -> str:
    """The same after its place, if it has one: Line 3, column 2: "two" is no number."""
    place = error.place
    if " " in place:  # words, not the path of a key: nodes[0]
        place = place[:1].upper() + place[1:]
    return ": ".join(filter(None, (place, error_sentence(error))))


def shown_text(reading: Reading) -> str:
    """The digits, with the sign of a kink."""
    return f"{reading.text}*" if reading.state is State.KINK else reading.text


def tip(name: str, reading: Reading) -> str:
    """All digits, and what is special about them."""
    lines = [f"{name} = {reading.full}"]
    if explanation := explained(reading.state):
        lines.append(explanation)
    return "\n".join(lines)


def quantity_name(network: Network, quantity: Quantity) -> str:
    """The name of a quantity as it is printed everywhere: w₀, W1₁₂, ∂L/∂b1₂."""
    return printed(network, quantity)


def wrapped(tip: str) -> str:
    """A tooltip in lines that leave the drawing in sight: Qt breaks those of plain text never."""
    return "\n".join(
        fill(line, TIP_COLUMNS, break_long_words=False, break_on_hyphens=False)
        for line in tip.splitlines()
    )
