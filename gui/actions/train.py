"""The Train menu: steps of the optimizer, and which sample is shown."""

from __future__ import annotations

from gui.actions.spec import ActionSpec
from gui.translation import QT_TRANSLATE_NOOP

TRAIN: tuple[ActionSpec, ...] = (
    ActionSpec(
        "train_step",
        "train",
        QT_TRANSLATE_NOOP("actions", "One &step"),
        QT_TRANSLATE_NOOP("actions", "Take one step of gradient descent"),
        ("Ctrl+T",),
    ),
    ActionSpec(
        "train_many",
        "train",
        QT_TRANSLATE_NOOP("actions", "&Many steps"),
        QT_TRANSLATE_NOOP("actions", "Take as many steps as the number beside it says"),
        ("Ctrl+Shift+T",),
    ),
    ActionSpec(
        "train_run",
        "train",
        QT_TRANSLATE_NOOP("actions", "&Run"),
        QT_TRANSLATE_NOOP("actions", "Train until stopped"),
        ("Ctrl+R",),
        checkable=True,
    ),
    ActionSpec(
        "previous_sample",
        "train",
        QT_TRANSLATE_NOOP("actions", "&Previous sample"),
        QT_TRANSLATE_NOOP("actions", "Show the sample before this one"),
        ("Alt+Left",),
        separated=True,
    ),
    ActionSpec(
        "next_sample",
        "train",
        QT_TRANSLATE_NOOP("actions", "&Next sample"),
        QT_TRANSLATE_NOOP("actions", "Show the sample after this one"),
        ("Alt+Right",),
    ),
)
