"""The solution of a project as plain data: the contract that scripts read (`solve --json`)."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.arrays import Array
from engine.nodes import Constant, Layer, Node, Target
from engine.quantity import Quantity, parameter, preactivation, value
from engine.remarks import Remark
from engine.trace import Trace
from engine.wording import worded

FORMAT, VERSION = "chainrule-solution", 1

Plain = dict[str, Any]


def solution(trace: Trace, sample: int | None = None) -> Plain:
    """Everything a trace knows, for all samples or one (from 0); undefined numbers are None."""
    samples = range(trace.count) if sample is None else (sample,)
    gradient = None if trace.loss is None else trace.gradient
    return {
        "format": FORMAT,
        "version": VERSION,
        "objective": trace.network.objective,
        "loss": plain(trace.loss),
        "samples": [_sample(trace, each) for each in samples],
        "parameters": {
            slot.name: {
                "value": plain(trace.parameters.value(slot.name)),
                "grad": plain(None if gradient is None else slot.of(gradient)),
            }
            for slot in trace.network.layout.parameters
        },
    }


def _sample(trace: Trace, sample: int) -> Plain:
    return {
        "loss": plain(None if trace.losses is None else trace.losses[sample]),
        "nodes": {node.id: _node(trace, node, sample) for node in trace.network.nodes},
        "parameters": {
            slot.name: {"grad": _gradient(trace, parameter(slot.name), sample)}
            for slot in trace.network.layout.parameters
        },
        "warnings": [_warning(trace, remark) for remark in trace.remarks[sample]],
    }


def _node(trace: Trace, node: Node, sample: int) -> Plain:
    found: Plain = {}
    if isinstance(node, Layer):
        found["z"] = plain(trace.read(preactivation(node.id), sample))
    found["value"] = plain(trace.read(value(node.id), sample))
    if isinstance(node, Layer):
        found["dz"] = _gradient(trace, preactivation(node.id), sample)
    if not isinstance(node, Constant | Target):
        found["grad"] = _gradient(trace, value(node.id), sample)
    return found


def _gradient(trace: Trace, by: Quantity, sample: int) -> Any:
    objective = trace.network.objective
    if objective is None:
        return None
    return plain(trace.read(value(objective).derivative(by), sample))


def _warning(trace: Trace, remark: Remark) -> Plain:
    found: Plain = {"node": remark.node, "element": remark.element, "kind": remark.kind}
    if remark.interval is not None:
        found |= {"interval": [plain(end) for end in remark.interval]}
        found |= {"chosen": plain(remark.chosen)}
    return found | {"message": remark_sentence(remark, trace)}


def remark_sentence(remark: Remark, trace: Trace) -> str:
    """A remark in words."""
    low, high = remark.interval or (None, None)
    several = trace.values[remark.node].shape[0] > 1
    arguments = {
        "node": f"{remark.node}, element {remark.element}" if several else remark.node,
        "low": low,
        "high": high,
        "chosen": remark.chosen,
    }
    return worded(remark.code, arguments)


def plain(array: Array | float | None) -> Any:
    """Nested lists of numbers, None for what is undefined, no negative zero."""
    if array is None:
        return None
    flat = [None if np.isnan(x) else x + 0.0 for x in np.ravel(array).tolist()]
    return _nested(flat, np.shape(array))


def _nested(flat: list[float | None], shape: tuple[int, ...]) -> Any:
    if not shape:
        return flat[0]
    width = len(flat) // shape[0]
    return [_nested(flat[i * width : (i + 1) * width], shape[1:]) for i in range(shape[0])]
