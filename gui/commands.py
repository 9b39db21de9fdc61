"""The one undo command."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from gui.moment import Moment, same

Show = Callable[[Moment], None]
"""Commits and shows a moment: the session's `show`."""

MERGEABLE = 1


class EditCommand(QUndoCommand):
    """Holds the moment before and after; redo is an assignment, so it cannot fail."""

    def __init__(
        self, show: Show, text: str, before: Moment, after: Moment, gesture: object = None
    ) -> None:
        super().__init__(text)
        self._show = show
        self._before = before
        self._after = after
        self._gesture = gesture

    @property
    def before(self) -> Moment:
        """The moment that undo restores."""
        return self._before

    def belongs_to(self, gesture: object) -> bool:
        """Whether this is the step that `gesture` keeps extending."""
        return gesture is not None and self._gesture is gesture

    def id(self) -> int:
        """Qt tries to merge only commands with one id."""
        return MERGEABLE

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take over `other` of the same gesture; a gesture back to its start leaves no step."""
        if not isinstance(other, EditCommand) or not other.belongs_to(self._gesture):
            return False
        self._after = other._after  # noqa: SLF001 - the same class
        self.setText(other.text())
        self.setObsolete(same(self._before.project, self._after.project))
        return True

    def undo(self) -> None:
        """Back to the moment before."""
        self._show(self._before)

    def redo(self) -> None:
        """Forth to the moment after."""
        self._show(self._after)
