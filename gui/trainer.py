"""Trainer: gradient descent in slices of the GUI's own time."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from engine.arrays import Vector
from engine.training.history import point
from engine.training.training import Snapshot, train
from gui.moment import Moment
from gui.session import Runner, Session

SLICE = 0.004
"""Seconds of training between two events; at 60 frames a second the window stays at hand."""

INTERVAL = 16
"""Milliseconds between two slices: one frame."""


class Trainer(Runner):
    """Runs the shown project's training; previews while it runs, one undo step when it stops."""

    running_changed = Signal(bool)
    stopped_early = Signal()
    """The loss or a gradient was no longer finite."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._snapshots: Iterator[Snapshot] | None = None
        self._reached: Moment | None = None
        self._wanted: int | None = None
        self._done = 0
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL)
        self._timer.timeout.connect(self._on_slice)

    @property
    def running(self) -> bool:
        """Whether steps are being taken."""
        return self._snapshots is not None

    @property
    def possible(self) -> bool:
        """Whether there is a defined loss to lower."""
        trace = self._session.shown.trace
        return trace is not None and trace.loss is not None and bool(np.isfinite(trace.loss))

    def start(self, steps: int | None = None) -> None:
        """Take `steps` optimizer steps, or run until stopped."""
        if not self.possible:
            return
        self._session.run(self)
        moment = self._session.committed
        self._snapshots = train(moment.project, moment.memory)
        next(self._snapshots)  # the moment itself: its point stands in the history already
        self._reached, self._wanted, self._done = moment, steps, 0
        self._timer.start()
        self.running_changed.emit(True)
        self._on_slice()

    def toggle(self) -> None:
        """Run, or stop."""
        if self.running:
            self._session.settle()
        else:
            self.start()

    def settle(self) -> None:
        """Stop and commit the steps taken as one undo step."""
        reached, done = self._reached, self._done
        self._timer.stop()
        self._snapshots = self._reached = None
        if reached is not None and done:
            self._session.commit(self.tr("Train %n step(s)", "", done), reached)
        self.running_changed.emit(False)

    def _on_slice(self) -> None:
        assert self._reached is not None
        project = self._reached.project
        points: list[Vector] = []
        snapshot, finished = self._steps(points)
        if snapshot is not None:
            self._done += len(points)
            history = self._reached.history.extended(points)
            self._reached = Moment(project.with_vector(snapshot.vector), history, snapshot.memory)
        if finished:
            self._session.settle()
        else:
            self._session.preview(self._reached)

    def _steps(self, points: list[Vector]) -> tuple[Snapshot | None, bool]:
        """Steps for one slice, their points appended; the last snapshot, and whether it ends."""
        assert self._snapshots is not None
        layout = self._session.project.network.layout
        end = perf_counter() + SLICE
        last: Snapshot | None = None
        while True:
            if self._wanted is not None and self._done + len(points) >= self._wanted:
                return last, True
            snapshot = next(self._snapshots)
            if not np.isfinite(snapshot.loss):
                self.stopped_early.emit()
                return last, True  # the last finite moment stays
            last = snapshot
            points.append(point(layout, snapshot.loss, snapshot.gradient))
            if not np.isfinite(snapshot.gradient).all():
                self.stopped_early.emit()
                return last, True
            if perf_counter() >= end:
                return last, False
