"""When the program itself is wrong: a report, one sentence, and the unsaved work offered again."""

from __future__ import annotations

import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from gui.autosave import orphans
from gui.documents import Documents

REPORT = "crash.log"


def state_folder() -> Path:
    """Where reports and unsaved work live; made when missing."""
    place = QStandardPaths.StandardLocation.StateLocation
    folder = Path(QStandardPaths.writableLocation(place))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class CrashHook(QObject):
    """Takes over `sys.excepthook`: Qt goes on after an exception in a slot, so say what happened.

    An exception may arise in any thread; the signal brings it to the window's.
    """

    _happened = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._told = False
        self._happened.connect(self._on_happened, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """From now on every unhandled exception comes here."""
        sys.excepthook = self._hook

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        text = "".join(traceback.format_exception(kind, error, trace))
        if sys.stderr is not None:
            sys.stderr.write(text)
        if not issubclass(kind, KeyboardInterrupt):
            self._happened.emit(text)

    def _on_happened(self, text: str) -> None:
        path = write_report(text)
        if self._told:  # one dialog, however often a paint event fails
            return
        self._told = True
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self.tr("Something went wrong inside Chainrule."))
        box.setInformativeText(
            self.tr("Your network is still open: save it now.\nA report was written to {0}").format(
                path
            )
        )
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()


def offer_unsaved(documents: Documents, folder: Path, window: QWidget) -> None:
    """Offer the work that a program left behind which did not end well, the newest first."""
    for orphan in orphans(folder):
        box = QMessageBox(window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(box.tr("Chainrule did not close properly. Restore the unsaved work?"))
        box.setInformativeText(
            box.tr("“{0}”, kept at {1}. It opens as a copy; your files are untouched.").format(
                orphan.project.title, orphan.kept_at
            )
        )
        restore = box.addButton(box.tr("&Restore"), QMessageBox.ButtonRole.AcceptRole)
        discard = box.addButton(box.tr("&Discard"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(box.tr("Ask &later"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        if box.clickedButton() is restore:
            documents.restore(orphan.project)
        if box.clickedButton() in (restore, discard):
            orphan.forget()
        if box.clickedButton() is restore:
            return


def write_report(text: str) -> Path:
    """Append a report to the log in the state folder; returns its path."""
    path = state_folder() / REPORT
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{datetime.now(UTC).isoformat(timespec='seconds')}\n{text}\n")
    return path
