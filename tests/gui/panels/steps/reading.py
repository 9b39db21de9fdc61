"""The steps as a person reads and uses them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from gui.formulas.view import FormulaView
from gui.panels.steps import StepsPanel
from gui.panels.steps.paths import PathRow
from gui.session import Session


class Steps:
    """The panel, read and used."""

    def __init__(self, panel: StepsPanel, session: Session, qtbot: QtBot) -> None:
        self.panel, self.session, self.qtbot = panel, session, qtbot

    def words(self, name: str) -> str:
        label = self.panel.findChild(QLabel, name)
        assert label is not None
        return label.text() if label.isVisible() else ""

    def formula(self, name: str = "step_formula") -> str:
        view = self.panel.findChild(FormulaView, name)
        assert view is not None
        return view.accessibleName() if view.isVisible() else ""

    def terms(self) -> list[str]:
        return [words for words in (self.words(f"term_words_{at}") for at in range(12)) if words]

    def paths(self) -> list[str]:
        """What each path brings, by which way and which factors."""
        rows = self.panel.findChildren(PathRow)
        shown = sorted((row for row in rows if row.isVisible()), key=PathRow.y)
        return [
            f"{row.findChild(QLabel).text()}: {row.findChild(FormulaView).accessibleName()}"
            for row in shown
        ]

    def tick(self, name: str) -> None:
        box = self.panel.findChild(QCheckBox, name)
        assert box is not None
        box.click()

    def press(self, name: str) -> None:
        button = self.panel.findChild(QToolButton, name) or self.panel.findChild(QPushButton, name)
        assert button is not None
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
