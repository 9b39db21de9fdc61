"""The lessons that ship: project files and the order of the course."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from engine.resources import resource


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson's name on the command line, its title, its project file."""

    name: str
    title: str
    path: Path


class _Titled(msgspec.Struct):
    title: str


@cache
def lessons(language: str = "en") -> tuple[Lesson, ...]:
    """All lessons in the order of the course; the first is the one that opens."""
    folder = resource("lessons", language)
    names = msgspec.json.decode((folder / "index.json").read_bytes(), type=list[str])
    return tuple(_lesson(name, folder / f"{name}.chainrule") for name in names)


def _lesson(name: str, path: Path) -> Lesson:
    return Lesson(name, msgspec.json.decode(path.read_bytes(), type=_Titled).title, path)


def find(name: str, language: str = "en") -> Lesson | None:
    """The lesson called `name`, if there is one."""
    return next((lesson for lesson in lessons(language) if lesson.name == name), None)
