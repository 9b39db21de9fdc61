"""Thousands of numbers at once look like one number after the other."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtGui import QPainter

from engine.project import Project
from gui.canvas.painting.inscriptions import Inscriptions, inscriptions
from gui.canvas.painting.lettering import SLACK, Lettering, rounded
from gui.canvas.painting.shapes import draw_number
from gui.canvas.painting.typesetting import typeset
from gui.canvas.placing.arrange import positions
from gui.canvas.placing.layout import lay_out
from gui.canvas.placing.style import Style
from gui.readings import Readings
from gui.session import Session
from gui.theme import THEMES, theme
from gui.view import Passes
from tests.gui.canvas.pictures import Pixels, apart, painted

pytestmark = pytest.mark.usefixtures("qapp")

SIZE, ORIGIN = (900, 640), (80.3, 320.7)


def written(project: Project, style: Style) -> tuple[Inscriptions, Readings]:
    layout = lay_out(project.network, positions(project), style, Passes.BOTH)
    found = inscriptions(layout)
    return found, Session(project).readings(found.bundle)


def both_ways(
    found: Inscriptions, readings: Readings, style: Style, rows: list[int], zoom: float
) -> tuple[Pixels, Pixels]:
    chosen = np.array(rows, dtype=np.intp)

    def at_once(painter: QPainter) -> None:
        texts = typeset(found, chosen, readings)
        Lettering().draw(painter, texts, found.boxes[chosen], style)

    def one_by_one(painter: QPainter) -> None:
        for row in rows:
            draw_number(painter, style, found.slot(row), readings[row], (False, False))

    return painted(at_once, SIZE, zoom, ORIGIN), painted(one_by_one, SIZE, zoom, ORIGIN)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("zoom", [0.4, 0.97, 1.31])
@pytest.mark.parametrize("lesson_name", ["xor", "skip-connection", "softmax"])
def test_all_numbers_of_a_lesson(
    lesson: Callable[[str], Project], lesson_name: str, zoom: float, name: str
) -> None:
    style = Style(theme(name))
    found, readings = written(lesson(lesson_name), style)
    rows = np.flatnonzero(found.words.simple).tolist()
    one, other = both_ways(found, readings, style, rows, zoom)
    assert apart(one, other) < 0.2


def test_upright_numbers_that_fit_are_the_same_to_the_pixel(
    lesson: Callable[[str], Project],
) -> None:
    style = Style(theme("light"))
    found, readings = written(lesson("skip-connection"), style)
    simple = np.flatnonzero(found.words.simple & (found.boxes[:, 4] == 0.0))
    sizes = typeset(found, simple, readings).sizes
    whole = simple[sizes == np.round(sizes)].tolist()
    assert len(whole) > 8
    one, other = both_ways(found, readings, style, whole, 1.0)
    assert (np.abs(one - other) > 48).sum() < 0.01 * (other < 200).sum()


@pytest.mark.parametrize("number", [-1.23456e-12, 123456.0, -0.0, 99999.0, 1 / 3])
def test_wide_numbers_are_drawn_smaller(lesson: Callable[[str], Project], number: float) -> None:
    style = Style(theme("light"))
    found, readings = written(lesson("skip-connection").with_weight("w1", number), style)
    rows = np.arange(len(found))
    texts = typeset(found, rows, readings)
    assert (texts.widths <= 2 * found.boxes[:, 2] + 1e-9).all()
    one, other = both_ways(found, readings, style, np.flatnonzero(found.words.simple).tolist(), 1.0)
    assert apart(one, other) < 0.2


def test_no_end_of_a_rotated_number_moves_by_more_than_a_fraction_of_a_pixel() -> None:
    random = np.random.default_rng(1)
    angles, reach = random.uniform(-0.8, 0.8, 2000), random.uniform(5, 80, 2000)
    near = rounded(angles, reach)
    assert (np.abs(near - angles) * reach <= SLACK + 1e-9).all()
    assert rounded(np.zeros(3), reach[:3]).tolist() == [0.0] * 3
    assert len(np.unique(near)) < 200
