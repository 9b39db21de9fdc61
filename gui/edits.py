"""Edits: what a person changes of the document, each as one undo step with a name.

Canvas, panels and menus share them; they raise the `EngineError` of what is refused.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from engine.edits import properties
from engine.edits.adding import LARGEST_SIZE, check_size
from engine.edits.editing import relabelled, resized
from engine.errors import NetworkError
from engine.formula.typed_number import parse_number
from engine.nodes import Node, Parameter
from engine.parameters import first_weights
from engine.quantity import Quantity, names_taken, parameter
from gui.session import Session
from gui.words import quantity_name

translate = QCoreApplication.translate


def set_number(session: Session, quantity: Quantity, typed: str) -> None:
    """Set one number to what somebody typed; raises `EngineError` when that is none."""
    set_to(session, quantity, parse_number(typed))


def set_to(session: Session, quantity: Quantity, number: float, gesture: object = None) -> None:
    """Set one number; edits with the same `gesture` become one undo step."""
    project, sample = session.settle(), session.view.sample
    if number != project.numbers(quantity, sample).item():
        name = quantity_name(project.network, quantity)
        changed = project.with_number(quantity, number, sample)
        session.edit(translate("edits", "Set {0}").format(name), changed, gesture)


def set_function(session: Session, node: str, function: str) -> None:
    """Choose another activation, operation or loss."""
    project = properties.with_function(session.settle(), node, function)
    session.edit(translate("edits", "Change the function of {0}").format(node), project)


def set_trained(session: Session, *names: str, trained: bool) -> None:
    """Let training change parameters, or lock them."""
    project = properties.with_trainable(session.settle(), *names, trainable=trained)
    step = translate("edits", "Unlock {0}") if trained else translate("edits", "Lock {0}")
    called = (quantity_name(project.network, parameter(name)) for name in names)
    session.edit(step.format(", ".join(called)), project)


def set_biases(session: Session, *layers: str, present: bool) -> None:
    """Give layers a bias, or take theirs away."""
    project = properties.with_biases(session.settle(), *layers, present=present)
    step = (
        translate("edits", "Add a bias to {0}")
        if present
        else translate("edits", "Remove the bias of {0}")
    )
    session.edit(step.format(", ".join(layers)), project)


def set_objective(session: Session, node: str | None) -> None:
    """Choose what is differentiated; None: the only loss."""
    project = properties.with_objective(session.settle(), node)
    step = translate("edits", "Differentiate {0}").format(project.network.objective or "")
    session.edit(step.strip(), project)


def rename_node(session: Session, old: str, new: str) -> None:
    """Give a node another id, which its values are called after; it stays selected."""
    ids, names = {old: new}, _own_name(session.settle().network.by_id[old], new)
    project = relabelled(session.settle(), ids, names)
    selection = frozenset(
        ids.get(key, key)
        if isinstance(key, str)
        else (ids.get(key[0], key[0]), ids.get(key[1], key[1]), key[2])
        for key in session.view.selection
    )
    session.edit(translate("edits", "Rename {0} to {1}").format(old, new), project)
    session.look(selection=selection)


def _own_name(node: Node, new: str) -> dict[str, str]:
    """A parameter node that bears its value's name goes on doing so."""
    own = names_taken(node.id, layer=False)[0]
    if not isinstance(node, Parameter) or node.name != own:
        return {}
    return {own: names_taken(new, layer=False)[0]}


def rename_parameter(session: Session, old: str, new: str) -> None:
    """Call a weight, bias or parameter otherwise."""
    project = relabelled(session.settle(), {}, {old: new})
    session.edit(translate("edits", "Rename {0} to {1}").format(old, new), project)


def set_size(session: Session, node: str, typed: str) -> None:
    """Give a node as many units or numbers as somebody typed; those both sizes have are kept."""
    number = parse_number(typed)
    if not number.is_integer():
        raise NetworkError("size_range", most=LARGEST_SIZE, found=typed.strip())
    check_size(int(number))
    project = resized(session.settle(), node, int(number), first_weights)
    session.edit(translate("edits", "Change the size of {0}").format(node), project)
