"""Moving: one sample rerun many times in one batch, a single parameter number moved in each.

Weights are the same for all columns of a batch. So a moved weight enters where it is used: z gets
the moved amount times the value that the weight multiplies, which is the same number.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.arrays import Array
from engine.complex_step import EPSILON, reach
from engine.layout import Slot
from engine.network import Network
from engine.nodes import Layer, Parameter
from engine.plan.passes import Pass
from engine.plan.places import Places
from engine.quantity import Quantity, Role, preactivation, value
from engine.trace import Trace


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a parameter number enters: `rows` of a number of the run, times a value that it meets.

    Without `source` it is added as it is; all rows is the bias that the units of a layer share.
    """

    quantity: Quantity
    rows: int | slice
    source: str | None = None
    row: int = 0


@dataclass(frozen=True, eq=False, slots=True)
class _Move:
    """What is added to rows of the stacked numbers in some columns; `meets` is a row of these."""

    rows: slice
    meets: int | None
    columns: Array
    amounts: Array


@dataclass(eq=False)
class _MovedPass(Pass):
    """A pass in whose columns parameters are moved, by real or complex amounts.

    `moves` are in the order of their rows.
    """

    moves: Sequence[_Move] = ()

    def put(self, rows: slice, array: Array) -> None:
        """Record rows, moved."""
        super().put(rows, self._moved(rows, array))

    def put_rows(self, rows: slice, array: Array) -> None:
        """Record rows, moved."""
        super().put_rows(rows, self._moved(rows, array))

    def _moved(self, rows: slice, array: Array) -> Array:
        first, last = (bisect_left(self.moves, at, key=_start) for at in (rows.start, rows.stop))
        array = array.astype(self.theta.dtype) if last > first else array
        for move in self.moves[first:last]:
            own = slice(move.rows.start - rows.start, move.rows.stop - rows.start)
            meets = 1.0 if move.meets is None else self.numbers[move.meets, move.columns]
            array[own, move.columns] += move.amounts * meets
        return array


def _start(move: _Move) -> int:
    return int(move.rows.start)


def entries(network: Network, index: int) -> tuple[Entry, ...]:
    """Where the number at `index` of the flat parameter vector enters the network."""
    slot = next(each for each in network.layout.slots if each.start <= index < each.stop)
    at = np.unravel_index(index - slot.start, slot.shape)
    if isinstance(slot.owner, tuple):
        source, target = slot.owner
        return (Entry(preactivation(target), int(at[0]), source, int(at[1])),)
    node = network.by_id[slot.owner]
    if isinstance(node, Layer):
        return (Entry(preactivation(node.id), _bias_rows(node, slot, int(at[0]))),)
    if isinstance(node, Parameter) and node.is_matrix:
        uses = (network.incoming[edge.target] for edge in network.outgoing[node.id])
        row, column = map(int, at)
        return tuple(Entry(value(to.target), row, to.source, column) for _, to in uses)
    return (Entry(value(node.id), int(at[0])),)


def _bias_rows(layer: Layer, slot: Slot, row: int) -> int | slice:
    return slice(None) if slot.shape == (1,) != (layer.size,) else row


def moved(trace: Trace, sample: int, indices: Array, amounts: Array) -> Pass:
    """Rerun `sample` in len(amounts) columns; in each the number at its index is moved.

    Indices are places in the flat parameter vector, amounts real or complex. Values and z only.
    """
    return trace.plan.forward(_pass(trace, sample, indices, amounts))


def slopes(trace: Trace, sample: int, indices: Array, amounts: Array) -> tuple[Array, Array]:
    """The objective after each move, and its slope along that number there: a complex step."""
    found = objectives(trace, moved(trace, sample, indices, amounts + 1j * EPSILON))
    return found.real.copy(), found.imag / EPSILON


def own_slopes(trace: Trace, sample: int, indices: Array) -> Array:
    """The slope along each number where it stands, on the side of every kink that was chosen."""
    steps = EPSILON * reach(trace.run.theta[indices])
    run = _pass(trace, sample, indices, 1j * steps)
    run.around = moved(trace, sample, indices, np.zeros(len(indices)))
    return objectives(trace, trace.plan.forward(run)).imag / steps


def objectives(trace: Trace, run: Pass) -> Array:
    """The objective in every column of a run; the network must have one."""
    assert trace.network.objective is not None
    return np.asarray(run.value[trace.network.objective][0])


def _pass(trace: Trace, sample: int, indices: Array, amounts: Array) -> _MovedPass:
    columns: dict[int, list[int]] = defaultdict(list)
    for column, index in enumerate(indices):
        columns[int(index)].append(column)
    moves = [
        _move(entry, trace.run.places, np.array(own), amounts[own])
        for index, own in columns.items()
        for entry in entries(trace.network, index)
    ]
    run, count = trace.run, len(amounts)
    inputs = {
        key: np.broadcast_to(data[:, [sample]], (len(data), count))
        for key, data in run.inputs.items()
    }
    theta = run.theta.astype(np.result_type(run.theta, amounts))
    return _MovedPass(theta, count, inputs, run.places, moves=sorted(moves, key=_start))


def _move(entry: Entry, places: Places, columns: Array, amounts: Array) -> _Move:
    of = places.z if entry.quantity.role is Role.PREACTIVATION else places.values
    rows = of[entry.quantity.owner]
    if isinstance(entry.rows, int):
        rows = slice(rows.start + entry.rows, rows.start + entry.rows + 1)
    meets = None if entry.source is None else places.values[entry.source].start + entry.row
    return _Move(rows, meets, columns, amounts)
