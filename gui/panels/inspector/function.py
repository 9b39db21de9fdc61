"""Function: the activation, operation or loss of a node, to change in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from engine.errors import NetworkError
from gui.edits import set_function
from gui.formulas.pieces import Formula
from gui.formulas.view import FormulaView, Ink
from gui.functions import choices, chosen
from gui.panels.inspector.formulas import formulas
from gui.panels.inspector.passage import FORMULA
from gui.panels.inspector.sheet import FunctionPart
from gui.session import Session
from gui.theme import ColorRole, Themes
from gui.widgets.label import Label, type_size
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
        self._error, self._lines = Label("function_error"), list[FormulaView]()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        for widget in (self._choice, self._error):
            self._column.addWidget(widget)

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
        self._show_formulas(formulas(network, node))

    def _show_formulas(self, found: Sequence[Formula]) -> None:
        """A line each; of an operation on many there are more than of the one before."""
        for number in range(len(self._lines), len(found)):
            self._lines.append(FormulaView(f"formula_{number}"))
            self._column.addWidget(self._lines[-1])
        ink = Ink(self._themes.current.color(ColorRole.TEXT))
        for number, line in enumerate(self._lines):
            formula = found[number] if number < len(found) else ()
            line.setVisible(bool(formula))
            line.show_formula(formula, [ink] * len(formula), FORMULA * type_size())

    def _on_activated(self, index: int) -> None:
        """What is refused stays chosen beside its reason, so that arrow keys get past it."""
        theme = self._themes.current
        self._error.say("", ColorRole.WARNING, theme)
        try:
            set_function(self._session, self._part.node, self._choice.itemData(index))
        except NetworkError as error:
            self._error.say(error_sentence(error), ColorRole.WARNING, theme)
