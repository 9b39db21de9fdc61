"""The Build menu: nodes and connections, one at a time."""

from __future__ import annotations

from gui.actions.spec import ActionSpec
from gui.translation import QT_TRANSLATE_NOOP

BUILD: tuple[ActionSpec, ...] = (
    ActionSpec(
        "add_node",
        "build",
        QT_TRANSLATE_NOOP("actions", "&Add…"),
        QT_TRANSLATE_NOOP("actions", "Add a node, joined with the selected one as it fits"),
        ("A", "Ins"),
        drawing=True,
    ),
    ActionSpec(
        "connect_node",
        "build",
        QT_TRANSLATE_NOOP("actions", "&Connect with…"),
        QT_TRANSLATE_NOOP("actions", "Draw an arrow from the selected node to another one"),
        ("C",),
        drawing=True,
    ),
    ActionSpec(
        "change_function",
        "build",
        QT_TRANSLATE_NOOP("actions", "Change the &function…"),
        QT_TRANSLATE_NOOP("actions", "Choose another activation, operation or loss, or a size"),
        ("F",),
        drawing=True,
    ),
)
