from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QTableView, QWidget
from pytestqt.qtbot import QtBot

from engine.edits.removal import without
from engine.nodes import Layer
from engine.project import Project
from engine.quantity import parameter, value
from gui.fonts import italic
from gui.session import Session
from gui.theme import ColorRole, Themes
from gui.trainer import Trainer
from tests.gui.panels.inspector.page import Page, named

Load = Callable[[str], Project]

FROM_0_TO_1 = ("0", "1", None)


# -- a node ---------------------------------------------------------------------------------------


def test_a_unit_tells_all_it_computes(page: Page) -> None:
    page.select("0")
    assert page.words("title") == "Unit 0 · ReLU"
    assert page.lines() == named(
        ("z₀", "= 0.5"), ("h₀", "= 0.5"), ("∂L/∂z₀", "= 0.75"), ("∂L/∂h₀", "= 0.75")
    )
    shown = [formula.accessibleName() for formula in page.formulas()]
    assert shown == ["h₀ = max(0, z₀)", "∂h₀/∂z₀ = step(z₀)"]


def test_another_function_has_other_formulas(page: Page, session: Session, lesson: Load) -> None:
    session.open(lesson("softmax-cross-entropy"))
    page.select("L")
    assert page.formulas()[-1].accessibleName() == "p = softmax(h_s)"
    page.select("s")
    assert [formula.accessibleName() for formula in page.formulas()] == [
        "h_s = z_s",
        "∂h_s/∂z_s = 1",
    ]


def test_a_rounded_number_says_so_and_its_tip_tells_all(page: Page, session: Session) -> None:
    session.edit("Set", session.project.with_number(parameter("w0"), 1 / 3))
    page.select("0")
    assert page.lines()[italic("z₀")] == "≈ 0.3333"
    tips = [each.toolTip() for each in page.root.findChildren(QLabel)]
    assert "z₀ = 0.3333333333333333" in tips


def test_a_bias_stands_with_its_unit(page: Page, session: Session, lesson: Load) -> None:
    session.open(lesson("three-units"))
    page.select("0")
    assert {italic("b₀"), italic("∂L/∂b₀")} <= set(page.lines())
    assert page.trained.isChecked()


def test_a_layer_stands_in_tables(page: Page, session: Session, lesson: Load) -> None:
    session.open(lesson("xor"))
    page.select("1")
    assert page.words("subtitle") == "2 units"
    model = page.table("forward").model()
    assert (model.rowCount(), model.columnCount()) == (2, 2)
    head = model.headerData(0, Qt.Orientation.Horizontal)
    assert head == italic("z₁")
    assert page.words("caption_forward") == "Forward pass · sample 1 of 4"


def test_numbers_follow_an_edit_in_the_same_widgets(page: Page, session: Session) -> None:
    page.select("0")
    before = page.root
    session.edit("Set", session.project.with_number(parameter("w0"), 2.0))
    assert page.lines()[italic("z₀")] == "= 2"
    assert page.root is before


def test_a_kink_is_explained(page: Page, session: Session, themes: Themes, qtbot: QtBot) -> None:
    page.select("1")
    trainer = Trainer(session)
    trainer.start(1)
    qtbot.waitUntil(lambda: not trainer.running)
    assert page.words("remarks") == (
        "⚠ Unit 1 sits exactly on a kink: every slope from 0 to 1 would do, 0 is used."
    )
    assert page.lines()[italic("∂L/∂z₁")] == "= 0*"
    shown = page.label("remarks")
    warning = themes.current.color(ColorRole.WARNING)
    assert shown.palette().color(shown.foregroundRole()) == warning


def test_an_undefined_number_says_so(page: Page, session: Session) -> None:
    for name in ("w0", "w3"):
        session.edit("Set", session.project.with_number(parameter(name), 1e200))
    page.select("2")
    assert page.lines()[italic("z₂")].endswith("undefined")
    assert "is not a finite number here" in page.words("remarks")


def test_without_a_loss_there_is_no_backward_pass(
    page: Page, session: Session, lesson: Load
) -> None:
    session.open(lesson("weight-table"))
    page.select("2")
    assert page.words("caption_forward") == "Forward pass"
    assert page.words("caption_backward") == ""


# -- nothing and several --------------------------------------------------------------------------


def test_without_a_selection_the_lesson_speaks(page: Page, session: Session, lesson: Load) -> None:
    session.open(lesson("three-units"))
    assert page.words("project_title") == "Three units and a skip connection"
    notes = page.passage("notes")
    assert "along the skip connection with the weight 𝑤3." in notes.toPlainText()
    assert notes.height() >= notes.document().size().height()
    assert page.words("project_facts") == "Samples: 1\nParameters: 6"
    loss = session.reading(value("L"))
    assert page.lines() == named(("L", f"{loss.equals} {loss.text}"))


def test_every_number_of_a_matrix_is_a_parameter(
    page: Page, session: Session, lesson: Load
) -> None:
    session.open(lesson("xor"))
    assert page.words("project_facts") == "Samples: 4\nParameters: 9"


def test_an_objective_that_is_no_loss_is_not_called_one(
    page: Page, session: Session, lesson: Load
) -> None:
    session.open(lesson("softmax"))
    assert page.words("caption_loss") == ""
    assert page.words("caption_objective") == "Objective: what is differentiated"
    assert list(page.lines()) == [italic("h₀")]


def test_notes_are_never_markup(page: Page, session: Session) -> None:
    session.open(replace(session.project, notes="<b>bold</b> <img src=x>", title="<i>t</i>"))
    notes = page.passage("notes")
    assert notes.toPlainText() == "<b>bold</b> <img src=x>"
    assert page.label("project_title").textFormat() == Qt.TextFormat.PlainText


def test_what_is_missing_is_told_first(page: Page, session: Session) -> None:
    net = session.project.network.with_node(Layer("9", 1, "relu"))
    session.edit("Add", session.project.with_network(net))
    expected = 'Layer "9" has no connection leading into it.'
    assert page.words("project_missing") == expected


def test_several_are_counted(page: Page) -> None:
    page.select("0", "1", FROM_0_TO_1)
    assert page.words("title") == "3 things selected"


def test_a_connection_without_a_weight_tells_its_port(page: Page) -> None:
    page.select(("2", "L", "prediction"))
    assert page.words("title") == "Connection"
    assert page.words("subtitle") == "from Unit 2 to Loss L, as its prediction"
    assert page.lines() == named(("h₂", "= 0.375"), ("∂L/∂h₂", "= 1"))


# -- look -----------------------------------------------------------------------------------------


def test_the_hues_of_both_passes_follow_the_theme(page: Page, themes: Themes) -> None:
    page.select("0")
    themes.use("dark")
    colors = {
        each.text(): each.palette().color(each.foregroundRole())
        for each in page.root.findChildren(QLabel)
    }
    assert colors[italic("z₀")] == themes.current.color(ColorRole.FORWARD)
    assert colors[italic("∂L/∂z₀")] == themes.current.color(ColorRole.GRADIENT)


def test_every_widget_has_a_name(page: Page) -> None:
    page.select(FROM_0_TO_1)
    assert page.field.accessibleName() == "w₁"
    assert page.inspector.accessibleName() == "Inspector"


def test_a_folded_inspector_catches_up(page: Page) -> None:
    page.inspector.hide()
    page.select("0")
    page.inspector.show()
    assert page.words("title") == "Unit 0 · ReLU"


def test_the_wheel_over_notes_and_boxes_is_left_to_the_panel(
    page: Page, session: Session, lesson: Load
) -> None:
    session.open(lesson("softmax"))
    page.select("p")
    for widget in (
        page.formulas()[0],
        page.choice,
        page.table("forward").viewport(),
    ):
        turned = wheel(widget)
        QApplication.sendEvent(widget, turned)
        assert not turned.isAccepted()
    assert session.undo_stack.count() == 0


def wheel(widget: QWidget) -> QWheelEvent:
    at = QPointF(widget.rect().center())
    return QWheelEvent(
        at,
        QPointF(widget.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )


def test_an_incomplete_network_shows_the_numbers_of_what_is_complete(
    page: Page, session: Session
) -> None:
    net = session.project.network.with_node(Layer("9", 1, "relu"))
    session.edit("Add", session.project.with_network(net))
    page.select("0")
    assert page.lines()[italic("z₀")] == "= 0.5"
    assert page.lines()[italic("∂L/∂z₀")] == "= 0.75"
    page.select("9")
    assert page.lines()[italic("z₉")].strip() == ""
    assert page.lines()[italic("∂L/∂z₉")].strip() == ""


def test_no_widget_of_the_inspector_is_nameless(page: Page) -> None:
    for selection in ((), ("0",), (FROM_0_TO_1,), ("0", "1")):
        page.select(*selection)
        ours = [
            each
            for each in page.root.findChildren(QWidget)
            if type(each).__module__.startswith("gui.")
        ]
        assert not [each for each in ours if not each.objectName()]


def test_a_node_that_is_deleted_takes_its_table_with_it(
    page: Page, session: Session, lesson: Load, qtbot: QtBot
) -> None:
    session.open(lesson("softmax"))
    vectors = [key for key, size in session.project.network.sizes.items() if size and size > 1]
    for node in vectors:
        page.select(node)
        assert page.root.findChildren(QTableView)
        session.edit("Delete", without(session.project, session.view.selection))
        assert not page.root.findChildren(QTableView)
        session.undo()
    page.select(vectors[0])
    page.inspector.hide()
    session.edit("Delete", without(session.project, session.view.selection))
    page.inspector.ensurePolished()
    for table in page.root.findChildren(QTableView):
        model = table.model()
        assert model.headerData(0, Qt.Orientation.Horizontal) is None
        assert model.index(0, 0).data() is None
