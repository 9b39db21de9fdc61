"""What a row of the table of actions says."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

Keys = str | QKeySequence.StandardKey

CONTEXT = "actions"
"""Of the translations of every text in the table."""


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """An action: its id, menu, text, what it does in a sentence, and its keys."""

    id: str
    menu: str
    text: str
    tip: str
    keys: tuple[Keys, ...] = ()
    checkable: bool = False
    group: str = ""  # of several in a group exactly one is checked
    separated: bool = False  # a line above it in the menu
    drawing: bool = False  # its keys belong to other panels where these have the keyboard
