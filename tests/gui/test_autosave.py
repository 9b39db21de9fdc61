from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Timer

import pytest
from PySide6.QtCore import QSysInfo
from pytestqt.qtbot import QtBot

from engine.errors import FileError
from engine.files import writer
from engine.files.reader import read
from engine.project import Project
from gui.autosave import DELAY, Autosave, orphans
from gui.session import Session

GONE = 2**22 + 1
"""A process number that no system gives out."""


@pytest.fixture
def autosave(session: Session, tmp_path: Path) -> Iterator[Autosave]:
    made = Autosave(session, tmp_path)
    yield made
    made.close()


def abandon(autosave: Autosave, tmp_path: Path) -> Path:
    """Leave a copy as a program that was killed leaves it."""
    autosave.save()
    autosave.wait()
    left = tmp_path / "unsaved-1-dead.chainrule"
    left.write_bytes(autosave.copy.read_bytes())
    return left


def test_unsaved_work_is_on_disk_within_two_seconds(
    autosave: Autosave, session: Session, qtbot: QtBot
) -> None:
    assert DELAY < 2000
    session.edit("Set w1", session.project.with_weight("w1", 0.25))
    qtbot.waitUntil(autosave.copy.exists, timeout=2000)
    assert read(autosave.copy).parameters.value("w1").item() == 0.25


def test_going_on_editing_does_not_put_it_off(
    autosave: Autosave, session: Session, qtbot: QtBot
) -> None:
    gesture = object()
    for step in range(30):
        session.edit("w1", session.project.with_weight("w1", step / 10), gesture)
        qtbot.wait(50)
    qtbot.waitUntil(autosave.copy.exists, timeout=500)


def test_saving_or_a_clean_end_removes_the_copy(autosave: Autosave, session: Session) -> None:
    session.edit("Set w1", session.project.with_weight("w1", 0.25))
    autosave.save()
    autosave.wait()
    assert autosave.copy.exists()
    session.undo_stack.setClean()
    autosave.wait()
    assert not autosave.copy.exists()
    autosave.save()
    autosave.close()
    assert not autosave.copy.exists()


class SlowDisk:
    """Writes what it is given, but each only when it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun: list[Project] = []
        self._write = writer.write
        self._may_go_on = Event()
        monkeypatch.setattr(writer, "write", self.write)

    def write(self, project: Project, path: Path) -> None:
        self.begun.append(project)
        assert self._may_go_on.wait(10)
        self._write(project, path)

    def let_go(self) -> None:
        self._may_go_on.set()


def test_nobody_waits_for_a_slow_disk_and_the_newest_work_is_written_last(
    autosave: Autosave, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = SlowDisk(monkeypatch)
    for number in (0.25, 0.5, 0.75):
        session.edit("Set w1", session.project.with_weight("w1", number))
        autosave.save()  # comes back though the disk does not
    qtbot.waitUntil(lambda: bool(disk.begun))
    qtbot.wait(DELAY + 200)
    assert len(disk.begun) == 1
    disk.let_go()
    qtbot.waitUntil(lambda: len(disk.begun) == 2, timeout=2 * DELAY)
    autosave.wait()
    assert read(autosave.copy).parameters.value("w1").item() == 0.75


@pytest.mark.parametrize("closing", [True, False])
def test_no_copy_is_left_by_a_write_that_is_still_going_on(
    autosave: Autosave, session: Session, monkeypatch: pytest.MonkeyPatch, closing: bool
) -> None:
    disk = SlowDisk(monkeypatch)
    session.edit("Set w1", session.project.with_weight("w1", 0.25))
    autosave.save()
    Timer(0.2, disk.let_go).start()
    if closing:
        autosave.close()
    else:
        session.undo_stack.setClean()
        autosave.wait()
    assert disk.begun == [session.project]
    assert not list(autosave.copy.parent.glob("*.chainrule"))


def test_a_full_disk_is_no_reason_to_stop_but_a_mistake_of_ours_is_reported(
    autosave: Autosave, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: reported.append(kind))
    for error in (FileError("cannot_write", reason="No space left on device"), KeyError("w1")):

        def fail(*_: object, error: Exception = error) -> None:
            raise error

        monkeypatch.setattr(writer, "write", fail)
        autosave.save()
        autosave.wait()
    autosave.close()
    assert reported == [KeyError]


def test_a_living_programs_copy_is_left_alone(autosave: Autosave, tmp_path: Path) -> None:
    autosave.save()
    autosave.wait()
    assert orphans(tmp_path) == []


def test_a_copy_left_behind_is_found_and_can_be_forgotten(
    autosave: Autosave, tmp_path: Path
) -> None:
    left = abandon(autosave, tmp_path)
    (orphan,) = orphans(tmp_path)
    assert orphan.path == left
    assert orphan.project.title
    orphan.forget()
    assert orphans(tmp_path) == []


@pytest.mark.parametrize(
    "lock", [b"", b"garbage\n\x00", f"{GONE}\nchainrule\n{QSysInfo.machineHostName()}\n".encode()]
)
def test_a_lock_that_says_nothing_does_not_hide_work(
    autosave: Autosave, tmp_path: Path, lock: bytes
) -> None:
    left = abandon(autosave, tmp_path)
    left.with_suffix(".lock").write_bytes(lock)
    assert [orphan.path for orphan in orphans(tmp_path)] == [left]


def test_a_damaged_copy_is_not_offered(autosave: Autosave, tmp_path: Path) -> None:
    left = abandon(autosave, tmp_path)
    left.write_bytes(left.read_bytes()[:-40])
    assert orphans(tmp_path) == []
