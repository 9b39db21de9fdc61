"""A solved project as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from engine.functions.activations import ACTIVATIONS
from engine.functions.losses import LOSSES
from engine.nodes import Layer, Loss, Node, Operation
from engine.numerals import numeral
from engine.project import Project
from engine.quantity import Quantity, preactivation, value
from engine.solution import remark_sentence
from engine.trace import Trace
from engine.wording import one_line

Row = Sequence[str]

UNDEFINED = "undefined"


def report(project: Project, trace: Trace, sample: int | None = None) -> Iterator[str]:
    """Lines: the title, per sample the nodes and remarks, then the parameters."""
    yield one_line(project.title)
    samples = range(trace.count) if sample is None else (sample,)
    for each in samples:
        yield ""
        if trace.count > 1:
            yield f"Sample {each + 1} of {trace.count}"
        yield from _table(_node_rows(trace, each))
        for remark in trace.remarks[each]:
            yield f"Note: {remark_sentence(remark, trace)}."
    yield ""
    yield from _table(_parameter_rows(trace))
    if trace.loss is not None and trace.network.objective is not None:
        objective = trace.network.by_id[trace.network.objective]
        name = "loss" if isinstance(objective, Loss) else f"objective {objective.id}"
        mean = f" (mean of {trace.count} samples)" if trace.count > 1 else ""
        yield ""
        yield f"{name}{mean} {_relation(trace.loss)} {_number(trace.loss)}"


def _node_rows(trace: Trace, sample: int) -> Iterator[Row]:
    yield "", "", "z", "value", *_gradient_head(trace, "∂{0}/∂z", "∂{0}/∂value")
    for key in trace.network.order:
        node = trace.network.by_id[key]
        z = preactivation(key) if isinstance(node, Layer) else None
        cells = [_cell(trace, z, sample), _cell(trace, value(key), sample)]
        if trace.network.objective is not None:
            cells += [_slope(trace, z, sample), _slope(trace, value(key), sample)]
        yield key, _kind(node), *cells


def _parameter_rows(trace: Trace) -> Iterator[Row]:
    mean = "mean " if trace.count > 1 else ""
    yield "", "", "value", *_gradient_head(trace, f"{mean}∂{{0}}/∂")
    for slot in trace.network.layout.parameters:
        cells = [_numbers(trace.parameters.value(slot.name))]
        if trace.loss is not None:
            cells.append(_numbers(slot.of(trace.gradient)))
        yield slot.name, "" if slot.trainable else "frozen", *cells


def _gradient_head(trace: Trace, *heads: str) -> tuple[str, ...]:
    objective = trace.network.objective
    return () if objective is None else tuple(head.format("L") for head in heads)


def _kind(node: Node) -> str:
    match node:
        case Layer(activation=name):
            return ACTIVATIONS[name].label
        case Operation(operation=name):
            return name
        case Loss(loss=name):
            return LOSSES[name].label
        case _:
            return node.kind


def _cell(trace: Trace, quantity: Quantity | None, sample: int) -> str:
    return "" if quantity is None else _numbers(trace.read(quantity, sample))


def _slope(trace: Trace, quantity: Quantity | None, sample: int) -> str:
    objective = trace.network.objective
    if quantity is None or objective is None:
        return ""
    return _numbers(trace.read(value(objective).derivative(quantity), sample))


def _numbers(array: object) -> str:
    if array is None:
        return ""
    found = np.asarray(array, dtype=np.float64)
    if found.size == 1:
        return _number(float(found.ravel()[0]))
    if found.ndim == 2:
        return "[" + "; ".join(" ".join(map(_number, row)) for row in found) + "]"
    return "(" + ", ".join(map(_number, found)) + ")"


def _number(number: float) -> str:
    return UNDEFINED if np.isnan(number) else numeral(number).text


def _relation(number: float) -> str:
    return "=" if np.isnan(number) or numeral(number).exact else "≈"


def _table(rows: Iterator[Row]) -> Iterator[str]:
    """Columns of equal width, two blanks apart."""
    table = list(rows)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()
