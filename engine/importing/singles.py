"""Singles: a table of nodes that are in no layers, `A` to `C`, or that feed others of their own.

Where such nodes form layers all the same, every one of a layer fed by all of the others, they are
put together; else each is a unit of its own.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Final

from engine.errors import FileError
from engine.importing.labels import HIDDEN, INPUT, OUTPUT, Label, Stage
from engine.importing.loose import Pair
from engine.importing.tables import Cell, Table
from engine.importing.wiring import Group, Wiring

MOST: Final = 200
"""Units of their own in one network."""

_Key = Hashable


def are_single(tables: Sequence[Table], pairs: Sequence[Pair]) -> bool:
    """Whether the nodes of a table cannot be sorted into layers by their labels."""
    _refuse_strangers(pairs)
    given = [pair for pair in pairs if pair.cell.number is not None and not _is_bias(pair)]
    if any(label.kind == "named" for pair in pairs for label in (pair.source, pair.target)):
        return True
    if any(pair.source.stage and pair.source.stage == pair.target.stage for pair in given):
        return True
    if len(tables) > 1 or any(table.bare or table.caption for table in tables):
        return False
    relative = all(pair.source.kind == pair.target.kind == "" for pair in given)
    known = {_key(pair.source) for pair in pairs} & {_key(pair.target) for pair in pairs}
    itself = any(_key(pair.source) == _key(pair.target) for pair in given)
    return relative and bool(known) and not itself


def _refuse_strangers(pairs: Sequence[Pair]) -> None:
    """A row called "Sum" is no node beside others that are "Input 1" and lead to "Node 1"."""
    kinds = {label.kind for pair in pairs for label in (pair.source, pair.target)}
    if not kinds >= {"named", ""} or kinds <= {"named", "", "bias"}:
        return
    for pair in pairs:
        for label in (pair.source, pair.target):
            if label.kind == "named":
                raise FileError("label_unknown", pair.cell.place, found=label.text)


def wire_singles(pairs: Sequence[Pair]) -> Wiring:
    """The network of these cells; raises `FileError` for a cycle."""
    nodes = _Nodes(pairs)
    levels = nodes.levels()
    if nodes.are_dense(levels) and any(len(level) > 1 for level in levels):
        return nodes.wiring(levels, single=False)
    if len(nodes.names) > MOST:
        raise FileError("units_many", most=MOST)
    return nodes.wiring([[key] for level in levels for key in level], single=True)


class _Nodes:
    """Every node that the cells name, and the weights between them."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self.names: dict[_Key, str] = {}
        self._cells: dict[tuple[_Key, _Key], Cell] = {}
        self._biases: dict[_Key, float] = {}
        for pair in pairs:
            for label in (pair.source, pair.target):
                if label.kind != "bias":
                    self.names.setdefault(_key(label), label.text)
            if pair.cell.number is not None:
                self._add(pair, pair.cell.number)

    def _add(self, pair: Pair, number: float) -> None:
        source, target = _key(pair.source), _key(pair.target)
        if _is_bias(pair):
            self._biases[target if pair.source.kind == "bias" else source] = number
        elif (source, target) in self._cells:
            line = self._cells[source, target].line
            raise FileError("weight_twice", pair.cell.place, line=line)
        else:
            self._cells[source, target] = pair.cell

    def levels(self) -> list[list[_Key]]:
        """The nodes by the longest way that leads to them; each in the order of the table."""
        before: dict[_Key, list[_Key]] = {key: [] for key in self.names}
        for source, target in self._cells:
            before[target].append(source)
        try:
            order = list(TopologicalSorter(before).static_order())
        except CycleError as error:
            cycle: list[_Key] = error.args[1]
            place = next(cell.place for (_, target), cell in self._cells.items() if target in cycle)
            raise FileError("weights_backward", place) from None
        if not self._cells:
            raise FileError("no_weights")
        depth: dict[_Key, int] = {}
        for key in order:
            depth[key] = 1 + max((depth[source] for source in before[key]), default=-1)
        levels: list[list[_Key]] = [[] for _ in range(max(depth.values()) + 1)]
        for key in self.names:
            levels[depth[key]].append(key)
        return levels

    def are_dense(self, levels: Sequence[Sequence[_Key]]) -> bool:
        """Whether two levels that are connected at all are so from each node to each."""
        for i, sources in enumerate(levels):
            for targets in levels[i + 1 :]:
                found = sum((a, b) in self._cells for a in sources for b in targets)
                if found not in (0, len(sources) * len(targets)):
                    return False
        return True

    def wiring(self, groups: Sequence[Sequence[_Key]], *, single: bool) -> Wiring:
        """The network in which these nodes are together."""
        blocks = dict(self._blocks(groups))
        stages = _stages(len(groups), blocks)
        named = tuple(
            Group(stage, tuple(self.names[key] for key in keys))
            for stage, keys in zip(stages, groups, strict=True)
        )
        biases = {
            i: tuple(self._biases.get(key, 0.0) for key in keys)
            for i, keys in enumerate(groups)
            if any(key in self._biases for key in keys) and stages[i][0] != INPUT
        }
        return Wiring(named, blocks, biases, (), single)

    def _blocks(
        self, groups: Sequence[Sequence[_Key]]
    ) -> Iterator[tuple[tuple[int, int], tuple[tuple[float, ...], ...]]]:
        for i, sources in enumerate(groups):
            for j, targets in enumerate(groups[i + 1 :], i + 1):
                if (sources[0], targets[0]) in self._cells:
                    yield (
                        (i, j),
                        tuple(
                            tuple(self._cells[source, target].number or 0.0 for source in sources)
                            for target in targets
                        ),
                    )


def _stages(count: int, blocks: Mapping[tuple[int, int], object]) -> list[Stage]:
    """Inputs are what nothing leads to, outputs what leads nowhere."""
    sources, targets = {i for i, _ in blocks}, {j for _, j in blocks}
    return [
        (INPUT if i not in targets else HIDDEN if i in sources else OUTPUT, i) for i in range(count)
    ]


def _key(label: Label) -> _Key:
    if label.kind == "named":
        return label.text.casefold()
    return label.kind, label.layer, label.unit


def _is_bias(pair: Pair) -> bool:
    return "bias" in (pair.source.kind, pair.target.kind)
