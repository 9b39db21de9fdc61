"""The one table of actions, a file a menu: menus, shortcuts, help and tests read it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from gui.actions.build import BUILD
from gui.actions.edit import EDIT
from gui.actions.file import FILE
from gui.actions.help import HELP
from gui.actions.spec import CONTEXT, ActionSpec, Keys
from gui.actions.steps import STEPS
from gui.actions.train import TRAIN
from gui.actions.view import VIEW
from gui.translation import QT_TRANSLATE_NOOP, translated

__all__ = ["ACTIONS", "CONTEXT", "ActionSpec", "Keys", "fill_menus", "make_actions"]

MENUS: Mapping[str, str] = MappingProxyType(
    {
        "file": QT_TRANSLATE_NOOP("actions", "&File"),
        "edit": QT_TRANSLATE_NOOP("actions", "&Edit"),
        "build": QT_TRANSLATE_NOOP("actions", "&Build"),
        "view": QT_TRANSLATE_NOOP("actions", "&View"),
        "steps": QT_TRANSLATE_NOOP("actions", "&Steps"),
        "train": QT_TRANSLATE_NOOP("actions", "&Train"),
        "help": QT_TRANSLATE_NOOP("actions", "&Help"),
    }
)

ACTIONS: tuple[ActionSpec, ...] = (*FILE, *EDIT, *BUILD, *VIEW, *STEPS, *TRAIN, *HELP)


def make_actions(parent: QWidget) -> dict[str, QAction]:
    """A QAction for every row of the table, added to `parent` so that its keys work.

    Those of the drawing are added by the drawing itself.
    """
    made: dict[str, QAction] = {}
    groups: dict[str, QActionGroup] = {}
    for spec in ACTIONS:
        action = QAction(translated(CONTEXT, spec.text), parent)
        action.setObjectName(spec.id)
        action.setShortcuts([QKeySequence(each) for each in spec.keys])
        action.setCheckable(spec.checkable)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(translated(CONTEXT, spec.tip) + (f" ({keys})" if keys else ""))
        action.setStatusTip(translated(CONTEXT, spec.tip))
        if spec.group:
            groups.setdefault(spec.group, QActionGroup(parent)).addAction(action)
        if spec.drawing:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        else:
            parent.addAction(action)
        made[spec.id] = action
    return made


def fill_menus(bar: QMenuBar, actions: Mapping[str, QAction]) -> dict[str, QMenu]:
    """The menus of the table, in its order."""
    menus = {key: bar.addMenu(translated(CONTEXT, title)) for key, title in MENUS.items()}
    for key, menu in menus.items():
        menu.setObjectName(f"menu_{key}")
    for spec in ACTIONS:
        if spec.separated:
            menus[spec.menu].addSeparator()
        menus[spec.menu].addAction(actions[spec.id])
    return menus
