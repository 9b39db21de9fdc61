"""A frame of the window while a weight is dragged: edit, solve, verify, painted.

The floor is repainting the same view with nothing changed. Runs on any Qt platform; offscreen
unless QT_QPA_PLATFORM or a display says otherwise.
"""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from itertools import cycle

from PySide6.QtWidgets import QApplication

from engine.files.reader import read
from engine.lessons import lessons
from gui.app import make_application
from gui.canvas.view import NetworkView
from gui.session import Session
from gui.theme import Themes
from tests.benchmarks.timing import medians, report

FLOOR = "repaint, nothing changed"


def lesson_frames(app: QApplication) -> None:
    for lesson in lessons():
        session = Session(read(lesson.path))
        view = NetworkView(session, Themes())
        view.resize(1280, 720)
        view.show()
        app.processEvents()
        slot = session.project.parameters.layout.parameters[0]
        numbers = cycle([0.125 * step for step in range(1, 8)])
        gesture = object()
        at = (0,) * len(slot.shape)

        def painted(view: NetworkView = view) -> None:
            view.viewport().repaint()

        def frame(
            session: Session = session, view: NetworkView = view, gesture: object = gesture
        ) -> None:
            project = session.settle().with_weight(slot.name, next(numbers), at)  # noqa: B023
            session.edit("drag", project, gesture)
            view.viewport().repaint()

        report(lesson.name, medians({FLOOR: painted, "frame while dragging": frame}, 150), FLOOR)
        session.close()
        view.close()


if __name__ == "__main__":
    lesson_frames(make_application())
