"""What the engine refuses: a code, a place and arguments. The words stand in `wording`."""

from __future__ import annotations

from engine.wording import one_line, worded


class EngineError(Exception):
    """A refusal that a person can act on.

    `code` keys the sentence in `wording.SENTENCES`, `place` says where (`nodes[3].activation`),
    `arguments` fill the sentence; a window may translate the template before filling it.
    """

    def __init__(self, code: str, place: str = "", **arguments: object) -> None:
        super().__init__(code, place, arguments)
        self.code = code
        self.place = place
        self.arguments = arguments

    def __str__(self) -> str:
        """The English sentence, after its place."""
        sentence = worded(self.code, self.arguments)
        return f"{one_line(self.place)}: {sentence}" if self.place else sentence


class NetworkError(EngineError):
    """A structure that is no network: a cycle, sizes that do not fit, a name taken twice."""


class FileError(EngineError):
    """A project file that cannot be read or written."""


class FormulaError(EngineError):
    """A typed formula that cannot be read or has no value; `position` counts characters from 0."""
