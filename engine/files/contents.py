"""The bytes of a file that somebody gave us, however large or strange it is."""

from __future__ import annotations

import stat
from pathlib import Path

from engine.errors import FileError


def contents(path: Path, most: int) -> bytes:
    """The file at `path`, or its first `most` + 1 bytes; raises `FileError`."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise FileError("not_regular")
        with path.open("rb") as file:
            # One byte more than allowed is enough to see that it is too large: a size that the
            # system reports may be wrong a moment later.
            return file.read(most + 1)
    except OSError as error:
        raise FileError("cannot_read", reason=error.strerror or str(error)) from None
    except ValueError as error:  # a path that no file can have
        raise FileError("cannot_read", reason=str(error)) from None
