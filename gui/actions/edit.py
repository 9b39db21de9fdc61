"""The Edit menu."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

from gui.actions.spec import ActionSpec
from gui.translation import QT_TRANSLATE_NOOP

_Key = QKeySequence.StandardKey

EDIT: tuple[ActionSpec, ...] = (
    ActionSpec(
        "undo",
        "edit",
        QT_TRANSLATE_NOOP("actions", "&Undo"),
        QT_TRANSLATE_NOOP("actions", "Take the last step back"),
        (_Key.Undo,),
    ),
    ActionSpec(
        "redo",
        "edit",
        QT_TRANSLATE_NOOP("actions", "&Redo"),
        QT_TRANSLATE_NOOP("actions", "Repeat the undone step"),
        ("Ctrl+Y", "Ctrl+Shift+Z"),
    ),
)
