"""From a table of weights, as on an exercise sheet, to the network that it describes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from engine.errors import FileError
from engine.importing.cells import rows
from engine.importing.labels import INPUT, OUTPUT
from engine.importing.loose import pairs
from engine.importing.notes import Note, note
from engine.importing.singles import are_single, wire_singles
from engine.importing.tables import Side, Table, tables
from engine.importing.wiring import Group, Matrix, wire


@dataclass(frozen=True, slots=True)
class WeightTable:
    """A network understood: groups in order, weights between them, biases that the table gives.

    Groups that no weights lead into are inputs. `side` is what the rows are, `single` says that
    each group is one node called as in the table, `text` is what stands around the tables.
    """

    groups: tuple[Group, ...]
    blocks: Mapping[tuple[int, int], Matrix]
    biases: Mapping[int, tuple[float, ...]]
    side: Side
    single: bool
    notes: tuple[Note, ...]
    text: str

    @property
    def inputs(self) -> tuple[int, ...]:
        """The groups that are inputs."""
        targets = {target for _, target in self.blocks}
        return tuple(index for index in range(len(self.groups)) if index not in targets)


def read_weight_table(text: str, side: Side | None = None) -> WeightTable:
    """The network of all tables in a text; `side` goes before what the tables say themselves.

    Raises `FileError` with line, row and column for what cannot be understood.
    """
    found, others = tables(rows(text))
    if not found:
        raise FileError("no_table")
    sides = _sides(found, side)
    cells = [pair for own in pairs(found, sides) for pair in own]
    single = are_single(found, cells)
    wiring = wire_singles(cells) if single else wire(found, sides)
    notes = (*_on_side(found, sides[0], told=side is not None), *wiring.notes)
    return WeightTable(
        wiring.groups,
        wiring.blocks,
        wiring.biases,
        sides[0],
        wiring.single,
        notes,
        "\n".join(others),
    )


def _sides(found: Sequence[Table], chosen: Side | None) -> list[Side]:
    """What the rows of each table are: as chosen, as it says itself, as others say, or guessed."""
    said = next((table.rows_are for table in found if table.rows_are), None)
    return [chosen or table.rows_are or said or _guessed(found) for table in found]


def _guessed(found: Sequence[Table]) -> Side:
    """Weights lead from inputs to outputs."""
    steps = [
        (cell.row.stage, cell.column.stage)
        for table in found
        for cell in table.cells
        if cell.number is not None and cell.row.stage and cell.column.stage
    ]
    if steps:
        return "from" if 2 * sum(a <= b for a, b in steps) >= len(steps) else "to"
    rows_of = {label.stage[0] for table in found for label in table.rows if label.stage}
    columns_of = {label.stage[0] for table in found for label in table.columns if label.stage}
    if rows_of:
        return "to" if OUTPUT in rows_of and INPUT not in rows_of else "from"
    if columns_of:
        return "from" if OUTPUT in columns_of and INPUT not in columns_of else "to"
    return _guessed_by_size(found)


def _guessed_by_size(found: Sequence[Table]) -> Side:
    """Matrices that follow one another fit together; one called W has a row for each target."""
    sources = all(len(a.columns) == len(b.rows) for a, b in pairwise(found))
    targets = all(len(a.rows) == len(b.columns) for a, b in pairwise(found))
    if sources != targets:
        return "from" if sources else "to"
    return "to" if any(table.matrix for table in found) else "from"


def _on_side(found: Sequence[Table], side: Side, *, told: bool) -> Iterator[Note]:
    if all(table.listed for table in found):
        return
    if not told and not any(table.rows_are for table in found):
        yield note("rows_taken_as_sources" if side == "from" else "rows_taken_as_targets")
    yield note("rows_are_sources" if side == "from" else "rows_are_targets")
