"""The self-test of an installation: every lesson solved and verified, the window painted."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEventLoop, QSettings, Qt

from engine.files.reader import read
from engine.formula.typed_number import parse_number
from engine.lessons import lessons
from engine.trace import trace
from engine.verify import verify
from gui.app import make_application, make_window
from gui.fonts import MATH_FAMILY, math_family


def selftest() -> int:
    """Print a line a check; returns 0, or 1 when something is broken."""
    raised = _Raised()
    passed = True
    for name, fine in _checks():
        fully = fine and not raised.any  # Qt goes on after an exception in a slot
        print(f"{'ok' if fully else 'failed':6} {name}")
        passed = passed and fully
    return 0 if passed else 1


class _Raised:
    """Notes that something was raised where nobody could catch it."""

    def __init__(self) -> None:
        self.any = False
        sys.excepthook = self._hook

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        self.any = True
        sys.__excepthook__(kind, error, trace)


def _checks() -> Iterator[tuple[str, bool]]:
    for lesson in lessons():
        yield lesson.name, verify(trace(read(lesson.path))).passed
    yield "formulas", parse_number("½·√4") == 1
    app = make_application()
    yield "mathematics face", math_family() == MATH_FAMILY
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        window = make_window(app, settings)
        window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        window.show()
        for lesson in lessons():
            window.documents.open_lesson(lesson)
            app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
            yield f"window on {lesson.name}", not window.grab().isNull()
        window.close()
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
