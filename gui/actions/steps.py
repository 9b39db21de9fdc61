"""The Steps menu: the walk through both passes."""

from __future__ import annotations

from gui.actions.spec import ActionSpec
from gui.translation import QT_TRANSLATE_NOOP

STEPS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "step_next",
        "steps",
        QT_TRANSLATE_NOOP("actions", "&Next step"),
        QT_TRANSLATE_NOOP("actions", "One step on in the walk through both passes"),
        ("PgDown",),
    ),
    ActionSpec(
        "step_previous",
        "steps",
        QT_TRANSLATE_NOOP("actions", "&Previous step"),
        QT_TRANSLATE_NOOP("actions", "One step back"),
        ("PgUp",),
    ),
    ActionSpec(
        "step_play",
        "steps",
        QT_TRANSLATE_NOOP("actions", "Pl&ay or stop"),
        QT_TRANSLATE_NOOP("actions", "One step after another, by itself"),
        ("Ctrl+P",),
    ),
    ActionSpec(
        "step_reveal",
        "steps",
        QT_TRANSLATE_NOOP("actions", "&Guess first"),
        QT_TRANSLATE_NOOP("actions", "Hide what the walk has not reached"),
        ("Ctrl+G",),
        checkable=True,
        separated=True,
    ),
    ActionSpec(
        "step_expand",
        "steps",
        QT_TRANSLATE_NOOP("actions", "&Expand fully"),
        QT_TRANSLATE_NOOP("actions", "Formulas down to the slope of the loss"),
        ("Ctrl+E",),
        checkable=True,
    ),
    ActionSpec(
        "step_leave",
        "steps",
        QT_TRANSLATE_NOOP("actions", "&Leave the walk"),
        QT_TRANSLATE_NOOP("actions", "Show everything again"),
        separated=True,
    ),
)
