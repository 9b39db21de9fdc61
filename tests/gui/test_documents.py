from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from engine.files import writer
from engine.files.reader import read
from engine.lessons import find, lessons
from gui.documents import Documents
from gui.session import Session

Answer = Callable[[QMessageBox.StandardButton], list[QMessageBox]]


@pytest.fixture
def documents(session: Session, settings: QSettings, qtbot: QtBot) -> Documents:
    window = QWidget()
    qtbot.addWidget(window)
    return Documents(session, settings, window)


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Answer every question with one button; the boxes that were shown are collected."""

    def with_button(button: QMessageBox.StandardButton) -> list[QMessageBox]:
        shown: list[QMessageBox] = []

        def exec_box(box: QMessageBox) -> QMessageBox.StandardButton:
            shown.append(box)
            return button

        monkeypatch.setattr(QMessageBox, "exec", exec_box)
        return shown

    return with_button


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Answer the file dialogs with `path`."""
    for dialog in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, dialog, lambda *_: (str(path), ""))


def edit(session: Session) -> None:
    session.edit("Set w1", session.project.with_weight("w1", 0.25))


def test_saving_and_opening_again(
    documents: Documents, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, tmp_path / "mine")
    edit(session)
    assert documents.modified
    assert documents.save()
    path = tmp_path / "mine.chainrule"
    assert documents.path == path
    assert not documents.modified
    assert documents.recent == [path]
    documents.open_lesson(lessons()[0])
    assert documents.path is None
    documents.open_file(path)
    assert session.project.parameters.value("w1").item() == 0.25


def test_unsaved_work_is_not_replaced_without_asking(
    documents: Documents, session: Session, answer: Answer
) -> None:
    edit(session)
    boxes = answer(QMessageBox.StandardButton.Cancel)
    documents.open_lesson(lessons()[0])
    assert len(boxes) == 1
    assert session.project.parameters.value("w1").item() == 0.25
    answer(QMessageBox.StandardButton.Discard)
    documents.open_lesson(lessons()[0])
    assert documents.lesson == lessons()[0].name
    assert session.undo_stack.count() == 0


def test_a_bad_file_is_refused_with_the_place_and_nothing_is_lost(
    documents: Documents, session: Session, tmp_path: Path, answer: Answer
) -> None:
    path = tmp_path / "bad.chainrule"
    path.write_text('{"format": "chainrule", "version": 1, "nodes": [{"id": "x"}]}', "utf-8")
    before = session.project
    boxes = answer(QMessageBox.StandardButton.Ok)
    documents.open_file(path)
    (box,) = boxes
    assert "bad.chainrule" in box.text()
    assert "nodes[0]" in box.informativeText()
    assert session.project is before


def test_a_failed_save_keeps_the_work_open_and_unsaved(
    documents: Documents, session: Session, tmp_path: Path, answer: Answer
) -> None:
    folder = tmp_path / "not a folder"
    folder.write_text("", "utf-8")
    edit(session)
    answer(QMessageBox.StandardButton.Ok)
    documents._path = folder / "x.chainrule"  # noqa: SLF001 - as if it was opened from there
    assert not documents.save()
    assert documents.modified


def test_a_file_changed_by_another_program_is_not_overwritten_silently(
    documents: Documents, session: Session, tmp_path: Path, answer: Answer
) -> None:
    path = tmp_path / "shared.chainrule"
    writer.write(session.project, path)
    documents.open_file(path)
    other = session.project.with_weight("w2", 9.0)
    writer.write(other, path)
    edit(session)
    boxes = answer(QMessageBox.StandardButton.Cancel)
    assert not documents.save()
    assert len(boxes) == 1
    assert read(path).parameters.value("w2").item() == 9.0
    answer(QMessageBox.StandardButton.Save)
    assert documents.save()
    assert read(path).parameters.value("w1").item() == 0.25


def test_what_is_opened_after_an_unsaved_copy_is_saved(
    documents: Documents, session: Session, answer: Answer
) -> None:
    documents.restore(session.project)
    answer(QMessageBox.StandardButton.Discard)
    documents.open_lesson(lessons()[0])
    assert not documents.modified


def test_a_restored_copy_is_unsaved_and_belongs_to_no_file(
    documents: Documents, session: Session
) -> None:
    lesson = find("xor")
    assert lesson is not None
    documents.restore(read(lesson.path))
    assert documents.modified
    assert documents.path is None


def test_why_a_file_cannot_be_opened_is_a_sentence(
    documents: Documents, answer: Answer, tmp_path: Path
) -> None:
    boxes = answer(QMessageBox.StandardButton.Ok)
    path = tmp_path / "damaged.chainrule"
    path.write_text('{"format": "chainrule",\n"version"')
    documents.open_file(path)
    assert boxes[0].informativeText().startswith("Line 2")
    assert boxes[0].informativeText().endswith(".")
