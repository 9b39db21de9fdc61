"""Flow: pieces of known sizes in lines of a width, broken as on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gui.formulas.pieces import Kind

SPACES = {Kind.RELATION: 0.28, Kind.PLUS: 0.22, Kind.TIMES: 0.12, Kind.TERM: 0.0}
"""Blank on both sides of a sign, in ems."""

BREAKS = {Kind.RELATION: 0, Kind.PLUS: 1, Kind.TIMES: 2}
"""Before what a line may be broken, the best first."""

INDENT = 1.2
"""Ems by which lines go on that cannot stand under the first relation."""

MOST_ALIGNED = 0.4
"""Later lines stand under the first relation, unless it is further right, in parts of a line."""

LINE_GAP = 0.35
"""Blank between two lines, in ems."""

SMALLEST = 0.45
"""What is wider than a line is drawn smaller, down to this."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece as large as it would be drawn, in pixels."""

    kind: Kind
    width: float
    ascent: float
    descent: float
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece stands: the beginning of its baseline, and how much smaller it is drawn."""

    x: float
    baseline: float
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Flow:
    """All places, in the order of the blocks, and the size of the whole."""

    places: tuple[Place, ...] = ()
    width: float = 0.0
    height: float = 0.0


def flow(blocks: Sequence[Block], width: float, em: float, *, stacked: bool = True) -> Flow:
    """Put blocks into lines at most `width` pixels wide; `em` is the size of type.

    Every relation but the first begins a line if they are `stacked`. A line that is too long is
    broken before such a relation, else before plus, else before times; outside of brackets, if
    there is such a place.
    """
    return _Flow(blocks, width, em, stacked=stacked).flow() if blocks else Flow()


class _Flow:
    def __init__(self, blocks: Sequence[Block], width: float, em: float, *, stacked: bool) -> None:
        self._blocks, self._width, self._em, self._stacked = blocks, width, em, stacked
        kinds = [block.kind for block in blocks]
        self._first = kinds.index(Kind.RELATION) if Kind.RELATION in kinds else -1
        self._column = self._first_relation()
        room = max(width - self._column - 2 * em, 4 * em)
        self._scales = [max(SMALLEST, min(1.0, room / (each.width or 1.0))) for each in blocks]

    def flow(self) -> Flow:
        """The places of all blocks."""
        places: list[Place] = []
        bottom = right = 0.0
        for first, last in self._lines():
            line = range(first, last)
            ascent, descent = (
                max(getattr(self._blocks[each], side) * self._scales[each] for each in line)
                for side in ("ascent", "descent")
            )
            top = bottom + LINE_GAP * self._em if first else 0.0
            x = self._begin(first)
            for each in line:
                x += self._gap(first, each)
                places.append(Place(x, top + ascent, self._scales[each]))
                x += self._wide(each)
            bottom, right = top + ascent + descent, max(right, x)
        return Flow(tuple(places), right, bottom)

    def _first_relation(self) -> float:
        """Where later lines begin: under the first relation, or a little indented."""
        x = 0.0
        for block in self._blocks:
            if block.kind is Kind.RELATION:
                break
            x += block.width + SPACES[Kind.RELATION] * self._em
        else:
            return INDENT * self._em
        return x if x <= MOST_ALIGNED * self._width else INDENT * self._em

    def _lines(self) -> Iterator[tuple[int, int]]:
        """First and last (exclusive) block of each line."""
        first, related = 0, False
        while first < len(self._blocks):
            last, x = first, self._begin(first)
            while last < len(self._blocks):
                begins = self._blocks[last].kind is Kind.RELATION
                x += self._gap(first, last) + self._wide(last)
                ends = begins and related and self._stacked
                if last > first and (x > self._width or ends):
                    break
                related = related or begins
                last += 1
            else:
                yield first, last
                return
            if not ends:
                last = self._break(first, last)
            yield first, last
            first = last

    def _break(self, first: int, last: int) -> int:
        """The best place to break a line into which the block `last` does not fit."""
        possible = [
            at
            for at in range(last, first, -1)
            if self._blocks[at].kind in BREAKS and not self._is_lone(at) and at != self._first
        ]
        ranks = {at: (self._blocks[at].depth, BREAKS[self._blocks[at].kind]) for at in possible}
        return min(possible, key=lambda at: ranks[at], default=last)

    def _is_lone(self, at: int) -> bool:
        """Whether a plus or minus is a sign of what follows, not between two terms."""
        kinds = [block.kind for block in self._blocks]
        return kinds[at] is Kind.PLUS and (at == 0 or kinds[at - 1] is not Kind.TERM)

    def _begin(self, first: int) -> float:
        """Where a line begins; one that goes on with a term stands behind the relation."""
        if not first:
            return 0.0
        inside = self._blocks[first].kind is not Kind.RELATION
        return self._column + (self._em if inside else 0.0)

    def _gap(self, first: int, at: int) -> float:
        """The blank before a block."""
        if at == first:
            return 0.0
        before = 0.0 if self._is_lone(at - 1) else SPACES[self._blocks[at - 1].kind]
        return max(before, SPACES[self._blocks[at].kind]) * self._em

    def _wide(self, at: int) -> float:
        return self._blocks[at].width * self._scales[at]
