"""The Help menu."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

from gui.actions.spec import ActionSpec
from gui.translation import QT_TRANSLATE_NOOP

_Key = QKeySequence.StandardKey

HELP: tuple[ActionSpec, ...] = (
    ActionSpec(
        "shortcuts",
        "help",
        QT_TRANSLATE_NOOP("actions", "&Keyboard and mouse"),
        QT_TRANSLATE_NOOP("actions", "List every shortcut"),
        (_Key.HelpContents,),
    ),
    ActionSpec(
        "about",
        "help",
        QT_TRANSLATE_NOOP("actions", "&About Chainrule"),
        QT_TRANSLATE_NOOP("actions", "Version and licence"),
    ),
)
