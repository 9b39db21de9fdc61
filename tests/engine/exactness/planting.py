"""Faults: the engine's tables and passes with one mistake in them, beside the engine as it is."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType, ModuleType
from unittest.mock import patch

from engine.project import Project
from engine.trace import Trace
from engine.verify import Verification
from tests.engine.exactness.mutations import Mutation, mutations

TABLES = (
    "engine.functions.kinks",
    "engine.functions.stable",
    "engine.functions.activations",
    "engine.functions.elementary",
    "engine.functions.operations",
    "engine.functions.losses",
)
PASSES = (
    "engine.plan.places",
    "engine.plan.passes",
    "engine.plan.layers",
    "engine.plan.products",
    "engine.plan.units",
    "engine.plan.blocks",
    "engine.remarks",
    "engine.trace",
)
CHECK = ("engine.complex_step", "engine.undefined", "engine.verify")
GROUPING, COMPILE = "engine.plan.grouping", "engine.plan.compile"
"""They choose the way a network is run: mistakes there cost time alone."""

REBUILT = (*TABLES, *PASSES[:4], GROUPING, *PASSES[4:6], COMPILE, *PASSES[6:], *CHECK)
"""What runs a network, in the order of imports; structure and numbers are shared by all engines."""


@dataclass(frozen=True, eq=False)
class Engine:
    """The doors to one engine."""

    trace: Callable[[Project], Trace]
    verify: Callable[[Trace], Verification]


@dataclass(frozen=True, eq=False)
class Fault:
    """One mistake in one module."""

    mistake: str
    module: str
    text: str
    compiled: Callable[[], CodeType]

    def __str__(self) -> str:
        """For a report."""
        return f"{self.mistake} in {self.module}, {self.text}"

    @contextmanager
    def planted(self) -> Iterator[Engine]:
        """An engine with this mistake; raises whatever its import raises."""
        codes = {name: _compiled(name) for name in REBUILT} | {self.module: self.compiled()}
        with patch.dict(sys.modules):
            for name, code in codes.items():
                sys.modules[name] = ModuleType(name)
                exec(code, sys.modules[name].__dict__)  # noqa: S102 - our own source
            doors = sys.modules["engine.trace"], sys.modules["engine.verify"]
            yield Engine(doors[0].trace, doors[1].verify)


@cache
def _source(module: str) -> str:
    path = importlib.import_module(module).__file__
    assert path is not None
    return Path(path).read_text(encoding="utf-8")


@cache
def _compiled(module: str) -> CodeType:
    return compile(_source(module), module, "exec")


def small_faults() -> Iterator[Fault]:
    """Every small mistake in the tables and passes."""
    for module in (*TABLES, *PASSES):
        for mutation in mutations(_source(module)):
            yield Fault(mutation.mistake, module, str(mutation), _of(mutation, module))


def _of(mutation: Mutation, module: str) -> Callable[[], CodeType]:
    return lambda: mutation.compiled(module)


def rewritten(mistake: str, module: str, before: str, after: str) -> Fault:
    """A mistake that needs more words; fails where `before` does not stand exactly once."""
    source = _source(module)
    assert source.count(before) == 1, f"{module} no longer says: {before}"
    text = source.replace(before, after)
    return Fault(mistake, module, f"{before} → {after}", lambda: compile(text, module, "exec"))
