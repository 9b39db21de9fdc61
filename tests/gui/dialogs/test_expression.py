from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QWidget

from engine.nodes import Constant, Input, Parameter
from engine.project import Project
from engine.trace import trace
from gui.dialogs.expression import ExpressionDialog
from tests.gui.dialogs.page import Page

OK = QDialogButtonBox.StandardButton.Ok


@pytest.fixture
def expression(page: Callable[..., Page]) -> Page:
    return page(ExpressionDialog)


def test_a_formula_typed_sign_by_sign(expression: Page, begun: list[Project]) -> None:
    expression.text.setFocus()
    expression.qtbot.keyClicks(expression.text, "f = (a*b + c)*(a - c)")
    expression.qtbot.waitUntil(lambda: "f" in expression.drawn)
    for name, number in {"a": "2", "b": "-3", "c": "10"}.items():
        expression.type(f"value_{name}", number)
    expression.create()
    assert trace(begun[0]).loss == -32
    assert begun[0].title == "f = (a*b + c)*(a - c)"


def test_the_keyboard_is_in_the_text_at_once(expression: Page) -> None:
    expression.qtbot.waitUntil(expression.dialog.isActiveWindow)
    assert expression.dialog.focusWidget() is expression.text


def test_what_names_stand_for(expression: Page, begun: list[Project]) -> None:
    expression.paste("L = |y - w2*relu(w1*x)|")
    assert "Assumed from the names: inputs are y, x." in expression.remarks
    expression.choose("kind_y", "constant")
    assert "Assumed from the names: inputs are x." in expression.remarks
    expression.create()
    nodes = begun[0].network.by_id
    kinds = [type(nodes[name]) for name in ("y", "x", "w1")]
    assert kinds == [Constant, Input, Parameter]


def test_numbers_given_in_the_text_are_proposed(expression: Page, begun: list[Project]) -> None:
    expression.paste("f = a*b; a = 4; b = 1/2")
    assert expression.widget("value_b").text() == "0.5"
    expression.paste("f = a*b; a = 5; b = 1/2")
    expression.create()
    assert trace(begun[0]).loss == 2.5


def test_where_a_formula_cannot_be_read(expression: Page) -> None:
    expression.paste("q = 𝑤₁x\nf = q + hex(c)")
    assert expression.message.startswith('Line 2: Unknown function "hex"')
    assert expression.underlined == "h"
    assert not expression.button(OK).isEnabled()
    expression.paste("f = (a")
    assert expression.underlined == "("


def test_a_value_that_is_none(expression: Page) -> None:
    expression.paste("f = a*b")
    expression.type("value_a", "two")
    assert expression.message.startswith("Value of a: ")
    expression.type("value_a", "1/3")
    assert expression.message == ""


def test_names_that_are_gone_lose_their_rows(expression: Page, begun: list[Project]) -> None:
    expression.paste("f = a*b")
    expression.type("value_a", "7")
    expression.paste("f = a*c")
    assert expression.widget("value_b") is None
    expression.type("value_c", "2")
    expression.create()
    assert trace(begun[0]).loss == 14


def test_a_large_graph_is_created_without_a_preview(expression: Page, begun: list[Project]) -> None:
    expression.paste("f = " + " + ".join(f"a{n}^3" for n in range(50)))
    assert expression.drawn == set()
    assert expression.remarks[0] == "151 nodes are too many for a preview."
    expression.create()
    assert len(begun[0].network.nodes) == 151


class Windows(QObject):
    """Counts the windows that come up."""

    def __init__(self) -> None:
        super().__init__()
        self.shown = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        window = isinstance(watched, QWidget) and watched.isWindow()
        self.shown += window and event.type() == QEvent.Type.Show
        return False


def test_rows_for_names_never_flash_up_as_windows(expression: Page) -> None:
    windows = Windows()
    QApplication.instance().installEventFilter(windows)
    expression.paste("f = a*b + c")
    QApplication.instance().removeEventFilter(windows)
    assert windows.shown == 0
