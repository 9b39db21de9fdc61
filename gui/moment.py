"""The document at one time, and what is drawn of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from engine.errors import EngineError, NetworkError
from engine.partial import complete_part
from engine.project import Project
from engine.trace import Trace, trace
from engine.training.history import History, begin, point
from engine.training.optimizers import Memory
from engine.verify import Verification, verify
from gui.view import View


@dataclass(frozen=True, eq=False, slots=True)
class Moment:
    """A committed state: project, history of the plots, memory of the optimizer (None: fresh)."""

    project: Project
    history: History
    memory: Memory | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Shown:
    """What everything drawn reads: a committed moment or a preview of training.

    Without `trace` the network is incomplete: `missing` says what it lacks, and `part` is the run
    of what lacks nothing.
    """

    moment: Moment
    trace: Trace | None
    verification: Verification | None
    missing: EngineError | None = None
    preview: bool = False
    part: Trace | None = None

    @property
    def values(self) -> Trace | None:
        """The run whose numbers are known: of the whole, or of the part that is complete."""
        return self.part if self.trace is None else self.trace

    @property
    def project(self) -> Project:
        """The project that is drawn."""
        return self.moment.project

    @property
    def verified(self) -> bool:
        """Whether every gradient passed the independent check."""
        return self.verification is not None and self.verification.passed


@dataclass(frozen=True, slots=True)
class Change:
    """What `Session.changed` carries: compare `before` and `after`, refresh what differs."""

    before: Shown
    after: Shown
    view_before: View
    view: View


def shown(moment: Moment, *, preview: bool = False) -> Shown:
    """Solve and verify a moment: nothing is drawn that was not checked."""
    try:
        solved = _solved(moment.project)
    except NetworkError as error:
        part = trace(complete_part(moment.project))
        return Shown(moment, None, verify(part), error, preview, part)
    return Shown(moment, solved, verify(solved), None, preview)


@lru_cache(maxsize=2)  # an edit asks for its point of the history, then shows the same run
def _solved(project: Project) -> Trace:
    return trace(project)


def edited(before: Moment, project: Project) -> Moment:
    """The moment after an edit: one more point of the history, a fresh optimizer."""
    names = begin(project.network.layout).names
    history = before.history if before.history.names == names else begin(project.network.layout)
    if not _same_numbers(before.project, project) or not history.chunks:
        history = with_point(history, project)
    return Moment(project, history)


def with_point(history: History, project: Project) -> History:
    """`history` and the point of `project`, if its loss and gradients exist."""
    try:
        solved = _solved(project)
    except NetworkError:
        return history
    if solved.loss is None:
        return history
    return history.extended([point(project.network.layout, solved.loss, solved.gradient)])


def _same_numbers(before: Project, after: Project) -> bool:
    return (
        before.network is after.network
        and before.samples == after.samples
        and np.array_equal(before.parameters.vector, after.parameters.vector)
    )


def same(before: Project, after: Project) -> bool:
    """Whether an edit changed nothing, field by field."""
    return (
        _same_numbers(before, after)
        and before.positions == after.positions
        and before.training == after.training
        and (before.title, before.notes) == (after.title, after.notes)
        and before.lesson is after.lesson
        and before.view is after.view
    )
