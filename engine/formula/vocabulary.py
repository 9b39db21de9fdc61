"""Vocabulary: which words a formula may use, what each means, and the word for a quantity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from engine.formula.expression import EULER, PI, Leaf, Number, Ref, Shape, Symbol
from engine.formula.functions import FUNCTIONS, OTHER_NAMES
from engine.formula.spelling import LETTER, SUBSCRIPTS
from engine.quantity import Quantity

CONSTANTS: Final[Mapping[str, Leaf]] = {"e": EULER, "pi": PI, "π": PI}

_SMALL: Final = re.compile(rf"[{SUBSCRIPTS}]+")
_DIGITS: Final = str.maketrans(SUBSCRIPTS, "0123456789")
_BRACES: Final = re.compile(r"_\{ *(\w+) *\}")
_INDEXED: Final = re.compile(
    r"(?P<base>.+?)(?:_\{ *(?P<braced>\d+(?: *[,;] *\d+)?) *\}|_(?P<plain>\d+)"
    rf"|(?<=[{LETTER}])(?P<glued>\d+))"
)

_LONGEST_INDEX: Final = 16


def folded(word: str) -> str:
    """Functions are known in any case, with or without underscores: `LeakyReLU`."""
    return (word.lower() if word.isascii() else word).replace("_", "")


FUNCTION_NAMES: Final = {**{folded(name): name for name in FUNCTIONS}, **OTHER_NAMES}


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The names that a formula may use, each with its meaning; compared by identity.

    `refs` holds the quantities that no word of their own leads to. That of a network is made by
    `engine.vocabulary`.
    """

    leaves: Mapping[str, Leaf] = field(default_factory=dict)
    functions: Mapping[str, str] = field(default_factory=lambda: FUNCTION_NAMES)
    refs: Mapping[Quantity, Ref] = field(default_factory=dict)

    def extended(self, leaves: Mapping[str, Leaf]) -> Vocabulary:
        """With more names, such as a free variable or one that an earlier line introduced."""
        return replace(self, leaves={**self.leaves, **leaves})

    # -- from words to meanings ---------------------------------------------------------------

    def read(self, word: str) -> tuple[Leaf, ...]:
        """Every meaning of a name with its index, as typed: `w0`, `w_0`, `w₀`, `h1_{2}`, `x1`.

        Nothing for a word that is not known; several where only its writer can decide.
        """
        plain = _ascii(word)
        if plain != word and _ends_small(word):  # w₀ is w0, seldom w_0
            names = [name for name in (word.translate(_DIGITS), plain) if name in self.leaves]
        else:
            names = [plain] if plain in self.leaves else []
        if names:
            return tuple(self.leaves[name] for name in names)
        elements = self._elements(plain)
        unbraced = _BRACES.sub(r"_\1", plain)
        if elements and unbraced != plain:  # braces tell an index from a part of the name
            names = [unbraced] if unbraced in self.leaves else []
        else:
            names = self._without_underscores(unbraced)
        return (*elements, *(self.leaves[name] for name in names))

    def vector(self, word: str) -> Ref | None:
        """The vector or matrix of which `word` would be an element, if its index were right."""
        found = _INDEXED.fullmatch(_ascii(word))
        return next(self._vectors(found), None) if found else None

    def function(self, word: str) -> str | None:
        """The function of `functions.FUNCTIONS` that a word names, in any case."""
        return self.functions.get(folded(_BRACES.sub(r"\1", _ascii(word))))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words that quantities are written with, each once, in the order of the names."""
        found = (leaf.word for leaf in self.leaves.values() if not isinstance(leaf, Number))
        return tuple(dict.fromkeys(found))

    @cached_property
    def longest(self) -> int:
        """The most signs that a name with its index may take."""
        return max(map(len, self.leaves), default=0) + _LONGEST_INDEX

    def derivative(self, of: Leaf, by: Leaf) -> Ref | None:
        """∂of/∂by, in the shape of `by` for a single number; None where there is no such thing."""
        if not isinstance(of, Ref) or not isinstance(by, Ref) or of.quantity.by or by.quantity.by:
            return None
        objective = self.leaves.get("L")
        numerator = "L" if objective == of else of.word
        shape = by.shape if of.shape == () else of.shape if by.shape == () else None
        return Ref(of.quantity.derivative(by.quantity), f"∂{numerator}/∂{by.word}", shape)

    def _elements(self, word: str) -> list[Ref]:
        found = _INDEXED.fullmatch(word)
        if found is None:
            return []
        digits = found["braced"] or found["plain"] or found["glued"]
        return [
            self._element(vector, index)
            for vector in self._vectors(found)
            for index in _indices(digits, vector.shape)
        ]

    def _vectors(self, found: re.Match[str]) -> Iterator[Ref]:
        """What may stand before an index; directly before a digit only an exact name."""
        base = _BRACES.sub(r"_\1", found["base"])
        names = [base] if base in self.leaves or found["glued"] else self._without_underscores(base)
        for name in names:
            leaf = self.leaves.get(name)
            if isinstance(leaf, Ref) and leaf.shape and leaf.quantity.by is None:
                yield leaf

    def _element(self, vector: Ref, index: tuple[int, ...]) -> Ref:
        digits = ",".join(map(str, index))
        word = f"{vector.word}_{digits}"
        if len(index) > 1 or word in self.leaves or self._without_underscores(word):
            word = f"{vector.word}_{{{digits}}}"
        return Ref(vector.quantity.element(*index), word)

    def _without_underscores(self, word: str) -> list[str]:
        """Known names that `word` becomes by dropping some or none of its underscores.

        One at the end announces an index that is missing.
        """
        names = () if word.endswith("_") else self._by_letters.get(word.replace("_", ""), ())
        return [name for name in names if _is_subsequence(name, word)]

    @cached_property
    def _by_letters(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self.leaves:
            found.setdefault(name.replace("_", ""), []).append(name)
        return found

    # -- from meanings to words -----------------------------------------------------------------

    def ref(self, quantity: Quantity) -> Ref:
        """A quantity with its word and its shape; raises KeyError if it has no name here."""
        if quantity.by is not None:
            of = self.ref(Quantity(quantity.role, quantity.owner, quantity.index))
            by = self.ref(quantity.by)
            derivative = self.derivative(of, by)
            assert derivative is not None
            return derivative
        if quantity.index:
            return self._element(self.ref(replace(quantity, index=())), quantity.index)
        return self._by_quantity[quantity]

    @cached_property
    def _by_quantity(self) -> Mapping[Quantity, Ref]:
        leaves = (leaf for leaf in self.leaves.values() if isinstance(leaf, Ref))
        return {leaf.quantity: leaf for leaf in leaves} | dict(self.refs)


def symbols(*names: str) -> Vocabulary:
    """The vocabulary of a formula that stands by itself: its own names, e and π."""
    return Vocabulary({**CONSTANTS, **{name: Symbol(name) for name in names}})


def _ascii(word: str) -> str:
    """`word` with small digits as an index: h1₂ is h1_2."""
    return _SMALL.sub(lambda digits: "_" + digits[0].translate(_DIGITS), word)


def _ends_small(word: str) -> bool:
    return re.fullmatch(rf".*[{LETTER}][{SUBSCRIPTS}]+", word) is not None


def _is_subsequence(name: str, word: str) -> bool:
    signs = iter(word)
    return all(sign in signs for sign in name)


def _indices(digits: str, shape: Shape) -> list[tuple[int, ...]]:
    """The element that `digits` count from 1; none outside of `shape`."""
    index = tuple(int(each) for each in re.split(" *[,;] *", digits))
    if shape and len(shape) == 2 and len(digits) == 2 and max(shape) <= 9:
        index = int(digits[0]), int(digits[1])
    fits = shape and len(index) == len(shape)
    inside = fits and all(1 <= i <= size for i, size in zip(index, shape or (), strict=True))
    return [index] if inside else []
