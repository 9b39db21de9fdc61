"""The samples of a project as a sheet: a row each, a column for every number that may differ.

A column is addressed by the `Quantity` of its number, in the order of the nodes. Every edit returns
a new project; a project has at least one sample, so the last row cannot be taken away.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from engine.network import Network
from engine.nodes import Input, Target
from engine.project import Project, Sample
from engine.quantity import Quantity, value

Row = Sequence[float]


def columns(network: Network) -> tuple[Quantity, ...]:
    """The numbers of a sample, one by one: x, or x_1, x_2, …, then those of the targets."""
    return tuple(
        value(node.id).element(element) if node.size > 1 else value(node.id)
        for node in network.nodes
        if isinstance(node, Input | Target)
        for element in range(1, node.size + 1)
    )


def rows(project: Project) -> tuple[Row, ...]:
    """The numbers of all samples, in the order of `columns`."""
    return tuple(
        tuple(number for _, numbers in _ordered(sample, project.network) for number in numbers)
        for sample in project.samples
    )


def with_rows(project: Project, given: Sequence[Row]) -> Project:
    """Other samples: at least one row, each as long as `columns`."""
    return replace(project, samples=tuple(_sample(project.network, row) for row in given))


def appended(project: Project, given: Sequence[Row]) -> Project:
    """More samples behind those that are there."""
    added = tuple(_sample(project.network, row) for row in given)
    return replace(project, samples=(*project.samples, *added))


def inserted(project: Project, at: int) -> Project:
    """One more sample before number `at` (from 0): zeros, to be typed over."""
    blank = _sample(project.network, [0.0] * len(columns(project.network)))
    return replace(project, samples=(*project.samples[:at], blank, *project.samples[at:]))


def removed(project: Project, which: Collection[int]) -> Project:
    """Without some samples, counted from 0; of all of them the first stays."""
    kept = tuple(each for at, each in enumerate(project.samples) if at not in which)
    return replace(project, samples=kept or project.samples[:1])


def pasted(project: Project, at: tuple[int, int], block: Sequence[Row]) -> Project:
    """A block of numbers over the sheet, its first at (row, column) from 0.

    Rows that the sheet lacks are added, what sticks out to the right is left out.
    """
    row, column = at
    sheet = [list(each) for each in rows(project)]
    width = len(columns(project.network))
    sheet += [[0.0] * width for _ in range(row + len(block) - len(sheet))]
    for line, numbers in zip(sheet[row:], block, strict=False):
        fitting = numbers[: width - column]
        line[column : column + len(fitting)] = fitting
    return with_rows(project, sheet)


def _sample(network: Network, row: Row) -> Sample:
    entries = []
    start = 0
    for node in network.nodes:
        if isinstance(node, Input | Target):
            entries.append((node.id, tuple(row[start : start + node.size])))
            start += node.size
    return Sample(tuple(entries))


def _ordered(sample: Sample, network: Network) -> list[tuple[str, tuple[float, ...]]]:
    """The entries in the order of the nodes, whatever that of the file was."""
    numbers: Mapping[str, tuple[float, ...]] = dict(sample.entries)
    return [(node.id, numbers[node.id]) for node in network.nodes if node.id in numbers]
