"""Names written without a sign between them: which product a run of letters and digits is.

Longest known name first; a name never ends amid digits, so `w10` is no `w1` times 0. Derivatives
(`dL/dz2`, `∂L / ∂(z2)`) and primed names (`L'`) are names too; a function ends the run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from engine.errors import FormulaError
from engine.formula import hints
from engine.formula.expression import Leaf, Ref
from engine.formula.functions import FUNCTIONS
from engine.formula.spelling import LETTER, SUBSCRIPTS, SUPERSCRIPTS
from engine.formula.vocabulary import Vocabulary
from engine.quantity import LONGEST_NAME


@dataclass(frozen=True, slots=True)
class Piece:
    """A sign of a formula: its kind in the grammar, text[start:end], and what it means."""

    kind: str
    start: int
    end: int
    meaning: Leaf | str | int | None = None


WORD: Final = re.compile(
    rf"[{LETTER}](?:[{LETTER}0-9{SUBSCRIPTS}]|_\{{[\w ,;]{{1,12}}\}}|_(?!\{{))*"
)
_FIRST: Final = re.compile(rf"[{LETTER}∂]")
_UNIT: Final = re.compile(r"_\{[^}]*\}|_.|.")
_LETTERS: Final = re.compile(rf"[{LETTER}]+")
_NAME: Final = re.compile(rf"[{LETTER}]++(?:[0-9{SUBSCRIPTS}]++|_\{{[^}}]*\}}|_\w++)*+")
_INDEX_ABOVE: Final = re.compile(
    rf"(?:\^(?:(\d+)|\{{[ (]*(\d+)[ )]*\}}|\( *(\d+) *\))|([{SUPERSCRIPTS}]+))"
    rf"(_\d+|_\{{[\d ,;]+\}}|[{SUBSCRIPTS}]+|)"
)
_OF: Final = re.compile(r"[d∂] *(\( *)?")
_BY: Final = re.compile(r" *[/⁄] *[d∂] *(\( *)?")
_CLOSED: Final = re.compile(r" *\)")
_LIKE_DERIVATIVE: Final = re.compile(
    rf"[d∂][ (]*(?P<of>{_NAME.pattern})?[ )]*[/⁄] *[d∂][ (]*(?P<by>{_NAME.pattern})?"
)
_QUOTIENT: Final = re.compile(rf"({_NAME.pattern}) *[/⁄] *({_NAME.pattern})")
_CALLED: Final = re.compile(rf"'*[{SUPERSCRIPTS}]* *\(")
_PRIMES: Final = re.compile("'*")
_LONGEST_FUNCTION: Final = LONGEST_NAME + len("g_{}")
_DIGITS: Final = str.maketrans(SUPERSCRIPTS, "0123456789")


class Words:
    """Reads the runs of one prepared text."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self._text = text
        self._vocabulary = vocabulary

    def run(self, start: int) -> list[Piece]:
        """The factors from `start` on, up to where no letter follows directly.

        Depth first, and no position is tried twice. Raises `FormulaError` where no name is known or
        more than one could be meant.
        """
        pieces: list[Piece] = []
        choices = [self._choices(start)]
        tried = {start}
        while choices:
            piece = next(choices[-1], None)
            if piece is None:
                choices.pop()
                del pieces[-1:]
            elif piece.kind == "FUNCTION" or not self._letter_at(piece.end):
                return self._checked([*pieces, piece])
            elif piece.end not in tried:
                tried.add(piece.end)
                pieces.append(piece)
                choices.append(self._choices(piece.end))
        raise self._unknown(start, max(tried))

    def _letter_at(self, at: int) -> bool:
        return _FIRST.match(self._text, at) is not None

    def _choices(self, at: int) -> Iterator[Piece]:
        """What a factor may be, the likeliest first; a function is a whole word.

        Before a bracket a function goes before a name, else directly behind a name as long.
        """
        yield from self._derivatives(at)
        word = WORD.match(self._text, at)
        if word is None:
            return
        function = self._function(word)
        if function and _CALLED.match(self._text, word.end()):
            yield function
        for leaf, end in self._names(at):
            if function and end < word.end():
                yield function
            yield self._primed(leaf, at, end)
        if function:
            yield function

    # -- names --------------------------------------------------------------------------------

    def _names(self, at: int) -> Iterator[tuple[Leaf, int]]:
        """Known names that begin at `at`, the longest first, with their ends."""
        word = WORD.match(self._text, at)
        if word is None:
            return
        yield from self._raised(word)
        for length in self._lengths(word[0]):
            leaf = self._meaning(word[0][:length], at)
            if leaf is not None:
                yield leaf, at + length

    def _lengths(self, word: str) -> list[int]:
        """Where a name in a word may end: at its end, or before a letter that starts another."""
        longest = self._vocabulary.longest
        units = _UNIT.finditer(word[: longest + 1])
        lengths = [unit.start() for unit in units if re.match(f"[{LETTER}]", unit[0])][1:]
        return [length for length in (len(word), *reversed(lengths)) if length <= longest]

    def _meaning(self, name: str, at: int) -> Leaf | None:
        leaves = self._vocabulary.read(name)
        if len(leaves) > 1:
            words = " or ".join(leaf.word for leaf in leaves if isinstance(leaf, Ref))
            raise FormulaError("name_ambiguous", name=name, readings=words, position=at)
        return leaves[0] if leaves else None

    def _raised(self, word: re.Match[str]) -> Iterator[tuple[Leaf, int]]:
        """`z⁰`, `z^0`, `h^{(1)}_2`: an index above a letter that is no name by itself."""
        index = _INDEX_ABOVE.match(self._text, word.end())
        if index is None or len(word[0]) > self._vocabulary.longest:
            return
        if any(self._vocabulary.read(word[0][: i + 1]) for i in range(len(word[0]))):
            return
        digits = next(filter(None, index.groups())).translate(_DIGITS)
        leaf = self._meaning(word[0] + digits + index[5], word.start())
        if leaf is not None:
            yield leaf, index.end()

    def _primed(self, leaf: Leaf, start: int, end: int) -> Piece:
        primes = self._primes(end)
        if not primes:
            return Piece("LEAF", start, end, leaf)
        name = self._text[start:end]
        slope = self._vocabulary.leaves.get(f"{name}'")
        if slope is None:
            raise FormulaError("name_primed", name=name, position=start)
        return Piece("LEAF", start, end + primes, slope)

    def _primes(self, at: int) -> int:
        found = _PRIMES.match(self._text, at)
        count = len(found[0]) if found else 0
        if count > 1:
            raise FormulaError("second_derivative", position=at)
        return count

    def _function(self, word: re.Match[str]) -> Piece | None:
        short = len(word[0]) <= _LONGEST_FUNCTION
        function = self._vocabulary.function(word[0]) if short else None
        if function is None:
            return None
        primes = self._primes(word.end())
        name = function + "'" * primes
        if name not in FUNCTIONS:
            raise FormulaError("function_primed", name=function, position=word.start())
        return Piece("FUNCTION", word.start(), word.end() + primes, name)

    # -- derivatives ----------------------------------------------------------------------------

    def _derivatives(self, at: int) -> Iterator[Piece]:
        for of, middle in self._after(_OF, at):
            for by, end in self._after(_BY, middle):
                leaf = self._vocabulary.derivative(of, by)
                if leaf is not None:
                    self._refuse_quotient(at, leaf)
                    yield Piece("LEAF", at, end, leaf)

    def _after(self, sign: re.Pattern[str], at: int) -> Iterator[tuple[Leaf, int]]:
        """Names behind a sign of differentiation, with or without brackets around them."""
        opened = sign.match(self._text, at)
        for leaf, end in self._names(opened.end()) if opened else ():
            closed = _CLOSED.match(self._text, end) if opened and opened[1] else None
            if closed is not None:
                yield leaf, closed.end()
            elif opened and not opened[1]:
                yield leaf, end

    def _refuse_quotient(self, at: int, derivative: Ref) -> None:
        """`dx/dy` is no derivative yet where two parameters are called dx and dy."""
        quotient = _QUOTIENT.match(self._text, at)
        if quotient and all(name in self._vocabulary.leaves for name in quotient.groups()):
            readings = f"{derivative.word} or ({quotient[1]})/({quotient[2]})"
            raise FormulaError("name_ambiguous", name=quotient[0], readings=readings, position=at)

    # -- refusals ---------------------------------------------------------------------------------

    def _checked(self, pieces: list[Piece]) -> list[Piece]:
        """`hex(x)` is an unknown function rather than h·e·x·(x)."""
        start, end = pieces[0].start, pieces[-1].end
        single = all(piece.end - piece.start == 1 for piece in pieces)
        if len(pieces) > 2 and single and self._text.startswith("(", end):
            raise hints.unknown_function(self._text[start:end], start)
        return pieces

    def _unknown(self, start: int, at: int) -> FormulaError:
        """Why no name begins `at`, or the run from `start` is a word rather than a product."""
        like = _LIKE_DERIVATIVE.match(self._text, at)
        names = like.group("of", "by") if like else ()
        for name in names:
            if name is not None and not self._vocabulary.read(name):
                return hints.unknown_name(name, self._vocabulary, at)
        word = _LETTERS.fullmatch(self._text, start, self._end_of_word(start))
        found = word or _NAME.match(self._text, at)
        if found is None or names or (found[0][0] == "d" and self._vocabulary.read(found[0][1:])):
            return FormulaError("derivative_form", position=at)
        if _CALLED.match(self._text, found.end()):
            return hints.unknown_function(found[0], found.start())
        return hints.unknown_name(found[0], self._vocabulary, found.start())

    def _end_of_word(self, start: int) -> int:
        word = WORD.match(self._text, start)
        return word.end() if word else start
