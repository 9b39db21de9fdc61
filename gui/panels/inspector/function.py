"""Function: the activation, operation or loss of a node, to change in place."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from engine.errors import NetworkError
from gui.edits import set_function
from gui.functions import choices, chosen
from gui.panels.inspector.formulas import formulas
from gui.panels.inspector.notes import Run
from gui.panels.inspector.passage import Passage
from gui.panels.inspector.sheet import FunctionPart
from gui.session import Session
from gui.theme import ColorRole, Themes
from gui.widgets.label import Label
from gui.words import error_sentence


class Choice(QComboBox):
    """Leaves the wheel to the panel, which scrolls."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Pass on."""
        event.ignore()


class Function(QWidget):
    """A choice, the formulas of what is chosen, and why something could not be chosen."""

    def __init__(self, session: Session, themes: Themes, part: FunctionPart) -> None:
        super().__init__()
        self.setObjectName("function")
        self._session, self._themes, self._part = session, themes, part
        self._choice = Choice()
        self._choice.setObjectName("function_choice")
        self._choice.setAccessibleName(self.tr("Function"))
        self._choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._choice.setMinimumContentsLength(10)
        self._choice.activated.connect(self._on_activated)
        self._formulas, self._error = Passage("formulas"), Label("function_error")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (self._choice, self._error, self._formulas):
            layout.addWidget(widget)

    def refresh(self) -> None:
        """Show the function of this moment."""
        network = self._session.shown.project.network
        node = network.by_id[self._part.node]
        options = choices(network, node)
        labels = [label for _, label in options]
        if labels != [self._choice.itemText(at) for at in range(self._choice.count())]:
            self._choice.clear()
            for name, label in options:
                self._choice.addItem(label, name)
        if self._choice.currentData() != chosen(node):
            self._choice.setCurrentIndex(self._choice.findData(chosen(node)))
            self._error.say("", ColorRole.WARNING, self._themes.current)
        lines = Run("\n".join(formulas(network, node)), formula=True)
        self._formulas.show_runs([lines], self._themes.current)

    def _on_activated(self, index: int) -> None:
        """What is refused stays chosen beside its reason, so that arrow keys get past it."""
        theme = self._themes.current
        self._error.say("", ColorRole.WARNING, theme)
        try:
            set_function(self._session, self._part.node, self._choice.itemData(index))
        except NetworkError as error:
            self._error.say(error_sentence(error), ColorRole.WARNING, theme)
