"""The View menu: what is shown, how, and where."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

from gui.actions.spec import ActionSpec
from gui.translation import QT_TRANSLATE_NOOP

_Key = QKeySequence.StandardKey

VIEW: tuple[ActionSpec, ...] = (
    ActionSpec(
        "forward",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Forward"),
        QT_TRANSLATE_NOOP("actions", "Show the values of the forward pass"),
        ("Ctrl+1",),
        checkable=True,
        group="passes",
    ),
    ActionSpec(
        "backward",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Backward"),
        QT_TRANSLATE_NOOP("actions", "Show the gradients of the backward pass"),
        ("Ctrl+2",),
        checkable=True,
        group="passes",
    ),
    ActionSpec(
        "both",
        "view",
        QT_TRANSLATE_NOOP("actions", "Bo&th"),
        QT_TRANSLATE_NOOP("actions", "Show values and gradients"),
        ("Ctrl+3",),
        checkable=True,
        group="passes",
    ),
    ActionSpec(
        "zoom_in",
        "view",
        QT_TRANSLATE_NOOP("actions", "Zoom &in"),
        QT_TRANSLATE_NOOP("actions", "Make the drawing larger"),
        (_Key.ZoomIn, "Ctrl+="),
        separated=True,
    ),
    ActionSpec(
        "zoom_out",
        "view",
        QT_TRANSLATE_NOOP("actions", "Zoom &out"),
        QT_TRANSLATE_NOOP("actions", "Make the drawing smaller"),
        (_Key.ZoomOut,),
    ),
    ActionSpec(
        "fit",
        "view",
        QT_TRANSLATE_NOOP("actions", "Fit the &drawing"),
        QT_TRANSLATE_NOOP("actions", "Show the whole network"),
        ("Ctrl+0",),
    ),
    ActionSpec(
        "fit_selection",
        "view",
        QT_TRANSLATE_NOOP("actions", "Fit the sele&ction"),
        QT_TRANSLATE_NOOP("actions", "Zoom to what is selected"),
        ("Ctrl+9",),
    ),
    ActionSpec(
        "light",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Light"),
        QT_TRANSLATE_NOOP("actions", "Light theme"),
        ("Ctrl+Alt+1",),
        checkable=True,
        group="theme",
        separated=True,
    ),
    ActionSpec(
        "dark",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Dark"),
        QT_TRANSLATE_NOOP("actions", "Dark theme"),
        ("Ctrl+Alt+2",),
        checkable=True,
        group="theme",
    ),
    ActionSpec(
        "projector",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Projector"),
        QT_TRANSLATE_NOOP("actions", "Larger type and higher contrast, for a projector"),
        ("Ctrl+Alt+3",),
        checkable=True,
        group="theme",
    ),
    ActionSpec(
        "show_lessons",
        "view",
        QT_TRANSLATE_NOOP("actions", "L&essons"),
        QT_TRANSLATE_NOOP("actions", "Show or fold the list of lessons"),
        ("F6",),
        checkable=True,
        separated=True,
    ),
    ActionSpec(
        "show_steps",
        "view",
        QT_TRANSLATE_NOOP("actions", "St&eps"),
        QT_TRANSLATE_NOOP("actions", "Show or fold the steps"),
        ("F9",),
        checkable=True,
    ),
    ActionSpec(
        "show_inspector",
        "view",
        QT_TRANSLATE_NOOP("actions", "I&nspector"),
        QT_TRANSLATE_NOOP("actions", "Show or fold the inspector"),
        ("F7",),
        checkable=True,
    ),
    ActionSpec(
        "show_strip",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Strip below"),
        QT_TRANSLATE_NOOP("actions", "Show or fold what stands below the drawing"),
        ("F8",),
        checkable=True,
    ),
    ActionSpec(
        "animations",
        "view",
        QT_TRANSLATE_NOOP("actions", "&Animations"),
        QT_TRANSLATE_NOOP("actions", "Let what moves on the drawing take its time"),
        checkable=True,
    ),
    ActionSpec(
        "present",
        "view",
        QT_TRANSLATE_NOOP("actions", "P&resent"),
        QT_TRANSLATE_NOOP("actions", "Show the drawing alone, one step after another"),
        ("F5",),
        checkable=True,
        separated=True,
    ),
    ActionSpec(
        "full_screen",
        "view",
        QT_TRANSLATE_NOOP("actions", "F&ull screen"),
        QT_TRANSLATE_NOOP("actions", "Fill the whole screen"),
        ("F11",),
        checkable=True,
    ),
)
