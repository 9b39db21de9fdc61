"""The one door to the files that come with the program."""

from __future__ import annotations

from pathlib import Path
from typing import Final

# Beside the packages: so it is in a source tree and in both forms of the executable.
_ROOT: Final = Path(__file__).resolve().parent.parent / "resources"


def resource(*parts: str) -> Path:
    """The path of a resource, e.g. `resource("lessons", "en", "xor.chainrule")`."""
    return _ROOT.joinpath(*parts)
