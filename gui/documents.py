"""Documents: opening, saving, recent files; asks before anything could be lost."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from engine.errors import EngineError
from engine.files import reader, writer
from engine.lessons import Lesson
from engine.project import Project, empty
from gui.session import Session
from gui.words import placed_sentence

SUFFIX = ".chainrule"
MOST_RECENT = 10
RECENT_KEY = "recent"

Stamp = tuple[int, int] | None
"""(modification time in ns, size) of a file as we last saw it."""


class Documents(QObject):
    """The file behind the session: a path, a lesson, or nothing yet."""

    changed = Signal()
    """Path, lesson or recent files changed."""

    def __init__(self, session: Session, settings: QSettings, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._settings = settings
        self._window = window
        self._path: Path | None = None
        self._stamp: Stamp = None
        self._lesson: str | None = None

    @property
    def path(self) -> Path | None:
        """Where the document is saved; None for a lesson or a new one."""
        return self._path

    @property
    def lesson(self) -> str | None:
        """Name of the lesson that was opened."""
        return self._lesson

    @property
    def modified(self) -> bool:
        """Whether there is something to save."""
        return not self._session.undo_stack.isClean()

    @property
    def recent(self) -> list[Path]:
        """Files opened or saved lately, the newest first."""
        stored = self._settings.value(RECENT_KEY, [])
        names = stored if isinstance(stored, list) else [stored]  # an ini file unpacks one
        return [Path(name) for name in names if isinstance(name, str)]

    # -- opening ------------------------------------------------------------------------------

    def new(self) -> None:
        """Begin with an empty board, unless the person keeps the open document."""
        if self.may_replace():
            self._session.open(empty())
            self._settled(None, None)

    def begin(self, project: Project) -> bool:
        """Begin with a project that was never saved; false if the open document is kept."""
        if not self.may_replace():
            return False
        self.restore(project)
        return True

    def open_lesson(self, lesson: Lesson) -> None:
        """Open a lesson, unless the person keeps the open document."""
        if self.may_replace() and self._load(lesson.path):
            self._settled(None, lesson.name)

    def open_dialog(self) -> None:
        """Ask for a file and open it."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Open a project"), str(self._folder()), self._filter()
        )
        if name:
            self.open_file(Path(name))

    def open_file(self, path: Path) -> None:
        """Open a file, unless the person keeps the open document."""
        if self.may_replace() and self._load(path):
            self._settled(path.absolute(), None)

    def _load(self, path: Path) -> bool:
        """Show the project of `path`; if it is refused, the open document stays as it is."""
        try:
            project = reader.read(path)
        except EngineError as error:
            self._complain(
                self.tr("{0} cannot be opened.").format(path.name), placed_sentence(error)
            )
            return False
        self._session.open(project)
        return True

    def restore(self, project: Project) -> None:
        """Open unsaved work as a document of its own: the file it came from is not touched."""
        self._session.open(project)
        self._session.undo_stack.resetClean()
        self._settled(None, None)

    # -- saving -------------------------------------------------------------------------------

    def save(self) -> bool:
        """Save where the document lives, else ask for a place; false if nothing was saved."""
        if self._path is None:
            return self.save_dialog()
        if self._stamp != _stamp(self._path) and not self._may_overwrite():
            return False
        return self._save_to(self._path)

    def save_dialog(self) -> bool:
        """Ask for a place and save there."""
        proposal = self._path or self._folder() / f"{self._lesson or 'network'}{SUFFIX}"
        name, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Save the project"), str(proposal), self._filter()
        )
        if not name:
            return False
        path = Path(name)
        return self._save_to(path if path.suffix else path.with_suffix(SUFFIX))

    def _save_to(self, path: Path) -> bool:
        self._session.settle()
        try:
            writer.write(self._session.project, path)
        except EngineError as error:
            self._complain(
                self.tr("{0} could not be saved.").format(path.name),
                self.tr("{0}\nYour work is still open; save it in another place.").format(
                    placed_sentence(error)
                ),
            )
            return False
        self._session.undo_stack.setClean()
        self._settled(path.absolute(), None)
        return True

    def _settled(self, path: Path | None, lesson: str | None) -> None:
        self._path, self._lesson = path, lesson
        self._stamp = _stamp(path) if path else None
        if path is not None:
            others = [str(each) for each in self.recent if each != path]
            self._settings.setValue(RECENT_KEY, [str(path), *others][:MOST_RECENT])
        self.changed.emit()

    # -- asking -------------------------------------------------------------------------------

    def may_replace(self) -> bool:
        """Whether the open document may go: saved, or given up by the person."""
        self._session.settle()
        if not self.modified:
            return True
        box = self._question(self.tr("Save the changes to this network?"))
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        answer = box.exec()
        return answer == buttons.Discard or (answer == buttons.Save and self.save())

    def _may_overwrite(self) -> bool:
        box = self._question(
            self.tr("Another program changed this file since it was opened. Overwrite it?")
        )
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Cancel)
        return box.exec() == buttons.Save

    def _question(self, text: str) -> QMessageBox:
        return self._box(QMessageBox.Icon.Question, text)

    def _complain(self, text: str, detail: str) -> None:
        box = self._box(QMessageBox.Icon.Warning, text)
        box.setInformativeText(detail)
        box.exec()

    def _box(self, icon: QMessageBox.Icon, text: str) -> QMessageBox:
        box = QMessageBox(self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)  # file names and titles are not markup
        box.setIcon(icon)
        box.setText(text)
        return box

    def _folder(self) -> Path:
        if self._path is not None:
            return self._path.parent
        return next((path.parent for path in self.recent), Path.home())

    def _filter(self) -> str:
        return self.tr("Chainrule projects (*{0});;All files (*)").format(SUFFIX)


def _stamp(path: Path) -> Stamp:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
