"""Autosave: unsaved work goes into the state folder within seconds, never over the document.

All that is done to the copy is done by one other thread, in turn: writing a large network would
keep the window waiting, and nobody changes a value while it is written.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QLockFile, QObject, QTimer

from engine.errors import EngineError
from engine.files import writer
from engine.files.reader import read
from engine.project import Project
from gui.moment import Change
from gui.session import Session

DELAY = 1000
"""Milliseconds from the first unsaved change to the copy on disk."""

PATTERN = "unsaved-*.chainrule"


class Autosave(QObject):
    """Keeps one copy of the session's unsaved work; a clean end removes it.

    A lock beside the copy tells a later program whether its owner still lives.
    """

    def __init__(self, session: Session, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._copy = folder / f"unsaved-{os.getpid()}-{uuid4().hex[:8]}.chainrule"
        self._disk = ThreadPoolExecutor(1, "autosave")
        self._task: Future[None] | None = None
        self._lock = QLockFile(str(_lock_path(self._copy)))
        self._lock.setStaleLockTime(0)
        self._lock.tryLock(0)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self.save)
        session.changed.connect(self._on_changed)
        session.undo_stack.cleanChanged.connect(self._on_clean_changed)

    @property
    def copy(self) -> Path:
        """Where the copy is, when there is unsaved work."""
        return self._copy

    def save(self) -> None:
        """Begin to write the copy; later, and then the newest work, if one is being written."""
        if self._task is not None and not self._task.done():
            self._timer.start()
            return
        project = self._session.project
        self._do(lambda: _write(project, self._copy))

    def wait(self) -> None:
        """Until the disk has what was begun."""
        if self._task is not None:
            wait([self._task])

    def close(self) -> None:
        """The work is saved, or given up by the person: remove the copy."""
        self._timer.stop()
        self._remove()
        self.wait()
        self._lock.unlock()

    def _remove(self) -> None:
        self._do(lambda: self._copy.unlink(missing_ok=True))

    def _do(self, task: Callable[[], None]) -> None:
        self._task = self._disk.submit(task)
        self._task.add_done_callback(_report)

    def _on_changed(self, change: Change) -> None:
        edited = change.before.project is not change.after.project
        unsaved = not self._session.undo_stack.isClean()
        # Not restarted by further edits: the oldest unsaved change waits `DELAY` at the most.
        if edited and unsaved and not self._timer.isActive():
            self._timer.start()

    def _on_clean_changed(self, clean: bool) -> None:
        if clean:
            self._timer.stop()
            self._remove()
        elif not self._timer.isActive():
            self._timer.start()


def _write(project: Project, copy: Path) -> None:
    # A full disk must not stop the person from working: saving the document will say so.
    with suppress(EngineError):
        writer.write(project, copy)


def _report(task: Future[None]) -> None:
    """What went wrong unforeseen is reported like anything else, in whichever thread."""
    error = task.exception()
    if error is not None:
        sys.excepthook(type(error), error, error.__traceback__)


@dataclass(frozen=True, slots=True)
class Orphan:
    """A copy whose program did not end well."""

    path: Path
    project: Project

    @property
    def kept_at(self) -> str:
        """When it was written, in local time."""
        return datetime.fromtimestamp(self.path.stat().st_mtime).strftime("%Y-%m-%d %H:%M")  # noqa: DTZ006 - the person's own clock

    def forget(self) -> None:
        """Remove the copy."""
        for each in (self.path, _lock_path(self.path)):
            each.unlink(missing_ok=True)


def orphans(folder: Path) -> list[Orphan]:
    """The readable copies that no living program owns, the newest first."""
    found: list[Orphan] = []
    paths = sorted(folder.glob(PATTERN), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in paths:
        if _is_owned(path):
            continue
        with suppress(EngineError):
            found.append(Orphan(path, read(path)))
    return found


def _is_owned(copy: Path) -> bool:
    """Whether a living program holds the lock; a lock that cannot be read counts as left over."""
    lock = QLockFile(str(_lock_path(copy)))
    lock.setStaleLockTime(0)
    if lock.tryLock(0):
        lock.unlock()
        return False
    return bool(lock.getLockInfo()[0] > 0)


def _lock_path(copy: Path) -> Path:
    return copy.with_suffix(".lock")
