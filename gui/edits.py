"""Edits: what a person changes of the document, each as one undo step with a name.

Canvas, panels and menus share them; they raise the `EngineError` of what is refused.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from engine import properties
from engine.formula.notation import Style
from engine.formula.typed_number import parse_number
from engine.quantity import Quantity
from engine.vocabulary import text
from gui.session import Session

translate = QCoreApplication.translate


def set_number(session: Session, quantity: Quantity, typed: str) -> None:
    """Set one number to what somebody typed; raises `EngineError` when that is none."""
    number = parse_number(typed)
    project = session.settle().with_number(quantity, number, session.view.sample)
    name = text(quantity, project.network, Style.SUBSCRIPTS)
    session.edit(translate("edits", "Set {0}").format(name), project)


def set_function(session: Session, node: str, function: str) -> None:
    """Choose another activation, operation or loss."""
    project = properties.with_function(session.settle(), node, function)
    session.edit(translate("edits", "Change the function of {0}").format(node), project)


def set_trained(session: Session, name: str, trained: bool) -> None:
    """Let training change a parameter, or lock it."""
    project = properties.with_trainable(session.settle(), name, trainable=trained)
    step = translate("edits", "Unlock {0}") if trained else translate("edits", "Lock {0}")
    session.edit(step.format(name), project)
