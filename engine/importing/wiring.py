"""Wiring: which unit each weight of the tables comes from and leads to, layer by layer.

A label without a layer ("Node 2") is a unit of the layer that follows, or precedes, the one on the
other side of the table. What stands in the table for no two units of the network is said in notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from engine.errors import FileError
from engine.importing.labels import HIDDEN, INPUT, OUTPUT, Label, Stage
from engine.importing.loose import Pair, listed, loose_notes, number_of, pairs
from engine.importing.notes import Note, note
from engine.importing.tables import Cell, Side, Table

Unit = tuple[Stage, int]

Matrix = tuple[tuple[float, ...], ...]
"""One row for each unit that weights lead to."""


@dataclass(frozen=True, slots=True)
class Group:
    """A layer of the network understood, or its inputs: where it stands, and who is in it."""

    stage: Stage
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wiring:
    """Groups in order, weights between two of them by their indices, biases by index.

    In a network of `single` nodes each group is one that the table calls by its name.
    """

    groups: tuple[Group, ...]
    blocks: Mapping[tuple[int, int], Matrix]
    biases: Mapping[int, tuple[float, ...]]
    notes: tuple[Note, ...]
    single: bool = False


def wire(tables: Sequence[Table], sides: Sequence[Side]) -> Wiring:
    """The layers of tables whose rows are `sides`; raises `FileError` where a weight is missing."""
    found = pairs(tables, sides)
    order = _Order(tables)
    for index, (table, own) in enumerate(zip(tables, found, strict=True)):
        order.place(own, _told(table, own) or order.chained(index))
    return _Wired([pair for own in found for pair in own]).wiring()


def _told(table: Table, own: Sequence[Pair]) -> tuple[Stage, ...]:
    """The layers of a caption, unless the labels of the table speak of others."""
    if not table.caption:
        return ()
    before, after = table.caption
    fits = all(
        pair.source.stage in (None, before) and pair.target.stage in (None, after) for pair in own
    )
    return table.caption if fits else ()


class _Order:
    """The layers that labels and captions name, in order."""

    def __init__(self, tables: Sequence[Table]) -> None:
        labels = [label for table in tables for label in (*table.rows, *table.columns)]
        named = {label.stage for label in labels if label.kind != "bias" and label.stage}
        self._stages = sorted(named.union(*(table.caption for table in tables)))
        self._count = len(tables)

    def chained(self, index: int) -> tuple[Stage, ...]:
        """Between which layers a table stands if no label says so: one behind the other."""
        if self._stages:
            return ()
        last = index + 1 == self._count
        return (HIDDEN if index else INPUT, index), (OUTPUT, 0) if last else (HIDDEN, index + 1)

    def place(self, own: Sequence[Pair], told: tuple[Stage, ...]) -> None:
        """Find the layers of one table's cells."""
        known: Stage | None = None
        for pair in own:
            before = None if pair.source.kind == "bias" else pair.source.stage
            after = None if pair.target.kind == "bias" else pair.target.stage
            if told:
                before, after = before or told[0], after or told[1]
            if pair.source.kind == "bias":
                pair.after = after or self._next(pair.source.stage or known or self._first())
            elif pair.target.kind == "bias":
                pair.before = before
            else:
                known = pair.before = before or self._previous(after)
                pair.after = after or self._next(before)

    def _first(self) -> Stage | None:
        return self._stages[0] if self._stages else None

    def _next(self, stage: Stage | None) -> Stage | None:
        if stage is None:
            return None
        later = (each for each in self._stages if each > stage)
        return next(later, None if stage[0] == OUTPUT else (OUTPUT, 0))

    def _previous(self, stage: Stage | None) -> Stage | None:
        if stage is None:
            return None
        earlier = (each for each in reversed(self._stages) if each < stage)
        return next(earlier, None if stage[0] == INPUT else (INPUT, 0))


@dataclass(slots=True)
class _Wired:
    """What the cells of all tables add up to."""

    pairs: list[Pair]
    units: dict[Stage, dict[int, str]] = field(default_factory=dict)
    cells: dict[tuple[Unit, Unit], Cell] = field(default_factory=dict)
    biases: dict[Unit, Cell] = field(default_factory=dict)
    loose: list[Pair] = field(default_factory=list)

    def wiring(self) -> Wiring:
        self._find_units()
        for pair in self.pairs:
            self._connect(pair)
        stages = sorted(self.units)
        groups = tuple(
            Group(stage, tuple(name for _, name in sorted(self.units[stage].items())))
            for stage in stages
        )
        given: dict[tuple[Stage, Stage], Cell] = {}
        for ((first, _), (second, _)), cell in self.cells.items():
            if cell.number is not None:
                given.setdefault((first, second), cell)
        blocks = {
            (stages.index(first), stages.index(second)): self._matrix(first, second, cell)
            for (first, second), cell in sorted(given.items(), key=lambda item: item[0])
        }
        self._check_reached(groups, blocks)
        biases = {i: own for i, stage in enumerate(stages) if (own := self._bias(stage))}
        notes = (*loose_notes(self.loose, self.units), *self._on_zeros(blocks, stages))
        return Wiring(groups, blocks, biases, notes)

    # -- units --------------------------------------------------------------------------------

    def _ends(self, pair: Pair) -> Iterator[tuple[Label, Stage]]:
        for label, stage in ((pair.source, pair.before), (pair.target, pair.after)):
            if stage is not None and label.kind != "bias":
                yield label, stage

    def _find_units(self) -> None:
        """Labels that name a layer say who is in it; only without them, the others do."""
        for label, stage in (end for pair in self.pairs for end in self._ends(pair)):
            if label.kind:
                self.units.setdefault(stage, {}).setdefault(number_of(label), label.text)
        known = frozenset(self.units)
        for pair in self.pairs:
            for label, stage in self._ends(pair) if pair.cell.number is not None else ():
                if stage not in known:
                    self.units.setdefault(stage, {}).setdefault(number_of(label), label.text)

    def _unit(self, label: Label, stage: Stage | None) -> Unit | None:
        if stage is None or number_of(label) not in self.units.get(stage, ()):
            return None
        return stage, number_of(label)

    def _connect(self, pair: Pair) -> None:
        source, target = self._unit(pair.source, pair.before), self._unit(pair.target, pair.after)
        if "bias" in (pair.source.kind, pair.target.kind):
            unit = target if pair.source.kind == "bias" else source
            if unit is None or (unit[0][0] == INPUT):
                self._loosen(pair)
            else:
                self.biases[unit] = pair.cell
        elif source is None or target is None:
            self._loosen(pair)
        else:
            before = self.cells.get((source, target))
            if before is not None and before.number is not None and pair.cell.number is not None:
                raise FileError("weight_twice", pair.cell.place, line=before.line)
            if before is None or before.number is None:
                self.cells[source, target] = pair.cell

    def _loosen(self, pair: Pair) -> None:
        if pair.cell.number is not None:
            self.loose.append(pair)

    # -- numbers ------------------------------------------------------------------------------

    def _matrix(self, first: Stage, second: Stage, given: Cell) -> Matrix:
        """The weights between two layers, of which one is `given`."""
        if first >= second:
            raise FileError("weights_backward", given.place)
        sources = [(first, unit) for unit in sorted(self.units[first])]
        targets = [(second, unit) for unit in sorted(self.units[second])]
        return tuple(
            tuple(self._weight(source, target) for source in sources) for target in targets
        )

    def _weight(self, source: Unit, target: Unit) -> float:
        """0 where people say that there is none; a cell that is empty has lost its weight."""
        cell = self.cells.get((source, target))
        if cell is None:
            names = [self.units[stage][unit] for stage, unit in (source, target)]
            raise FileError("weight_absent", source=names[0], target=names[1])
        if cell.number is None and not cell.text:
            raise FileError("weight_lost", cell.place)
        return cell.number or 0.0

    def _on_zeros(
        self, blocks: Mapping[tuple[int, int], Matrix], stages: Sequence[Stage]
    ) -> Iterator[Note]:
        """The cells of connected layers in which a sign stands for no connection."""
        connected = {(stages[i], stages[j]) for i, j in blocks}
        zeros = [
            f"{cell.row.text} / {cell.column.text}"
            for ((first, _), (second, _)), cell in self.cells.items()
            if cell.number is None and (first, second) in connected
        ]
        if zeros:
            yield note("weights_zero", cells=listed(zeros))

    def _bias(self, stage: Stage) -> tuple[float, ...]:
        cells = [self.biases.get((stage, unit)) for unit in sorted(self.units[stage])]
        given = any(cell is not None and cell.number is not None for cell in cells)
        return tuple((cell and cell.number) or 0.0 for cell in cells) if given else ()

    def _check_reached(
        self, groups: Sequence[Group], blocks: Mapping[tuple[int, int], Matrix]
    ) -> None:
        """Every layer but the first needs weights that lead into it."""
        if not blocks:
            raise FileError("no_weights")
        for index, group in enumerate(groups):
            if index and group.stage[0] != INPUT and not any(j == index for _, j in blocks):
                raise FileError("layer_unreached", name=group.units[0])
