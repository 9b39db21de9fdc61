"""The project: title, notes and what it is made of."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.panels.inspector.notes import runs
from gui.panels.inspector.passage import Passage
from gui.panels.inspector.sheet import ProjectPart
from gui.session import Session
from gui.theme import ColorRole, Themes
from gui.widgets.label import Face, Label
from gui.words import error_sentence


class ProjectSheet(QWidget):
    """What one reads while nothing is selected."""

    def __init__(self, session: Session, themes: Themes, part: ProjectPart) -> None:
        super().__init__()
        del part
        self.setObjectName("project")
        self._session, self._themes = session, themes
        self._title = Label("project_title", Face.TITLE)
        self._notes = Passage("notes")
        self._notes.setAccessibleName(self.tr("Notes"))
        self._facts, self._missing = Label("project_facts"), Label("project_missing")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for widget in (self._title, self._missing, self._notes, self._facts):
            layout.addWidget(widget)

    def refresh(self) -> None:
        """Show the project of this moment."""
        shown, theme = self._session.shown, self._themes.current
        project = shown.project
        self._title.say(project.title or self.tr("Untitled"), ColorRole.TEXT, theme)
        self._notes.show_runs(runs(project.notes), theme)
        missing = error_sentence(shown.missing) if shown.missing else ""
        self._missing.say(missing, ColorRole.WARNING, theme)
        facts = [
            self.tr("Samples: {0}").format(len(project.samples)),
            self.tr("Parameters: {0}").format(project.network.layout.variable.sum()),
        ]
        if project.network.objective is None and not missing:
            facts.append(self.tr("No loss: a forward pass only"))
        self._facts.say("\n".join(facts), ColorRole.MUTED, theme)
