"""The check on show: three derivatives side by side, and why a difference fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.project import Project
from engine.quantity import Quantity
from engine.sensitivity import gradient_check
from engine.trace import Trace
from gui.panels.check import CheckPanel
from gui.panels.check.model import CHUNK, Column
from gui.session import Session
from gui.theme import Themes
from tests.benchmarks.networks import units

Load = Callable[[str], Project]


class Check:
    """The panel as a person sees it."""

    def __init__(self, panel: CheckPanel) -> None:
        self.panel = panel

    def cell(self, row: int, column: Column) -> str:
        return str(self.panel.model.index(row, column).data())

    def names(self) -> list[str]:
        model, vertical = self.panel.model, Qt.Orientation.Vertical
        return [model.headerData(row, vertical) for row in range(model.rowCount())]

    def words(self, name: str) -> str:
        label = self.panel.findChild(QLabel, name)
        assert label is not None
        return label.text() if label.isVisible() else ""

    def step_box(self) -> QComboBox:
        box = self.panel.findChild(QComboBox, "check_step")
        assert box is not None
        return box

    def choose_step(self, text: str) -> None:
        self.step_box().setCurrentIndex(self.step_box().findText(text))

    def findings(self) -> list[str]:
        return [self.cell(row, Column.FINDING) for row in range(self.panel.model.rowCount())]


@pytest.fixture
def check(show: Callable[..., QWidget], session: Session, themes: Themes) -> Check:
    panel = show(CheckPanel(session, themes), 800, 230)
    assert isinstance(panel, CheckPanel)
    return Check(panel)


def test_every_parameter_has_three_derivatives(check: Check) -> None:
    assert check.names() == ["w₀", "w₁", "w₂", "w₃"]
    assert [check.cell(0, column) for column in (Column.VALUE, Column.ANALYTIC)] == ["0.5", "0.75"]
    assert check.cell(0, Column.CENTRAL) == "0.7500"  # rounded, so with all its digits
    assert check.cell(0, Column.COMPLEX) == "0.75"
    assert check.cell(0, Column.COMPLEX_ERROR) == "0"
    assert "·10⁻¹" in check.cell(0, Column.CENTRAL_ERROR)
    assert set(check.findings()) == {"✓ agree"}


def test_numbers_are_called_as_in_the_drawing(check: Check, session: Session, lesson: Load) -> None:
    session.open(lesson("xor"))
    assert check.names()[:5] == ["b1₁", "b1₂", "b₂", "W1₁₁", "W1₁₂"]


@pytest.mark.parametrize("name", ["skip-connection", "xor", "softmax-cross-entropy"])
def test_all_columns_are_seen_in_a_small_window(
    check: Check, session: Session, lesson: Load, name: str
) -> None:
    check.panel.resize(768, 205)  # what a window of 1280 x 720 leaves
    project = lesson(name)
    long = np.full(project.parameters.vector.size, -0.09247)
    session.open(project.with_vector(long))
    QApplication.processEvents()
    assert check.panel.table.horizontalScrollBar().maximum() == 0


def test_at_a_kink_it_says_why_the_difference_fails(
    qtbot: QtBot, check: Check, session: Session, lesson: Load
) -> None:
    session.open(lesson("relu-and-linear"))
    session.look(sample=2)
    qtbot.waitUntil(lambda: "⚠ on a kink" in check.findings())
    row = check.names().index("w₀")
    check.panel.table.selectRow(row)
    words = check.words("check_sentence")
    assert "(Unit 0)" in words
    assert "−1 on its left and 0 on its right" in words
    assert check.cell(row, Column.CENTRAL) == "−0.5000"
    assert check.words("check_heading") == "Of the loss of sample 3 of 3 alone"


def test_the_step_can_be_too_large_or_too_small(
    check: Check, session: Session, lesson: Load
) -> None:
    session.open(lesson("softmax-cross-entropy"))
    check.choose_step("0.1")
    assert set(check.findings()) == {"h too large"}
    check.choose_step("1·10⁻¹²")
    assert "h too small" in check.findings()
    check.panel.table.selectRow(check.findings().index("h too small"))
    assert check.words("check_sentence").startswith("With h = 1·10⁻¹²")


def test_it_follows_when_changes_rest(qtbot: QtBot, check: Check, session: Session) -> None:
    gesture = object()
    for step in range(5):
        changed = session.project.with_weight("w0", 1.0 + step)
        session.edit("drag", changed, gesture)
        assert check.cell(1, Column.CENTRAL) == "0.2500"  # still that of before
    qtbot.waitUntil(lambda: check.cell(1, Column.CENTRAL) == "2.500")


def test_nothing_is_computed_while_nobody_looks(
    qtbot: QtBot, check: Check, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr("gui.panels.check.model.check", lambda *given: asked.append(given) or ())
    check.panel.hide()
    session.edit("Set", session.project.with_weight("w0", 2.0))
    qtbot.wait(250)
    assert not asked


def test_of_a_large_network_only_what_is_seen_is_computed(
    qtbot: QtBot, check: Check, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.open(units(150, 400, 8))
    qtbot.waitUntil(lambda: check.panel.model.rowCount() > 500)
    asked: list[Quantity] = []

    def counted(trace: Trace, sample: int, rows: Sequence[Quantity], step: float | None) -> object:
        asked.extend(rows)
        return gradient_check.check(trace, sample, rows, step)

    monkeypatch.setattr("gui.panels.check.model.check", counted)
    session.edit("Set", session.project.with_weight("w0", 2.0))
    qtbot.waitUntil(lambda: bool(asked))
    QApplication.processEvents()
    assert len(asked) <= 2 * CHUNK


def test_without_a_loss_it_says_so(
    qtbot: QtBot, check: Check, session: Session, lesson: Load
) -> None:
    before = check.step_box().y()
    session.open(lesson("weight-table"))
    assert check.words("check_heading").startswith("Nothing to check: without a loss")
    assert not check.panel.table.isVisible()
    qtbot.wait(1)
    assert check.step_box().y() == before  # the line stays at the top


def test_rows_are_copied_with_every_digit(check: Check) -> None:
    check.panel.table.selectRow(0)
    assert check.panel.table.selected_text().split("\t")[1:3] == ["0.5", "0.75"]


def test_behind_another_page_nothing_is_kept_of_what_is_gone(
    check: Check, session: Session
) -> None:
    assert check.panel.model.rowCount() > 0
    check.panel.hide()
    project = session.project
    session.edit("Delete", project.with_network(project.network.without_node("1")))
    assert check.panel.model.rowCount() == 0
    session.undo()
    check.panel.show()
    assert check.names()
