"""What the tables show, and how they follow the drawing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar
from pytestqt.qtbot import QtBot

from engine.network import network
from engine.nodes import Edge, Input, Layer, Weight
from engine.parameters import Parameters
from engine.project import Project, Sample
from engine.quantity import parameter
from gui.panels.table import TablePanel
from gui.session import Session
from tests.cost import at_most
from tests.gui.panels.table.sheet import Role, Sheet

Load = Callable[[str], Project]


def test_nodes_stand_in_the_order_of_the_forward_pass(nodes: Sheet) -> None:
    assert nodes.titles == [
        *("Node", "Kind", "Function", "Size"),
        *("z", "∂L/∂z", "Value", "∂L/∂value"),
    ]
    assert nodes.column("Node") == ["x", "0", "1", "2", "y", "L"]
    assert nodes.column("Kind") == ["input", "unit", "unit", "unit", "target", "loss"]
    assert nodes.column("Function") == ["", "ReLU", "ReLU", "linear", "", "absolute error"]
    assert nodes.column("z") == ["", "0.5", "0.25", "0.375", "", ""]
    assert nodes.column("Value") == ["1", "0.5", "0.25", "0.375", "−3", "3.375"]
    assert nodes.column("∂L/∂value") == ["0.375", "0.75", "0.5", "1", "", "1"]


def test_connections_stand_by_the_nodes_they_lead_into(edges: Sheet) -> None:
    assert edges.titles == ["From", "To", "Weight", "Value", "∂L/∂w", "Trained"]
    assert list(zip(edges.column("From"), edges.column("To"), strict=True)) == [
        *(("x", "0"), ("0", "1"), ("1", "2"), ("0", "2")),
        *(("2", "L"), ("y", "L")),
    ]
    assert edges.column("Weight") == ["w₀", "w₁", "w₂", "w₃", "prediction", "target"]
    assert edges.column("Value") == ["0.5"] * 4 + ["", ""]
    assert edges.column("∂L/∂w") == ["0.75", "0.25", "0.25", "0.5", "", ""]


def test_every_number_of_layers_has_its_own_row(
    nodes: Sheet, edges: Sheet, session: Session, lesson: Load
) -> None:
    session.open(lesson("xor"))
    assert nodes.column("Node") == ["x · 1", "x · 2", "1 · 1", "1 · 2", "2", "y", "L"]
    assert nodes.column("b")[2:5] == ["0.9", "−0.5", "0.5"]
    assert edges.column("Weight")[:6] == ["W1₁₁", "W1₁₂", "W1₂₁", "W1₂₂", "W2₁₁", "W2₁₂"]
    assert edges.column("From")[:4] == ["x · 1", "x · 2", "x · 1", "x · 2"]
    assert edges.column("To")[:4] == ["1 · 1", "1 · 1", "1 · 2", "1 · 2"]
    edges.type(1, "Value", "5")
    assert session.project.parameters.value("W1").tolist()[0] == [0.4, 5.0]


def test_the_rows_and_the_drawing_select_the_same(
    nodes: Sheet, edges: Sheet, session: Session
) -> None:
    nodes.click(2, "Kind")
    assert session.view.selection == {"1"}
    nodes.click(4, "Kind", Qt.KeyboardModifier.ControlModifier)
    assert session.view.selection == {"1", "y"}
    edges.click(3, "From")
    assert session.view.selection == {("0", "2", None)}
    assert nodes.selected() == []
    session.look(selection=frozenset({"2", ("2", "L", "prediction")}))
    assert nodes.selected() == ["2"]
    assert edges.selected() == ["2"]
    nodes.grid.setFocus()
    nodes.key(Qt.Key.Key_Down)
    assert session.view.selection == {"y"}


def test_a_layer_is_selected_with_all_its_rows(
    nodes: Sheet, session: Session, lesson: Load
) -> None:
    session.open(lesson("xor"))
    session.look(selection=frozenset({"1"}))
    assert nodes.selected() == ["1 · 1", "1 · 2"]
    nodes.click(1, "Node")
    nodes.key(Qt.Key.Key_Down)
    nodes.key(Qt.Key.Key_Down)
    assert nodes.grid.currentIndex().row() == 3
    assert session.view.selection == {"1"}


def test_cells_can_be_heard(nodes: Sheet, edges: Sheet) -> None:
    heard = Role.AccessibleTextRole
    assert nodes.read(1, "∂L/∂z", heard) == "0, ∂L/∂z: 0.75"
    assert nodes.read(0, "z", heard) == "x, z: nothing"
    assert edges.read(3, "Value", heard) == "0 to 2, Value: 0.5"
    assert edges.read(3, "Trained", heard) == "0 to 2, Trained: yes"


def test_what_another_panel_changes_is_seen(nodes: Sheet, session: Session) -> None:
    session.edit("Set", session.project.with_number(parameter("w0"), 2.0))
    assert nodes.read(1, "z") == "2"
    session.undo()
    assert nodes.read(1, "z") == "0.5"


def test_where_there_is_no_room_one_table_is_chosen(
    nodes: Sheet, edges: Sheet, panel: TablePanel, qtbot: QtBot
) -> None:
    choice = panel.findChild(QTabBar, "table_choice")
    assert not choice.isVisible()
    assert nodes.grid.isVisible()
    assert edges.grid.isVisible()
    panel.resize(620, 300)
    assert choice.isVisible()
    assert nodes.grid.isVisible()
    assert not edges.grid.isVisible()
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Right)
    assert edges.grid.isVisible()
    assert not nodes.grid.isVisible()


def test_an_empty_and_an_incomplete_network_can_be_shown(
    nodes: Sheet, edges: Sheet, session: Session
) -> None:
    session.look(selection=frozenset({("2", "L", "prediction")}))
    edges.grid.setFocus()
    edges.key(Qt.Key.Key_Delete)
    assert session.shown.trace is None
    assert nodes.column("Value") == ["1", "0.5", "0.25", "0.375", "−3", ""]
    session.look(selection=frozenset(session.project.network.by_id))
    nodes.key(Qt.Key.Key_Delete)
    assert nodes.grid.model().rowCount() == 0
    assert edges.grid.model().rowCount() == 0


def test_a_large_layer_costs_little(nodes: Sheet, edges: Sheet, session: Session) -> None:
    built = network(
        (Input("x", 784), Layer("0", 128, "relu")),
        (Edge("x", "0", Weight("W", (128, 784))),),
    )
    parameters = Parameters(built.layout, built.layout.trainable.astype(float))
    session.open(Project(built, parameters, (Sample((("x", (0.0,) * 784),)),)))
    assert edges.grid.model().rowCount() == 784 * 128
    with at_most(2):
        session.look(selection=frozenset({("x", "0", None)}))
        session.look(selection=frozenset({"x"}))
        edges.grid.scrollToBottom()
        edges.grid.grab()
