"""Controls: previous, next, jump and play; what is hidden, and how far formulas are expanded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QStyledItemDelegate,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.explained import index
from gui.session import Session
from gui.walk import Walk
from gui.widgets.element import ElementChooser
from gui.words import said

MOST_SHOWN = 20
"""Rows of the list of steps before it scrolls."""


STYLE = """
#step_list { combobox-popup: 0; }
#step_list QAbstractItemView::item { padding: 3px; }
"""
"""A list that scrolls: Fusion's own is as high as all its rows, or as the screen."""


class StepList(QComboBox):
    """All steps by their titles; the list is made when it is opened."""

    def __init__(self, walk: Walk) -> None:
        super().__init__()
        self.setObjectName("step_list")
        self.setAccessibleName(self.tr("Jump to a step"))
        self.setToolTip(self.tr("Jump to a step"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(MOST_SHOWN)
        self.setStyleSheet(STYLE)
        self.setItemDelegate(QStyledItemDelegate(self))  # that of Fusion knows no padding
        self.view().setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._walk = walk
        self.activated.connect(walk.go)

    def show_place(self) -> None:
        """Say which step it is, of how many."""
        number, count = self._walk.number, len(self._walk.steps)
        place = (
            self.tr("%n step(s)", "", count)
            if number is None
            else self.tr("Step {0} of {1}").format(number + 1, count)
        )
        self.blockSignals(True)
        self.clear()
        self.setPlaceholderText(place)
        self.setCurrentIndex(-1)
        self.blockSignals(False)

    def write_titles(self) -> None:
        """List all steps; of a large network these are thousands."""
        number = self._walk.number
        self.blockSignals(True)
        self.clear()
        titles = [said(step.title) for step in self._walk.steps]
        several = {title for title, count in Counter(titles).items() if count > 1}
        for at, title in enumerate(titles):
            rule = f": {said(self._walk.steps[at].rule_title)}" if title in several else ""
            self.addItem(f"{at + 1}  {title}{rule}")
        self.setCurrentIndex(-1 if number is None else number)
        self.blockSignals(False)

    def showPopup(self) -> None:
        """Write the titles down, then open."""
        self.write_titles()
        bar = self.view().verticalScrollBar().sizeHint().width()
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + bar)
        super().showPopup()


class StepControls(QWidget):
    """Everything by which one moves; the same as the actions of the menu."""

    def __init__(self, session: Session, walk: Walk) -> None:
        super().__init__()
        self.setObjectName("step_controls")
        self._session, self._walk = session, walk
        self._list = StepList(walk)
        self._buttons = {
            "step_previous": self._button("step_previous", "◀", walk.previous),
            "step_next": self._button("step_next", "▶", walk.next),
            "step_play": self._button("step_play", "", walk.toggle_play),
        }
        self._reveal = self._box("step_reveal", self.tr("Guess first"), walk.set_reveal)
        self._expand = self._box("step_expand", self.tr("Expand fully"), walk.set_expanded)
        self._single = self._box("step_elements", self.tr("Single numbers"), walk.set_single)
        self._element = ElementChooser("step_element")
        self._element.chosen.connect(walk.show_element)
        self._explain_buttons()
        self._arrange()
        walk.playing_changed.connect(self._on_playing)
        self._on_playing(False)

    def _button(self, name: str, text: str, slot: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setText(text)
        button.setStyleSheet(f"#{name} {{ padding: 4px 6px; }}")
        button.clicked.connect(slot)
        return button

    def _box(self, name: str, text: str, slot: Callable[[bool], object]) -> QCheckBox:
        box = QCheckBox(text, self)
        box.setObjectName(name)
        box.clicked.connect(slot)
        return box

    def _explain_buttons(self) -> None:
        for name, words in (
            ("step_previous", self.tr("Previous step (Page up)")),
            ("step_next", self.tr("Next step (Page down)")),
        ):
            self._buttons[name].setToolTip(words)
            self._buttons[name].setAccessibleName(words)
        self._reveal.setToolTip(
            self.tr("Hide what the walk has not reached, so that a class can guess")
        )
        self._expand.setToolTip(
            self.tr("Put the formula of every gradient in, down to the slope of the loss")
        )
        self._single.setToolTip(self.tr("One number of each vector or matrix at a time"))

    def _arrange(self) -> None:
        moving, choosing, elements = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        moving.setSpacing(2)
        moving.addWidget(self._buttons["step_previous"])
        moving.addWidget(self._list, 1)
        moving.addWidget(self._buttons["step_next"])
        moving.addWidget(self._buttons["step_play"])
        choosing.setSpacing(14)
        choosing.addWidget(self._reveal)
        choosing.addWidget(self._expand)
        choosing.addStretch(1)
        elements.setSpacing(14)
        elements.addWidget(self._single)
        elements.addWidget(self._element, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for row in (moving, choosing, elements):
            column.addLayout(row)

    def refresh(self) -> None:
        """Show where the walk stands."""
        view, number = self._session.view, self._walk.number
        steps = self._walk.steps
        self.setEnabled(bool(steps))
        self._list.show_place()
        self._buttons["step_previous"].setEnabled(number is not None and number > 0)
        self._reveal.setChecked(view.reveal)
        self._expand.setChecked(view.expanded)
        shape = () if number is None else steps[number].left.shape or ()
        at = index(view.step.quantity) if view.step is not None else ()
        sizes = self._session.shown.project.network.sizes.values()
        self._single.setVisible(any((size or 1) > 1 for size in sizes))
        self._single.setEnabled(number is not None)
        self._single.setMinimumHeight(self._element.line)  # so that nothing moves when it comes
        self._single.setChecked(self._walk.single)
        self._element.show_choice(shape, at)

    def _on_playing(self, playing: bool) -> None:
        words = self.tr("Stop") if playing else self.tr("Play")
        self._buttons["step_play"].setText(words)
        self._buttons["step_play"].setToolTip(
            self.tr("Stop here") if playing else self.tr("One step after another, by itself")
        )
