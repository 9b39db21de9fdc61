from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QPushButton

from engine.nodes import Layer
from engine.project import Project
from engine.trace import trace
from gui.dialogs.weight_table import EXAMPLE, WeightTableDialog
from tests.gui.dialogs.page import Page, values

OK = QDialogButtonBox.StandardButton.Ok


@pytest.fixture
def table(page: Callable[..., Page]) -> Page:
    return page(WeightTableDialog)


def test_the_sheets_table_and_what_the_sheet_says(table: Page, begun: list[Project]) -> None:
    table.paste(EXAMPLE)
    assert table.drawn == {"x", "1", "2"}
    assert sum("have no target" in each for each in table.remarks) == 2
    assert sum(each.startswith("Assumed") for each in table.remarks) == 5
    table.type("input_x", "1; 2")
    table.type("bias_1", "0,5")
    table.type("bias_2", "0.1")
    table.choose("activation_1", "relu")
    table.choose("activation_1", "sigmoid")
    table.create()
    (project,) = begun
    assert table.closed
    assert trace(project).values["2"].item() == pytest.approx(1.0566, abs=5e-5)
    assert "Node 2" in project.notes
    assert project.title


def test_nothing_is_created_from_what_cannot_be_read(table: Page, begun: list[Project]) -> None:
    assert not table.button(OK).isEnabled()
    table.paste(EXAMPLE.replace("0.3", "O.3"))
    assert table.message == 'Line 3, row "Input Node 2", column "Node 1": "O.3" is no number.'
    assert table.underlined.startswith("Input Node 2")
    assert table.drawn == set()
    assert not table.button(OK).isEnabled()
    table.qtbot.keyClick(table.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert begun == []
    table.paste(EXAMPLE)
    assert table.message == ""
    assert table.underlined == ""
    assert table.button(OK).isEnabled()


def test_a_number_that_is_none_is_explained_beside_its_field(table: Page) -> None:
    table.paste(EXAMPLE)
    table.type("bias_1", "1; 2; 3")
    assert table.message.startswith("Bias of layer 1: ")
    assert not table.button(OK).isEnabled()
    table.type("bias_1", "1; 2")
    assert table.message == ""
    assert table.button(OK).isEnabled()


def test_choices_stay_while_the_same_network_is_read(table: Page, begun: list[Project]) -> None:
    table.paste(EXAMPLE)
    table.choose("activation_1", "tanh")
    table.type("bias_1", "3")
    table.paste(EXAMPLE.replace("0.1", "7"))
    table.create()
    layer = begun[0].network.by_id["1"]
    assert isinstance(layer, Layer)
    assert layer.activation == "tanh"
    assert values(begun[0]) == {"b1": [3], "W1": [[7, 0.3], [0.2, 0.4]], "W2": [[0.5, 0.7]]}


def test_another_direction(table: Page, begun: list[Project]) -> None:
    table.paste("1 2\n3 4")
    table.choose("rows_are", "to")
    table.create()
    assert values(begun[0])["W1"] == [[1, 2], [3, 4]]


def test_a_loss_with_its_target(table: Page, begun: list[Project]) -> None:
    table.paste(EXAMPLE)
    assert not table.widget("target").isEnabled()
    table.choose("loss", "half_squared")
    table.type("target", "2")
    table.create()
    assert begun[0].network.objective == "L"
    assert begun[0].samples[0]["y"] == (2,)


def test_a_table_on_the_clipboard_is_there_at_once(page: Callable[..., Page]) -> None:
    table = page(WeightTableDialog, clipboard=EXAMPLE)
    assert table.text.toPlainText() == EXAMPLE
    assert table.drawn == {"x", "1", "2"}
    table.qtbot.keyClicks(table.text, "a")  # what was pasted is selected
    assert table.text.toPlainText() == "a"


def test_anything_else_on_the_clipboard_is_left_there(page: Callable[..., Page]) -> None:
    assert page(WeightTableDialog, clipboard="Hello, world").text.toPlainText() == ""


def test_cancelling_begins_nothing(table: Page, begun: list[Project]) -> None:
    table.paste(EXAMPLE)
    table.cancel()
    assert table.closed
    assert begun == []


def test_all_by_keyboard(table: Page, begun: list[Project]) -> None:
    table.text.setFocus()
    table.qtbot.keyClicks(table.text, "x1 -> h1: 0.5")
    order = []
    table.qtbot.wait(400)
    while (focus := QApplication.focusWidget()) is not None and focus not in order:
        order.append(focus)
        table.qtbot.keyClick(focus, Qt.Key.Key_Tab)
    names = [widget.objectName() for widget in order]
    wanted = ["from_text", "rows_are", "input_x", "activation_1", "bias_1", "loss"]
    assert [name for name in names if name in wanted] == wanted
    assert all(widget.accessibleName() or isinstance(widget, QPushButton) for widget in order)
    table.text.setFocus()
    table.qtbot.keyClick(table.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert values(begun[0]) == {"w1": [[0.5]]}
