"""Lessons: the course as a list; choosing one asks the window to open it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from engine.lessons import lessons
from gui.theme import ColorRole, Themes
from gui.widgets.label import type_size

NAME = Qt.ItemDataRole.UserRole
"""Where an item keeps the lesson's name."""

NARROWEST = 11
"""The least width of the list, in sizes of type: titles keep their words whole."""

STYLE = """
#lessons_title {{ color: {muted}; }}
#lessons_list {{ background: {panel}; }}
#lessons_list::item {{ padding: 5px 0; color: {text}; }}
#lessons_list::item:hover {{ background: {field}; }}
#lessons_list::item:selected {{ background: {selection}; color: {text}; }}
"""


class LessonsPanel(QWidget):
    """Click or press Enter to open; the bold one is open."""

    chosen = Signal(str)
    """The name of a lesson that somebody wants to open."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lessons")
        self._themes = themes
        self._current: str | None = None
        self._title = QLabel(self.tr("Lessons"), self)
        self._title.setObjectName("lessons_title")
        self._title.setContentsMargins(8, 0, 8, 0)
        self._list = QListWidget(self)
        self._list.setObjectName("lessons_list")
        self._list.setAccessibleName(self.tr("Lessons"))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._title.setBuddy(self._list)
        for lesson in lessons():
            item = QListWidgetItem(lesson.title, self._list)
            item.setData(NAME, lesson.name)
            item.setToolTip(lesson.title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 14, 4, 8)
        layout.addWidget(self._title)
        layout.addWidget(self._list, 1)
        self._list.itemClicked.connect(self._on_chosen)
        self._list.itemActivated.connect(self._on_chosen)
        themes.changed.connect(self._restyle)
        self._restyle()
        self._fit()

    def set_current(self, name: str | None) -> None:
        """Mark the lesson that is open; None for a document that is none."""
        self._current = name
        names = [self._list.item(row).data(NAME) for row in range(self._list.count())]
        self._list.setCurrentRow(names.index(name) if name in names else -1)
        self._restyle()

    def _restyle(self) -> None:
        theme = self._themes.current
        # A palette would be lost whenever the application's style sheet changes.
        colors = {role.value: theme.color(role).name() for role in ColorRole}
        self.setStyleSheet(STYLE.format(**colors))
        for row in range(self._list.count()):
            item = self._list.item(row)
            font = QFont()  # all but its weight is the list's
            font.setBold(item.data(NAME) == self._current)
            item.setFont(font)

    def changeEvent(self, event: QEvent) -> None:
        """The size of type changes with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self._list.setMinimumWidth(NARROWEST * type_size())

    def _on_chosen(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(NAME))
