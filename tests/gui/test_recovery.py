from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from engine.files import writer
from gui.documents import Documents
from gui.main_window import MainWindow
from gui.recovery import REPORT, CrashHook, offer_unsaved, state_folder
from gui.session import Session


@pytest.fixture
def hook(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[QWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    CrashHook(window).install()
    yield window
    for box in window.findChildren(QMessageBox):
        box.close()


def fail() -> None:
    raise ZeroDivisionError("planted")


@pytest.mark.qt_no_exception_capture
def test_an_error_inside_is_written_down_and_told_once(
    hook: QWidget, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        try:
            fail()
        except ZeroDivisionError as error:
            sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: len(hook.findChildren(QMessageBox)) == 1)
    report = (state_folder() / REPORT).read_text(encoding="utf-8")
    assert report.count("ZeroDivisionError: planted") == 2
    (box,) = hook.findChildren(QMessageBox)
    assert "still open" in box.informativeText()
    assert "planted" in capsys.readouterr().err


@pytest.fixture
def left_behind(session: Session, tmp_path: Path) -> Path:
    path = tmp_path / "unsaved-1-dead.chainrule"
    writer.write(session.project.with_weight("w1", 0.125), path)
    return path


def click(text: str) -> None:
    """Press a button of the question that is about to be asked."""

    def press() -> None:
        from PySide6.QtWidgets import QApplication

        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        (button,) = [each for each in box.findChildren(QPushButton) if text in each.text()]
        button.click()

    QTimer.singleShot(0, press)


@pytest.mark.parametrize(
    ("answer", "restored", "kept"),
    [("Restore", True, False), ("Discard", False, False), ("later", False, True)],
)
def test_unsaved_work_is_offered_after_a_crash(
    window_on: Callable[[str | None], MainWindow],
    left_behind: Path,
    answer: str,
    restored: bool,
    kept: bool,
) -> None:
    window = window_on("skip-connection")
    documents: Documents = window.documents
    click(answer)
    offer_unsaved(documents, left_behind.parent, window)
    assert (window.session.project.parameters.value("w1").item() == 0.125) is restored
    assert left_behind.exists() is kept
    assert documents.modified is restored
