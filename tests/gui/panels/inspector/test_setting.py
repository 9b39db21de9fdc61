from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine.network import network
from engine.nodes import Edge, Input, Layer, Operation, Weight
from engine.parameters import Parameters
from engine.project import Project, Sample
from engine.quantity import parameter
from gui.fonts import italic
from gui.moment import Moment
from gui.session import Session
from gui.trainer import Trainer
from tests.gui.panels.inspector.page import Page, named

Load = Callable[[str], Project]

FROM_0_TO_1 = ("0", "1", None)


# -- numbers --------------------------------------------------------------------------------------


def test_a_weight_is_typed(page: Page, session: Session) -> None:
    page.select(FROM_0_TO_1)
    assert page.words("title") == "Weight w₁"
    assert page.words("subtitle") == "from Unit 0 to Unit 1"
    page.retype("1/4")
    assert session.project.parameters.value("w1").item() == 0.25
    assert session.undo_stack.undoText() == "Set w₁"
    assert page.lines()[italic("∂L/∂w₁")] == "= 0.25"


def test_an_input_of_the_shown_sample_is_typed(page: Page, session: Session) -> None:
    page.select("x")
    page.retype("0,5")
    assert session.project.samples[0]["x"] == (0.5,)


def test_what_is_no_number_stays_and_is_explained(
    page: Page, session: Session, qtbot: QtBot
) -> None:
    page.select(FROM_0_TO_1)
    page.retype("many")
    assert page.field.text() == "many"
    assert page.error()
    assert session.undo_stack.count() == 0
    session.edit("Set", session.project.with_number(parameter("w0"), 2.0))
    assert page.field.text() == "many"
    qtbot.keyClick(page.field, Qt.Key.Key_Escape)
    assert page.field.text() == "0.5"
    assert page.error() == ""


def test_leaving_an_untouched_field_keeps_every_digit(
    page: Page, session: Session, qtbot: QtBot
) -> None:
    session.edit("Set", session.project.with_number(parameter("w1"), 1 / 3))
    page.select(FROM_0_TO_1)
    assert page.field.text() == "0.3333"
    page.field.setFocus()
    assert page.field.text() == "0.3333333333333333"
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    assert session.undo_stack.count() == 1


def test_an_edit_while_training_runs_keeps_the_steps_taken(page: Page, session: Session) -> None:
    session.edit("Rate", session.project.with_training(learning_rate=1e-6))
    page.select(FROM_0_TO_1)
    trainer = Trainer(session)
    trainer.start()
    page.retype("2")
    assert session.project.parameters.value("w1").item() == 2
    assert session.project.parameters.value("w0").item() != 0.5


def test_a_matrix_is_edited_cell_by_cell(
    page: Page, session: Session, lesson: Load, qtbot: QtBot
) -> None:
    session.open(lesson("xor"))
    edge = session.project.network.edges[0]
    page.select(edge.key)
    qtbot.keyClick(page.type_into("weight", 1, 0, "0.125"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.project.parameters.value(edge.weight.name)[1, 0] == 0.125)
    qtbot.keyClick(page.type_into("weight", 1, 0, "no"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.error()))
    assert session.project.parameters.value(edge.weight.name)[1, 0] == 0.125
    gradient = page.table("gradient").model()
    assert not gradient.flags(gradient.index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_training_leaves_a_cell_alone_while_it_is_typed(
    page: Page, session: Session, lesson: Load
) -> None:
    session.open(lesson("xor"))
    page.select(session.project.network.edges[0].key)
    editor = page.type_into("weight", 0, 0, "4")
    session.preview(Moment(session.project.with_weight("b2", 0.5), session.committed.history))
    assert editor.text() == "4"


# -- functions ------------------------------------------------------------------------------------


def test_an_activation_is_chosen_in_place(page: Page, session: Session) -> None:
    page.select("1")
    before = page.root
    page.choose("tanh")
    assert session.project.network.by_id["1"].activation == "tanh"
    assert page.words("title") == "Unit 1 · tanh"
    assert page.root is before


def test_a_loss_is_chosen_in_place(page: Page, session: Session) -> None:
    page.select("L")
    page.choose("squared error")
    assert session.project.network.by_id["L"].loss == "squared"
    assert page.lines() == named(("L", "≈ 11.39"))


def test_a_function_that_does_not_fit_is_refused_in_words(page: Page, session: Session) -> None:
    nodes = (Input("x", 2), Input("y", 2), Operation("q", "divide"))
    edges = (Edge("x", "q", None, 0), Edge("y", "q", None, 1))
    net = network(nodes, edges)
    sample = Sample((("x", (1.0, 2.0)), ("y", (2.0, 4.0))))
    session.open(Project(net, Parameters(net.layout, net.layout.trainable * 1.0), (sample,)))
    page.select("q")
    page.choose("matrix × vector")
    assert page.error() == 'The first operand of "q" must be a parameter with a matrix.'
    assert session.project.network.by_id["q"].operation == "power"
    page.choose("add")
    assert page.error() == ""
    assert session.project.network.by_id["q"].operation == "add"


def test_a_function_of_another_size_makes_another_sheet(page: Page, session: Session) -> None:
    edge = Edge("x", "0", Weight("W0", (2, 2)))
    nodes = (Input("x", 2), Layer("0", 2, "relu"), Operation("q", "exp"))
    net = network(nodes, (edge, Edge("0", "q", None, 0)))
    sample = Sample((("x", (1.0, 2.0)),))
    session.open(Project(net, Parameters(net.layout, net.layout.trainable * 1.0), (sample,)))
    page.select("q")
    assert page.table("forward")
    page.choose("sum of the elements")
    assert session.project.network.sizes["q"] == 1
    assert page.lines() == named(("q", "= 6"))


def test_a_parameter_is_frozen_and_trained_again(
    page: Page, session: Session, qtbot: QtBot
) -> None:
    page.select(FROM_0_TO_1)
    box = page.trained
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center() * 0.1)
    assert not session.project.network.layout.by_name["w1"].trainable
    session.undo()
    assert box.isChecked()
