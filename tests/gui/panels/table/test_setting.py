"""What can be changed in the tables, by mouse and keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from engine.edits.clipping import clip_text
from engine.project import Project
from gui.panels.table import TablePanel
from gui.session import Session
from tests.gui.panels.table.sheet import Role, Sheet, message

Load = Callable[[str], Project]


def test_numbers_are_typed(nodes: Sheet, edges: Sheet, session: Session) -> None:
    edges.type(1, "Value", "3/2")
    assert session.undo_stack.undoText() == "Set w₁"
    assert edges.read(1, "Value") == "1.5"
    assert nodes.read(2, "z") == "0.75"
    nodes.type(0, "Value", "2")
    assert session.undo_stack.undoText() == "Set x"
    assert nodes.read(1, "z") == "1"


def test_what_is_no_number_is_refused(edges: Sheet, session: Session, panel: TablePanel) -> None:
    before = session.project
    edges.type(1, "Value", "two")
    assert session.project is before
    assert message(panel).endswith(".")
    edges.type(1, "Value", "2")
    assert not message(panel)


def test_nodes_and_weights_are_renamed(nodes: Sheet, edges: Sheet, session: Session) -> None:
    nodes.type(2, "Node", "hidden")
    assert nodes.column("Node") == ["x", "0", "hidden", "2", "y", "L"]
    assert session.view.selection == {"hidden"}
    assert nodes.selected() == ["hidden"]
    edges.type(3, "Weight", "skip")
    assert edges.column("Weight")[3] == "skip"
    assert session.undo_stack.undoText() == "Rename w3 to skip"


def test_a_name_that_is_taken_is_refused(nodes: Sheet, session: Session, panel: TablePanel) -> None:
    before = session.project
    nodes.type(2, "Node", "x")
    assert session.project is before
    assert "taken" in message(panel)
    assert nodes.column("Node")[2] == "1"


def test_a_function_is_chosen_from_a_list(nodes: Sheet, session: Session, qtbot: QtBot) -> None:
    nodes.click(1, "Function")
    nodes.key(Qt.Key.Key_F2)
    choice = nodes.grid.findChild(QComboBox, "cell_choice")
    assert choice.currentText() == "ReLU"
    choice.setCurrentIndex(choice.findText("tanh"))
    choice.activated.emit(choice.currentIndex())
    QApplication.processEvents()
    assert nodes.read(1, "Function") == "tanh"
    assert nodes.read(1, "Value") == "0.4621"
    assert session.undo_stack.undoText() == "Change the function of 0"


def test_a_size_is_typed(nodes: Sheet, edges: Sheet, session: Session, panel: TablePanel) -> None:
    nodes.type(2, "Size", "3")
    assert session.project.network.sizes["1"] == 3
    assert nodes.column("Node") == ["x", "0", "1 · 1", "1 · 2", "1 · 3", "2", "y", "L"]
    assert len(edges.column("From")) == 10
    for text in ("0", "2.5", "many", "1e9"):
        before = session.project
        nodes.type(2, "Size", text)
        assert session.project is before
        assert message(panel)


def test_what_is_trained_is_ticked(edges: Sheet, session: Session) -> None:
    assert edges.column("Trained") == ["yes"] * 4 + ["", ""]
    edges.click(1, "Weight")
    for _ in range(3):
        edges.key(Qt.Key.Key_Right)
    edges.key(Qt.Key.Key_Space)
    assert session.undo_stack.undoText() == "Lock w₁"
    assert edges.column("Trained")[:4] == ["yes", "no", "yes", "yes"]
    state = edges.read(1, "Trained", Role.CheckStateRole)
    assert Qt.CheckState(state) is Qt.CheckState.Unchecked
    edges.key(Qt.Key.Key_Space)
    assert session.undo_stack.undoText() == "Unlock w₁"


def test_delete_removes_what_is_selected(nodes: Sheet, edges: Sheet, session: Session) -> None:
    edges.click(3, "From")
    edges.key(Qt.Key.Key_Delete)
    assert session.undo_stack.undoText() == "Delete 1 connection"
    assert len(edges.column("From")) == 5
    nodes.click(2, "Node")
    nodes.key(Qt.Key.Key_Delete)
    assert session.undo_stack.undoText() == "Delete 1 node"
    assert nodes.column("Node") == ["x", "0", "2", "y", "L"]
    assert nodes.grid.currentIndex().isValid()
    session.undo()
    session.undo()
    assert session.shown.trace is not None
    assert session.shown.trace.loss == 3.375


def test_rows_are_copied_for_a_spreadsheet_and_networks_pasted(
    nodes: Sheet, session: Session, panel: TablePanel
) -> None:
    nodes.click(1, "Node")
    nodes.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.split("\t") == ["0", "unit", "relu", "1", "0.5", "0.75", "0.5", "0.75"]
    QGuiApplication.clipboard().setText(clip_text(session.project, {"0", "1"}))
    nodes.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert session.view.selection == {"3", "4"}
    assert nodes.selected() == ["3", "4"]
    QGuiApplication.clipboard().setText("nothing of ours")
    nodes.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert message(panel)
    QGuiApplication.clipboard().clear()


@pytest.mark.parametrize("use", ["hidden", "typing"])
def test_the_row_of_a_node_goes_with_it(
    panel: TablePanel, nodes: Sheet, session: Session, use: str
) -> None:
    if use == "hidden":
        panel.hide()
    else:
        nodes.click(0, "Value")
        nodes.key(Qt.Key.Key_F2)
        assert nodes.grid.editing
    project = session.project
    session.edit("Delete", project.with_network(project.network.without_node("x")))
    assert nodes.column("Node") == ["0", "1", "2", "y", "L"]
    panel.show()
    assert session.undo_stack.count() == 1
