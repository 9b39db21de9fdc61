"""The self-test of an installation: every lesson solved and verified, the window painted."""

from __future__ import annotations

import tempfile
from pathlib import Path

from engine.lessons import lessons
from PySide6.QtCore import QEventLoop, QSettings, Qt

from engine.files.reader import read
from engine.trace import trace
from engine.verify import verify
from gui.app import make_application, make_window


def selftest() -> int:
    """Print a line a check; returns 0, or 1 when something is broken."""
    failed = [lesson.name for lesson in lessons() if not _lesson_passes(lesson.path)]
    for lesson in lessons():
        print(f"{'failed' if lesson.name in failed else 'ok':6} {lesson.name}")
    painted = _window_paints()
    print(f"{'ok' if painted else 'failed':6} window")
    return 1 if failed or not painted else 0


def _lesson_passes(path: Path) -> bool:
    return verify(trace(read(path))).passed


def _window_paints() -> bool:
    """Whether every lesson can be drawn in the real window, offscreen."""
    app = make_application()
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        window = make_window(app, settings)
        window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        window.show()
        painted = True
        for lesson in lessons():
            window.documents.open_lesson(lesson)
            app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
            painted = painted and not window.grab().isNull()
        window.close()
        app.processEvents()
    return painted
