from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from engine.edits.sheet import rows
from engine.project import Project
from gui.app import make_application
from gui.fonts import italic
from gui.panels.data import DataPanel
from gui.panels.data.importing import ImportDialog
from gui.session import Session
from gui.theme import ColorRole, Themes
from gui.widgets.label import Label


@pytest.fixture
def panel(
    show: Callable[..., QWidget],
    session: Session,
    themes: Themes,
    lesson: Callable[[str], Project],
) -> DataPanel:
    make_application()  # English has plural forms
    session.open(lesson("xor"))
    return show(DataPanel(session, themes), 700, 300)


def cell(panel: DataPanel, row: int, column: int) -> str:
    return panel.table.model().index(row, column).data()


def place(panel: DataPanel, row: int, column: int) -> QPoint:
    return panel.table.visualRect(panel.table.model().index(row, column)).center()


def click(qtbot: QtBot, panel: DataPanel, row: int, column: int) -> None:
    at = place(panel, row, column)
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=at)


def type_into(qtbot: QtBot, panel: DataPanel, row: int, column: int, text: str) -> None:
    click(qtbot, panel, row, column)
    qtbot.keyClick(panel.table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    editor.selectAll()  # type: ignore[union-attr]
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not panel.table.editing)


def press(qtbot: QtBot, panel: DataPanel, name: str) -> None:
    qtbot.mouseClick(panel.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def message(panel: QWidget, name: str = "data_message") -> str:
    label = panel.findChild(Label, name)
    return label.text() if label.isVisible() else ""


def test_every_sample_has_its_numbers_its_prediction_and_its_loss(panel: DataPanel) -> None:
    assert [cell(panel, 1, column) for column in range(5)] == ["0", "1", "1", "0.8602", "0.009765"]


def test_columns_are_called_as_in_the_drawing(
    panel: DataPanel, session: Session, lesson: Callable[[str], Project]
) -> None:
    session.open(lesson("softmax-cross-entropy"))
    names = [
        panel.model.headerData(column, Qt.Orientation.Horizontal)
        for column in range(panel.model.columnCount())
    ]
    assert names[:2] == [italic("x₁"), italic("x₂")]
    assert names[5:] == [italic("h_s₁"), italic("h_s₂"), italic("h_s₃"), italic("L")]


def test_a_click_on_a_row_shows_that_sample(
    panel: DataPanel, session: Session, qtbot: QtBot
) -> None:
    click(qtbot, panel, 2, 1)
    assert session.view.sample == 2
    session.look(sample=3)
    assert panel.table.currentIndex().row() == 3


def test_a_number_is_typed_as_one_undo_step(
    panel: DataPanel, session: Session, qtbot: QtBot
) -> None:
    type_into(qtbot, panel, 1, 0, "1/4")
    assert rows(session.project)[1] == (0.25, 1, 1)
    assert session.undo_stack.undoText() == "Set x₁ of sample 2"
    session.undo()
    assert cell(panel, 1, 0) == "0"


@pytest.mark.parametrize("use", ["seen", "hidden", "typing"])
def test_the_column_of_an_input_goes_with_it(
    panel: DataPanel, session: Session, qtbot: QtBot, use: str
) -> None:
    if use == "hidden":
        panel.hide()
    elif use == "typing":
        click(qtbot, panel, 1, 0)
        qtbot.keyClick(panel.table, Qt.Key.Key_F2)
        assert panel.table.editing
    project = session.project
    session.edit("Delete", project.with_network(project.network.without_node("x")))
    columns = range(panel.model.columnCount())
    assert [panel.model.quantity(column).owner for column in columns] == ["y"]
    assert not panel.table.editing
    panel.show()
    assert cell(panel, 1, 0) == "1"


def test_a_number_is_typed_where_it_stood(panel: DataPanel, qtbot: QtBot) -> None:
    click(qtbot, panel, 1, 0)
    qtbot.keyClick(panel.table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.alignment() & Qt.AlignmentFlag.AlignRight
    assert editor.selectedText() == "0"


def test_the_cell_with_the_keyboard_has_a_plain_frame(
    panel: DataPanel, qtbot: QtBot, themes: Themes
) -> None:
    click(qtbot, panel, 1, 0)
    qtbot.waitUntil(panel.table.hasFocus)
    rect = panel.table.visualRect(panel.table.model().index(1, 0))
    picture = panel.table.viewport().grab().toImage()
    assert picture.pixelColor(rect.center().x(), rect.top()) == themes.current.color(
        ColorRole.ACCENT
    )


def test_tab_goes_from_the_buttons_into_the_table(panel: DataPanel) -> None:
    chain: list[QWidget] = [panel]
    while (after := chain[-1].nextInFocusChain()) is not panel:
        chain.append(after)
    buttons = [chain.index(each) for each in panel.findChildren(QPushButton)]
    assert buttons == sorted(buttons)
    assert buttons[-1] < chain.index(panel.table)


def test_every_button_says_what_it_does(panel: DataPanel) -> None:
    assert "Del" in panel.findChild(QPushButton, "data_delete").toolTip()
    assert all(button.toolTip() for button in panel.findChildren(QPushButton))


def test_what_is_no_number_is_explained_and_changes_nothing(
    panel: DataPanel, session: Session, qtbot: QtBot
) -> None:
    type_into(qtbot, panel, 1, 0, "many")
    assert session.undo_stack.count() == 0
    assert message(panel)
    type_into(qtbot, panel, 1, 0, "2")
    assert not message(panel)


def test_what_the_network_computes_cannot_be_typed(panel: DataPanel) -> None:
    flags = panel.model.flags(panel.model.index(0, 4))
    assert not flags & Qt.ItemFlag.ItemIsEditable


def test_samples_are_added_and_deleted(panel: DataPanel, session: Session, qtbot: QtBot) -> None:
    click(qtbot, panel, 1, 0)
    press(qtbot, panel, "data_add")
    assert rows(session.project)[2] == (0, 0, 0)
    assert session.view.sample == 2
    qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
    assert len(session.project.samples) == 4
    assert session.undo_stack.undoText() == "Delete 1 sample"
    panel.table.selectAll()
    press(qtbot, panel, "data_delete")
    assert len(session.project.samples) == 1
    assert not panel.findChild(QPushButton, "data_delete").isEnabled()


def test_cells_go_through_the_clipboard(panel: DataPanel, session: Session, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("0,5\t−1\n2\t3")
    click(qtbot, panel, 3, 0)
    qtbot.keyClick(panel.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert rows(session.project)[3:] == ((0.5, -1, 0), (2, 3, 0))
    panel.table.clearSelection()
    panel.table.selectRow(4)
    qtbot.keyClick(panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("2\t3\t0\t")
    session.undo()
    assert len(session.project.samples) == 4


def test_a_bad_clipboard_is_explained_and_changes_nothing(
    panel: DataPanel, session: Session, qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().setText("1\ttwo")
    click(qtbot, panel, 0, 0)
    qtbot.keyClick(panel.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert message(panel) == 'Line 1, column 2: "two" is no number.'
    assert session.undo_stack.count() == 0


@pytest.fixture
def imported(
    panel: DataPanel, session: Session, themes: Themes, show: Callable[..., QWidget], tmp_path: Path
) -> Callable[[bytes], ImportDialog]:
    def dialog(data: bytes) -> ImportDialog:
        path = tmp_path / "data.csv"
        path.write_bytes(data)
        return show(ImportDialog(session, themes, path), 620, 460)

    return dialog


def test_a_file_is_shown_before_it_is_taken(
    imported: Callable[[bytes], ImportDialog], session: Session, qtbot: QtBot
) -> None:
    dialog = imported(b"y;x1;x2\n1;0,5;0,25\n0;1;2\n")
    preview = dialog.findChild(QTableView, "import_preview").model()
    assert [preview.index(0, column).data() for column in range(3)] == ["0.5", "0.25", "1"]
    assert "by their names" in message(dialog, "import_message")
    dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()
    assert rows(session.project) == ((0.5, 0.25, 1), (1, 2, 0))
    assert session.undo_stack.undoText() == "Import 2 samples"


def test_a_refused_file_shows_how_its_cells_were_separated(
    imported: Callable[[bytes], ImportDialog],
) -> None:
    dialog = imported(b"a;b\n1,5;2\n")
    assert message(dialog, "import_message").startswith("The data have 2 columns")
    assert dialog.findChild(QComboBox, "import_separator").currentText() == "semicolons"


def test_a_file_that_does_not_fit_cannot_be_imported(
    imported: Callable[[bytes], ImportDialog], session: Session
) -> None:
    dialog = imported(b"1,2,3\n4,5\n")
    assert message(dialog, "import_message").startswith("Line 2: This row has 2 cells")
    assert (
        not dialog.findChild(QDialogButtonBox)
        .button(QDialogButtonBox.StandardButton.Ok)
        .isEnabled()
    )
    dialog = imported(b"\xff\xfe")
    assert "UTF-8" in message(dialog, "import_message")
    assert session.undo_stack.count() == 0
