"""Moving: one sample rerun many times in one batch, a single parameter number moved in each.

Weights are the same for all columns of a batch. So a moved weight enters where it is used: z gets
the moved amount times the value that the weight multiplies, which is the same number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from engine.arrays import Array
from engine.complex_step import EPSILON, reach
from engine.layout import Slot
from engine.network import Network
from engine.nodes import Layer, Parameter
from engine.plan.passes import Pass
from engine.quantity import Quantity, preactivation, value
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
    entry: Entry
    columns: Array
    amounts: Array


@dataclass(eq=False)
class _MovedPass(Pass):
    """A pass in whose columns parameters are moved, by real or complex amounts."""

    moves: Mapping[Quantity, Sequence[_Move]] = field(default_factory=dict)

    def put_value(self, node: str, array: Array) -> None:
        """Record the output of `node`, moved."""
        super().put_value(node, self._moved(value(node), array))

    def put_z(self, node: str, array: Array) -> Array:
        """Record z of a layer, moved."""
        return super().put_z(node, self._moved(preactivation(node), array))

    def _moved(self, quantity: Quantity, array: Array) -> Array:
        moves = self.moves.get(quantity, ())
        array = array.astype(self.theta.dtype) if moves else array
        for move in moves:
            entry, columns = move.entry, move.columns
            meets = 1.0 if entry.source is None else self.value[entry.source][entry.row, columns]
            array[entry.rows, columns] += move.amounts * meets
        return array


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
    return trace.plan.layers.forward(_pass(trace, sample, indices, amounts))


def slopes(trace: Trace, sample: int, indices: Array, amounts: Array) -> tuple[Array, Array]:
    """The objective after each move, and its slope along that number there: a complex step."""
    found = objectives(trace, moved(trace, sample, indices, amounts + 1j * EPSILON))
    return found.real.copy(), found.imag / EPSILON


def own_slopes(trace: Trace, sample: int, indices: Array) -> Array:
    """The slope along each number where it stands, on the side of every kink that was chosen."""
    steps = EPSILON * reach(trace.run.theta[indices])
    run = _pass(trace, sample, indices, 1j * steps)
    run.around = moved(trace, sample, indices, np.zeros(len(indices)))
    return objectives(trace, trace.plan.layers.forward(run)).imag / steps


def objectives(trace: Trace, run: Pass) -> Array:
    """The objective in every column of a run; the network must have one."""
    assert trace.network.objective is not None
    return np.asarray(run.value[trace.network.objective][0])


def _pass(trace: Trace, sample: int, indices: Array, amounts: Array) -> _MovedPass:
    columns: dict[int, list[int]] = defaultdict(list)
    for column, index in enumerate(indices):
        columns[int(index)].append(column)
    moves: dict[Quantity, list[_Move]] = defaultdict(list)
    for index, own in columns.items():
        for entry in entries(trace.network, index):
            moves[entry.quantity].append(_Move(entry, np.array(own), amounts[own]))
    run, count = trace.run, len(amounts)
    inputs = {
        key: np.broadcast_to(data[:, [sample]], (len(data), count))
        for key, data in run.inputs.items()
    }
    theta = run.theta.astype(np.result_type(run.theta, amounts))
    return _MovedPass(theta, count, inputs, run.places, moves=moves)
