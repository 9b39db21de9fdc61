"""Unfolding: a layer opens into operations in its own place, and everything else makes room.

What stands left of the layer moves left, what stands right moves right, what stands above or below
moves away, by just as much as closing takes back. The sum and the activation stand level with
where the layer stood; every parameter stands above what it is put into. All distances follow from
structure alone, so that closing undoes opening in every theme.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from engine.edits.closing import OpenedLayer, close_layer, layer_around, opened_layer
from engine.edits.opening import Product, open_layer
from engine.network import Network
from engine.nodes import Layer, Parameter
from engine.project import Project
from gui.canvas.placing.arrange import GAP, height, positions
from gui.canvas.placing.words import MOST_CELLS

Place = tuple[float, float]

BESIDE = 60.0
"""What is no further to the left or right than this stands above or below."""

STEP = 150.0
"""From the middle of one operation to that of the next."""

HALF_NUMBER, HALF_UNIT, HALF_COLUMN = 60.0, 65.0, 39.0
"""Half the width of a number, of a unit, of a column of a matrix."""

APART = 30.0
"""Between what stands above a product and above the sum."""

LEAN, FAN = 100.0, 70.0
"""Where there are several units: how far parameters stand to the side, and room for arrows."""


def can_open(network: Network, node: str) -> bool:
    """Whether a node is a layer that can be opened."""
    return isinstance(network.by_id[node], Layer) and bool(network.incoming[node])


def can_close(network: Network, node: str) -> bool:
    """Whether a node is part of an opened layer."""
    return layer_around(network, node) is not None


def unfolded(project: Project, layer: str) -> Project:
    """Open a layer; raises `NetworkError` when it cannot be."""
    before = positions(project)
    opened = open_layer(project, layer)
    block = _block(replace(opened, positions=before), layer)
    x, y = before[layer]
    span = (x - BESIDE, x + BESIDE)
    moved = {key: block.aside(at, span, y, 1) for key, at in before.items() if key != layer}
    left = x - block.width / 2
    own = {key: (left + dx, y + dy) for key, (dx, dy) in block.places.items()}
    return replace(opened, positions={**moved, **own})


def folded(project: Project, node: str) -> Project:
    """Close the layer that a node is part of; raises `NetworkError` when it is part of none."""
    activation = opened_name(project.network, node)
    closed = close_layer(project, activation)
    before, block = positions(project), _block(project, activation)
    right, y = before[activation]
    left = right - block.width
    span = (left - block.overhang - BESIDE, right + block.fan + BESIDE)
    moved = {
        key: block.aside(before[key], span, y, -1)
        for key in closed.network.by_id
        if key != activation
    }
    return replace(closed, positions={**moved, activation: ((left + right) / 2, y)})


def opened_name(network: Network, node: str) -> str:
    """The id that the opened layer around a node has kept; of any other node its own."""
    found = layer_around(network, node)
    return node if found is None else found.activation


@dataclass(frozen=True, slots=True)
class _Block:
    """Places of the parts from the first product on; the activation is `width` to the right.

    `overhang`: how far parameters stand out to the left; `fan`: room for arrows that leave the
    activation close together. `up` and `down`: how much higher and lower than the layer it is.
    """

    places: Mapping[str, Place]
    width: float
    overhang: float
    fan: float
    up: float
    down: float

    def aside(self, at: Place, span: tuple[float, float], level: float, way: int) -> Place:
        """Where a node stands after making room (`way` 1) around a span, or taking it back (−1)."""
        x, y = at
        if x < span[0]:
            return x - way * (self.width / 2 + self.overhang), y
        if x > span[1]:
            return x + way * (self.width / 2 + self.fan), y
        return x, y + way * (self.down if y > level else -self.up)


def _block(project: Project, activation: str) -> _Block:
    """How the parts of an opened layer stand to each other."""
    network = project.network
    found = opened_layer(network, activation)
    assert found is not None
    several = (network.sizes[activation] or 1) > 1
    lean = LEAN if several else 0.0
    widest = max(_half_width(network, each.parameter) for each in found.products)
    step = max(STEP, _tens(widest - 2 * lean + HALF_NUMBER + APART))
    if found.products[0].operation.id == found.total:
        step = 0.0
    places = _places(found, network, _from_top(found, positions(project)), step, lean)
    top = min(y - height(network, key) / 2 for key, (_, y) in places.items())
    bottom = max(y + height(network, key) / 2 for key, (_, y) in places.items())
    own = height(network, activation) / 2
    return _Block(
        places,
        step + STEP,
        _tens(max(0.0, widest + lean - HALF_UNIT)),
        FAN if several else 0.0,
        _tens(max(0.0, -top - own)),
        _tens(max(0.0, bottom - own)),
    )


def _from_top(found: OpenedLayer, where: Mapping[str, Place]) -> list[Product]:
    """The products as their sources stand; what comes from further away passes above."""
    return sorted(found.products, key=lambda each: (where[each.source][1], where[each.source][0]))


def _places(
    found: OpenedLayer, network: Network, products: Sequence[Product], step: float, lean: float
) -> dict[str, Place]:
    """Products one above the other, each under its parameter; sum and activation level at 0.

    Words stand above the operations of several numbers: there parameters `lean` to the side.
    """
    y = 0.0
    column: dict[str, float] = {}
    for each in products:
        for key in (each.parameter.id, each.operation.id):
            column[key] = y + height(network, key) / 2
            y += height(network, key) + GAP
    middle = (column[products[0].operation.id] + column[products[-1].operation.id]) / 2
    places = {
        each.operation.id: (0.0, _tens(column[each.operation.id] - middle)) for each in products
    }
    for each in products:
        places[each.parameter.id] = (-lean, _tens(column[each.parameter.id] - middle))
    places.setdefault(found.total, (step, 0.0))
    if found.bias is not None:
        high = (height(network, found.bias.id) + height(network, found.total)) / 2
        places[found.bias.id] = (step + lean, -high - GAP)
    places[found.activation] = (step + STEP, 0.0)
    return places


def _half_width(network: Network, parameter: Parameter) -> float:
    if not parameter.is_matrix or max(parameter.shape) > MOST_CELLS:
        return HALF_NUMBER
    return parameter.shape[1] * HALF_COLUMN


def _tens(x: float) -> float:
    """On the grid."""
    return float(round(x / 10) * 10)
