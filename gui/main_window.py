"""The main window: puts the panels in their places and hands every action to who does it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QSplitter, QToolBar, QWidget

from engine.files.reader import read
from engine.lessons import find, lessons
from gui.actions import fill_menus, make_actions
from gui.autosave import Autosave
from gui.canvas.view import NetworkView
from gui.documents import Documents
from gui.help import show_about, show_shortcuts
from gui.moment import Change
from gui.panels.inspector import Inspector
from gui.panels.lessons import LessonsPanel
from gui.panels.status import StatusLine
from gui.panels.training import TrainingBar
from gui.recovery import state_folder
from gui.session import Session
from gui.theme import THEMES, Themes
from gui.trainer import Trainer
from gui.view import Passes

SMALLEST = (960, 600)
FIRST_SIZE = (1440, 900)
SIDE, INSPECTOR, PLOTS = 190, 300, 230
"""First widths and height of the panels, in pixels."""


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
        self.actions_by_id = make_actions(self)
        self._build()
        self._connect()
        self._restore()
        self._on_document_changed()

    # -- building -----------------------------------------------------------------------------

    def _build(self) -> None:
        self.canvas = NetworkView(self.session, self._themes)
        self.lessons_panel = LessonsPanel(self._themes)
        self.inspector = Inspector(self.session, self._themes)
        # pyqtgraph is slow to import: the plots come after the first paint.
        self.plots: QWidget = QWidget()
        self._plots_built = False
        self._board = _splitter(Qt.Orientation.Horizontal, self.canvas, self.inspector)
        self._right = _splitter(Qt.Orientation.Vertical, self._board, self.plots)
        self._outer = _splitter(Qt.Orientation.Horizontal, self.lessons_panel, self._right)
        self._board.setSizes([FIRST_SIZE[0] - SIDE - INSPECTOR, INSPECTOR])
        self._right.setSizes([FIRST_SIZE[1] - PLOTS, PLOTS])
        self._outer.setSizes([SIDE, FIRST_SIZE[0] - SIDE])
        self.setCentralWidget(self._outer)
        menus = fill_menus(self.menuBar(), self.actions_by_id)
        self._recent_menu = QMenu(self.tr("Open &recent"), self)
        menus["file"].insertMenu(self.actions_by_id["save"], self._recent_menu)
        self.addToolBar(self._tool_bar())
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addPermanentWidget(StatusLine(self.session, self._themes), 1)
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

    def _build_plots(self) -> None:
        from gui.panels.plots import PlotsPanel

        panel = PlotsPanel(self.session, self._themes)
        sizes = self._right.sizes()
        panel.setVisible(self.actions_by_id["show_plots"].isChecked())
        self._right.replaceWidget(1, panel)
        self._right.setSizes(sizes)
        self.plots.deleteLater()
        self.plots = panel

    # -- connecting ---------------------------------------------------------------------------

    def _connect(self) -> None:
        for name, handler in self._handlers().items():
            self.actions_by_id[name].triggered.connect(handler)
        self.lessons_panel.chosen.connect(self._on_lesson_chosen)
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
        self._on_undo_changed()

    def _handlers(self) -> dict[str, Callable[..., object]]:
        """What each action does; every id of the table stands here or in `_toggles`."""
        return {
            "open": self.documents.open_dialog,
            "save": self.documents.save,
            "save_as": self.documents.save_dialog,
            "quit": self.close,
            "undo": self.session.undo,
            "redo": self.session.redo,
            "zoom_in": self.canvas.zoom_in,
            "zoom_out": self.canvas.zoom_out,
            "fit": self.canvas.fit,
            "train_run": self.trainer.toggle,
            "shortcuts": self._on_shortcuts,
            "about": self._on_about,
            "full_screen": self._on_full_screen,
            "forward": self._on_passes,
            "backward": self._on_passes,
            "both": self._on_passes,
            "light": self._on_theme,
            "dark": self._on_theme,
            "projector": self._on_theme,
            "show_lessons": self._on_panels,
            "show_inspector": self._on_panels,
            "show_plots": self._on_panels,
        }

    # -- slots --------------------------------------------------------------------------------

    def _on_session_changed(self, change: Change) -> None:
        self.actions_by_id[change.view.passes.value].setChecked(True)
        if change.before.project.title != change.after.project.title:
            self._on_document_changed()

    def _on_document_changed(self) -> None:
        path = self.documents.path
        title = path.name if path else self.session.project.title
        self.setWindowTitle(f"{title}[*] — Chainrule")
        self.setWindowFilePath(str(path) if path else "")
        self.lessons_panel.set_current(self.documents.lesson)

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

    def _on_lesson_chosen(self, name: str) -> None:
        lesson = find(name)
        if lesson is not None:
            self.documents.open_lesson(lesson)
        self.lessons_panel.set_current(self.documents.lesson)

    def _on_passes(self) -> None:
        self.session.look(passes=Passes(self._checked("forward", "backward", "both")))

    def _on_theme(self) -> None:
        name = self._checked(*THEMES)
        self._themes.use(name)
        self._settings.setValue("theme", name)

    def _checked(self, *names: str) -> str:
        return next(name for name in names if self.actions_by_id[name].isChecked())

    def _on_panels(self) -> None:
        for name, panel in (
            ("show_lessons", self.lessons_panel),
            ("show_inspector", self.inspector),
            ("show_plots", self.plots),
        ):
            panel.setVisible(self.actions_by_id[name].isChecked())

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

    def _restore(self) -> None:
        for name in ("show_lessons", "show_inspector", "show_plots"):
            shown = self._settings.value(name, True, type=bool)
            self.actions_by_id[name].setChecked(bool(shown))
        self._on_panels()
        self.actions_by_id[self._themes.current.name].setChecked(True)
        self.actions_by_id[self.session.view.passes.value].setChecked(True)
        self.resize(*FIRST_SIZE)
        geometry = self._settings.value("geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)

    def showEvent(self, event: QShowEvent) -> None:
        """Build the plots right after the first paint."""
        super().showEvent(event)
        if not self._plots_built:
            self._plots_built = True
            QTimer.singleShot(0, self, self._build_plots)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close only when nothing can be lost; remember where the window stood."""
        if not self.documents.may_replace():
            event.ignore()
            return
        self._settings.setValue("geometry", self.saveGeometry())
        for name in ("show_lessons", "show_inspector", "show_plots"):
            self._settings.setValue(name, self.actions_by_id[name].isChecked())
        self.autosave.close()
        self.session.close()
        event.accept()


def _splitter(orientation: Qt.Orientation, first: QWidget, second: QWidget) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    splitter.addWidget(first)
    splitter.addWidget(second)
    splitter.setStretchFactor(0, 0 if orientation is Qt.Orientation.Horizontal else 1)
    return splitter
