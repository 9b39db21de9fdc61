"""The one table of actions: menus, shortcuts, the help page and the tests read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from gui.translation import QT_TRANSLATE_NOOP, translated

Keys = str | QKeySequence.StandardKey

CONTEXT = "actions"


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


MENUS: Mapping[str, str] = MappingProxyType(
    {
        "file": QT_TRANSLATE_NOOP("actions", "&File"),
        "edit": QT_TRANSLATE_NOOP("actions", "&Edit"),
        "view": QT_TRANSLATE_NOOP("actions", "&View"),
        "train": QT_TRANSLATE_NOOP("actions", "&Train"),
        "help": QT_TRANSLATE_NOOP("actions", "&Help"),
    }
)

_Key = QKeySequence.StandardKey

ACTIONS: tuple[ActionSpec, ...] = (
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
        "show_inspector",
        "view",
        QT_TRANSLATE_NOOP("actions", "I&nspector"),
        QT_TRANSLATE_NOOP("actions", "Show or fold the inspector"),
        ("F7",),
        checkable=True,
    ),
    ActionSpec(
        "show_plots",
        "view",
        QT_TRANSLATE_NOOP("actions", "Plot&s"),
        QT_TRANSLATE_NOOP("actions", "Show or fold the plots"),
        ("F8",),
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


def make_actions(parent: QWidget) -> dict[str, QAction]:
    """A QAction for every row of the table, added to `parent` so that its keys work."""
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
