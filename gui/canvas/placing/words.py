"""Words on the drawing: captions, what is missing, and the tooltips that explain a number."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from PySide6.QtCore import QCoreApplication

from engine.checks import Missing
from engine.formula import printer
from engine.formula.parser import parse
from engine.formula.vocabulary import symbols
from engine.functions.activations import ACTIVATIONS
from engine.functions.losses import LOSSES
from engine.functions.operations import OPERATIONS
from engine.network import Network
from engine.nodes import Constant, Input, Layer, Loss, Node, Operation, Parameter, Target
from engine.quantity import Quantity, Role, value
from gui.reading import Reading
from gui.translation import QT_TRANSLATE_NOOP, translated
from gui.words import called, explained, quantity_name

_REDUCED = re.compile(r"(?P<sign>−?)(?P<over>sum|mean)\((?P<term>.+)\)(?P<half>/2)?")
_LONGEST_FORMULA = 48

MOST_CELLS = 8
"""A vector longer than this is drawn as a heat map."""

LONGEST = 28
"""Characters of a label that are shown, and of a formula that leaves room for more."""

_KINDS = {
    Input: QT_TRANSLATE_NOOP("canvas", "input"),
    Target: QT_TRANSLATE_NOOP("canvas", "target"),
    Constant: QT_TRANSLATE_NOOP("canvas", "constant"),
    Parameter: QT_TRANSLATE_NOOP("canvas", "parameter"),
}

_MISSING = {
    "layer_unconnected": QT_TRANSLATE_NOOP("canvas", "nothing leads in yet"),
    "operand_missing": QT_TRANSLATE_NOOP("canvas", "operand {detail} is missing"),
    "loss_unconnected": QT_TRANSLATE_NOOP("canvas", "its {detail} is missing"),
    "objective_missing": QT_TRANSLATE_NOOP(
        "canvas", "Several losses: select the one to differentiate and press D"
    ),
}

_MEANINGS = {
    Role.VALUE: QT_TRANSLATE_NOOP("canvas", "{owner}: value"),
    Role.PREACTIVATION: QT_TRANSLATE_NOOP("canvas", "{owner}: pre-activation"),
    Role.PARAMETER: QT_TRANSLATE_NOOP("canvas", "Parameter {owner}"),
}


def caption(network: Network, node: Node) -> str:
    """What stands above a node: its label or what it is, and its function."""
    label = node.label if len(node.label) <= LONGEST else f"{node.label[: LONGEST - 1]}…"
    match node:
        case Layer():
            parts = [label or _unit(node), ACTIVATIONS[node.activation].label]
            if node.size > MOST_CELLS:
                units = QCoreApplication.translate("canvas", "%n unit(s)", "", node.size)
                parts.append(units)
        case Operation():
            is_round = (network.sizes[node.id] or 1) == 1  # with its sign inside
            parts = [label or ("" if is_round else sign(node))]
        case Loss():
            formula = loss_formula(network, node)
            short = len(formula) <= LONGEST
            kind = QCoreApplication.translate("canvas", "loss") if short else ""
            parts = [label or kind, formula]
        case _:
            parts = [label or translated("canvas", _KINDS[type(node)])]
    return " · ".join(part for part in parts if part)


def loss_formula(network: Network, loss: Loss) -> str:
    """What a loss computes, as a textbook writes it: |y − ŷ|, −Σ y·log(p)."""
    edges = network.incoming[loss.id]
    size = max((network.sizes[edge.source] or 1 for edge in edges), default=1)
    target = next((edge.source for edge in edges if edge.port == "target"), None)
    y = "y" if target is None else quantity_name(network, value(target))
    return re.sub(r"\by\b", y, _formula(loss.loss, single=size == 1))


@cache
def _formula(loss: str, *, single: bool) -> str:
    """The table's formula with Σ for sums, which one number does not need; a long one's name."""
    entry = LOSSES[loss]
    tree = parse(entry.formula, symbols("y", "yhat", "p", "s", "n"))
    printed = printer.text(tree).replace("yhat", "ŷ")
    found = _REDUCED.fullmatch(printed)
    if found is None or len(printed) > _LONGEST_FORMULA:
        return entry.label
    sign, over, term, half = found.group("sign", "over", "term", "half")
    if " + " in re.sub(r"\([^()]*\)", "", term) and (sign or not single):
        term = f"[{term}]"
    before = "" if single else {"sum": "Σ ", "mean": "mean "}[over]
    return f"{sign}{'½ ' if half else ''}{before}{term}"


def _unit(node: Layer) -> str:
    if node.size == 1:
        return QCoreApplication.translate("canvas", "unit {id}").format(id=node.id)
    return QCoreApplication.translate("canvas", "layer {id}").format(id=node.id)


def sign(node: Operation) -> str:
    """What an operation does, as short as it is drawn: +, ×, exp."""
    return OPERATIONS[node.operation].sign


def missing(thing: Missing) -> str:
    """What an incomplete node lacks."""
    return translated("canvas", _MISSING[thing.code]).format(detail=thing.detail)


def tooltip(network: Network, quantity: Quantity, reading: Reading, *, settable: bool) -> str:
    """The full number, what it is, what is special about it, and what one can do with it."""
    called = quantity_name(network, quantity)
    lines = [f"{called} = {reading.full}" if reading.full else called, _meaning(network, quantity)]
    if explanation := explained(reading.state):
        lines.append(explanation)
    if settable:
        lines.append(
            QCoreApplication.translate(
                "canvas", "Click to type. Drag sideways, or turn the wheel, to change it."
            )
        )
    return "\n".join(lines)


def _meaning(network: Network, quantity: Quantity) -> str:
    if quantity.by is not None:
        whole = replace(quantity, by=None)
        return QCoreApplication.translate("canvas", "How fast {loss} grows with {name}").format(
            loss=quantity_name(network, whole), name=quantity_name(network, quantity.by)
        )
    node = network.by_id.get(quantity.owner) if quantity.role is not Role.PARAMETER else None
    if isinstance(node, Layer) and quantity.role is Role.VALUE:
        words = QCoreApplication.translate("canvas", "{owner}: activation")
    else:
        words = translated("canvas", _MEANINGS[quantity.role])
    return words.format(owner=quantity.owner if node is None else called(node))
