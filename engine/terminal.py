"""The commands that need no picture. Never a traceback: one line says what is wrong."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path
from typing import NoReturn

from engine import lessons
from engine.errors import EngineError
from engine.explain.explanation import explain
from engine.files import reader
from engine.project import Project
from engine.report import report
from engine.solution import solution
from engine.trace import trace
from engine.training.optimizers import Memory
from engine.training.training import full_batch, train
from engine.worked import worked

REFUSED = 2


class Refusal(Exception):
    """One line for standard error; the exit status is 2."""


class Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line."""

    def error(self, message: str) -> NoReturn:
        """Refuse the options."""
        raise Refusal(f"{self.prog}: {message} (--help says more)")


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its one-line help, its options, what it prints."""

    help: str
    options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], str]


def run(arguments: Sequence[str]) -> int:
    """Run the command `arguments[0]` of `COMMANDS`; returns the exit status."""
    name, *rest = arguments
    command = COMMANDS[name]
    parser = Parser(prog=name, description=command.help)
    command.options(parser)

    return guarded(lambda: _printed(command.run(parser.parse_args(rest))))


def show(heading: str, file: str) -> int:
    """Print `heading` and the solution of `file`: what the program does without a display."""
    return _printed(f"{heading}\n\n{_solution(file, load(file))}")


def program_parser() -> Parser:
    """Options of the bare command, which opens the window; its help lists the commands."""
    listed = "\n".join(f"  {name:9} {command.help}" for name, command in COMMANDS.items())
    parser = Parser(
        prog="chainrule",
        description="A tutor for the forward and the backward pass of neural networks.",
        epilog=f"commands that need no window:\n{listed}\n\n`COMMAND --help` says more.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", nargs="?", help="project to open in the window")
    parser.add_argument("--version", action="version", version=f"Chainrule {program_version()}")
    parser.add_argument("--selftest", action="store_true", help="check this installation")
    return parser


def program_version() -> str:
    """The installed version; "unknown" from a bare copy of the sources."""
    try:
        return version("chainrule")
    except PackageNotFoundError:
        return "unknown"


def guarded(command: Callable[[], int]) -> int:
    """Run `command`; what it refuses goes to standard error as one line, status 2."""
    try:
        return command()
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED


def _printed(text: str) -> int:
    """Print `text`; a reader that stops early (`| head`) is no error."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def load(name: str) -> Project:
    """The project of a file, or of a lesson's name; raises `Refusal`."""
    path = Path(name)
    lesson = lessons.find(name)
    if lesson is not None and not path.exists():
        path = lesson.path
    try:
        return reader.read(path)
    except EngineError as error:
        raise Refusal(f"{name}: {error}") from error


# -- solve ------------------------------------------------------------------------------------


_PLAIN = argparse.Namespace(steps=0, sample=None, worked=False, json=False)


def _solve_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a .chainrule file, or a lesson's name")
    parser.add_argument("--steps", type=_count, default=0, metavar="N", help="train first")
    parser.add_argument("--sample", type=_number_from_1, metavar="K", help="only this sample")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--worked", action="store_true", help="every step, with rule and formula")
    form.add_argument("--json", action="store_true", help="full numbers for a program")


def _solve(options: argparse.Namespace) -> str:
    return _solution(options.file, load(options.file), options)


def _solution(file: str, project: Project, options: argparse.Namespace = _PLAIN) -> str:
    try:
        project, memory = _trained(project, options.steps)
        solved = trace(project)
        sample = _sample_index(project, options.sample)
    except EngineError as error:
        raise Refusal(f"{file}: {error}") from error
    if options.json:
        return json.dumps(solution(solved, sample), ensure_ascii=False, allow_nan=False)
    if options.worked:
        return "\n".join(worked(explain(project, solved, sample or 0, memory)))
    return "\n".join(report(project, solved, sample))


def _trained(project: Project, steps: int) -> tuple[Project, Memory | None]:
    """The project after `steps` optimizer steps on the full batch, and what these remember."""
    if not steps:
        return project, None
    snapshot = next(islice(train(full_batch(project)), steps, None))
    return project.with_vector(snapshot.vector), snapshot.memory


def _sample_index(project: Project, number: int | None) -> int | None:
    if number is None:
        return None
    count = len(project.samples)
    if number > count:
        raise EngineError("sample_number", "--sample", found=number, count=count)
    return number - 1


def _count(text: str) -> int:
    return _whole(text, 0)


def _number_from_1(text: str) -> int:
    return _whole(text, 1)


def _whole(text: str, least: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and int(text) >= least):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from {least} on")
    return int(text)


# -- lessons ----------------------------------------------------------------------------------


def _no_options(parser: argparse.ArgumentParser) -> None:
    pass


def _lessons(options: argparse.Namespace) -> str:
    listed = lessons.lessons()
    width = max(len(lesson.name) for lesson in listed)
    return "\n".join(f"{lesson.name.ljust(width)}  {lesson.title}" for lesson in listed)


COMMANDS = {
    "solve": Command("print the forward and backward pass of FILE", _solve_options, _solve),
    "lessons": Command("list the lessons that ship", _no_options, _lessons),
}
