"""Replace a file's contents so that it holds the old or the new ones, never a mixture."""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from engine.errors import FileError


def replace_contents(path: Path, data: bytes) -> None:
    """Write `data` to the file at `path`, through a link to its target, keeping permissions.

    Raises `FileError`; the old file is then as it was, and nothing else is left behind.
    """
    try:
        target = Path(os.path.realpath(path))
        mode = _mode(target)
        temporary = target.with_name(f".chainrule-{secrets.token_hex(8)}")
        try:
            _write(temporary, data, mode)
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)
    except OSError as error:
        raise FileError("cannot_write", reason=error.strerror or str(error)) from None
    except ValueError as error:  # a path that no file can have
        raise FileError("cannot_write", reason=str(error)) from None


def _mode(target: Path) -> int | None:
    """Permissions of the file that will be replaced; None if there is none yet."""
    if not target.exists():
        return None
    if not target.is_file():
        raise FileError("not_regular")
    if not os.access(target, os.W_OK):  # a rename would not ask
        raise FileError("cannot_write", reason="it is read-only")
    return stat.S_IMODE(target.stat().st_mode)


def _write(temporary: Path, data: bytes, mode: int | None) -> None:
    with temporary.open("xb") as file:
        if mode is not None:
            temporary.chmod(mode)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the new name durable; not every system and file system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
