"""A dialog of new documents, handled like a person does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from engine.project import Project
from gui.canvas.preview import NetworkPreview
from gui.dialogs.from_text import PAUSE, FromTextDialog


class Page:
    def __init__(self, dialog: FromTextDialog, qtbot: QtBot) -> None:
        self.dialog, self.qtbot = dialog, qtbot
        self.text = dialog.findChild(QPlainTextEdit, "from_text")
        self.closed = False
        dialog.finished.connect(self._on_finished)

    def _on_finished(self) -> None:
        self.closed = True

    def paste(self, text: str) -> None:
        """Replace the text and wait until it is read."""
        self.text.setPlainText(text)
        self.qtbot.wait(2 * PAUSE)

    @property
    def message(self) -> str:
        return self._label("from_text_message")

    @property
    def remarks(self) -> list[str]:
        return [line.removeprefix("• ") for line in self._label("from_text_notes").splitlines()]

    def _label(self, name: str) -> str:
        label = self.dialog.findChild(QLabel, name)
        return label.text() if label.isVisible() else ""

    @property
    def drawn(self) -> set[str]:
        """The nodes on the preview."""
        scene = self.dialog.findChild(NetworkPreview, "preview").scene()
        return set(scene.layout.figures)

    @property
    def underlined(self) -> str:
        marks = self.text.extraSelections()
        return marks[0].cursor.selectedText() if marks else ""

    def widget(self, name: str) -> QWidget:
        return self.dialog.findChild(QWidget, name)

    def type(self, name: str, text: str) -> None:
        """Type into a field, in the place of what stands there."""
        field = self.dialog.findChild(QLineEdit, name)
        field.setFocus()
        field.selectAll()
        self.qtbot.keyClicks(field, text)

    def choose(self, name: str, key: object) -> None:
        """Choose an entry of a box by keyboard."""
        box = self.dialog.findChild(QComboBox, name)
        box.setFocus()
        steps = box.findData(key) - box.currentIndex()
        arrow = Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up
        for _ in range(abs(steps)):
            self.qtbot.keyClick(box, arrow)
        assert box.currentData() == key

    def button(self, which: QDialogButtonBox.StandardButton) -> QPushButton:
        return self.dialog.findChild(QDialogButtonBox).button(which)

    def create(self) -> None:
        self.qtbot.mouseClick(
            self.button(QDialogButtonBox.StandardButton.Ok), Qt.MouseButton.LeftButton
        )

    def cancel(self) -> None:
        self.qtbot.keyClick(self.dialog, Qt.Key.Key_Escape)


def values(project: Project) -> dict[str, list[object]]:
    """Every parameter by its name."""
    slots = project.network.layout.slots
    return {slot.name: project.parameters.value(slot.name).tolist() for slot in slots}
