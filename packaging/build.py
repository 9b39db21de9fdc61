#!/usr/bin/env python3
"""Build the executable, then prove that it runs in another folder and without Python.

    .venv/bin/python packaging/build.py

The result is dist/chainrule. The exit status is 1 when something does not work or is too large;
the time until the window is painted is printed, because it depends on the machine.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

ROOT = Path(__file__).resolve().parent.parent
SPEC = ROOT / "packaging" / "chainrule.spec"
BUILT = ROOT / "dist" / "chainrule"
LESSON = ROOT / "resources" / "lessons" / "en" / "skip-connection.chainrule"

LARGEST = 75.0  # MB of the archive
FAST_ENOUGH = 1.2  # seconds to the first paint
STARTS = 3
DEADLINE = 120.0  # seconds for one run of the program
FAST_PRESET: Final = 1  # of xz: the archive of a release is a little smaller than what is measured

# Worked by hand: w = ½ everywhere, x = 1, y = −3, L = y_hat − y.
LOSS = 3.375
GRADIENTS = {"w0": [[0.75]], "w1": [[0.25]], "w2": [[0.25]], "w3": [[0.5]]}
INPUT_GRADIENT = [0.375]


class BrokenError(Exception):
    """The executable does not do what it should; the text says what."""


def build() -> float:
    """Build dist/chainrule from nothing; returns the seconds it took."""
    started = time.perf_counter()
    options = ["--noconfirm", "--clean", "--log-level", "ERROR"]
    folders = ["--workpath", str(ROOT / "build"), "--distpath", str(BUILT.parent)]
    command = [sys.executable, "-P", "-m", "PyInstaller", *options, *folders, str(SPEC)]
    subprocess.run(command, check=True)
    return time.perf_counter() - started


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return what a program finds on a machine that has no Python, and an empty home."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return {"HOME": str(home), "LANG": "C.UTF-8", **kept, **more}


def output(program: Path, home: Path, *arguments: str) -> str:
    """Run a command of the program; returns what it prints."""
    done = subprocess.run(
        [str(program), *arguments],
        env=environment(home),
        cwd=home,
        capture_output=True,
        encoding="utf-8",
        timeout=DEADLINE,
        check=False,
    )
    if done.returncode != 0:
        raise BrokenError(f"{arguments} exits {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def check_commands(program: Path, home: Path) -> None:
    """Check the commands that need no display."""
    output(program, home, "--selftest")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    expect("the version", output(program, home, "--version"), f"Chainrule {project['version']}\n")
    solution = json.loads(output(program, home, "solve", "skip-connection", "--json"))
    gradients = {name: entry["grad"] for name, entry in solution["parameters"].items()}
    expect("the loss", solution["loss"], LOSS)
    expect("the gradients", gradients, GRADIENTS)
    expect("∂L/∂x", solution["samples"][0]["nodes"]["x"]["grad"], INPUT_GRADIENT)


def expect(what: str, found: Any, right: Any) -> None:
    """Raise `BrokenError` unless `found` is `right`."""
    if found != right:
        raise BrokenError(f"{what}: {found!r} instead of {right!r}")


@contextmanager
def display() -> Iterator[str]:
    """Start an X server without a screen; yields the name of its display."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1080x24"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as answer:
                yield f":{answer.readline().strip()}"
        finally:
            server.terminate()


def open_window(program: Path, variables: Mapping[str, str], file: Path) -> float:
    """Open `file` in the window; returns the seconds until it is painted."""
    started = time.perf_counter()
    with subprocess.Popen(
        [str(program), str(file)],
        env={**variables, "CHAINRULE_FIRST_PAINT": "1"},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        guard = threading.Timer(DEADLINE, process.kill)
        guard.start()
        line = process.stdout.readline()
        seconds = time.perf_counter() - started
        status = process.wait()
        guard.cancel()
    expect("the window", line, f"painted: {file}\n")
    expect("the exit status of the window", status, 0)
    return seconds


def check_window(program: Path, home: Path) -> None:
    """Open a file in the window under Xvfb, and print how long it takes."""
    if shutil.which("Xvfb") is None:
        print("There is no Xvfb here: the window was not opened.")
        return
    file = Path(shutil.copy(LESSON, home / "Übung 1.chainrule"))
    with display() as name:
        variables = environment(home, DISPLAY=name)
        seconds = [open_window(program, variables, file) for _ in range(STARTS)]
    median = statistics.median(seconds)
    print(f"first paint  {median:6.2f} s, the median of {STARTS} (goal: {FAST_ENOUGH} s)")


def check_size(folder: Path, home: Path) -> None:
    """Print the sizes of the folder and of its archive; the latter has a limit."""
    archive = home / "chainrule.tar.xz"
    with tarfile.open(archive, "w:xz", preset=FAST_PRESET) as tar:
        tar.add(folder, folder.name)
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    packed = archive.stat().st_size / 1e6
    print(f"folder       {sum(path.stat().st_size for path in files) / 1e6:6.1f} MB")
    print(f"tar.xz       {packed:6.1f} MB (limit: {LARGEST} MB)")
    if packed > LARGEST:
        raise BrokenError(f"the archive has {packed:.1f} MB, more than {LARGEST}")


def main() -> int:
    """Build, check, report; returns the exit status."""
    print(f"build        {build():6.1f} s", flush=True)
    with tempfile.TemporaryDirectory(prefix="Übungen, Blatt 1 ") as name:
        home = Path(name)
        program = Path(shutil.copytree(BUILT, home / "chainrule", symlinks=True)) / "chainrule"
        try:
            check_commands(program, home)
            check_window(program, home)
            check_size(program.parent, home)
        except BrokenError as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
