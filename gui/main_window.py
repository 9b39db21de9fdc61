"""The main window: hands every action to who does it, and keeps title and menus true."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar

from engine.files.reader import read
from engine.lessons import find, lessons
from engine.project import Project
from gui.actions import fill_menus, make_actions
from gui.autosave import Autosave
from gui.dialogs.starting import FromText
from gui.documents import Documents
from gui.edit_menu import EditMenu
from gui.help import show_about, show_shortcuts
from gui.moment import Change
from gui.panels.status import StatusLine
from gui.panels.training import TrainingBar
from gui.presentation import Presentation
from gui.recovery import state_folder
from gui.session import Session
from gui.theme import THEMES, Themes
from gui.trainer import Trainer
from gui.view import Passes
from gui.walk import Walk
from gui.workbench import FOLDABLE, Workbench

SMALLEST = (960, 600)
FIRST_SIZE = (1440, 900)

NESTED = 20
"""More layouts than stand in each other: each asks the next one when it knows its size."""

PRESENTER_KEYS = {
    "next": ("Right", "Down"),
    "previous": ("Left", "Up"),
    "stop": ("Esc",),
}
"""What works only during a presentation; the keys of a presenter's remote always walk."""


class MainWindow(QMainWindow):
    """One document in one window."""

    def __init__(self, themes: Themes, settings: QSettings) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self._themes = themes
        self._settings = settings
        self.session = Session(read(lessons()[0].path), self)
        self.documents = Documents(self.session, settings, self)
        self.trainer = Trainer(self.session, self)
        self.autosave = Autosave(self.session, state_folder(), self)
        self.walk = Walk(self.session, self)
        self.presentation = Presentation(self.session, self.walk, themes, self)
        self.actions_by_id = make_actions(self)
        self._build()
        self._connect()
        self._restore()
        self.installEventFilter(self)
        self._on_document_changed()

    # -- building -----------------------------------------------------------------------------

    def _build(self) -> None:
        self.workbench = Workbench(self.session, self.walk, self._themes)
        self.setCentralWidget(self.workbench)
        self.workbench.canvas.adopt(self.actions_by_id)
        menus = fill_menus(self.menuBar(), self.actions_by_id)
        self._edit_menu = EditMenu(menus["edit"], self.actions_by_id)
        self._edit_menu.left.connect(self.workbench.canvas.refresh_actions)
        self._recent_menu = QMenu(self.tr("Open &recent"), self)
        menus["file"].insertMenu(self.actions_by_id["save"], self._recent_menu)
        self._tools = self._tool_bar()
        self.addToolBar(self._tools)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addPermanentWidget(StatusLine(self.session, self._themes), 1)
        self._presenter_keys = [
            QShortcut(QKeySequence(key), self, getattr(self.presentation, name))
            for name, keys in PRESENTER_KEYS.items()
            for key in keys
        ]
        self.setMinimumSize(*SMALLEST)

    def _tool_bar(self) -> QToolBar:
        bar = QToolBar(self.tr("Main tools"))
        bar.setObjectName("tool_bar")
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        for name in ("forward", "backward", "both"):
            bar.addAction(self.actions_by_id[name])
        bar.addSeparator()
        bar.addWidget(TrainingBar(self.session, self.trainer, self._themes, self.actions_by_id))
        return bar

    # -- connecting ---------------------------------------------------------------------------

    def _connect(self) -> None:
        for name, handler in self._handlers().items():
            self.actions_by_id[name].triggered.connect(handler)
        self.workbench.lessons.chosen.connect(self._on_lesson_chosen)
        self.documents.changed.connect(self._on_document_changed)
        self._recent_menu.aboutToShow.connect(self._on_recent_menu)
        self._recent_menu.triggered.connect(self._on_recent)
        self.session.changed.connect(self._on_session_changed)
        stack = self.session.undo_stack
        stack.cleanChanged.connect(self._on_clean_changed)
        stack.undoTextChanged.connect(self._on_undo_changed)
        stack.redoTextChanged.connect(self._on_undo_changed)
        stack.indexChanged.connect(self._on_undo_changed)
        self.trainer.running_changed.connect(self.actions_by_id["train_run"].setChecked)
        self.presentation.changed.connect(self._on_presenting)
        self._on_undo_changed()
        self._on_presenting(False)

    def _handlers(self) -> dict[str, Callable[..., object]]:
        """What each action does; the training bar connects its own."""
        return {
            "new": self._on_new,
            "open": self.documents.open_dialog,
            "save": self.documents.save,
            "save_as": self.documents.save_dialog,
            "quit": self.close,
            "undo": self.session.undo,
            "redo": self.session.redo,
            "train_run": self.trainer.toggle,
            "present": self.presentation.toggle,
            "full_screen": self._on_full_screen,
            "animations": self._on_animations,
            "shortcuts": self._on_shortcuts,
            "about": self._on_about,
            **self.workbench.handlers(),
            **self._edit_menu.routed(self.workbench.canvas.handlers()),
            **FromText(self.begin, self._themes, self).handlers(),
            **dict.fromkeys(("forward", "backward", "both"), self._on_passes),
            **dict.fromkeys(THEMES, self._on_theme),
            **dict.fromkeys(FOLDABLE, self._on_panels),
        }

    # -- slots --------------------------------------------------------------------------------

    def _on_session_changed(self, change: Change) -> None:
        self.actions_by_id[change.view.passes.value].setChecked(True)
        self.actions_by_id["step_reveal"].setChecked(change.view.reveal)
        self.actions_by_id["step_expand"].setChecked(change.view.expanded)
        if change.before.project.title != change.after.project.title:
            self._on_document_changed()

    def _on_document_changed(self) -> None:
        path = self.documents.path
        title = path.name if path else self.session.project.title or self.tr("Untitled")
        self.setWindowTitle(f"{title}[*] — Chainrule")
        self.setWindowFilePath(str(path) if path else "")
        self.workbench.lessons.set_current(self.documents.lesson)

    def _on_clean_changed(self, clean: bool) -> None:
        self.setWindowModified(not clean)

    def _on_undo_changed(self) -> None:
        stack = self.session.undo_stack
        for name, possible, text, step in (
            ("undo", stack.canUndo(), self.tr("&Undo"), stack.undoText()),
            ("redo", stack.canRedo(), self.tr("&Redo"), stack.redoText()),
        ):
            self.actions_by_id[name].setEnabled(possible)
            self.actions_by_id[name].setText(f"{text} {step}".strip())

    def _on_new(self) -> None:
        self.documents.new()
        self.workbench.canvas.setFocus()

    def _on_lesson_chosen(self, name: str) -> None:
        lesson = find(name)
        if lesson is not None:
            self.documents.open_lesson(lesson)
        self.workbench.lessons.set_current(self.documents.lesson)

    def _on_passes(self) -> None:
        self.session.look(passes=Passes(self._checked("forward", "backward", "both")))

    def _on_theme(self) -> None:
        name = self._checked(*THEMES)
        self._themes.use(name)
        self._settings.setValue("theme", name)

    def _checked(self, *names: str) -> str:
        return next(name for name in names if self.actions_by_id[name].isChecked())

    def _panels(self) -> dict[str, bool]:
        return {name: self.actions_by_id[name].isChecked() for name in FOLDABLE}

    def _on_panels(self) -> None:
        self.workbench.show_panels(self._panels())

    def _on_animations(self) -> None:
        animated = self.actions_by_id["animations"].isChecked()
        self.session.look(animated=animated)
        self._settings.setValue("animations", animated)

    def _on_presenting(self, active: bool) -> None:
        for chrome in (self.menuBar(), self._tools, self.statusBar()):
            chrome.setVisible(not active)
        for shortcut in self._presenter_keys:
            shortcut.setEnabled(active)
        self.actions_by_id["present"].setChecked(active)
        if active:
            self.workbench.present()
        else:
            self.workbench.stop_presenting(self._panels())

    def _on_full_screen(self, full: bool) -> None:
        self.setWindowState(
            self.windowState() | Qt.WindowState.WindowFullScreen
            if full
            else self.windowState() & ~Qt.WindowState.WindowFullScreen
        )

    def _on_recent_menu(self) -> None:
        self._recent_menu.clear()
        for path in self.documents.recent:
            self._recent_menu.addAction(str(path)).setData(str(path))
        if self._recent_menu.isEmpty():
            self._recent_menu.addAction(self.tr("Nothing yet")).setEnabled(False)

    def _on_recent(self, action: QAction) -> None:
        if action.data():
            self.documents.open_file(Path(action.data()))

    def _on_shortcuts(self) -> None:
        show_shortcuts(self)

    def _on_about(self) -> None:
        show_about(self)

    # -- life ---------------------------------------------------------------------------------

    def open_first(self, file: str | None) -> None:
        """Show `file`, a path or a lesson's name; without one the opening lesson."""
        lesson = find(file) if file is not None else lessons()[0]
        if lesson is not None and not (file and Path(file).exists()):
            self.documents.open_lesson(lesson)
        elif file is not None:
            self.documents.open_file(Path(file))
        self.workbench.canvas.setFocus()

    def begin(self, project: Project) -> bool:
        """Begin with a project that was never saved; false if the open document is kept."""
        begun = self.documents.begin(project)
        if begun:
            self.workbench.canvas.setFocus()
        return begun

    def _restore(self) -> None:
        for name in FOLDABLE:
            shown = self._settings.value(name, True, type=bool)
            self.actions_by_id[name].setChecked(bool(shown))
        self._on_panels()
        animated = self._settings.value("animations", True, type=bool)
        self.actions_by_id["animations"].setChecked(bool(animated))
        self._on_animations()
        self.actions_by_id[self._themes.current.name].setChecked(True)
        self.actions_by_id[self.session.view.passes.value].setChecked(True)
        self.resize(*FIRST_SIZE)
        geometry = self._settings.value("geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)
        self.workbench.restore(self._settings)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Before a paint everything goes to its place, or what has grown covers what is below.

        Not in `event`: that would be Python around all painting, see `ZoomView.eventFilter`.
        """
        if watched is self and event.type() is QEvent.Type.UpdateRequest:
            for _ in range(NESTED):
                QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close only when nothing can be lost; remember where everything stood."""
        if not self.documents.may_replace():
            event.ignore()
            return
        self.presentation.stop()
        self._settings.setValue("geometry", self.saveGeometry())
        for name, shown in self._panels().items():
            self._settings.setValue(name, shown)
        self.workbench.save(self._settings)
        self.autosave.close()
        self.session.close()
        event.accept()
