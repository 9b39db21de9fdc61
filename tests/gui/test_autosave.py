from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSysInfo
from pytestqt.qtbot import QtBot

from engine.files.reader import read
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
    session.undo_stack.setClean()
    assert not autosave.copy.exists()
    autosave.save()
    autosave.close()
    assert not autosave.copy.exists()


def test_a_living_programs_copy_is_left_alone(autosave: Autosave, tmp_path: Path) -> None:
    autosave.save()
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
