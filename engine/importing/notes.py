"""Notes: what to say of a text beside what was understood. The words stand in `wording`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.wording import worded


@dataclass(frozen=True, eq=False, slots=True)
class Note:
    """A remark or an assumption: `code` keys its sentence, `arguments` fill it."""

    code: str
    arguments: Mapping[str, object]

    def __str__(self) -> str:
        """The English sentence."""
        return worded(self.code, self.arguments)


def note(code: str, **arguments: object) -> Note:
    """A note with these arguments."""
    return Note(code, arguments)
