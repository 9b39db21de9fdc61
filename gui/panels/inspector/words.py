"""The inspector's words: titles, captions, explanations."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from engine.network import Network
from engine.nodes import Layer, Node
from engine.quantity import parameter
from engine.remarks import Remark
from engine.wording import SENTENCES, filled
from gui.functions import function_label
from gui.panels.inspector.sheet import Caption
from gui.translation import QT_TRANSLATE_NOOP, translated
from gui.view import ItemKey
from gui.words import called, quantity_name

translate = QCoreApplication.translate

_CAPTIONS = {
    Caption.FORWARD: QT_TRANSLATE_NOOP("inspector", "Forward pass"),
    Caption.BACKWARD: QT_TRANSLATE_NOOP("inspector", "Backward pass"),
    Caption.BIAS: QT_TRANSLATE_NOOP("inspector", "Bias"),
    Caption.WEIGHT: QT_TRANSLATE_NOOP("inspector", "Weight"),
    Caption.GRADIENT: QT_TRANSLATE_NOOP("inspector", "Gradient"),
    Caption.LOSS: QT_TRANSLATE_NOOP("inspector", "Loss"),
    Caption.OBJECTIVE: QT_TRANSLATE_NOOP("inspector", "Objective: what is differentiated"),
}


def title(network: Network, item: ItemKey) -> str:
    """What is selected, in words: Unit 0 · ReLU."""
    if isinstance(item, str):
        node = network.by_id[item]
        return " · ".join(filter(None, (called(node), function_label(node))))
    edge = network.by_key[item]
    if edge.weight is None:
        return translate("inspector", "Connection")
    return translate("inspector", "Weight {0}").format(
        quantity_name(network, parameter(edge.weight.name))
    )


def subtitle(network: Network, item: ItemKey) -> str:
    """A label, a size, or where a connection leads."""
    if isinstance(item, str):
        node, size = network.by_id[item], network.sizes[item] or 1
        return " · ".join(filter(None, (node.label, _many(node, size) if size > 1 else "")))
    edge = network.by_key[item]
    source, target = (called(network.by_id[end]) for end in (edge.source, edge.target))
    leads = translate("inspector", "from {0} to {1}").format(source, target)
    match edge.port:
        case None:
            return leads
        case int(port):
            return translate("inspector", "{0}, operand {1}").format(leads, port + 1)
        case "prediction":
            return translate("inspector", "{0}, as its prediction").format(leads)
        case _:
            return translate("inspector", "{0}, as its target").format(leads)


def _many(node: Node, size: int) -> str:
    if isinstance(node, Layer):
        return translate("inspector", "%n units", "", size)
    return translate("inspector", "%n numbers", "", size)


def caption(which: Caption, shape: tuple[int, ...], sample: int, count: int) -> str:
    """What some numbers are; of which sample, where there are several."""
    words = translated("inspector", _CAPTIONS[which])
    if which is Caption.WEIGHT and shape != (1, 1):
        return translate("inspector", "{0}: a row for each unit it leads to").format(words)
    if count == 1 or which in (Caption.BIAS, Caption.WEIGHT):
        return words
    of_sample = translate("inspector", "sample {0} of {1}").format(sample + 1, count)
    return f"{words} · {of_sample}"


def remark_sentence(network: Network, remark: Remark) -> str:
    """A kink or an undefined number, in words."""
    name = called(network.by_id[remark.node])
    if (network.sizes[remark.node] or 1) > 1:
        name = translate("inspector", "{0}, element {1}").format(name, remark.element)
    low, high = remark.interval or (None, None)
    arguments = {"node": name, "low": low, "high": high, "chosen": remark.chosen}
    return filled(translated("wording", SENTENCES[remark.code]), arguments) + "."
