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
    ActionSpec(
        "insert_node",
        "build",
        QT_TRANSLATE_NOOP("actions", "&Insert…"),
        QT_TRANSLATE_NOOP("actions", "Put a node into the selected connection"),
        ("I",),
        drawing=True,
    ),
    ActionSpec(
        "rename",
        "build",
        QT_TRANSLATE_NOOP("actions", "&Rename…"),
        QT_TRANSLATE_NOOP("actions", "Give the node, weight or bias another name"),
        ("R",),
        separated=True,
        drawing=True,
    ),
    ActionSpec(
        "toggle_lock",
        "build",
        QT_TRANSLATE_NOOP("actions", "&Lock or unlock"),
        QT_TRANSLATE_NOOP("actions", "Keep training from changing the number, or let it"),
        ("L",),
        drawing=True,
    ),
    ActionSpec(
        "toggle_bias",
        "build",
        QT_TRANSLATE_NOOP("actions", "Add or remove the &bias"),
        QT_TRANSLATE_NOOP("actions", "Give the layer a bias, or take it away"),
        ("B",),
        drawing=True,
    ),
    ActionSpec(
        "toggle_objective",
        "build",
        QT_TRANSLATE_NOOP("actions", "&Differentiate this"),
        QT_TRANSLATE_NOOP("actions", "Choose the number whose gradients are shown, or let it go"),
        ("D",),
        drawing=True,
    ),
    ActionSpec(
        "toggle_open",
        "build",
        QT_TRANSLATE_NOOP("actions", "&Open or close the layer"),
        QT_TRANSLATE_NOOP(
            "actions", "Take a unit apart into products, sum and activation, or put it together"
        ),
        ("O",),
        drawing=True,
    ),
)
