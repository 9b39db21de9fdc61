from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.network import network
from engine.nodes import Bias, Input, Layer, Weight
from engine.parameters import carry
from tests.engine.networks import skip_connection, weighted


def wide(units: int) -> object:
    return network(
        (Input("x", 2), Layer("0", units, "tanh", Bias("b", units))),
        (weighted("x", "0", "W", (units, 2)),),
    ).layout


def test_renaming_keeps_the_numbers() -> None:
    before = skip_connection({"w1": 0.25})
    edges = tuple(
        replace(edge, weight=Weight(f"v{index}", edge.weight.shape)) if edge.weight else edge
        for index, edge in enumerate(before.network.edges)
    )
    after = before.with_network(network(before.network.nodes, edges))
    assert after.parameters.value("v1") == 0.25


def test_removing_and_adding_leaves_the_others_alone() -> None:
    before = skip_connection({"w0": 0.1, "w2": 0.3, "w3": 0.4})
    edge = before.network.edge("0", "1")
    without = before.with_network(before.network.without_edge(edge))
    again = without.with_network(without.network.with_edge(edge), lambda _: np.full((1, 1), 9.0))
    values = {name: again.parameters.value(name).item() for name in ("w0", "w1", "w2", "w3")}
    assert values == {"w0": 0.1, "w1": 9.0, "w2": 0.3, "w3": 0.4}


def test_a_resize_keeps_the_overlap_and_fills_the_rest() -> None:
    small, large = wide(2), wide(3)
    vector = np.arange(6.0)
    grown = carry(small, large, vector, lambda slot: np.full(slot.shape, -1.0))
    assert grown.tolist() == [0.0, 1.0, -1.0, 2.0, 3.0, 4.0, 5.0, -1.0, -1.0]
    assert carry(large, small, grown).tolist() == vector.tolist()
