"""Columns: what stands in the cell of a thing's row, and what can be changed there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QCoreApplication, Qt

from engine.network import Network
from engine.project import is_settable
from engine.quantity import Quantity
from gui.edits import set_number, set_trained
from gui.session import Session
from gui.theme import ColorRole
from gui.words import WARNED, quantity_name, shown_text, tip

Thing = TypeVar("Thing")
"""A node or a connection."""

_Flag = Qt.ItemFlag


@dataclass(frozen=True, slots=True)
class Place(Generic[Thing]):
    """A row: a thing of the shown network, and which of its numbers, from 0."""

    session: Session
    network: Network
    thing: Thing
    element: int


@dataclass(frozen=True, slots=True)
class Column(Generic[Thing]):
    """What all columns can be asked; by itself a column is empty."""

    title: str

    aligned = Qt.AlignmentFlag.AlignLeft

    def text(self, at: Place[Thing]) -> str:
        """What stands in the cell."""
        del at
        return ""

    def full(self, at: Place[Thing]) -> str:
        """What one edits and copies."""
        return self.text(at)

    def spoken(self, at: Place[Thing]) -> str:
        """What one hears."""
        return self.text(at)

    def tip(self, at: Place[Thing]) -> str | None:
        """What explains the cell."""
        del at
        return None

    def role(self, at: Place[Thing]) -> ColorRole:
        """Its colour; what only repeats the row above steps back."""
        return ColorRole.MUTED if at.element else ColorRole.TEXT

    def ticked(self, at: Place[Thing]) -> bool | None:
        """Whether it has a tick; None where there is none to set."""
        del at
        return None

    def choices(self, at: Place[Thing]) -> Sequence[tuple[str, str]]:
        """(name, label) of all that can be chosen; empty where one types."""
        del at
        return ()

    def flag(self, at: Place[Thing]) -> Qt.ItemFlag:
        """How it can be changed."""
        del at
        return _Flag.NoItemFlags

    def set(self, at: Place[Thing], value: Any) -> None:
        """Change it as one undo step; raises `EngineError` where it cannot be so."""


@dataclass(frozen=True, slots=True)
class Numbers(Column[Thing]):
    """Numbers of the session, by their addresses; None where a row has no such number."""

    quantity: Callable[[Network, Thing, int], Quantity | None]

    aligned = Qt.AlignmentFlag.AlignRight

    def _number(self, at: Place[Thing]) -> Quantity | None:
        return self.quantity(at.network, at.thing, at.element)

    def text(self, at: Place[Thing]) -> str:
        """Four digits."""
        number = self._number(at)
        return "" if number is None else shown_text(at.session.reading(number))

    def full(self, at: Place[Thing]) -> str:
        """All digits."""
        number = self._number(at)
        return "" if number is None else at.session.reading(number).full

    def tip(self, at: Place[Thing]) -> str | None:
        """The name, all digits, and what is special about the number."""
        number = self._number(at)
        if number is None:
            return None
        return tip(quantity_name(at.network, number), at.session.reading(number))

    def role(self, at: Place[Thing]) -> ColorRole:
        """Forward values, gradients and warnings have their own hue."""
        number = self._number(at)
        if number is None:
            return ColorRole.TEXT
        hue = ColorRole.GRADIENT if number.by else ColorRole.FORWARD
        return ColorRole.WARNING if at.session.reading(number).state in WARNED else hue

    def flag(self, at: Place[Thing]) -> Qt.ItemFlag:
        """What a person sets can be typed."""
        number = self._number(at)
        settable = number is not None and is_settable(at.network, number)
        return _Flag.ItemIsEditable if settable else _Flag.NoItemFlags

    def set(self, at: Place[Thing], value: Any) -> None:
        """To what was typed."""
        number = self._number(at)
        if number is not None:
            set_number(at.session, number, str(value))


@dataclass(frozen=True, slots=True)
class Words(Column[Thing]):
    """Words about a thing. `typed` is what one edits, None what one cannot; `edit` sets it."""

    words: Callable[[Network, Thing, int], str]
    typed: Callable[[Thing], str | None] = lambda _: None
    edit: Callable[[Session, Thing, str], None] | None = None
    offered: Callable[[Network, Thing], Sequence[tuple[str, str]]] = lambda _network, _thing: ()

    def text(self, at: Place[Thing]) -> str:
        """The words."""
        return self.words(at.network, at.thing, at.element)

    def full(self, at: Place[Thing]) -> str:
        """What one edits."""
        return self.typed(at.thing) or self.text(at)

    def choices(self, at: Place[Thing]) -> Sequence[tuple[str, str]]:
        """What is offered."""
        return self.offered(at.network, at.thing)

    def flag(self, at: Place[Thing]) -> Qt.ItemFlag:
        """Where there is something to edit."""
        editable = self.edit is not None and self.typed(at.thing) is not None
        return _Flag.ItemIsEditable if editable else _Flag.NoItemFlags

    def set(self, at: Place[Thing], value: Any) -> None:
        """To what was typed or chosen."""
        if self.edit is not None:
            self.edit(at.session, at.thing, str(value))


@dataclass(frozen=True, slots=True)
class Trained(Column[Thing]):
    """Whether training may change the parameter of a thing, by the parameter's name."""

    parameter: Callable[[Thing], str | None]

    def text(self, at: Place[Thing]) -> str:
        """In a word beside the tick, whose frame is faint in a dark theme."""
        return "" if at.element else self.spoken(at)

    def full(self, at: Place[Thing]) -> str:
        """In a word."""
        return self.spoken(at)

    def spoken(self, at: Place[Thing]) -> str:
        """In a word."""
        trained = self._is_trained(at)
        if trained is None:
            return ""
        translate = QCoreApplication.translate
        return translate("table", "yes") if trained else translate("table", "no")

    def ticked(self, at: Place[Thing]) -> bool | None:
        """Once for all numbers of a parameter."""
        return None if at.element else self._is_trained(at)

    def flag(self, at: Place[Thing]) -> Qt.ItemFlag:
        """Where there is a tick."""
        ticked = self.ticked(at)
        return _Flag.NoItemFlags if ticked is None else _Flag.ItemIsUserCheckable

    def set(self, at: Place[Thing], value: Any) -> None:
        """To the state of the tick."""
        name = self.parameter(at.thing)
        if name is not None:
            set_trained(at.session, name, trained=Qt.CheckState(value) is Qt.CheckState.Checked)

    def _is_trained(self, at: Place[Thing]) -> bool | None:
        name = self.parameter(at.thing)
        return None if name is None else at.network.layout.by_name[name].trainable


def element(of: Quantity, shape: tuple[int, ...], index: int) -> Quantity | None:
    """The number at a place of a flattened array, counted from 0; one that is alone is the whole.

    None where the array is shorter: a bias that all units share stands in the first row.
    """
    if index >= prod(shape):
        return None
    if prod(shape) == 1:
        return of
    if len(shape) == 1:
        return of.element(index + 1)
    row, column = divmod(index, shape[1])
    return of.element(row + 1, column + 1)
