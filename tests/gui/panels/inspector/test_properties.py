"""Names, sizes, biases and the objective, set in the inspector."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit

from engine.nodes import Bias
from gui.session import Session
from tests.gui.panels.inspector.page import Page


def field(page: Page, name: str) -> QLineEdit:
    found = page.root.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def box(page: Page, name: str) -> QCheckBox:
    found = page.root.findChild(QCheckBox, name)
    assert isinstance(found, QCheckBox)
    return found


def press(found: QCheckBox) -> None:
    QTest.keyClick(found, Qt.Key.Key_Space)


def test_a_node_is_renamed(page: Page, session: Session) -> None:
    page.select("0")
    page.retype("out", "node_name")
    assert "out" in session.project.network.by_id
    assert session.view.selection == {"out"}
    assert field(page, "node_name").text() == "out"


def test_a_name_that_is_taken_says_so(page: Page, session: Session) -> None:
    page.select("0")
    page.retype("1", "node_name")
    assert 'The name "1" is taken' in page.error()
    assert session.undo_stack.count() == 0


def test_a_layer_is_resized_and_its_weights_are_kept(page: Page, session: Session) -> None:
    page.select("1")
    page.retype("3", "node_size")
    assert session.project.network.by_id["1"].size == 3
    assert session.project.parameters.value("w1").shape == (3, 1)
    assert session.project.parameters.value("w1")[0, 0] == 0.5


@pytest.mark.parametrize(
    ("node", "typed", "reason"),
    [
        ("2", "3", "The prediction has 3 numbers, the target 1."),
        ("1", "0", "from 1 to 1000"),
        ("1", "1.5", "from 1 to 1000"),
        ("1", "many", '"many" is no number'),
    ],
)
def test_a_size_that_cannot_be_is_explained(
    page: Page, session: Session, node: str, typed: str, reason: str
) -> None:
    page.select(node)
    page.retype(typed, "node_size")
    assert reason in page.error()
    assert session.undo_stack.count() == 0


def test_what_has_no_size_of_its_own_has_no_field(page: Page) -> None:
    page.select("L")
    assert page.root.findChild(QLineEdit, "node_size") is None
    assert page.root.findChild(QCheckBox, "has_bias") is None


def test_a_bias_comes_and_goes(page: Page, session: Session) -> None:
    page.select("1")
    press(box(page, "has_bias"))
    assert session.project.network.by_id["1"].bias == Bias("b1", 1)
    assert box(page, "has_bias").isChecked()
    press(box(page, "has_bias"))
    assert session.project.network.by_id["1"].bias is None


def test_what_is_differentiated_is_chosen(page: Page, session: Session) -> None:
    page.select("2")
    assert not box(page, "is_objective").isChecked()
    press(box(page, "is_objective"))
    assert session.project.network.objective == "2"
    press(box(page, "is_objective"))
    assert session.project.network.objective == "L"
    page.select("L")
    press(box(page, "is_objective"))
    assert box(page, "is_objective").isChecked()
    page.select("y")
    assert page.root.findChild(QCheckBox, "is_objective") is None


def test_a_weight_is_renamed(page: Page, session: Session) -> None:
    page.select(("0", "2", None))
    page.retype("skip", "name")
    assert session.project.network.by_key["0", "2", None].weight.name == "skip"
    assert field(page, "name").text() == "skip"
