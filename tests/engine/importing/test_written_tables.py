"""Random networks, written as tables in random styles, are read as the same networks."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from engine.importing.weight_table import Side, read_weight_table

Matrices = list[list[list[float]]]
"""Of each layer, a row for every unit that weights lead to."""

UNITS = ("{layer} Node {n}", "{layer} {n}", "{layer}, unit {n}", "Node {n} ({layer})")
SEPARATORS = ("\t", ";", " | ", "  ", " ", " & ")
SEEDS = 120


def network(random: Random) -> Matrices:
    sizes = [random.randint(1, 4) for _ in range(random.randint(2, 5))]
    return [
        [[round(random.uniform(-9, 9), random.randint(0, 3)) for _ in range(a)] for _ in range(b)]
        for a, b in pairwise(sizes)
    ]


def layer_names(count: int) -> list[str]:
    hidden = ["Hidden"] if count == 3 else [f"Hidden {n}" for n in range(1, count - 1)]
    return ["Input", *hidden, "Output"] if count > 2 else ["Input", "Output"]


class Writer:
    """Writes one network; what it does by chance is decided by the seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - reproducible, not secret
        self.matrices = network(self.random)
        self.sizes = [len(self.matrices[0][0]), *map(len, self.matrices)]
        self.names = layer_names(len(self.sizes))
        self.style = self.random.choice(UNITS)
        self.side: Side = self.random.choice(("from", "to"))
        self.comma = self.random.random() < 0.3

    def number(self, x: float) -> str:
        written = f"{x:g}" if self.random.random() < 0.7 else repr(x)
        return written.replace(".", ",") if self.comma else written.replace("-", "−")

    def unit(self, layer: int, n: int) -> str:
        name = self.names[layer]
        if name[-1].isdigit() and not ("Node" in self.style or "unit" in self.style):
            return f"{name} Node {n}"
        return self.style.format(layer=name, n=n)

    def rows(self) -> list[list[str]]:
        return self.by_position() if self.random.random() < 0.5 else self.by_name()

    def by_position(self) -> list[list[str]]:
        """One table for all layers, whose columns are numbered units: as on the sheet."""
        most = max(self.sizes)
        corner = "From \\ To" if self.side == "from" else "To \\ From"
        rows = [[corner, *(f"Node {n}" for n in range(1, most + 1))]]
        for layer, size in enumerate(self.sizes):
            rows += [[self.unit(layer, n + 1), *self.cells(layer, n, most)] for n in range(size)]
        return rows

    def cells(self, layer: int, n: int, most: int) -> list[str]:
        """Of one unit; what has no partner may hold a number all the same."""
        found: list[float] = []
        if self.side == "from" and layer < len(self.matrices):
            found = [row[n] for row in self.matrices[layer]]
        elif self.side == "to" and layer > 0:
            found = self.matrices[layer - 1][n]
        rest = [self.random.choice(("7.5", "-", "–")) for _ in range(most - len(found))]
        return [*map(self.number, found), *rest]

    def by_name(self) -> list[list[str]]:
        """Every unit in a row and in a column."""
        corner = "From" if self.side == "from" else "To"
        units = [(layer, n) for layer, size in enumerate(self.sizes) for n in range(size)]
        names = [self.unit(layer, n + 1) for layer, n in units]
        return [
            [corner, *names],
            *(
                [name, *(self.pair(*((row, column) if self.side == "from" else (column, row)))
                         for column in units)]
                for name, row in zip(names, units, strict=True)
            ),
        ]  # fmt: skip

    def pair(self, source: tuple[int, int], target: tuple[int, int]) -> str:
        if target[0] != source[0] + 1:
            return "-"
        return self.number(self.matrices[source[0]][target[1]][source[1]])

    def text(self) -> str:
        separator = self.random.choice(SEPARATORS)
        return "\n".join(separator.join(row) for row in self.rows())


@pytest.mark.parametrize("start", range(0, SEEDS, SEEDS // 4))
def test_what_is_written_is_read(start: int) -> None:
    for seed in range(start, start + SEEDS // 4):
        writer = Writer(seed)
        text = writer.text()
        table = read_weight_table(text)
        assert [len(group.units) for group in table.groups] == writer.sizes, (seed, text)
        for layer, matrix in enumerate(writer.matrices):
            found = [list(row) for row in table.blocks[layer, layer + 1]]
            assert found == matrix, (seed, text)
        assert table.side == writer.side
