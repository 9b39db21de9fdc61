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
    ActionSpec(
        "cut",
        "edit",
        QT_TRANSLATE_NOOP("actions", "Cu&t"),
        QT_TRANSLATE_NOOP("actions", "Take the selected nodes away, to paste them elsewhere"),
        (_Key.Cut,),
        separated=True,
        drawing=True,
    ),
    ActionSpec(
        "copy",
        "edit",
        QT_TRANSLATE_NOOP("actions", "&Copy"),
        QT_TRANSLATE_NOOP("actions", "Copy the selected nodes and their connections as text"),
        (_Key.Copy,),
        drawing=True,
    ),
    ActionSpec(
        "paste",
        "edit",
        QT_TRANSLATE_NOOP("actions", "&Paste"),
        QT_TRANSLATE_NOOP("actions", "Add the network whose text was copied"),
        (_Key.Paste,),
        drawing=True,
    ),
    ActionSpec(
        "duplicate",
        "edit",
        QT_TRANSLATE_NOOP("actions", "&Duplicate"),
        QT_TRANSLATE_NOOP("actions", "Draw the selected nodes a second time"),
        ("Ctrl+D",),
        drawing=True,
    ),
    ActionSpec(
        "delete",
        "edit",
        QT_TRANSLATE_NOOP("actions", "De&lete"),
        QT_TRANSLATE_NOOP("actions", "Remove the selected nodes and connections"),
        ("Del", "Backspace"),
        drawing=True,
    ),
    ActionSpec(
        "select_all",
        "edit",
        QT_TRANSLATE_NOOP("actions", "Select &all"),
        QT_TRANSLATE_NOOP("actions", "Select every node"),
        (_Key.SelectAll,),
        drawing=True,
    ),
    ActionSpec(
        "type_number",
        "edit",
        QT_TRANSLATE_NOOP("actions", "T&ype the number"),
        QT_TRANSLATE_NOOP("actions", "Type another value for the number that has the keyboard"),
        ("F2",),
        separated=True,
        drawing=True,
    ),
    ActionSpec(
        "arrange",
        "edit",
        QT_TRANSLATE_NOOP("actions", "Arran&ge"),
        QT_TRANSLATE_NOOP(
            "actions", "Put the nodes into layers from left to right: all, or those selected"
        ),
        ("Ctrl+L",),
        separated=True,
    ),
)
