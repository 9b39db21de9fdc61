"""The File menu: documents."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

from gui.actions.spec import ActionSpec
from gui.translation import QT_TRANSLATE_NOOP

_Key = QKeySequence.StandardKey

FILE: tuple[ActionSpec, ...] = (
    ActionSpec(
        "new",
        "file",
        QT_TRANSLATE_NOOP("actions", "&New"),
        QT_TRANSLATE_NOOP("actions", "Begin with an empty board"),
        (_Key.New,),
    ),
    ActionSpec(
        "new_table",
        "file",
        QT_TRANSLATE_NOOP("actions", "New from weight &table…"),
        QT_TRANSLATE_NOOP("actions", "Paste a table of weights, as on an exercise sheet"),
        ("Ctrl+Shift+N",),
    ),
    ActionSpec(
        "new_expression",
        "file",
        QT_TRANSLATE_NOOP("actions", "New from &expression…"),
        QT_TRANSLATE_NOOP("actions", "Type a formula, such as f = (a*b + c)*(a − c)"),
        ("Ctrl+Shift+E",),
    ),
    ActionSpec(
        "open",
        "file",
        QT_TRANSLATE_NOOP("actions", "&Open…"),
        QT_TRANSLATE_NOOP("actions", "Open a project file"),
        (_Key.Open,),
    ),
    ActionSpec(
        "save",
        "file",
        QT_TRANSLATE_NOOP("actions", "&Save"),
        QT_TRANSLATE_NOOP("actions", "Save the project"),
        (_Key.Save,),
        separated=True,
    ),
    ActionSpec(
        "save_as",
        "file",
        QT_TRANSLATE_NOOP("actions", "Save &as…"),
        QT_TRANSLATE_NOOP("actions", "Save the project under another name"),
        ("Ctrl+Shift+S",),
    ),
    ActionSpec(
        "quit",
        "file",
        QT_TRANSLATE_NOOP("actions", "&Quit"),
        QT_TRANSLATE_NOOP("actions", "Close the program"),
        ("Ctrl+Q",),
        separated=True,
    ),
)
