"""Project files for tests, as plain data and as bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

Document = dict[str, Any]


def encoded(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def unit_document() -> Document:
    """x → 0 → loss with its target."""
    return {
        "format": "chainrule",
        "version": 1,
        "nodes": [
            {"id": "x", "kind": "input", "size": 1, "position": [0, 0], "label": "Eingang"},
            {
                "id": "0",
                "kind": "layer",
                "size": 1,
                "activation": "relu",
                "bias": {"name": "b0", "value": [-0.2]},
            },
            {"id": "y", "kind": "target", "size": 1},
            {"id": "L", "kind": "loss", "loss": "l1"},
        ],
        "edges": [
            {"from": "x", "to": "0", "weight": {"name": "w0", "value": [[0.7]]}},
            {"from": "0", "to": "L", "port": "prediction"},
            {"from": "y", "to": "L", "port": "target"},
        ],
        "samples": [{"x": [1.3], "y": [0.9]}],
        "training": {"learning_rate": 0.05},
    }


def every_kind() -> Document:
    """Every kind of node and edge, frozen and shared parameters, several samples."""
    return {
        "format": "chainrule",
        "version": 1,
        "title": "Alles „auf einmal“ 👩‍🔬",
        "notes": 'a\n\t"b" \\ $\\frac{1}{2}$ [1,  2]',
        "nodes": [
            {"id": "x", "kind": "input", "size": 2, "position": [-0.0, 1e-300], "label": "<b>"},
            {"id": "c", "kind": "constant", "value": [1, 1e308]},
            {
                "id": "M",
                "kind": "parameter",
                "name": "M",
                "value": [[0.1, -0.0], [5e-324, 0.30000000000000004], [1, 2]],
                "trainable": False,
            },
            {"id": "a", "kind": "parameter", "name": "α", "value": [0.5, 0.25, 0.125]},
            {"id": "m", "kind": "operation", "operation": "matmul"},
            {"id": "s", "kind": "operation", "operation": "add", "label": "Summe"},
            {
                "id": "1",
                "kind": "layer",
                "size": 3,
                "activation": "tanh",
                "bias": {"name": "b1", "value": [0.5]},
            },
            {
                "id": "2",
                "kind": "layer",
                "size": 2,
                "activation": "identity",
                "bias": {"name": "b2", "value": [1, -1], "trainable": False},
            },
            {"id": "y", "kind": "target", "size": 2},
            {"id": "L", "kind": "loss", "loss": "mse"},
            {"id": "K", "kind": "loss", "loss": "l1"},
        ],
        "edges": [
            {"from": "x", "to": "m", "port": 1},
            {"from": "M", "to": "m", "port": 0},
            {"from": "m", "to": "s"},
            {"from": "a", "to": "s"},
            {"from": "m", "to": "s"},
            {
                "from": "s",
                "to": "1",
                "weight": {
                    "name": "W",
                    "value": [[1, 2, 3], [4, 5, 6], [7, 8, 9]],
                    "trainable": False,
                },
            },
            {
                "from": "1",
                "to": "2",
                "weight": {"name": "V", "value": [[1, 2, 3], [-1, -2, -3]]},
            },
            {"from": "y", "to": "L", "port": "target"},
            {"from": "2", "to": "L", "port": "prediction"},
            {"from": "2", "to": "K", "port": "prediction"},
            {"from": "c", "to": "K", "port": "target"},
        ],
        "samples": [
            {"y": [0, 1], "x": [1, 2]},
            {"x": [-1e-308, 0.1], "y": [3, 1.7976931348623157e308]},
        ],
        "objective": "K",
        "training": {"optimizer": "adam", "batch_size": 2, "shuffle": False, "seed": 2**62},
        "lesson": {"questions": [{"ask": "dL/dw0", "points": 3, "half": 0.5}], "später": None},
        "view": {},
    }


def edited(change: Callable[[Document], object], document: Document | None = None) -> bytes:
    """The bytes of `unit_document` after `change`, which may also return a new one."""
    given = unit_document() if document is None else document
    returned = change(given)
    return encoded(given if returned is None else returned)
