"""The sheet's network from nothing: by mouse, and by keyboard alone, in the real window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog

from engine.files.reader import read
from engine.lessons import find
from engine.project import Project
from engine.quantity import value
from engine.trace import trace
from gui.main_window import MainWindow
from tests.gui.canvas.building.hand import Hand

KEYS = Qt.Key


@pytest.fixture
def window(window_on: Callable[[str | None], MainWindow]) -> MainWindow:
    window = window_on(None)
    window.resize(1280, 720)
    return window


def begin(window: MainWindow) -> Hand:
    window.actions_by_id["new"].trigger()
    return Hand(window.workbench.canvas, window.session)


def saved(window: MainWindow, monkeypatch: pytest.MonkeyPatch, path: Path) -> Project:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    window.actions_by_id["save"].trigger()
    return read(path)


def assert_is_the_sheet(project: Project) -> None:
    """The same structure, and the same number everywhere, to the bit."""
    lesson = read(find("skip-connection").path)
    found, expected = trace(project), trace(lesson)
    assert {edge.key: edge.weight for edge in project.network.edges} == {
        edge.key: edge.weight for edge in lesson.network.edges
    }
    assert project.network.by_id == lesson.network.by_id
    assert found.loss == expected.loss == 3.375
    for quantity in (value(node) for node in lesson.network.by_id):
        assert np.array_equal(found.read(quantity, 0), expected.read(quantity, 0))
        of = value("L").derivative(quantity)
        if quantity.owner != "y":
            assert np.array_equal(found.read(of, 0), expected.read(of, 0))
    for slot in lesson.network.layout.slots:
        own = project.network.layout.by_name[slot.name].of(found.gradient)
        assert np.array_equal(own, slot.of(expected.gradient))


def test_by_mouse(window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    hand = begin(window)
    hand.double_click(QPoint(60, 160))
    hand.answer("x")
    for node, word in (("x", "relu"), ("0", "relu"), ("1", "lin"), ("2", "l1")):
        port = hand.port(node)
        hand.drag(port, port + QPoint(110, 0))
        hand.answer(word)
    hand.double_click(hand.at("L") + QPoint(0, 100))
    hand.answer("y")
    hand.drag(hand.port("y"), hand.at("L"))
    hand.drag(hand.port("0"), hand.at("2"))
    hand.click(hand.at("y"))
    hand.answer("-3")
    assert hand.gestures <= 16
    assert len(hand.steps) == 9
    assert_is_the_sheet(saved(window, monkeypatch, tmp_path / "sheet.chainrule"))


def test_by_keyboard(window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    hand = begin(window)
    hand.key(KEYS.Key_Tab)
    hand.answer("x")
    for word in ("relu", "relu", "lin", "l1", "y"):
        hand.key(KEYS.Key_A)
        hand.answer(word)
    hand.keys(KEYS.Key_Tab)
    hand.answer("-3")
    hand.keys(KEYS.Key_Escape, KEYS.Key_Tab)
    while hand.scene.attention.focus != "0":
        hand.key(KEYS.Key_Tab)
    hand.key(KEYS.Key_C)
    hand.answer("2")
    assert_is_the_sheet(saved(window, monkeypatch, tmp_path / "sheet.chainrule"))
    assert window.session.shown.verified
