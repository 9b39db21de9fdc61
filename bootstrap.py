#!/usr/bin/env python3
"""Run or test Chainrule from a fresh clone, with nothing installed but Python.

The first call makes `.venv` beside this file; later ones only when the requirements or the Python
changed. On Debian and Ubuntu it also installs the system libraries of Qt that are missing, or
prints the line that does. All it says goes to standard error: standard output is the program's.
"""

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NoReturn

if sys.version_info < (3, 11):  # noqa: UP036 - whoever has an older one gets a sentence
    sys.exit(f"Chainrule needs Python 3.11 or newer, this is {sys.version.split()[0]}.")

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "chainrule-stamp"  # written last, so half an installation never looks finished
CONSTRAINTS = ROOT / "constraints.txt"

USAGE = """usage: python3 bootstrap.py run [ARGUMENTS of main.py]
       python3 bootstrap.py test [ARGUMENTS of pytest]"""
PROGRAMS = {"run": [str(ROOT / "main.py")], "test": ["-m", "pytest"]}
REQUIREMENTS = {"run": str(ROOT), "test": f"{ROOT}[dev]"}

# What the wheels of PySide6 load from the system: the file, and the package that has it.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
APT_INSTALL = ("apt-get", "install", "--yes", "--no-install-recommends")


class SetupError(Exception):
    """The environment could not be made; the text is what the user reads."""


def say(sentence: str) -> None:
    """Tell the user what happens, apart from the program's own output."""
    print(sentence, file=sys.stderr, flush=True)


def ran(command: Iterable[str]) -> tuple[bool, str]:
    """Run a command quietly; return whether it succeeded, and the end of what it wrote."""
    done = subprocess.run(
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    return done.returncode == 0, "\n".join(done.stdout.splitlines()[-15:])


def loads(library: str) -> bool:
    """Tell whether the system finds this shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(
    loads: Callable[[str], bool], *, has_ensurepip: bool, python: tuple[int, int]
) -> list[str]:
    """Name the Debian packages without which no environment or no window can be made."""
    venv = [] if has_ensurepip else ["python{}.{}-venv".format(*python)]
    return venv + [package for library, package in QT_LIBRARIES.items() if not loads(library)]


def current_names(packages: Iterable[str], known: set[str]) -> list[str]:
    """Prefer the names of the 64-bit time transition (Ubuntu 24.04, Debian 13) where they exist."""
    return [f"{name}t64" if f"{name}t64" in known else name for name in packages]


def apt_prefix() -> list[str] | None:
    """Return what makes apt-get's rights sufficient: nothing for root, sudo, or None if neither."""
    if sys.platform == "win32" or os.geteuid() == 0:
        return []
    if shutil.which("sudo") and ran(["sudo", "-n", "true"])[0]:
        return ["sudo", "-n"]
    return None


def install_system_packages() -> None:
    """Install what a bare Debian or Ubuntu lacks, or print the line that would; never fail."""
    if not shutil.which("apt-get"):
        return
    has_ensurepip = importlib.util.find_spec("ensurepip") is not None
    missing = missing_packages(loads, has_ensurepip=has_ensurepip, python=sys.version_info[:2])
    if not missing:
        return
    prefix = apt_prefix()
    if prefix is not None:
        say(f"Installing system packages with apt-get: {' '.join(missing)}")
        ran([*prefix, "apt-get", "update"])
    known = subprocess.run(["apt-cache", "pkgnames"], capture_output=True, text=True, check=False)
    packages = current_names(missing, set(known.stdout.split()))
    by_hand = f"sudo apt-get install {' '.join(packages)}"
    if prefix is None:
        say(f"System packages are missing; this installs them:\n  {by_hand}")
        return
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
    succeeded, tail = ran([*prefix, *quiet, *APT_INSTALL, *packages])
    if not succeeded:
        say(f"{tail}\napt-get failed; by hand it is:\n  {by_hand}")


def fingerprint() -> str:
    """Digest everything the environment depends on: this Python, this place, the requirements."""
    files = [path.read_text(encoding="utf-8") for path in (ROOT / "pyproject.toml", CONSTRAINTS)]
    return hashlib.sha256("\0".join((sys.version, str(ROOT), *files)).encode()).hexdigest()


def is_finished(stamp: str, digest: str, command: str) -> bool:
    """Tell whether the stamp's environment serves the command; that of `test` serves `run` too."""
    return stamp in (f"{digest} {command}", f"{digest} test")


def pip_install(command: str) -> list[str]:
    """Return the command that installs what `run` or `test` needs."""
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    return [*pip, "-c", str(CONSTRAINTS), "-e", REQUIREMENTS[command]]


def make_environment(command: str) -> None:
    """Make or complete `.venv`; raises `SetupError` with the reason when that fails."""
    stamp = STAMP.read_text(encoding="utf-8") if STAMP.is_file() and PYTHON.is_file() else ""
    digest = fingerprint()
    if is_finished(stamp, digest, command):
        return
    if not stamp.startswith(digest):
        say(f"Making the Python environment {VENV.name}.")
        succeeded, tail = ran([sys.executable, "-m", "venv", "--clear", str(VENV)])
        if not succeeded:
            raise SetupError(f"{tail}\nThe environment {VENV} could not be made.")
    STAMP.unlink(missing_ok=True)
    say("Downloading and installing the libraries; this takes a minute or a few.")
    succeeded, tail = ran(pip_install(command))
    if not succeeded:
        raise SetupError(f"{tail}\nThe libraries could not be installed; is there a network?")
    STAMP.write_text(f"{digest} {command}", encoding="utf-8")


def program(command: str, arguments: Iterable[str]) -> list[str]:
    """Return the command line of the program or of its tests in the environment's Python."""
    return [str(PYTHON), *PROGRAMS[command], *arguments]


def hand_over(command_line: list[str]) -> NoReturn:
    """Become the program, so that signals and the exit status are its own."""
    if os.name == "posix":
        os.execv(command_line[0], command_line)
    sys.exit(subprocess.call(command_line))  # exec would not wait on Windows


def main(arguments: list[str]) -> NoReturn:
    """Prepare what the command needs, then run it."""
    if not arguments or arguments[0] not in PROGRAMS:
        say(USAGE)
        sys.exit(2)
    command, *rest = arguments
    install_system_packages()
    try:
        make_environment(command)
    except (SetupError, OSError) as error:
        sys.exit(str(error))
    if command == "test":
        os.chdir(ROOT)  # where pytest finds its settings
    hand_over(program(command, rest))


if __name__ == "__main__":
    main(sys.argv[1:])
