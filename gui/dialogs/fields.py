"""Fields that propose something until somebody chooses or types otherwise."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit

from engine.errors import FormulaError
from engine.importing.typed_numbers import parse_numbers
from engine.numerals import full


class NameBox(QComboBox):
    """A name out of a table, shown in words."""

    def __init__(self, name: str, title: str, words: Mapping[str, str]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._chosen = False
        for key, word in words.items():
            self.addItem(word, key)
        self.activated.connect(self._on_activated)

    @property
    def name(self) -> str:
        """The name that is chosen."""
        return str(self.currentData())

    def propose(self, name: str) -> None:
        """Show `name`, unless somebody has chosen."""
        if not self._chosen:
            self.setCurrentIndex(self.findData(name))

    def _on_activated(self) -> None:
        self._chosen = True


class NumbersField(QLineEdit):
    """Several numbers to type: as many as one of `counts` says; one stands for all of `spread`."""

    def __init__(self, name: str, title: str, counts: Collection[int], spread: int) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._title, self._counts, self._spread = title, counts, spread

    def propose(self, numbers: Sequence[float]) -> None:
        """Show these numbers, unless somebody has typed others."""
        if not self.isModified():
            shown = numbers[:1] if self._spread and len(set(numbers)) == 1 else numbers
            self.setText("; ".join(map(full, shown)))

    def numbers(self) -> tuple[float, ...]:
        """What is typed; raises `FormulaError`."""
        try:
            found = parse_numbers(self.text(), self._counts)
        except FormulaError as error:
            raise FormulaError(error.code, self._title, **error.arguments) from None
        return found * self._spread if self._spread and len(found) == 1 else found
