"""Words that several panels and the drawing share."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from engine.nodes import Constant, Input, Layer, Loss, Node, Operation, Parameter, Target
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


def called(node: Node) -> str:
    """What kind of node this is, and its id."""
    if isinstance(node, Layer) and node.size == 1:
        return QCoreApplication.translate("words", "Unit {0}").format(node.id)
    return translated("words", _KINDS[type(node)]).format(node.id)
