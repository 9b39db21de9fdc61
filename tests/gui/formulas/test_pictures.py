"""Pictures as they look."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from gui.formulas.pictures import typeset

ROW = r"\begin{pmatrix} 0.5 & 0.25 \end{pmatrix}"
COLUMN = r"\begin{pmatrix} 1 \\ 2 \\ 3 \\ {-4.389} \end{pmatrix}"

EM = 40


def ink(tex: str) -> NDArray[np.bool_]:
    """Where a picture is black, `EM` pixels an em."""
    picture = typeset(tex)
    assert picture is not None
    size = picture.box.size() * EM
    image = QImage(round(size.width()), round(size.height()), QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    renderer = QSvgRenderer(QByteArray(picture.svg.encode()))
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : image.width()] < 128


def test_the_brackets_of_a_row_are_low_beside_a_column(qapp: QApplication) -> None:
    found = ink(rf"{ROW} \cdot {COLUMN}")
    bracket = found[:, : round(0.3 * EM)].any(axis=1)
    assert bracket.any()
    assert bracket.sum() < 0.4 * len(found)


@pytest.mark.parametrize(
    "tex", [COLUMN, rf"\mathrm{{relu}}\left({COLUMN.replace('pmatrix', 'matrix')}\right)"]
)
def test_numbers_do_not_touch_the_brackets(qapp: QApplication, tex: str) -> None:
    line = ink(tex)[-round(0.7 * EM) :].any(axis=0)  # that of the widest number
    black = np.flatnonzero(line)
    (*_, last) = np.flatnonzero(np.diff(black) > 1)
    assert black[last + 1] - black[last] > 0.2 * EM
    assert black[-1] - black[last + 1] < 0.45 * EM  # only the bracket
