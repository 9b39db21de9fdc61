"""Chainrule: a window on a network, or a terminal command."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Sequence

# Two BLAS threads are slower at the sizes of lessons; must be set before NumPy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")

NO_DISPLAY = (
    "Chainrule found no display to open its window on, so here is its first lesson, solved "
    "(`solve FILE` does the same for a file of yours)."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit status."""
    multiprocessing.freeze_support()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    given = list(sys.argv[1:] if arguments is None else arguments)

    from engine import terminal

    if given and given[0] in terminal.COMMANDS:
        return terminal.run(given)
    return terminal.guarded(lambda: _open(given))


def _open(given: Sequence[str]) -> int:
    from engine import lessons, terminal

    parser = terminal.program_parser()
    options = parser.parse_args(given)
    if options.selftest:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from gui.selftest import selftest

        return selftest()
    if not has_display():
        return terminal.show(NO_DISPLAY, options.file or lessons.lessons()[0].name)
    from gui.app import start

    return start(options.file)


def has_display() -> bool:
    """Whether Qt can open a window; on Linux it would abort without one."""
    if os.environ.get("QT_QPA_PLATFORM") or not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
