"""Typesetting: many numbers become glyphs in a few arrays, each where `draw_number` would put it.

A text stands in the middle of its box: lock, name, sign, number, star; smaller where it does not
fit. Of many texts those take one of a few sizes, so that they are drawn together.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Vector
from engine.numeral_arrays import WIDEST
from gui.canvas.painting.glyphs import Codes, Words, face
from gui.canvas.painting.inscriptions import Inscriptions
from gui.canvas.placing.geometry import Mask
from gui.canvas.placing.labels import LOCK, SMALL, SPACE, STAR, TROUBLED
from gui.canvas.placing.style import BASELINE
from gui.reading import State
from gui.readings import Readings, Rows, code

_SMALLER = 0.85
"""From one of the sizes of texts that do not fit to the next."""

_FEW = 128
"""So many texts may each have a size of their own."""

_EQUAL, _NEARLY = ord("="), ord("≈")


class Ink(IntEnum):
    """The colours of numbers."""

    VALUE = 0
    GRADIENT = 1
    WARNING = 2


@dataclass(frozen=True, eq=False, slots=True)
class Glyphs:
    """Glyphs at `x`, in scene units from the middle of text `texts` along it; all of one length."""

    texts: NDArray[np.intp]
    glyphs: NDArray[np.int64]
    x: Vector
    is_small: Mask
    ink: NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class Typeset:
    """Texts by row of the inscriptions, scene units, and their glyphs.

    `sizes` and `widths` as drawn; `small` is the size of the names before gradients; `baselines`
    lie below the middle. `reach` is that of all inscriptions: which of them are set together
    changes nothing about how each looks.
    """

    rows: Rows
    sizes: Vector
    small: Vector
    baselines: Vector
    widths: Vector
    glyphs: Glyphs
    reach: float


def typeset(of: Inscriptions, rows: Rows, readings: Readings) -> Typeset:
    """Set the numbers of some rows; names must be simple."""
    written, states = readings.written(rows), readings.states[rows]
    codes = _starred(written.texts.view(np.uint32).reshape(-1, WIDEST), states)
    codes = codes[:, : (codes > 0).any(axis=0).sum()]
    size, is_value = of.sizes[rows], of.is_value[rows]
    small, gap = SMALL * size, SPACE * size
    name_size = np.where(is_value, size, small)
    glyphs, advances = face().look_up(codes)
    signs, sign_widths = face().look_up(np.where(written.exact, _EQUAL, _NEARLY).astype(np.uint32))
    is_named = of.words.counts[rows] > 0
    name_end = of.words.widths[rows] * name_size + gap
    has_sign = is_named & is_value
    lead = np.where(has_sign, name_end + sign_widths * size + gap, np.where(is_value, 0, name_end))
    lock = np.where(of.is_locked[rows], LOCK * size, 0.0)
    full = lock + lead + advances.sum(axis=1) * size
    start = lock - full / 2
    colour = np.where(is_value, int(Ink.VALUE), int(Ink.GRADIENT))
    own = np.where(np.isin(states, [code(state) for state in TROUBLED]), int(Ink.WARNING), colour)
    at, column = np.nonzero(codes)
    behind = (np.cumsum(advances, axis=1) - advances)[at, column]
    named, spots = _spots(of.words, rows)
    signed = np.flatnonzero(has_sign)
    scales = _scales(2 * of.boxes[rows, 2] / np.maximum(full, 1e-9))
    texts = np.concatenate((at, named, signed))
    x = np.concatenate(
        (
            (start + lead)[at] + behind * size[at],
            start[named] + of.words.offsets[spots] * name_size[named],
            (start + name_end)[signed],
        )
    )
    star = codes[at, column] == ord(STAR)
    placed = Glyphs(
        texts,
        np.concatenate((glyphs[at, column], of.words.glyphs[spots], signs[signed])),
        x * scales[texts],
        np.concatenate((star & False, ~is_value[named], signed < 0)),
        np.concatenate((np.where(star, int(Ink.WARNING), own[at]), colour[named], colour[signed])),
    )
    return Typeset(
        rows,
        size * scales,
        small * scales,
        BASELINE * size * scales,
        full * scales,
        placed,
        of.turned_reach,
    )


def _starred(codes: Codes, states: NDArray[np.uint8]) -> Codes:
    """A star behind every derivative that was chosen at a kink."""
    rows = np.flatnonzero(states == code(State.KINK))
    codes[rows, (codes[rows] > 0).sum(axis=1)] = ord(STAR)
    return codes


def _scales(room: Vector) -> Vector:
    """1 where a text fits, else what makes it fit; of many texts one of a few smaller sizes."""
    scales = np.minimum(room, 1.0)
    if len(scales) <= _FEW:
        return scales
    steps = np.ceil(np.log(scales) / np.log(_SMALLER) - 1e-9)
    return np.asarray(_SMALLER**steps)


def _spots(words: Words, rows: Rows) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """For every glyph of the names of `rows`: which of the rows it belongs to, and its index."""
    counts = words.counts[rows]
    owners = np.repeat(np.arange(len(rows)), counts)
    first = np.cumsum(counts) - counts
    return owners, np.arange(len(owners)) + np.repeat(words.starts[rows] - first, counts)
