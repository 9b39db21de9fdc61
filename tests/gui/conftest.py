from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from engine.files.reader import read
from engine.lessons import find
from engine.project import Project
from gui.session import Session
from gui.theme import Themes


@pytest.fixture
def lesson() -> Callable[[str], Project]:
    """A lesson's project by its name."""

    def load(name: str) -> Project:
        return read(find(name).path)

    return load


@pytest.fixture
def session(qtbot: QtBot, lesson: Callable[[str], Project]) -> Iterator[Session]:
    """A session on the sheet's skip connection."""
    opened = Session(lesson("skip-connection"))
    yield opened
    opened.close()


@pytest.fixture
def themes(qtbot: QtBot) -> Themes:
    return Themes("light")
