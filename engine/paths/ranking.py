"""The largest products of paths from each element of a quantity on, found block by block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.arrays import Array
from engine.paths.blocks import Block

ROOM: Final = 4
"""So many times what is kept may wait until all blocks are merged."""


@dataclass(frozen=True, eq=False, slots=True)
class Ways:
    """Products of paths from each element on, (size, k), the largest first.

    `block` says by which block a path goes on, `element` and `rank` to which path of which element
    there; `count` says how many paths there are from each element, shown or not.
    """

    product: Array
    block: Array
    element: Array
    rank: Array
    count: Sequence[int]


def start(products: Array) -> Ways:
    """Where all paths end: one from each element, with this product."""
    column = products.reshape(-1, 1)
    nowhere = np.zeros(column.shape, dtype=np.intp)
    return Ways(column, nowhere, nowhere, nowhere, [1] * len(column))


def through(index: int, block: Block, after: Ways, most: int) -> Ways:
    """The ways by one block; of many only such as may be among the `most` largest."""
    if block.diagonal:
        rows = np.arange(len(after.product))[:, None]
        return _ways(index, block.jacobian * after.product, rows, list(after.count), most)
    # Only through the elements with the largest first products can the largest paths lead.
    first = _size(block.jacobian * after.product[:, 0])
    kept = _largest(first, most)
    factors = _taken(block.jacobian, kept)
    product = factors[:, :, None] * after.product[kept]
    count = [sum(after.count)] * len(product)
    return _ways(index, product.reshape(len(product), -1), kept, count, most)


def single(index: int, factor: float, row: int, after: Ways) -> Ways:
    """The ways of one number that goes on to the element `row` alone."""
    product = factor * after.product[row : row + 1]
    return _ways(index, product, np.array([[row]]), [after.count[row]], product.shape[1])


def merged(ways: Sequence[Ways], most: int) -> Ways:
    """The largest of all ways from the same elements."""
    arrays = ("product", "block", "element", "rank")
    joined = {name: np.hstack([getattr(each, name) for each in ways]) for name in arrays}
    kept = _largest(_size(joined["product"]), most)
    chosen = {name: _taken(joined[name], kept) for name in arrays}
    counts = [sum(column) for column in zip(*(each.count for each in ways), strict=True)]
    return Ways(**chosen, count=counts)


def _ways(index: int, product: Array, elements: Array, count: Sequence[int], most: int) -> Ways:
    """`elements` (size, c), each with k columns of `product` (size, c·k); cut where many."""
    per_element = product.shape[1] // elements.shape[1]
    element = np.repeat(elements, per_element, axis=1)
    rank = np.tile(np.arange(per_element), (len(product), elements.shape[1]))
    found = Ways(product, np.full(product.shape, index), element, rank, count)
    return merged([found], most) if product.shape[1] > ROOM * most else found


def _size(product: Array) -> Array:
    """What ways are compared by; an undefined one comes first, since it decides the sum."""
    return np.nan_to_num(np.abs(product), nan=np.inf, posinf=np.inf)


def _largest(sizes: Array, most: int) -> Array:
    """Columns of the `most` largest in each row, the largest first, equals as they stand."""
    if sizes.shape[1] > most:
        near = np.argpartition(-sizes, most - 1, axis=1)[:, :most]
        near.sort(axis=1)
    else:
        near = np.broadcast_to(np.arange(sizes.shape[1]), sizes.shape)
    order = np.argsort(-_taken(sizes, near), axis=1, kind="stable")
    return _taken(near, order)


def _taken(array: Array, columns: Array) -> Array:
    """Some columns of each row, in their order."""
    return np.asarray(array[np.arange(len(array))[:, None], columns])
