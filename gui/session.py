"""Session: the open document, what is shown of it, and its undo stack.

Every panel reads the session and asks it to edit; panels never know each other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from engine.arrays import Array
from engine.explain.explanation import Explanation
from engine.network import Network
from engine.project import Project
from engine.quantity import Quantity
from engine.training.history import begin
from gui.commands import EditCommand
from gui.explained import explanation, step_number
from gui.moment import Change, Moment, Shown, edited, same, shown, with_point
from gui.reading import Reading, read, read_computed
from gui.readings import Bundle, Readings, read_all
from gui.view import ItemKey, View


class Runner(QObject):
    """Something that previews moments and can be stopped; the trainer is one."""

    def settle(self) -> None:
        """Stop, and commit what was previewed."""


class Session(QObject):
    """The document as one committed moment; `shown` is that, or a preview of training."""

    changed = Signal(object)
    """A `Change`: another project, trace or view is shown."""

    travelled = Signal(object)
    """Undo or redo led from what was shown to what is: a `Change`."""

    opened = Signal()
    """Another document was opened."""

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self._runner: Runner | None = None
        self._view = View()
        self._committed = _start(project)
        self._shown = shown(self._committed)

    @property
    def project(self) -> Project:
        """The committed project: what edits start from and saving writes."""
        return self._committed.project

    @property
    def committed(self) -> Moment:
        """The committed moment."""
        return self._committed

    @property
    def shown(self) -> Shown:
        """What everything drawn reads."""
        return self._shown

    @property
    def view(self) -> View:
        """The shown sample, pass and selection."""
        return self._view

    def reading(self, quantity: Quantity, sample: int | None = None) -> Reading:
        """Text and state of a number: the one door through which numbers reach the screen.

        Of the shown sample, or of another one.
        """
        view = self._view if sample is None else replace(self._view, sample=sample)
        return read(self._shown, view, quantity)

    def readings(self, bundle: Bundle) -> Readings:
        """The same door for thousands of numbers at once, all of the shown sample."""
        return read_all(self._shown, self._view, bundle)

    @property
    def explanation(self) -> Explanation:
        """The walk through what is shown, in the shown sample."""
        return explanation(self._shown, self._view.sample)

    def reading_of(self, numbers: Array | float, *, checked: bool) -> Reading:
        """The same for numbers computed from what is shown; none that was not `checked`."""
        return read_computed(self._shown, self._view, numbers, checked=checked)

    # -- edits --------------------------------------------------------------------------------

    def edit(self, text: str, project: Project, gesture: object = None) -> None:
        """Make `project` the document, as one undo step called `text`.

        Edits with the same `gesture` object (a drag, say) become one step.
        """
        self.settle()
        if same(self.project, project) and gesture is None:
            return
        start = self._gesture_start(gesture)
        after = edited(start, project)
        self.undo_stack.push(EditCommand(self.show, text, self._committed, after, gesture))

    def _gesture_start(self, gesture: object) -> Moment:
        """Where a gesture began, so that it leaves one point in the history, not one a pixel."""
        index = self.undo_stack.index()
        last = self.undo_stack.command(index - 1) if index else None
        if isinstance(last, EditCommand) and last.belongs_to(gesture):
            return last.before
        return self._committed

    def commit(self, text: str, moment: Moment) -> None:
        """Make a moment that a runner reached the document, as one undo step."""
        self.undo_stack.push(EditCommand(self.show, text, self._committed, moment))

    def undo(self) -> None:
        """One step back."""
        self._travel(self.undo_stack.undo)

    def redo(self) -> None:
        """One step forth."""
        self._travel(self.undo_stack.redo)

    def _travel(self, go: Callable[[], None]) -> None:
        self.settle()
        before, view = self._shown, self._view
        go()
        self.travelled.emit(Change(before, self._shown, view, self._view))

    def settle(self) -> Project:
        """Stop what runs and commit it; the project that an edit starts from.

        So nobody edits under a moving network.
        """
        if self._runner is not None:
            runner, self._runner = self._runner, None
            runner.settle()
        return self.project

    def run(self, runner: Runner) -> None:
        """From now on `settle` stops `runner`."""
        self.settle()
        self._runner = runner

    # -- showing ------------------------------------------------------------------------------

    def show(self, moment: Moment) -> None:
        """Commit and show a moment; called by the undo commands."""
        self._committed = moment
        self._set_shown(shown(moment))

    def preview(self, moment: Moment) -> None:
        """Show a moment without committing it."""
        self._set_shown(shown(moment, preview=True))

    def look(self, **view: Any) -> None:
        """Change what is shown: `look(sample=2)`, `look(passes=…)`, `look(selection=…)`.

        Of a selection that was kept somewhere only what is still there.
        """
        changed = replace(self._view, **view)
        if changed.selection is not self._view.selection:
            there = _selectable(self._shown.project.network)
            changed = replace(changed, selection=changed.selection & there)
        if changed != self._view:
            before, self._view = self._view, changed
            self.changed.emit(Change(self._shown, self._shown, before, changed))

    def open(self, project: Project) -> None:
        """Show another document; the undo stack starts anew."""
        self.settle()
        self.undo_stack.clear()
        self.undo_stack.setClean()  # which clearing an empty stack leaves as it was
        kept = self._view
        self._view = View(
            passes=kept.passes,
            presenting=kept.presenting,
            reveal=kept.reveal,
            animated=kept.animated,
        )
        self.show(_start(project))
        self.opened.emit()

    def close(self) -> None:
        """Stop what runs and go silent: Qt's undo stack emits while it is destroyed."""
        self.settle()
        self.undo_stack.disconnect(self)
        self.undo_stack.clear()

    def _set_shown(self, now: Shown) -> None:
        before, self._shown = self._shown, now
        view = self._view
        self._view = _fitted(view, before, now)
        self.changed.emit(Change(before, now, view, self._view))


def _start(project: Project) -> Moment:
    return Moment(project, with_point(begin(project.network.layout), project))


def _fitted(view: View, before: Shown, now: Shown) -> View:
    """The view without what is not there any more."""
    network = now.project.network
    hold = view.hold if view.hold is not None and view.hold.fits(network) else None
    sample = min(view.sample, len(now.project.samples) - 1)
    if network is before.project.network:
        return replace(view, sample=sample, hold=hold)
    stays = view.step is not None and step_number(explanation(now, sample), view.step) is not None
    return replace(
        view,
        sample=sample,
        selection=view.selection & _selectable(network),
        step=view.step if stays else None,
        element=None,
        way=None,
        hold=hold,
    )


def _selectable(network: Network) -> frozenset[ItemKey]:
    return frozenset((*network.by_id, *(edge.key for edge in network.edges)))
